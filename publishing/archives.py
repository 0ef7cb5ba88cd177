"""Files that are ZIP archives: office documents, and archives to download. Nothing is unpacked, names are read."""

import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_KIND = 100  # bytes of an OpenDocument's entry “mimetype”
ENCRYPTED = 1  # a flag of an entry
MACROS_OF_OFFICE = {"vbaproject.bin", "vbadata.xml"}
MACROS_OF_OPEN_DOCUMENTS = ("basic/", "scripts/")
RUNS_OR_HIDES = {
    *(
        "exe",
        "com",
        "scr",
        "pif",
        "msi",
        "msix",
        "dll",
        "cpl",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
    ),
    *("wsf", "hta", "jar", "lnk", "url", "reg", "chm", "iso", "img", "app", "dmg", "sh", "py", "apk"),
    *("html", "htm", "xhtml", "mhtml", "svg", "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "ppsm"),
    *("zip", "7z", "rar", "gz", "tar", "cab"),
}
"""Endings of what an archive may not hold: programs, pages with script, macros, and archives nobody looks into."""


def office(part):
    """The check of an Office Open XML document, which holds this part."""

    def check(file):
        entries = entries_of(file)
        if entries is None or not {"[content_types].xml", part} <= set(entries):
            return False
        if any(PurePath(name).name in MACROS_OF_OFFICE for name in entries):
            raise holds_macros()
        return True

    return check


def open_document(kind):
    """The check of an OpenDocument of this kind."""
    expected = f"application/vnd.oasis.opendocument.{kind}"

    def check(file):
        entries = entries_of(file)
        if entries is None or not {"mimetype", "content.xml"} <= set(entries):
            return False
        if first_bytes(file, "mimetype").strip() != expected.encode():
            return False
        if any(name.startswith(MACROS_OF_OPEN_DOCUMENTS) for name in entries):
            raise holds_macros()
        return True

    return check


def is_harmless_zip(file):
    entries = entries_of(file)
    if entries is None:
        return False
    for name, entry in entries.items():
        if entry.flag_bits & ENCRYPTED:
            raise ValidationError(
                _("The archive wants a password, so visitors could not open it. Pack it again without one."),
                code="document_locked",
            )
        if PurePath(name).suffix.lstrip(".") in RUNS_OR_HIDES:
            raise ValidationError(
                _(
                    "The archive holds “%(name)s”, a kind of file that is not offered to visitors. Leave it out and "
                    "pack the archive again."
                ),
                params={"name": PurePath(entry.filename).name},
                code="document_holds_program",
            )
    return True


def entries_of(file):
    """{name in small letters: ZipInfo}, or None of what is no archive. An archive begins with its first entry."""
    if file.read(2) != b"PK":
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            return {entry.filename.lower(): entry for entry in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return None


def first_bytes(file, name):
    try:
        with zipfile.ZipFile(file) as archive, archive.open(name) as part:
            return part.read(LONGEST_KIND)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, RuntimeError, KeyError):
        return b""


def holds_macros():
    return ValidationError(
        _("The file holds macros, that is, programs. Save it without macros, or as a PDF."),
        code="document_macros",
    )
