"""Parses untrusted GeoJSON (files, the admin's paste field); any error is a GeoJSONError."""

import json
import re

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry, MultiPolygon, Polygon
from django.utils.translation import gettext as _

from importing.geometries.references import WGS84_SRID

GEOMETRY_TYPES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}
WGS84_CRS_NAME = re.compile(r"(CRS84|EPSG:+(4326|4258))\Z")
EPSG_CODE = re.compile(r"EPSG:+(?:[\d.]*:)?(\d{4,6})\Z")
"""The EPSG code in “EPSG:25833” and “urn:ogc:def:crs:EPSG::25833”."""


class GeoJSONError(ValueError):
    """The text is not usable GeoJSON; the message is translated for users."""


class CoordinatesNotInDegrees(GeoJSONError):
    """The coordinates are numbers, but not longitude and latitude."""


def parse_wgs84_document(text):
    """Return the GeoJSON document as a dict. Raises GeoJSONError, also for coordinates not in WGS84."""
    document = parse_document(text)
    name = crs_name(document)
    if name and not WGS84_CRS_NAME.search(name):
        raise GeoJSONError(_("The coordinates are in %(crs)s. Please convert them to WGS84.") % {"crs": name})
    return document


def parse_document(text):
    """Return the GeoJSON document, in any reference system, as a dict. Raises GeoJSONError."""
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise GeoJSONError(_("This is not GeoJSON: the text is no valid JSON.")) from error
    if not isinstance(document, dict) or not isinstance(document.get("type"), str):
        raise GeoJSONError(_("This is not GeoJSON: it has no “type”."))
    return document


def crs_name(document):
    """Return the name in the member `crs` (GeoJSON 2008, not in RFC 7946), or ""."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return str(properties.get("name") or "") if isinstance(properties, dict) else ""


def declared_srid(document):
    """Return the EPSG code that the document declares, or None. Raises GeoJSONError for a name without a code."""
    name = crs_name(document)
    if not name or WGS84_CRS_NAME.search(name):
        return WGS84_SRID if name else None
    code = EPSG_CODE.search(name)
    if code is None:
        raise GeoJSONError(_("The coordinates are in %(crs)s. Please convert them to WGS84.") % {"crs": name})
    return int(code[1])


def _refuse_constant(name):
    raise ValueError(name)


def list_features(document):
    """Return the features of a parsed document; a bare geometry counts as one without properties."""
    if document["type"] == "FeatureCollection":
        features = document.get("features")
        features = features if isinstance(features, list) else []
    elif document["type"] == "Feature":
        features = [document]
    elif document["type"] == "GeometryCollection":
        members = document.get("geometries")
        features = [{"geometry": member} for member in members] if isinstance(members, list) else []
    else:
        features = [{"geometry": document}]
    features = [feature for feature in features if isinstance(feature, dict)]
    if not features:
        raise GeoJSONError(_("The GeoJSON holds no features."))
    return features


def parse_geometry(geometry, srid=WGS84_SRID):
    """Return a GeoJSON geometry (dict) as a 2D GEOSGeometry with that SRID. Raises GeoJSONError."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in GEOMETRY_TYPES:
        raise GeoJSONError(_("A feature has no point, line or polygon."))
    try:
        shape = GEOSGeometry(json.dumps({"type": kind, "coordinates": geometry.get("coordinates")}))
        shape.srid = srid
    except (GEOSException, GDALException, ValueError, TypeError) as error:
        raise GeoJSONError(_("The coordinates of a %(type)s cannot be read.") % {"type": kind}) from error
    if shape.empty:
        raise GeoJSONError(_("The geometry is empty."))
    west, south, east, north = shape.extent
    if srid == WGS84_SRID and not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise CoordinatesNotInDegrees(
            _(
                "The coordinates are no degrees. GeoJSON needs longitude and latitude, for example [12.37, 51.34]."
            )
        )
    return force_2d(shape)


def force_2d(shape):
    if not shape.hasz:
        return shape
    ogr = shape.ogr
    ogr.set_3d(False)
    return ogr.geos


def merge_polygons(shapes):
    """Return all polygons among the shapes as one MultiPolygon with their SRID, or None."""
    polygons = []
    srid = None
    for shape in shapes:
        if isinstance(shape, Polygon):
            polygons.append(shape)
        elif shape.geom_type in {"MultiPolygon", "GeometryCollection"}:
            polygons.extend(part for part in shape if isinstance(part, Polygon))
            polygons.extend(polygon for part in shape if isinstance(part, MultiPolygon) for polygon in part)
        srid = srid or shape.srid
    return MultiPolygon(polygons, srid=srid) if polygons else None


def read_geometry(text, geometry_type):
    """Return the only geometry of that type ("POINT", "POLYGON", "MULTIPOLYGON" …) in the text, in WGS84.

    Accepts a geometry, a feature or a collection; for "MULTIPOLYGON" several polygons are merged. Raises GeoJSONError.
    """
    shapes = [
        parse_geometry(feature.get("geometry")) for feature in list_features(parse_wgs84_document(text))
    ]
    if geometry_type == "MULTIPOLYGON" and (shape := merge_polygons(shapes)) is not None:
        return shape
    matching = [shape for shape in shapes if shape.geom_type.upper() == geometry_type]
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise GeoJSONError(
            _("Please give one geometry; the text holds %(count)d.") % {"count": len(matching)}
        )
    if geometry_type == "POINT":
        raise GeoJSONError(_("A point is needed here; the text holds none."))
    raise GeoJSONError(_("A polygon is needed here; the text holds none."))
