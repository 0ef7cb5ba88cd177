"""GeoJSON as records: degrees as the standard has it, or the system that its member `crs` names."""

from dataclasses import replace

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException
from django.utils.translation import gettext as _

from importing.geometries.geojson import (
    GeoJSONError,
    NoDegrees,
    document_of,
    features_of,
    geometry_of,
    stated_srid,
)
from importing.geometries.layers import system_of
from importing.geometries.records import Record, Source, bounded, texts_of
from importing.geometries.references import WGS84_SRID, Reference, ReferenceMissing
from importing.reports import ImportFault


def geojson_source(text, srid):
    """`srid` counts where the text names none and its coordinates are no degrees.

    Raises ImportFault, and ReferenceMissing where no feature has degrees and nothing says what they have.
    """
    try:
        document = document_of(text)
        stated = stated_srid(document)
        features = features_of(document)
    except GeoJSONError as error:
        raise ImportFault(str(error)) from error
    reference = Reference(stated or WGS84_SRID, is_stated=bool(stated))
    records, are_elsewhere = _records(features, reference.srid)
    if are_elsewhere and not stated:
        if srid is None:
            raise ReferenceMissing
        reference = Reference(srid, is_stated=False)
        records, _are = _records(features, srid)
    title = system_of(reference.srid).name or ""
    return Source("GeoJSON", replace(reference, title=title), records)


def _records(features, srid):
    """The records, and whether none of them has degrees where degrees are expected."""
    system_of(srid)
    found = [_record(number, feature, srid) for number, feature in enumerate(features, start=1)]
    return list(bounded(record for record, _is in found)), all(
        is_elsewhere for _record, is_elsewhere in found
    )


def _record(number, feature, srid):
    """The record, and whether it has coordinates that are no degrees."""
    properties = feature.get("properties")
    record = Record(number, texts_of(properties if isinstance(properties, dict) else {}))
    try:
        shape = geometry_of(feature.get("geometry"), srid)
        if srid != WGS84_SRID:
            shape.transform(WGS84_SRID)
        record.shape = shape
    except GeoJSONError as error:
        record.fault = str(error)
        return record, isinstance(error, NoDegrees)
    except (GDALException, GEOSException):
        record.fault = _("The geometry cannot be read.")
    return record, False
