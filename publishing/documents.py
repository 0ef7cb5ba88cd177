"""Validation of downloadable files by extension and content.

Accessibility of documents (tags, a title) is checked in sites/pool/quality/documents.py.
"""

import re
import unicodedata
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile, FileField
from django.utils.translation import gettext_lazy as _

from publishing import archives, images, pdfs
from publishing.uploads import check_size, is_committed, memoised_per_file

MAX_STEM_LENGTH = 100  # characters
DWG_SIGNATURE = re.compile(rb"AC1\d{3}")


def check_document(file):
    """Raise ValidationError for a file (FieldFile or upload) that may not be offered; stored ones are not checked."""
    if not is_committed(file):
        validate_content(file.file if isinstance(file, FieldFile) else file)


def stored_file(name):
    """Return the FieldFile of the storage under this name, for functions that are memoised per file."""
    return FieldFile(None, FileField(), name)


def document_error(file):
    """Return the ValidationError for a stored file, or None; None also if it is lost (its row shows no size)."""
    try:
        validate_content(file)
    except FileNotFoundError:
        return None
    except ValidationError as refusal:
        return refusal
    return None


@memoised_per_file
def validate_content(file):
    """Validate as check_document, also stored files."""
    name = PurePath(file.name).name
    ending = extension_of(name)
    if ending not in CONTENT_CHECKS:
        raise ValidationError(
            _("“%(name)s” is no kind of file that is taken here. Taken are: %(endings)s."),
            params={"name": name, "endings": ", ".join(CONTENT_CHECKS)},
            code="document_ending",
        )
    check_size(file, settings.DOCUMENT_MAX_BYTES)
    file.seek(0)
    try:
        is_what_it_says = CONTENT_CHECKS[ending](file)
    finally:
        file.seek(0)
    if not is_what_it_says:
        raise ValidationError(
            _(
                "“%(name)s” is no %(format)s file, whatever its name says. Save it again in its program, or choose "
                "another file."
            ),
            params={"name": name, "format": ending.upper()},
            code="document_disguised",
        )


def extension_of(name):
    return PurePath(name).suffix.lower().lstrip(".")


def is_dwg(file):
    return bool(DWG_SIGNATURE.match(file.read(6)))


def is_text(file):
    """Whether there is no NUL, as in text of the usual encodings; UTF-16 has some, and few programs open it."""
    return not any(b"\0" in chunk for chunk in file.chunks())


def is_picture(*formats):
    return lambda file: images.format_of(file) in formats


CONTENT_CHECKS = {
    "pdf": pdfs.is_harmless_pdf,
    "docx": archives.office_check("[content_types].xml", "word/document.xml"),
    "xlsx": archives.office_check("[content_types].xml", "xl/workbook.xml"),
    "pptx": archives.office_check("[content_types].xml", "ppt/presentation.xml"),
    "odt": archives.office_check("mimetype", "content.xml", kind=b"text"),
    "ods": archives.office_check("mimetype", "content.xml", kind=b"spreadsheet"),
    "odp": archives.office_check("mimetype", "content.xml", kind=b"presentation"),
    "dwg": is_dwg,
    "dxf": is_text,
    "zip": archives.is_harmless_zip,
    "csv": is_text,
    "txt": is_text,
    "jpg": is_picture("JPEG", "MPO"),
    "jpeg": is_picture("JPEG", "MPO"),
    "png": is_picture("PNG"),
    "webp": is_picture("WEBP"),
}
"""{extension: whether the content matches}. A check may raise a ValidationError with a more specific message."""


@memoised_per_file
def clean_upload(file):
    """Return the upload as it is stored: pictures without camera metadata, other files unchanged."""
    is_picture = extension_of(file.name) in {"jpg", "jpeg", "png", "webp"}
    return images.without_metadata(file) if is_picture else file


def clean_filename(name):
    """Make “Böse-EXE.pdf” of “Böse.EXE.pdf”; the storage removes what is no letter or digit."""
    path = PurePath(unicodedata.normalize("NFC", name))
    stem = re.sub(r"[.\s]+", "-", path.stem).strip("-_")[:MAX_STEM_LENGTH]
    return f"{stem or 'unterlage'}{path.suffix.lower()}"
