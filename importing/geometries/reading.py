"""Reads geometry files by the sandboxed importing.geometries.reader."""

import json
import logging
from subprocess import TimeoutExpired

from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from database.locking import HEAVY_WORK_SLOTS
from importing import sandbox
from importing.geometries.files import decode_utf8, decompress, read_bytes
from importing.geometries.reader import MAX_CPU_SECONDS
from importing.geometries.records import GeometryFile, Record
from importing.geometries.references import WGS84_SRID, Reference, ReferenceMissing
from importing.geometries.tables import csv_records
from importing.reports import ImportFault
from importing.texts import display_file_name

READER_MODULE = "importing.geometries.reader"
READ_TIMEOUT = 120
"""Wall-clock seconds per file on a busy machine (CPU time: reader.MAX_CPU_SECONDS)."""
SANDBOXED_SIGNATURES = (b"SQLite format 3\x00", b"PK\x03\x04", b"PK\x05\x06", b"<", b"{", b"[")

logger = logging.getLogger(__name__)


def read_records(path, *, srid=None, name=""):
    """Return the records of a CSV with lat and lon columns (degrees), or of any file that read_geometry_file accepts.

    The format is detected from the content. `srid`: EPSG code for files that declare none. `name`: file name for error
    messages, if not the path's. Raises ImportFault.
    """
    name = display_file_name(name or path)
    content = read_bytes(path, name)
    if is_table(content):
        return list(csv_records(decode_utf8(content, name)))
    return read_geometry_file(content, srid=srid, name=name).records


def is_table(content):
    return not content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(SANDBOXED_SIGNATURES)


def read_geometry_file(content, *, srid=None, name=""):
    """Return the GeometryFile, in WGS84, of GeoJSON, GeoPackage, zipped shapefile, KML, KMZ or GML.

    Raises ImportFault, and ReferenceMissing if neither the file nor `srid` (an EPSG code) names a system.
    """
    answer = _run_reader(decompress(content, name), srid)
    if "silent" in answer:
        raise ReferenceMissing
    if "fault" in answer:
        raise ImportFault(answer["fault"])
    records = [
        Record(number, fields, shape and GEOSGeometry(memoryview(bytes.fromhex(shape)), WGS84_SRID), fault)
        for number, fields, shape, fault in answer["records"]
    ]
    return GeometryFile(answer["kind"], Reference(*answer["reference"]), records)


def _run_reader(content, srid):
    language = get_language() or settings.LANGUAGE_CODE
    if not HEAVY_WORK_SLOTS.acquire(blocking=False):
        raise ImportFault(_("Too many files are being read at the moment. Please try again in a minute."))
    try:
        ended = sandbox.run_sandboxed(
            READER_MODULE, READ_TIMEOUT, language, srid or 0, content=content, PROJ_NETWORK="OFF"
        )
    except TimeoutExpired:
        logger.warning(
            "A file of geometries was given up: it took more than %s seconds of the processor, or %s in all.",
            MAX_CPU_SECONDS,
            READ_TIMEOUT,
        )
        raise ImportFault(
            _("The file takes too long to read. Please export only the objects that are meant.")
        ) from None
    except sandbox.SeccompUnavailable:
        raise ImportFault(
            _(
                "Geodata files cannot be read at present, because this server cannot protect itself against harmful "
                "ones. The portal's operators find the reason in the log."
            )
        ) from None
    finally:
        HEAVY_WORK_SLOTS.release()
    if ended.returncode:
        error = sandbox.last_stderr_line(ended)
        logger.warning("A file of geometries could not be read (status %s): %s", ended.returncode, error)
        raise ImportFault(_("The file is damaged, or too large to be read."))
    return json.loads(ended.stdout)
