"""Shared by imports of rows: parse locations and days, compare with the database, write."""

import re

from django.contrib.gis.geos import Polygon
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from formats.days import YearRangeValidator
from importing.concurrency import concurrent_change_error, lock_table
from importing.reports import ImportFault
from regions.crs import to_storage
from regions.maps import region_extent

MAX_DISTANCE_DEGREES = 3
"""Beyond the region's extent: some 200 km east and west, 330 km north and south."""

GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class RowFault(ValueError):
    """A row is invalid. The message is translated."""


def record_geometry(record):
    """Return the geometry in EPSG:3035. Raises RowFault if it is missing, swapped or far from the region."""
    if record.fault:
        raise RowFault(record.fault)
    west, south, east, north = region_extent()
    margin = MAX_DISTANCE_DEGREES
    near = Polygon.from_bbox((west - margin, south - margin, east + margin, north + margin))
    shape = record.shape
    if near.covers(shape.envelope):
        return to_storage(shape)
    x, y = shape.centroid.coords
    if west <= y <= east and south <= x <= north:
        raise RowFault(_("Latitude and longitude seem to be swapped."))
    raise RowFault(
        _("The place (%(latitude).4f, %(longitude).4f) is far from the region.")
        % {"latitude": y, "longitude": x}
    )


def parse_day(text):
    """Return the date, None for "". Raises RowFault."""
    if not text:
        return None
    written = text
    if match := GERMAN_DATE.fullmatch(text):
        day, month, year = match.groups()
        written = f"{year}-{month:0>2}-{day:0>2}"
    try:
        date = parse_date(written[:10])
    except ValueError:
        date = None
    if date is None:
        raise RowFault(_("“%(date)s” is no date. Write 2026-11-30.") % {"date": text[:40]})
    try:
        YearRangeValidator()(date)
    except ValidationError as error:
        raise RowFault(error.messages[0]) from error
    return date


def read_rows(records, read, label, report, progress=None):
    """Return {key: values} of the records; refused rows are added to the report.

    `read(record)` returns (key, values) or raises RowFault; duplicate keys are refused.
    """
    if not records:
        raise ImportFault(_("The file holds no rows."))
    parsed, lines = {}, {}
    for done, record in enumerate(records, start=1):
        try:
            key, values = read(record)
            if key in lines:
                raise RowFault(_("The same as line %(number)d.") % {"number": lines[key]})
            parsed[key], lines[key] = values, record.number
        except RowFault as fault:
            name = label(record) or "?"
            report.refused.append(
                _("Line %(number)d (%(name)s): %(fault)s")
                % {"number": record.number, "name": name[:60], "fault": fault}
            )
        if progress:
            progress(done, len(records))
    return parsed


def write_rows(rows, columns, identity, parsed, report, remove=False):
    """Create and update the queryset `rows` from `parsed`, matched by `identity(*columns)`; `remove` deletes the rest.

    Rows are compared outside the transaction. Raises ImportFault if they changed since then.
    """
    model, compared = rows.model, _stored_rows(rows, columns)
    known = {identity(*(getattr(thing, name) for name in columns)): thing for thing in rows}
    new = [model(**values) for key, values in parsed.items() if key not in known]
    changed = _apply_changes(known, parsed)
    gone = [thing for key, thing in known.items() if key not in parsed] if remove else []
    report.created += [str(thing) for thing in new]
    report.changed += [str(thing) for thing, _names in changed]
    report.removed += [str(thing) for thing in gone]
    report.unchanged += len(parsed) - len(new) - len(changed)
    if report.dry_run or not report.writes:
        return
    with transaction.atomic():
        lock_table(model)
        if _stored_rows(rows, columns) != compared:
            raise concurrent_change_error()
        for names in {names for _thing, names in changed}:
            model.objects.bulk_update(
                [thing for thing, others in changed if others == names], names, batch_size=200
            )
        model.objects.bulk_create(new, batch_size=500)
        model.objects.filter(pk__in=[thing.pk for thing in gone]).delete()


def _stored_rows(rows, columns):
    return set(rows.order_by().values_list("pk", *columns))


def _apply_changes(known, parsed):
    """Set changed values on the objects; return [(object, names of changed fields)]."""
    found = []
    for key, values in parsed.items():
        thing = known.get(key)
        names = (
            () if thing is None else tuple(n for n in values if not _is_equal(getattr(thing, n), values[n]))
        )
        for name in names:
            setattr(thing, name, values[name])
        if names:
            found.append((thing, names))
    return found


def _is_equal(old, new):
    if hasattr(old, "wkb") and hasattr(new, "wkb"):
        return old.equals_exact(new, tolerance=0.01)  # metres
    return old == new
