"""Takes landmarks from CSV, GeoJSON and the other files of importing.geometries."""

import re
from itertools import chain

from django.conf import settings
from django.contrib.gis.geos import LineString, MultiLineString, Point
from django.utils import translation
from django.utils.translation import gettext as _

from importing.geometries.reading import read_records
from importing.reports import ImportFault, Report
from regions.importing.rows import RowFault, day_of, shape_of, take_rows, write_rows
from regions.models import Landmark
from regions.signals import landmarks_changed

ROADS = {Landmark.Kind.MOTORWAY_JUNCTION, Landmark.Kind.FEDERAL_ROAD}
"""Their code is the road's: many bear the same, so it takes the name to tell them apart."""

ROUGH_M = 1_000
"""Metres by which a point may be off that does not say how precise it is."""


def import_landmarks(
    path, *, name="", kind=None, srid=None, remove_missing=False, dry_run=False, progress=None
):
    """Creates or updates landmarks of a file with kind, name, code, source, as_of, precision_m and a point (or, of
    roads, a line). `kind` holds for rows that name none; `name` is what faults call the file, if not by its path.

    A landmark is the same by its kind and code; by its name too where codes are shared (roads) or missing; or by its
    place, see `in_place_of_rougher`. All is written in one transaction, without the rows refused. `remove_missing`
    deletes landmarks of the file's kinds that it does not hold, unless a row was refused. Raises ImportFault when the
    file cannot be read.
    """
    report = Report(dry_run=dry_run)
    records = read_records(path, srid=srid, name=name)
    if records and not kind and not any(record.fields.get("kind") for record in records):
        raise ImportFault(
            _(
                "The file has no column “kind” (such as airport). A command can name one kind for all rows: "
                "--kind airport."
            )
        )
    taken = take_rows(
        records,
        lambda record: _row_of(record, kind),
        lambda record: record.fields.get("name"),
        report,
        progress,
    )
    kinds = {values["kind"] for values in taken.values()}
    known = Landmark.objects.filter(kind__in=kinds).order_by("-pk")
    write_rows(
        known,
        ("kind", "code", "name"),
        identity,
        in_place_of_rougher(taken, known.all()),
        report,
        remove=remove_missing and not report.refused,
    )
    if report.writes and not dry_run:
        landmarks_changed.send(Landmark, kinds=kinds)
    return report


def identity(kind, code, name):
    code = re.sub(r"\s", "", code).casefold()
    return (kind, code, "") if code and kind not in ROADS else (kind, code, name.casefold())


def in_place_of_rougher(taken, known):
    """The rows taken, by key. One that nobody knows by name, but that states its precision, stands for a landmark known
    less precisely: of the same kind and code, not in the file itself, and where that landmark may truly be. So a point
    that somebody typed is replaced by what was measured, under its new name, and not doubled.
    """
    keys = {identity(landmark.kind, landmark.code, landmark.name): landmark for landmark in known}
    rough = {key: landmark for key, landmark in keys.items() if key not in taken and not landmark.course}
    found = dict(taken)
    for key, values in taken.items():
        if key in keys or values["course"] or not (precision := values.get("precision_m")):
            continue
        same = [
            (landmark.location.distance(values["location"]), old)
            for old, landmark in rough.items()
            if old[:2] == key[:2] and old[1] and precision < (landmark.precision_m or ROUGH_M)
        ]
        distance, old = min(same, default=(None, None))
        if old and distance <= (rough[old].precision_m or ROUGH_M):
            del rough[old]
            found[old] = found.pop(key)
    return found


def _row_of(record, default_kind):
    fields = record.fields
    kind = _kind_of(fields.get("kind") or default_kind)
    name, code = fields.get("name", ""), fields.get("code", "")
    if not name or len(name) > 120:
        raise RowFault(_("The name must have 1 to 120 characters."))
    if len(code) > 20:
        raise RowFault(_("The short code may have 20 characters."))
    values = {"kind": kind, "name": name, "code": code, **_places(record, kind)}
    values |= {column: read(fields[column]) for column, read in OPTIONAL.items() if fields.get(column)}
    return identity(kind, code, name), values


def _kind_of(text):
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


def _places(record, kind):
    """`location` and `course` (EPSG:3035)."""
    shape = shape_of(record)
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


def _metres(text):
    if not re.fullmatch(r"\d{1,6}(\.0)?", text, re.ASCII):
        raise RowFault(_("The precision must be whole metres."))
    return int(float(text))


OPTIONAL = {"source": lambda text: text[:255], "as_of": day_of, "precision_m": _metres}
