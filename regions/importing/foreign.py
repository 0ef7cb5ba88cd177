"""Map kinds and columns of common foreign files of landmarks to those of the portal."""

import re
from collections import Counter
from dataclasses import replace

from django.utils.translation import ngettext

from regions.models import Landmark

Kind = Landmark.Kind

ROAD_KINDS = {Kind.MOTORWAY_JUNCTION, Kind.FEDERAL_ROAD}
"""Their code is that of the road, which several share; only the name is unique."""

FOREIGN_KINDS = {
    "exit": Kind.MOTORWAY_JUNCTION,
    "interchange": Kind.MOTORWAY_JUNCTION,
    "rest_area": None,
    "rest_area_or_minor_exit": None,
    "freight_yard": Kind.FREIGHT_STATION,
    "marshalling_yard": Kind.FREIGHT_STATION,
    "port_station": Kind.FREIGHT_STATION,
    "intermodal_terminal": Kind.RAIL_TERMINAL,
    "siding": None,
    "large_airport": Kind.AIRPORT,
    "medium_airport": Kind.AIRPORT,
    "small_airport": None,
    "heliport": None,
    "seaplane_base": None,
    "balloonport": None,
    "closed": None,
}
"""Of files derived from OpenStreetMap, of railways and lists of airports. None: left out."""

ROAD_COLUMNS = ("refs", "ref")
AIRPORT_COLUMNS = ("iata", "iata_code")
ROAD_NUMBER = re.compile(r"[A-Z] ?\d{1,4} ?[a-zA-Z]?")
"""`ref` may be the number of an exit as well."""

NEAR_COLUMN = "near_place"
LEADS_TO_COLUMN = "connects"
MAX_NAME_LENGTH = Landmark._meta.get_field("name").max_length


def normalize_records(records, default_kind, report):
    """Return the records with the portal's columns; the report notes how many were left out.

    `default_kind` applies to rows without one. NEAR_COLUMN is kept for rows named after the nearest place.
    """
    normalized, left_out, airfields = [], Counter(), 0
    for record in records:
        stated = stated_kind(record.fields)
        kind = FOREIGN_KINDS.get(stated, stated or default_kind)
        if kind is None and stated:
            left_out[stated] += 1
        elif kind == Kind.AIRPORT and stated != Kind.AIRPORT and _lacks_code(record.fields):
            airfields += 1
        else:
            normalized.append(replace(record, fields=_normalize_fields(record.fields, kind)))
    _note_left_out(left_out, airfields, report)
    return _disambiguate(normalized, report)


def stated_kind(fields):
    """Return the row's `kind`, or its `type` where that is in FOREIGN_KINDS."""
    foreign_type = fields.get("type", "")
    return fields.get("kind") or (foreign_type if foreign_type in FOREIGN_KINDS else "")


def _lacks_code(fields):
    columns = [name for name in AIRPORT_COLUMNS if name in fields]
    return bool(columns) and not any(fields[name] for name in columns)


def _normalize_fields(fields, kind):
    name, near = fields.get("name", ""), fields.get(NEAR_COLUMN, "")
    code = fields.get("code") or _foreign_code(fields, kind)
    if kind in ROAD_KINDS and code:
        name = _without_road(name, code)
    fields = fields | {"kind": kind or "", "name": name or near, "code": code}
    return fields | {NEAR_COLUMN: "" if name else near}


def _foreign_code(fields, kind):
    if kind == Kind.AIRPORT:
        return next((fields[name] for name in AIRPORT_COLUMNS if fields.get(name)), "")
    if kind not in ROAD_KINDS:
        return ""
    roads = (re.split(r"[/;,]", fields.get(name, ""))[0].strip() for name in ROAD_COLUMNS)
    return next((road for road in roads if ROAD_NUMBER.fullmatch(road)), "")


def _without_road(name, code):
    """Return “Söhlde” of “B1 Söhlde”: pages show the road beside the name."""
    first, _space, rest = name.partition(" ")
    return rest.strip() or name if first == code.replace(" ", "") else name


def _disambiguate(records, report):
    """Add the roads they lead to, to names shared by several records of one place."""
    places = Counter(_road_and_place(record) for record in records if record.fields[NEAR_COLUMN])
    for record in records:
        fields = record.fields
        if fields[NEAR_COLUMN] and places[_road_and_place(record)] > 1 and fields.get(LEADS_TO_COLUMN):
            fields["name"] = f"{fields[NEAR_COLUMN]} ({fields[LEADS_TO_COLUMN]})"[:MAX_NAME_LENGTH]
    if count := places.total():
        words = ngettext(
            "%(count)d row has no name and is called after the nearest place.",
            "%(count)d rows have no name and are called after the nearest place.",
            count,
        )
        report.notes.append(words % {"count": count})
    return records


def _road_and_place(record):
    return record.fields["code"], record.fields[NEAR_COLUMN]


def _note_left_out(left_out, airfields, report):
    for kind, count in sorted(left_out.items()):
        words = ngettext(
            "%(count)d row left out: %(kind)s (nothing that distances count to).",
            "%(count)d rows left out: %(kind)s (nothing that distances count to).",
            count,
        )
        report.notes.append(words % {"count": count, "kind": kind})
    if airfields:
        words = ngettext(
            "%(count)d row left out: an airfield without an IATA code.",
            "%(count)d rows left out: airfields without an IATA code.",
            airfields,
        )
        report.notes.append(words % {"count": airfields})
