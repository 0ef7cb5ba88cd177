"""Reads GeoJSON as records, in degrees or in the system of its member `crs`."""

from dataclasses import replace

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException
from django.utils.translation import gettext as _

from importing.geometries.geojson import (
    CoordinatesNotInDegrees,
    GeoJSONError,
    declared_srid,
    list_features,
    parse_document,
    parse_geometry,
)
from importing.geometries.layers import spatial_reference
from importing.geometries.records import GeometryFile, Record, check_limits, normalise_properties
from importing.geometries.references import WGS84_SRID, Reference, ReferenceMissing
from importing.reports import ImportFault


def read_geojson_file(text, srid):
    """Return the GeometryFile of the text; `srid` is used if it declares none and its coordinates are not degrees.

    Raises ImportFault, and ReferenceMissing if no feature is in degrees and no system is known.
    """
    try:
        document = parse_document(text)
        stated = declared_srid(document)
        features = list_features(document)
    except GeoJSONError as error:
        raise ImportFault(str(error)) from error
    reference = Reference(stated or WGS84_SRID, is_stated=bool(stated))
    records, are_elsewhere = _records(features, reference.srid)
    if are_elsewhere and not stated:
        if srid is None:
            raise ReferenceMissing
        reference = Reference(srid, is_stated=False)
        records, _are = _records(features, srid)
    title = spatial_reference(reference.srid).name or ""
    return GeometryFile("GeoJSON", replace(reference, title=title), records)


def _records(features, srid):
    """Return the records, and whether none of them is in degrees where degrees are expected."""
    spatial_reference(srid)
    found = [_record(number, feature, srid) for number, feature in enumerate(features, start=1)]
    return list(check_limits(record for record, _is in found)), all(
        is_elsewhere for _record, is_elsewhere in found
    )


def _record(number, feature, srid):
    """Return the record, and whether its coordinates are not degrees."""
    properties = feature.get("properties")
    record = Record(number, normalise_properties(properties if isinstance(properties, dict) else {}))
    try:
        shape = parse_geometry(feature.get("geometry"), srid)
        if srid != WGS84_SRID:
            shape.transform(WGS84_SRID)
        record.shape = shape
    except GeoJSONError as error:
        record.fault = str(error)
        return record, isinstance(error, CoordinatesNotInDegrees)
    except (GDALException, GEOSException):
        record.fault = _("The geometry cannot be read.")
    return record, False
