"""Reads files with GDAL. Imported only in the sandboxed importing.geometries.reader, never in the server.

All drivers but DRIVERS are deregistered first: no virtual files, none that fetch others. The file is opened from
memory, under a fixed name.
"""

import ctypes

from django.contrib.gis.gdal import DataSource, GDALException, SpatialReference
from django.contrib.gis.gdal.driver import Driver
from django.contrib.gis.gdal.libgdal import lgdal
from django.contrib.gis.gdal.prototypes import ds as capi
from django.contrib.gis.geos import GEOSException
from django.utils.translation import gettext as _

from importing.geometries.geojson import force_2d
from importing.geometries.records import GeometryFile, Record, check_limits, normalise_properties
from importing.geometries.references import WGS84_SRID, Reference, ReferenceMissing
from importing.reports import ImportFault

DRIVERS = {"GeoPackage": "GPKG", "Shapefile": "ESRI Shapefile", "KML": "KML", "GML": "GML"}
SUFFIXES = {"GeoPackage": ".gpkg", "KML": ".kml", "GML": ".gml"}
CONFIG_OPTIONS = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "GML_ATTRIBUTES_TO_OGR_FIELDS": "NO",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "SHAPE_RESTORE_SHX": "YES",  # into memory
}
OPEN_OPTIONS = {"GML": ("DOWNLOAD_SCHEMA=NO", "WRITE_GFS=NO", "XSD=", "EMPTY_AS_NULL=YES")}
VSIMEM_PREFIX = "/vsimem/file"
WKB_NONE = 100
LOCAL_CRS_PREFIXES = ("LOCAL_CS", "ENGCRS")
"""WKT prefixes of a local system, which GeoPackage uses for “undefined”."""


def read_layers(kind, parts, srid):
    """Return the GeometryFile of a file's parts ({suffix: bytes}); `srid` is used if the file declares none.

    Raises ImportFault and ReferenceMissing.
    """
    deregister_other_drivers()
    options = dict(CONFIG_OPTIONS)
    if kind == "Shapefile" and ".cpg" not in parts:
        options["SHAPE_ENCODING"] = "ISO-8859-1"
    for name, value in options.items():
        lgdal.CPLSetConfigOption(name.encode(), value.encode())
    kept = [ctypes.create_string_buffer(part, len(part)) for part in parts.values()]
    for suffix, buffer in zip(parts, kept, strict=True):
        write_to_vsimem(VSIMEM_PREFIX + suffix, buffer)
    try:
        layers = [layer for layer in open_data_source(kind, parts) if layer.geom_type.num != WKB_NONE]
        if kind == "GeoPackage" and len(layers) != 1:
            raise ImportFault(
                _("The GeoPackage must have exactly one layer with geometries; this one has %(count)d.")
                % {"count": len(layers)}
            )
        if not layers:
            raise ImportFault(_("The file holds no objects."))
        reference, system = layer_reference(layers[0], srid)
        return GeometryFile(kind, reference, list(check_limits(layer_records(layers, reference, system))))
    except GDALException as error:
        raise ImportFault(_("This is no %(kind)s that can be read.") % {"kind": kind}) from error


def deregister_other_drivers():
    Driver.ensure_registered()
    kept = set(DRIVERS.values())
    drivers = [Driver(capi.get_driver(at)) for at in range(Driver.driver_count())]
    lgdal.GDALDeregisterDriver.argtypes = [ctypes.c_void_p]
    for driver in drivers:
        if driver.name not in kept:
            lgdal.GDALDeregisterDriver(driver.ptr)


def write_to_vsimem(path, buffer):
    write = lgdal.VSIFileFromMemBuffer
    write.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ulonglong, ctypes.c_int]
    write.restype = ctypes.c_void_p
    lgdal.VSIFCloseL.argtypes = [ctypes.c_void_p]
    lgdal.VSIFCloseL(write(path.encode(), ctypes.cast(buffer, ctypes.c_char_p), len(buffer), 0))


def open_data_source(kind, parts):
    path = VSIMEM_PREFIX + (".shp" if kind == "Shapefile" else SUFFIXES[kind])
    source = capi.open_ds(
        path.encode(),
        capi.GDAL_OF_READONLY | capi.GDAL_OF_VECTOR,
        _char_array([DRIVERS[kind]]),
        _char_array(OPEN_OPTIONS.get(kind, ())),
        _char_array([path, *(VSIMEM_PREFIX + suffix for suffix in parts)]),
    )
    driver = Driver(DRIVERS[kind])
    return DataSource(ctypes.c_void_p(source) if isinstance(source, int) else source, driver.ptr)


def _char_array(words):
    return (ctypes.c_char_p * (len(words) + 1))(*(word.encode() for word in words), None)


def layer_reference(layer, srid):
    system = layer.srs
    if system is not None and system.wkt and not system.wkt.startswith(LOCAL_CRS_PREFIXES):
        code = system.srid
        return Reference(code, system.name or "", is_stated=True), system
    if srid is None:
        raise ReferenceMissing
    system = spatial_reference(srid)
    return Reference(srid, system.name or "", is_stated=False), system


def spatial_reference(srid):
    """Return the SpatialReference of an EPSG code. Raises ImportFault for an unknown one."""
    try:
        return SpatialReference(srid)
    except GDALException as error:
        raise ImportFault(_("There is no EPSG code %(code)s.") % {"code": srid}) from error


def layer_records(layers, reference, system):
    number = 0
    for layer in layers:
        its = system if layer is layers[0] else layer_reference(layer, reference.srid)[1]
        for feature in layer:
            number += 1
            record = Record(number, normalise_properties({name: feature.get(name) for name in layer.fields}))
            try:
                record.shape = to_wgs84(feature.geom, its)
            except (GDALException, GEOSException, ValueError):
                record.fault = _("The geometry cannot be read.")
            yield record


def to_wgs84(shape, system):
    """Return the shape in WGS84, in two dimensions, with curves as lines."""
    if shape.has_curve:
        shape = shape.get_linear_geometry()
    if shape.is_measured:
        shape.set_measured(False)
    shape.srs = system
    shape.transform(WGS84_SRID)
    return force_2d(shape.geos)
