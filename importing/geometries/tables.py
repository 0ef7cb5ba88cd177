"""CSV tables with coordinates."""

import csv
import io
from math import isfinite

from django.contrib.gis.geos import Point
from django.utils.translation import gettext as _

from importing.geometries.records import Record
from importing.geometries.references import WGS84_SRID
from importing.reports import ImportFault
from importing.texts import storable_text

LATITUDE = ("lat", "latitude", "latitude_deg", "breite")
LONGITUDE = ("lon", "lng", "long", "longitude", "longitude_deg", "laenge", "länge")


def csv_records(text):
    """Yield records with points from the columns lat and lon. Raises ImportFault."""
    names, rows = csv_rows(text)
    latitude = next((name for name in LATITUDE if name in names), None)
    longitude = next((name for name in LONGITUDE if name in names), None)
    if not latitude or not longitude:
        raise ImportFault(_("The first line must name the columns, among them lat and lon."))
    for record in rows:
        try:
            record.shape = _parse_point(record.fields[latitude], record.fields[longitude])
        except ValueError:
            record.fault = _("lat and lon must be degrees, for example 51.34 and 12.37.")
        yield record


def csv_rows(text):
    """Return (column names, iterator of records without shapes). Raises ImportFault, also while iterating."""
    header, _newline, _rest = text.partition("\n")
    delimiter = max(";,\t", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [(name or "").strip().lower() for name in rows.fieldnames or []]
    except csv.Error as error:
        raise unreadable_error(error) from error
    rows.fieldnames = names
    return names, _records(rows, names)


def _records(rows, names):
    try:
        for row in rows:
            yield Record(rows.line_num, {name: storable_text(row[name]) for name in names if name})
    except csv.Error as error:
        raise unreadable_error(error) from error


def unreadable_error(error):
    return ImportFault(_("The table cannot be read: %(error)s") % {"error": error})


def _parse_point(latitude, longitude):
    y, x = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    if not (isfinite(x) and isfinite(y) and -180 <= x <= 180 and -180 <= y <= 180):
        raise ValueError
    return Point(x, y, srid=WGS84_SRID)
