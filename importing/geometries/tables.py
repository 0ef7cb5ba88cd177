"""Tables as text (CSV) with a place in each line."""

import csv
import io
from math import isfinite

from django.contrib.gis.geos import Point
from django.utils.translation import gettext as _

from importing.geometries.records import Record
from importing.geometries.references import WGS84_SRID
from importing.reports import ImportFault
from importing.texts import storable

LATITUDE = ("lat", "latitude", "breite")
LONGITUDE = ("lon", "lng", "long", "longitude", "laenge", "länge")


def csv_records(text):
    """The lines of a table whose first line names its columns. Raises ImportFault."""
    header, _newline, _rest = text.partition("\n")
    delimiter = max(";,\t", key=header.count)
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        names = [(name or "").strip().lower() for name in rows.fieldnames or []]
        latitude = next((name for name in LATITUDE if name in names), None)
        longitude = next((name for name in LONGITUDE if name in names), None)
        if not latitude or not longitude:
            raise ImportFault(_("The first line must name the columns, among them lat and lon."))
        rows.fieldnames = names
        for row in rows:
            fields = {name: storable(row[name]) for name in names if name}
            record = Record(rows.line_num, fields)
            try:
                record.shape = _degrees(fields[latitude], fields[longitude])
            except ValueError:
                record.fault = _("lat and lon must be degrees, for example 51.34 and 12.37.")
            yield record
    except csv.Error as error:
        raise ImportFault(_("The table cannot be read: %(error)s") % {"error": error}) from error


def _degrees(latitude, longitude):
    y, x = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    if not (isfinite(x) and isfinite(y) and -180 <= x <= 180 and -180 <= y <= 180):
        raise ValueError
    return Point(x, y, srid=WGS84_SRID)
