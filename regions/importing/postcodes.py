"""Import postcodes with their representative points from the file formats of importing.geometries."""

import re
from pathlib import Path

from django.contrib.gis.geos import Point
from django.utils.translation import gettext as _

from importing.geometries.reading import read_records
from importing.reports import Report
from regions.importing.rows import RowFault, read_rows, record_geometry, write_rows
from regions.models import Postcode

CODE_COLUMNS = ("code", "plz", "postcode")


def import_postcodes(path, *, source="", srid=None, remove_missing=False, dry_run=False, progress=None):
    """Create or update postcodes from a file with code (or plz), lat, lon, and optionally name and source.

    `source` applies to rows without one. Refused rows are skipped, the others written in one transaction;
    `remove_missing` deletes postcodes not in the file, unless a row was refused. Raises ImportFault.
    """
    report = Report(dry_run=dry_run)
    source = source or Path(path).name
    rows = read_rows(
        read_records(path, srid=srid), lambda record: _read_row(record, source), _read_code, report, progress
    )
    remove = remove_missing and not report.refused
    write_rows(Postcode.objects.all(), ("code",), str, rows, report, remove=remove)
    return report


def _read_code(record):
    return next((record.fields[name] for name in CODE_COLUMNS if record.fields.get(name)), "")


def _read_row(record, source):
    code = _read_code(record)
    if re.fullmatch(r"\d{4}", code, re.ASCII):
        code = f"0{code}"  # leading zero lost in a spreadsheet
    if not re.fullmatch(r"\d{5}", code, re.ASCII):
        raise RowFault(_("A postcode has 5 digits, for example 04109."))
    location = record_geometry(record)
    if not isinstance(location, Point):
        raise RowFault(_("A postcode needs a point."))
    values = {"code": code, "location": location, "source": (record.fields.get("source") or source)[:255]}
    if name := record.fields.get("name"):
        values["name"] = name[:120]
    return code, values
