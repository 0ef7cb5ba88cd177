"""Reads the bytes of a file, and the features of a GeoJSON file."""

import gzip
import io
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

from importing.geometries.geojson import GeoJSONError, list_features, parse_wgs84_document
from importing.reports import ImportFault
from importing.texts import display_file_name

GZIP_MAGIC = b"\x1f\x8b"
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
"""Guards against archive bombs, which unpack to a thousand times their size."""


def read_bytes(path, name):
    """Return the file's content, gunzipped if needed, up to MAX_UNPACKED_BYTES. Raises ImportFault with the name."""
    try:
        return decompress(Path(path).read_bytes(), name)
    except OSError as error:
        raise ImportFault(
            _("The file cannot be read: %(error)s") % {"error": f"{error.strerror}: {name}"}
        ) from error


def decompress(content, name):
    try:
        return _gunzip(content) if content.startswith(GZIP_MAGIC) else content
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ImportFault(
            _("The compressed file is damaged or cut off: %(path)s") % {"path": name}
        ) from error


def _gunzip(content):
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
        unpacked = file.read(MAX_UNPACKED_BYTES + 1)
    if len(unpacked) > MAX_UNPACKED_BYTES:
        raise too_large_error()
    return unpacked


def too_large_error():
    return ImportFault(
        _("The file holds more than %(most)d MB when unpacked. Please unpack it before the import.")
        % {"most": MAX_UNPACKED_BYTES // 1024 // 1024}
    )


def decode_utf8(content, name):
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFault(_("The file is no text in UTF-8: %(path)s") % {"path": name}) from error


def read_features(path):
    """Return the features of the GeoJSON file. Raises ImportFault."""
    name = display_file_name(path)
    try:
        return list_features(parse_wgs84_document(decode_utf8(read_bytes(path, name), name)))
    except GeoJSONError as error:
        raise ImportFault(str(error)) from error
