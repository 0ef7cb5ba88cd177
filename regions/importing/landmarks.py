"""Takes landmarks from CSV, GeoJSON and the other files of importing.geometries."""

import re
from collections import Counter
from itertools import chain

from django.conf import settings
from django.contrib.gis.geos import LineString, MultiLineString, Point
from django.utils import translation
from django.utils.translation import gettext as _

from importing.geometries.reading import read_records
from importing.reports import ImportFault, Report
from regions.importing.foreign import NEAR_COLUMN, ROAD_KINDS, normalize_records, stated_kind
from regions.importing.rows import RowFault, parse_day, read_rows, record_geometry, write_rows
from regions.models import Landmark
from regions.signals import landmarks_changed

DEFAULT_PRECISION_M = 1_000
"""Metres by which a point may be off that does not say how precise it is."""


def import_landmarks(
    path, *, name="", kind=None, srid=None, remove_missing=False, dry_run=False, progress=None, **stated
):
    """Creates or updates landmarks of a file with kind, name, code, source, as_of, precision_m and a point (or, of
    roads, a line), or with columns and kinds of others, see `as_ours`. `kind` holds for rows that name none, and so do
    `stated` values of OPTIONAL, as text; `name` is what faults call the file, if not by its path.

    A landmark is the same by its kind and code; by its name too where codes are shared (roads) or missing; or by its
    place, see `in_place_of_rougher`. All is written in one transaction, without the rows refused. `remove_missing`
    deletes landmarks of the file's kinds that it does not hold, unless a row was refused. Raises ImportFault when the
    file cannot be read.
    """
    report = Report(dry_run=dry_run)
    stated = _check_defaults(stated)
    records = read_records(path, srid=srid, name=name)
    if records and not kind and not any(stated_kind(record.fields) for record in records):
        raise ImportFault(
            _(
                "The file has no column “kind” (such as airport). A command can name one kind for all rows: "
                "--kind airport."
            )
        )
    ours = normalize_records(records, kind, report)
    if records and not ours:
        return report
    nameless = set()

    def read(record):
        key, values = _read_row(record, stated)
        if record.fields[NEAR_COLUMN]:
            nameless.add(key)
        return key, values

    taken = read_rows(ours, read, lambda record: record.fields["name"], report, progress)
    kinds = {values["kind"] for values in taken.values()}
    known = Landmark.objects.filter(kind__in=kinds).order_by("-pk")
    write_rows(
        known,
        ("kind", "code", "name"),
        landmark_key,
        replace_less_precise(taken, known.all(), nameless),
        report,
        remove=remove_missing and not report.refused,
    )
    if report.writes and not dry_run:
        landmarks_changed.send(Landmark, kinds=kinds)
    return report


def landmark_key(kind, code, name):
    code = re.sub(r"\s", "", code).casefold()
    return (kind, code, "") if code and kind not in ROAD_KINDS else (kind, code, name.casefold())


def replace_less_precise(taken, known, nameless=frozenset()):
    """The rows taken, by key. One that nobody knows by name, but that states its precision, stands for a landmark known
    less precisely: of the same kind and code, not in the file itself, and where that landmark may truly be. So a point
    that somebody typed is replaced by what was measured, under its new name, and not doubled.

    The keys of `nameless` rows have no name of their own: they leave the landmark its name, and measure it only where
    it is the one that can be meant, so that no exit gets the name of the next.
    """
    keys = {landmark_key(landmark.kind, landmark.code, landmark.name): landmark for landmark in known}
    rough = {key: landmark for key, landmark in keys.items() if key not in taken and not landmark.course}
    near = {
        key: sorted(_less_precise_nearby(key, values, rough, or_equal=key in nameless))
        for key, values in taken.items()
        if key not in keys and not values["course"] and values.get("precision_m")
    }
    meant_by = Counter(old for olds in near.values() for _distance, old in olds)
    found = dict(taken)
    for key, olds in near.items():
        if key in nameless and (len(olds) > 1 or any(meant_by[old] > 1 for _distance, old in olds)):
            continue
        old = next((old for _distance, old in olds if old in rough), None)
        if old:
            known_name = {"name": rough.pop(old).name}
            found[old] = found.pop(key) | (known_name if key in nameless else {})
    return found


def _less_precise_nearby(key, values, rough, *, or_equal):
    """(metres, key) of each landmark in `rough` that the row can be, and that is known less precisely, `or_equal`."""
    for old, landmark in rough.items():
        if old[:2] != key[:2] or not old[1]:
            continue
        precision = landmark.precision_m or DEFAULT_PRECISION_M
        is_rougher = values["precision_m"] < precision or (or_equal and values["precision_m"] == precision)
        if is_rougher and (distance := landmark.location.distance(values["location"])) <= precision:
            yield distance, old


def _check_defaults(stated):
    """What is stated for rows that state none. Raises ImportFault where it cannot be read."""
    stated = {column: text for column, text in stated.items() if text}
    try:
        for column, text in stated.items():
            OPTIONAL_COLUMNS[column](text)
    except RowFault as fault:
        raise ImportFault(str(fault)) from fault
    return stated


def _read_row(record, stated):
    fields = stated | {column: text for column, text in record.fields.items() if text}
    kind = _parse_kind(fields.get("kind"))
    name, code = fields.get("name", ""), fields.get("code", "")
    if not name or len(name) > 120:
        raise RowFault(_("The name must have 1 to 120 characters."))
    if len(code) > 20:
        raise RowFault(_("The short code may have 20 characters."))
    values = {"kind": kind, "name": name, "code": code, **_read_geometry(record, kind)}
    values |= {
        column: read(fields[column]) for column, read in OPTIONAL_COLUMNS.items() if fields.get(column)
    }
    return landmark_key(kind, code, name), values


def _parse_kind(text):
    if not text:
        raise RowFault(_("The kind is missing."))
    if kind := _kinds_by_name().get(text.casefold()):
        return kind
    raise RowFault(
        _("The kind “%(kind)s” is unknown. Known are: %(kinds)s.")
        % {"kind": text[:40], "kinds": ", ".join(Landmark.Kind.values)}
    )


def _kinds_by_name():
    """Kinds by value and by their names in all languages."""
    names = {kind.value: kind for kind in Landmark.Kind}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {str(kind.label).casefold(): kind for kind in Landmark.Kind}
    return names


def _read_geometry(record, kind):
    """`location` and `course` (EPSG:3035)."""
    shape = record_geometry(record)
    if shape.geom_type == "MultiPoint" and len(shape) == 1:
        shape = Point(*shape[0].coords, srid=shape.srid)
    if isinstance(shape, Point):
        return {"location": shape, "course": None}
    if not isinstance(shape, LineString | MultiLineString):
        raise RowFault(_("A landmark is a point, or of a federal road a line."))
    if kind != Landmark.Kind.FEDERAL_ROAD:
        raise RowFault(_("Only a federal road is a line; this kind needs a point."))
    parts = [shape] if isinstance(shape, LineString) else list(chain(shape))
    longest = max(parts, key=lambda part: part.length)
    middle = longest.interpolate_normalized(0.5)
    middle.srid = shape.srid
    return {"location": middle, "course": MultiLineString(parts, srid=shape.srid)}


def _parse_metres(text):
    if not re.fullmatch(r"\d{1,6}(\.0)?", text, re.ASCII):
        raise RowFault(_("The precision must be whole metres."))
    return int(float(text))


OPTIONAL_COLUMNS = {"source": lambda text: text[:255], "as_of": parse_day, "precision_m": _parse_metres}
