"""Files that are ZIP archives: office documents, and archives to download. Nothing is unpacked, names are read."""

import re
import stat
import zipfile
import zlib
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

GIGABYTE = 1024**3
LONGEST_KIND = 100  # bytes of an OpenDocument's entry “mimetype”
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
MOST_ENTRIES = 10_000
MOST_UNPACKED = GIGABYTE  # bytes of all entries together, as the archive tells them
RECORD = b"PK\x01\x02"  # with which each entry of the directory at the end begins
ENCRYPTED = 1  # a flag of an entry
MACROS_OF_OFFICE = {"vbaproject.bin", "vbadata.xml"}
MACROS_OF_OPEN = ("basic/", "scripts/")
PACKINGS_OF_OPEN_DOCUMENTS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
OFFICE_ENDINGS = {"docx", "xlsx", "pptx", "odt", "ods", "odp"}
READABLE = ("pdf", "dwg", "dxf", "csv", "txt", "jpg", "jpeg", "png", "webp", "tif", "tiff")
GEODATA = (
    *("shp", "shx", "dbf", "prj", "cpg", "qpj", "sbn", "sbx", "gpkg", "geojson", "json", "xml", "gml", "kml"),
    *("tfw", "jgw", "pgw"),
)
TAKEN_INSIDE = {*READABLE, *GEODATA}
"""Endings of what an archive may hold. What is not known is not taken: there is always one more kind of program."""
PARTS_OF_OFFICE = {
    *("xml", "rels", "vml", "rdf", "bin", "dat", "psmdcp", "crtx", "thmx", "json"),
    *("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "tif", "tiff", "webp", "wdp"),
    *("ico", "pict", "pcx", "emf", "wmf", "emz", "wmz", "svm", "svg", "eps", "pdf"),
    *("ttf", "otf", "odttf", "fntdata", "mp3", "m4a", "wav", "wma", "mp4", "m4v", "mov", "avi", "wmv"),
    *("docx", "xlsx", "pptx", "odt", "ods", "odp"),
}
"""Endings of what office documents are made of: text, pictures, fonts, the tables behind charts."""
PICTURE_FOLDERS = ("media/", "pictures/")
"""In which an office document keeps its drawings; elsewhere an SVG is a page with programs."""
DRIVE = re.compile(r"[a-z]:", re.IGNORECASE)
LEFT_BY_SYSTEMS = {".ds_store", "._.ds_store", "thumbs.db"}  # in folders, unseen by those who pack them
in_words = lazy(number_format, str)  # a refusal may be kept, and told in another language later


def office(*parts, kind=b""):
    """The check of an office document, which holds these parts; `kind`: which OpenDocument it says it is."""

    def check(file):
        entries = entries_of(file) or []
        names = {entry.filename.lower() for entry in entries}
        if not names.issuperset(parts) or (kind and kind_told_in(file) != OPEN_DOCUMENT + kind):
            return False
        if any(PurePath(name).name in MACROS_OF_OFFICE or name.startswith(MACROS_OF_OPEN) for name in names):
            raise ValidationError(
                _("The file holds macros, that is, programs. Save it without macros, or as a PDF."),
                code="document_macros",
            )
        check_parts(entries)
        return True

    return check


def is_harmless_zip(file):
    entries = entries_of(file)
    if entries is None:
        return False
    for entry in entries:
        if entry.flag_bits & ENCRYPTED:
            raise ValidationError(
                _("The archive wants a password, so visitors could not open it. Pack it again without one."),
                code="document_locked",
            )
        for name in {entry.filename, entry.orig_filename}:  # programs differ in which of the two they write
            path = name.replace("\\", "/")
            if entry.file_size or not path.endswith("/"):  # else a folder
                check_name(path)
        check_place(entry)
    return True


def check_place(entry):
    """Raises ValidationError for an entry that programs would unpack elsewhere than into the folder of their user."""
    for name in {entry.filename, entry.orig_filename}:
        leads_away = name.startswith("/") or ".." in name.split("/") or "\\" in name or DRIVE.match(name)
        if leads_away or stat.S_ISLNK(entry.external_attr >> 16):
            raise ValidationError(
                _(
                    "“%(name)s” in the file leads to another folder when it is unpacked. Pack the files again, with "
                    "the usual program of your computer."
                ),
                params={"name": shown(name)},
                code="document_leads_away",
            )


def check_parts(entries):
    """Raises ValidationError for an entry that no office program puts into its documents."""
    for entry in entries:
        check_place(entry)
        for name in {entry.filename, entry.orig_filename}:
            path = name.lower()
            last = PurePath(path).name
            ending = last.rpartition(".")[2] if "." in last else ""
            is_drawing = ending != "svg" or any(folder in path for folder in PICTURE_FOLDERS)
            if ending and (ending not in PARTS_OF_OFFICE or not is_drawing):
                raise ValidationError(
                    _(
                        "The file holds “%(name)s”, which does not belong into such a document. Save it again in its "
                        "program, or as a PDF."
                    ),
                    params={"name": shown(last)},
                    code="document_holds_program",
                )


def shown(name):
    """As much of a name as fits into a sentence."""
    return name.replace("\0", "")[:80]


def check_name(path):
    """Raises ValidationError for the name of an entry that may not be inside an archive."""
    last = PurePath(path).name
    if last.lower() in LEFT_BY_SYSTEMS:
        return
    # Windows takes dots and blanks off the end, and what follows a colon is no part of the name
    dotted = last.split(":")[0].rstrip(". ")
    ending = dotted.lower().rpartition(".")[2] if "." in dotted else ""
    if ending in OFFICE_ENDINGS:
        raise ValidationError(
            _(
                "The archive holds “%(name)s”. Office documents are not taken inside an archive, since nobody would "
                "look for macros in them there. Add the file as a document of its own, and pack the archive again "
                "without it."
            ),
            params={"name": last},
            code="document_holds_office",
        )
    if ending not in TAKEN_INSIDE or ":" in path:
        raise ValidationError(
            _(
                "The archive holds “%(name)s”, a kind of file that is not taken inside an archive. Taken are: "
                "%(endings)s. Leave it out and pack the archive again."
            ),
            params={"name": last, "endings": ", ".join((*READABLE, *GEODATA))},
            code="document_holds_program",
        )


def entries_of(file):
    """The ZipInfo of each entry, or None of what is no archive. An archive begins with its first entry.

    Raises ValidationError for more than can be looked through.
    """
    if file.read(2) != b"PK":
        return None
    if records_in(file) > MOST_ENTRIES:
        raise ValidationError(
            _("The archive holds more than %(limit)s files. Divide it into several archives."),
            params={"limit": in_words(MOST_ENTRIES, force_grouping=True)},
            code="document_too_many",
        )
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return None
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise ValidationError(
            _("Unpacked, the archive has more than %(limit)s GB. Divide it into several archives."),
            params={"limit": MOST_UNPACKED // GIGABYTE},
            code="document_unpacks_too_big",
        )
    return entries


def records_in(file):
    """How many entries the directory has at most. Counted, not read: the number at the end of a file may be false,
    and zipfile makes an object of each record before anybody can ask.
    """
    count, rest = 0, b""
    for chunk in file.chunks():
        piece = rest + chunk
        count += piece.count(RECORD)
        rest = piece[-len(RECORD) + 1 :]
    return count


def kind_told_in(file):
    """What the entry “mimetype” says, b"" if it is damaged. OpenDocument knows two packings, so no other is opened."""
    try:
        with zipfile.ZipFile(file) as archive:
            entry = archive.getinfo("mimetype")
            if entry.compress_type not in PACKINGS_OF_OPEN_DOCUMENTS:
                return b""
            with archive.open(entry) as part:
                return part.read(LONGEST_KIND).strip()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, OverflowError):
        return b""
    except (ValueError, RuntimeError, KeyError):
        return b""
