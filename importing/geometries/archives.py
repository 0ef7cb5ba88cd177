"""Unpacks one shapefile or KML of a ZIP archive, into memory only."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from importing.geometries.files import MAX_UNPACKED_BYTES, too_large_error
from importing.reports import ImportFault

ZIP_MAGIC = b"PK\x03\x04"
EMPTY_ZIP_MAGIC = b"PK\x05\x06"
SHAPEFILE_SUFFIXES = (".shp", ".shx", ".dbf", ".prj", ".cpg")
MAX_MEMBERS = 200
COMPRESSION_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""Others (bzip2, LZMA) may need more memory than declared, and no GIS program writes them."""


def extract_parts(content):
    """Return {suffix: bytes} of the only shapefile or KML in the archive. Raises ImportFault.

    Names in the archive only group the parts; nothing is written under them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _list_members(archive)
            return _extract(archive, _select_parts(members))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise ImportFault(_("The archive is damaged or cut off.")) from error


def _list_members(archive):
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise ImportFault(
            _("The archive holds more than %(most)d files. Please pack one shapefile only.")
            % {"most": MAX_MEMBERS}
        )
    paths = {member: PurePosixPath(member.filename.replace("\\", "/")) for member in members}
    if any(path.is_absolute() or ".." in path.parts or ":" in str(path) for path in paths.values()):
        raise ImportFault(_("The archive holds names that lead out of it. Please pack it again."))
    return {
        member: path
        for member, path in paths.items()
        if not member.is_dir() and not path.name.startswith(".") and "__MACOSX" not in path.parts
    }


def _select_parts(members):
    shapes = [path for path in members.values() if path.suffix.lower() == ".shp"]
    if len(shapes) > 1:
        raise ImportFault(
            _("The archive holds %(count)d shapefiles. Please pack one only.") % {"count": len(shapes)}
        )
    if shapes:
        stem = str(shapes[0].with_suffix("")).lower()
        return {
            path.suffix.lower(): member
            for member, path in members.items()
            if path.suffix.lower() in SHAPEFILE_SUFFIXES and str(path.with_suffix("")).lower() == stem
        }
    markups = [member for member, path in members.items() if path.suffix.lower() == ".kml"]
    if len(markups) == 1:
        return {".kml": markups[0]}
    raise ImportFault(_("The archive holds no shapefile: none of its files ends in .shp."))


def _extract(archive, members):
    if sum(member.file_size for member in members.values()) > MAX_UNPACKED_BYTES:
        raise too_large_error()
    unpacked = {}
    for suffix, member in members.items():
        if member.flag_bits & 1:
            raise ImportFault(_("The archive is locked by a password. Please pack it without one."))
        if member.compress_type not in COMPRESSION_METHODS:
            raise ImportFault(
                _("The archive is packed in a way that is not read here. Please pack it as ZIP.")
            )
        with archive.open(member) as file:
            unpacked[suffix] = file.read(member.file_size)  # the declared size, which was checked above
    return unpacked
