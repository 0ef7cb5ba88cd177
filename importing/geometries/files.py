"""The bytes of a file, and the features of a GeoJSON that an operator brings."""

import gzip
import io
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

from importing.geometries.geojson import GeoJSONError, features_of, parse
from importing.reports import ImportFault
from importing.texts import file_name_of

GZIP_MAGIC = b"\x1f\x8b"
MOST_UNPACKED_BYTES = 50 * 1024 * 1024
"""A packed file may be a thousand times as large when unpacked; a larger one has to be unpacked before."""


def read_bytes(path, name):
    """The file's content, unpacked when it is gzipped, up to MOST_UNPACKED_BYTES. Raises ImportFault, with the name."""
    try:
        return unpacked(Path(path).read_bytes(), name)
    except OSError as error:
        raise ImportFault(
            _("The file cannot be read: %(error)s") % {"error": f"{error.strerror}: {name}"}
        ) from error


def unpacked(content, name):
    try:
        return _unpacked(content) if content.startswith(GZIP_MAGIC) else content
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ImportFault(
            _("The compressed file is damaged or cut off: %(path)s") % {"path": name}
        ) from error


def _unpacked(content):
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
        unpacked = file.read(MOST_UNPACKED_BYTES + 1)
    if len(unpacked) > MOST_UNPACKED_BYTES:
        raise too_large()
    return unpacked


def too_large():
    return ImportFault(
        _("The file holds more than %(most)d MB when unpacked. Please unpack it before the import.")
        % {"most": MOST_UNPACKED_BYTES // 1024 // 1024}
    )


def as_text(content, name):
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFault(_("The file is no text in UTF-8: %(path)s") % {"path": name}) from error


def read_features(path):
    """The features of the GeoJSON file. Raises ImportFault."""
    name = file_name_of(path)
    try:
        return features_of(parse(as_text(read_bytes(path, name), name)))
    except GeoJSONError as error:
        raise ImportFault(str(error)) from error
