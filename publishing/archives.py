"""Checks of ZIP archives: office documents and archives to download. Only names are read, nothing is unpacked."""

import stat
import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

GIGABYTE = 1024**3
ODF_MIMETYPE_PREFIX = b"mimetypeapplication/vnd.oasis.opendocument."
LOCAL_HEADER_BYTES = 30  # before the name of an entry
MAX_ENTRIES = 10_000
MAX_UNPACKED_BYTES = GIGABYTE  # of all entries together, as declared in the archive
DIRECTORY_SIGNATURE = b"PK\x01\x02"  # of each entry in the central directory
ENCRYPTED_FLAG = 1  # a flag of an entry
OOXML_MACRO_FILES = {"vbaproject.bin", "vbadata.xml"}
ODF_MACRO_FOLDERS = ("basic/", "scripts/")
DOCUMENT_EXTENSIONS = ("pdf", "dwg", "dxf", "csv", "txt", "jpg", "jpeg", "png", "webp", "tif", "tiff")
GEODATA_EXTENSIONS = (
    *("shp", "shx", "dbf", "prj", "cpg", "qpj", "sbn", "sbx", "gpkg", "geojson", "json", "xml", "gml", "kml"),
    *("tfw", "jgw", "pgw"),
)
ALLOWED_EXTENSIONS = {*DOCUMENT_EXTENSIONS, *GEODATA_EXTENSIONS}
"""Extensions allowed in an archive. An allow list, since the kinds of executable files cannot be listed."""
OFFICE_PART_EXTENSIONS = {
    *("xml", "rels", "vml", "rdf", "bin", "dat", "psmdcp", "crtx", "thmx", "json"),
    *("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "tif", "tiff", "webp", "wdp"),
    *("ico", "pict", "pcx", "emf", "wmf", "emz", "wmz", "svm", "svg", "eps", "pdf"),
    *("ttf", "otf", "odttf", "fntdata", "mp3", "m4a", "wav", "wma", "mp4", "m4v", "mov", "avi", "wmv"),
    *("docx", "xlsx", "pptx", "odt", "ods", "odp"),
}
"""Extensions of the parts of office documents: text, pictures, fonts, the tables behind charts."""
PICTURE_FOLDERS = ("media/", "pictures/")
"""Where office documents store drawings; an SVG elsewhere may contain scripts."""
SYSTEM_FILES = {".ds_store", "._.ds_store", "thumbs.db"}  # hidden files written by operating systems
lazy_number = lazy(number_format, str)  # an error may be stored and shown in another language later


def office_check(*parts, kind=b""):
    """Return the check of an office document that contains these parts; `kind`: its OpenDocument type."""

    def check(file):
        entries = read_entries(file) or []
        names = {entry.filename.lower() for entry in entries}
        if not names.issuperset(parts) or (kind and not has_opendocument_type(kind, file)):
            return False
        if any(
            PurePath(name).name in OOXML_MACRO_FILES or name.startswith(ODF_MACRO_FOLDERS) for name in names
        ):
            raise ValidationError(
                _("The file holds macros, that is, programs. Save it without macros, or as a PDF."),
                code="document_macros",
            )
        for path in safe_paths(entries):
            ending = extension_of(path)
            is_page = ending == "svg" and not any(folder in path.lower() for folder in PICTURE_FOLDERS)
            if is_page or (ending and ending not in OFFICE_PART_EXTENSIONS):
                raise ValidationError(
                    _(
                        "The file holds “%(name)s”, which does not belong into such a document. Save it again in its "
                        "program, or as a PDF."
                    ),
                    params={"name": shorten_name(PurePath(path).name)},
                    code="document_holds_program",
                )
        return True

    return check


def is_harmless_zip(file):
    entries = read_entries(file)
    if entries is None:
        return False
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise ValidationError(
            _("The archive wants a password, so visitors could not open it. Pack it again without one."),
            code="document_locked",
        )
    for path in safe_paths(entries):
        last = PurePath(path).name
        if last.lower() not in SYSTEM_FILES and extension_of(path) not in ALLOWED_EXTENSIONS:
            raise ValidationError(
                _(
                    "The archive holds “%(name)s”, a kind of file that is not taken inside an archive. Taken are: "
                    "%(endings)s. Leave it out and pack the archive again; an office document is added by itself."
                ),
                params={
                    "name": shorten_name(last),
                    "endings": ", ".join((*DOCUMENT_EXTENSIONS, *GEODATA_EXTENSIONS)),
                },
                code="document_holds_program",
            )
    return True


def safe_paths(entries):
    """Yield the path of each file, under each of its names. Raises ValidationError for an entry, folders included,
    that would be unpacked outside the target folder.
    """
    for entry in entries:
        for name in {entry.filename, entry.orig_filename}:  # programs differ in which of the two they use
            leads_away = name.startswith("/") or ".." in name.split("/") or set(name) & set("\\:")
            if leads_away or stat.S_ISLNK(entry.external_attr >> 16):
                raise ValidationError(
                    _(
                        "“%(name)s” in the file leads to another folder when it is unpacked. Pack the files again, "
                        "with the usual program of your computer."
                    ),
                    params={"name": shorten_name(name)},
                    code="document_leads_away",
                )
            if entry.file_size or not name.endswith("/"):  # else a folder
                yield name


def shorten_name(name):
    """Cut a name to a length that fits into a message."""
    return name.replace("\0", "")[:80]


def read_entries(file):
    """Return the ZipInfo of each entry, or None if it is no archive. An archive begins with its first entry.

    Raises ValidationError beyond MAX_ENTRIES and MAX_UNPACKED_BYTES.
    """
    if file.read(2) != b"PK":
        return None
    # Counted before zipfile creates an object for each: the number stored at the end may be false.
    if file.read().count(DIRECTORY_SIGNATURE) > MAX_ENTRIES:
        raise ValidationError(
            _("The archive holds more than %(limit)s files. Divide it into several archives."),
            params={"limit": lazy_number(MAX_ENTRIES, force_grouping=True)},
            code="document_too_many",
        )
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return None
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise ValidationError(
            _("Unpacked, the archive has more than %(limit)s GB. Divide it into several archives."),
            params={"limit": MAX_UNPACKED_BYTES // GIGABYTE},
            code="document_unpacks_too_big",
        )
    return entries


def has_opendocument_type(kind, file):
    """Whether the first entry, uncompressed, declares this type (OpenDocument 1.3, part 2, 3.3)."""
    begin = ODF_MIMETYPE_PREFIX + kind + b"PK"
    file.seek(LOCAL_HEADER_BYTES)
    return file.read(len(begin)) == begin


def extension_of(path):
    """Return the extension as Windows reads it: trailing dots and spaces are ignored."""
    name = PurePath(path).name.rstrip(". ")
    return name.lower().rpartition(".")[2] if "." in name else ""
