"""Reads files: CSV, GeoJSON and GeoPackage as rows of named texts with a geometry in WGS84."""

import csv
import gzip
import io
import zlib
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

from django.contrib.gis.gdal import DataSource, GDALException, SpatialReference
from django.contrib.gis.geos import GEOSException, GEOSGeometry, Point
from django.utils.translation import gettext as _

from importing.reports import ImportFault
from importing.texts import file_name_of, storable
from regions.crs import WGS84_SRID
from regions.geojson import GeoJSONError, features_of, geometry_of, parse, without_heights

GZIP_MAGIC = b"\x1f\x8b"
SQLITE_MAGIC = b"SQLite format 3\x00"
MOST_UNPACKED_BYTES = 50 * 1024 * 1024
"""A packed file may be a thousand times as large when unpacked; a larger one has to be unpacked before."""
LATITUDE = ("lat", "latitude", "breite")
LONGITUDE = ("lon", "lng", "long", "longitude", "laenge", "länge")


@dataclass
class Record:
    """One line or feature. `fields` by lower-case name; `shape` in WGS84; `fault` says why there is none."""

    number: int
    fields: dict[str, str] = field(default_factory=dict)
    shape: GEOSGeometry | None = None
    fault: str = ""


def read_bytes(path, name):
    """The file's content, unpacked when it is gzipped, up to MOST_UNPACKED_BYTES. Raises ImportFault, with the name."""
    try:
        content = Path(path).read_bytes()
        return _unpacked(content) if content.startswith(GZIP_MAGIC) else content
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ImportFault(
            _("The compressed file is damaged or cut off: %(path)s") % {"path": name}
        ) from error
    except OSError as error:
        raise ImportFault(
            _("The file cannot be read: %(error)s") % {"error": f"{error.strerror}: {name}"}
        ) from error


def _unpacked(content):
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
        unpacked = file.read(MOST_UNPACKED_BYTES + 1)
    if len(unpacked) > MOST_UNPACKED_BYTES:
        raise ImportFault(
            _("The file holds more than %(most)d MB when unpacked. Please unpack it before the import.")
            % {"most": MOST_UNPACKED_BYTES // 1024 // 1024}
        )
    return unpacked


def as_text(content, name):
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFault(_("The file is no text in UTF-8: %(path)s") % {"path": name}) from error


def read_features(path):
    """The features of the GeoJSON file. Raises ImportFault."""
    name = file_name_of(path)
    return _features(as_text(read_bytes(path, name), name))


def _features(text):
    try:
        return features_of(parse(text))
    except GeoJSONError as error:
        raise ImportFault(str(error)) from error


def read_records(path, *, srid=None, name=""):
    """The file's records: CSV with the columns lat and lon (degrees), GeoJSON, or GeoPackage with one layer.

    What the file is, its content tells. `srid` is the EPSG code of a GeoPackage that names none itself.
    `name` is what faults call the file, when it is another than the path's.
    """
    name = file_name_of(name or path)
    content = read_bytes(path, name)
    if content.startswith(SQLITE_MAGIC):
        return list(_geopackage(path, srid))
    text = as_text(content, name)
    return list(_geojson(text) if text.lstrip().startswith(("{", "[")) else _csv(text))


def _csv(text):
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


def _geojson(text):
    for number, feature in enumerate(_features(text), start=1):
        properties = feature.get("properties")
        record = Record(number, _texts(properties if isinstance(properties, dict) else {}))
        try:
            record.shape = geometry_of(feature.get("geometry"))
        except GeoJSONError as error:
            record.fault = str(error)
        yield record


def _texts(properties):
    return {str(name).strip().lower(): storable(value) for name, value in properties.items()}


def _geopackage(path, srid):
    """Only a file that begins as SQLite comes here: GDAL would also open formats that fetch other files."""
    try:
        source = DataSource(str(path))
        layers = [layer for layer in source if layer.geom_type.num != 100]  # 100: a table without geometry
        if len(layers) != 1:
            raise ImportFault(
                _("The GeoPackage must have exactly one layer with geometries; this one has %(count)d.")
                % {"count": len(layers)}
            )
        [layer] = layers
        reference = _reference(layer, srid)
        for number, feature in enumerate(layer, start=1):
            values = {name: feature.get(name) for name in layer.fields}
            yield _feature_record(number, values, feature, reference)
    except GDALException as error:
        raise ImportFault(_("This is no GeoPackage that can be read.")) from error


def _reference(layer, srid):
    reference = layer.srs
    if reference is not None and not reference.wkt.startswith(("LOCAL_CS", "ENGCRS")) and reference.wkt:
        return reference
    if srid is None:
        raise ImportFault(
            _("The file does not say its coordinate reference system. Please give its EPSG code.")
        )
    try:
        return SpatialReference(int(srid))
    except GDALException as error:
        raise ImportFault(_("There is no EPSG code %(code)s.") % {"code": srid}) from error


def _feature_record(number, values, feature, reference):
    record = Record(number, _texts(values))
    try:
        shape = feature.geom
        shape.srs = reference
        shape.transform(WGS84_SRID)
        record.shape = without_heights(shape.geos)
    except (GDALException, GEOSException, ValueError):
        record.fault = _("The geometry cannot be read.")
    return record
