"""Import landmarks from the file formats of importing.geometries."""

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
"""Of points that state none."""


def import_landmarks(
    path, *, name="", kind=None, srid=None, remove_missing=False, dry_run=False, progress=None, **defaults
):
    """Create or update landmarks from a file with kind, name, code, source, as_of, precision_m and a point (or, for
    roads, a line), or with foreign columns and kinds, see `normalize_records`. `kind` and `defaults` (of
    OPTIONAL_COLUMNS, as text) apply to rows without them; `name` is the name of the file in messages.

    Landmarks are identified by kind and code; by name too where codes are shared (roads) or missing; or by location,
    see `replace_less_precise`. Refused rows are skipped, the others written in one transaction. `remove_missing`
    deletes landmarks of the same kinds that are not in the file, unless a row was refused. Raises ImportFault if the
    file cannot be read.
    """
    report = Report(dry_run=dry_run)
    defaults = _check_defaults(defaults)
    records = read_records(path, srid=srid, name=name)
    if records and not kind and not any(stated_kind(record.fields) for record in records):
        raise ImportFault(
            _(
                "The file has no column “kind” (such as airport). A command can name one kind for all rows: "
                "--kind airport."
            )
        )
    normalized = normalize_records(records, kind, report)
    if records and not normalized:
        return report
    nameless = set()

    def read(record):
        key, values = _read_row(record, defaults)
        if record.fields[NEAR_COLUMN]:
            nameless.add(key)
        return key, values

    rows = read_rows(normalized, read, lambda record: record.fields["name"], report, progress)
    kinds = {values["kind"] for values in rows.values()}
    known = Landmark.objects.filter(kind__in=kinds).order_by("-pk")
    write_rows(
        known,
        ("kind", "code", "name"),
        landmark_key,
        replace_less_precise(rows, known.all(), nameless),
        report,
        remove=remove_missing and not report.refused,
    )
    if report.writes and not dry_run:
        landmarks_changed.send(Landmark, kinds=kinds)
    return report


def landmark_key(kind, code, name):
    code = re.sub(r"\s", "", code).casefold()
    return (kind, code, "") if code and kind not in ROAD_KINDS else (kind, code, name.casefold())


def replace_less_precise(rows, known, nameless=frozenset()):
    """Return the rows by key, matched to less precise landmarks where possible.

    A row with a precision and an unknown name replaces a less precise landmark of the same kind and code that is not in
    the file and lies within its own precision. So a measured point replaces a typed one instead of duplicating it.
    `nameless` rows keep the landmark's name, and match only if unambiguous, so that no exit gets the name of the next.
    """
    keys = {landmark_key(landmark.kind, landmark.code, landmark.name): landmark for landmark in known}
    rough = {key: landmark for key, landmark in keys.items() if key not in rows and not landmark.course}
    near = {
        key: sorted(_less_precise_nearby(key, values, rough, or_equal=key in nameless))
        for key, values in rows.items()
        if key not in keys and not values["course"] and values.get("precision_m")
    }
    meant_by = Counter(old for olds in near.values() for _distance, old in olds)
    found = dict(rows)
    for key, olds in near.items():
        if key in nameless and (len(olds) > 1 or any(meant_by[old] > 1 for _distance, old in olds)):
            continue
        old = next((old for _distance, old in olds if old in rough), None)
        if old:
            known_name = {"name": rough.pop(old).name}
            found[old] = found.pop(key) | (known_name if key in nameless else {})
    return found


def _less_precise_nearby(key, values, rough, *, or_equal):
    """Yield (metres, key) of each landmark in `rough` that the row matches: less, or equally (`or_equal`) precise."""
    for old, landmark in rough.items():
        if old[:2] != key[:2] or not old[1]:
            continue
        precision = landmark.precision_m or DEFAULT_PRECISION_M
        is_rougher = values["precision_m"] < precision or (or_equal and values["precision_m"] == precision)
        if is_rougher and (distance := landmark.location.distance(values["location"])) <= precision:
            yield distance, old


def _check_defaults(defaults):
    """Return the defaults that are not empty. Raises ImportFault for an invalid one."""
    defaults = {column: text for column, text in defaults.items() if text}
    try:
        for column, text in defaults.items():
            OPTIONAL_COLUMNS[column](text)
    except RowFault as fault:
        raise ImportFault(str(fault)) from fault
    return defaults


def _read_row(record, defaults):
    fields = defaults | {column: text for column, text in record.fields.items() if text}
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
    """Return kinds by value and by their labels in all languages."""
    names = {kind.value: kind for kind in Landmark.Kind}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {str(kind.label).casefold(): kind for kind in Landmark.Kind}
    return names


def _read_geometry(record, kind):
    """Return `location` and `course` (EPSG:3035)."""
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
