"""The server's side of the one reader: hands a file to the program that opens it, and takes what it answers."""

import json
import logging
from subprocess import TimeoutExpired

from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from database.locking import LONG_WORK
from importing import apart
from importing.geometries.files import as_text, read_bytes, unpacked
from importing.geometries.reader import MOST_PROCESSOR_TIME
from importing.geometries.records import Record, Source
from importing.geometries.references import WGS84_SRID, Reference, ReferenceMissing
from importing.geometries.tables import csv_records
from importing.reports import ImportFault
from importing.texts import file_name_of

READER = "importing.geometries.reader"
LONGEST = 120
"""Seconds that one file may take on a busy machine (of the processor: reader.MOST_PROCESSOR_TIME)."""
OPENED_APART = (b"SQLite format 3\x00", b"PK\x03\x04", b"PK\x05\x06", b"<", b"{", b"[")

logger = logging.getLogger(__name__)


def read_records(path, *, srid=None, name=""):
    """The records of the file. What it is, its content tells: CSV with the columns lat and lon (degrees), or one of the
    files of read_source. `srid` is the EPSG code where it names none itself, `name` what faults call it, when it is
    another than the path's. Raises ImportFault.
    """
    name = file_name_of(name or path)
    content = read_bytes(path, name)
    if is_table(content):
        return list(csv_records(as_text(content, name)))
    return read_source(content, srid=srid, name=name).records


def is_table(content):
    return not content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(OPENED_APART)


def read_source(content, *, srid=None, name=""):
    """The Source of a file's content: GeoJSON, GeoPackage, zipped shapefile, KML, KMZ or GML, in WGS84.

    Raises ImportFault, and ReferenceMissing where the file is silent and `srid` (an EPSG code) is None.
    """
    answer = _answer(unpacked(content, name), srid)
    if "silent" in answer:
        raise ReferenceMissing
    if "fault" in answer:
        raise ImportFault(answer["fault"])
    records = [
        Record(number, fields, shape and GEOSGeometry(memoryview(bytes.fromhex(shape)), WGS84_SRID), fault)
        for number, fields, shape, fault in answer["records"]
    ]
    return Source(answer["kind"], Reference(*answer["reference"]), records)


def _answer(content, srid):
    language = get_language() or settings.LANGUAGE_CODE
    if not LONG_WORK.acquire(blocking=False):
        raise ImportFault(_("Too many files are being read at the moment. Please try again in a minute."))
    try:
        ended = apart.run(READER, LONGEST, language, srid or 0, content=content, PROJ_NETWORK="OFF")
    except TimeoutExpired:
        logger.warning(
            "A file of geometries was given up: it took more than %s seconds of the processor, or %s in all.",
            MOST_PROCESSOR_TIME,
            LONGEST,
        )
        raise ImportFault(
            _("The file takes too long to read. Please export only the objects that are meant.")
        ) from None
    except apart.NoFilter:
        raise ImportFault(
            _(
                "Geodata files cannot be read at present, because this server cannot protect itself against harmful "
                "ones. The portal's operators find the reason in the log."
            )
        ) from None
    finally:
        LONG_WORK.release()
    if ended.returncode:
        said = apart.last_words(ended)
        logger.warning("A file of geometries could not be read (status %s): %s", ended.returncode, said)
        raise ImportFault(_("The file is damaged, or too large to be read."))
    return json.loads(ended.stdout)
