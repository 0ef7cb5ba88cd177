"""Detection of PDFs with active content or embedded files, by inspecting every object.

Streams (drawings, fonts, pictures) are not unpacked unless they contain objects, and no page is rendered.
"""

import time

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pikepdf import settings as limits

PDF_SIGNATURE = b"%PDF-"
MAX_OBJECTS = 1_000_000
"""Dictionaries and arrays inspected; a plan of 50 MB has some hundred thousand."""
MAX_CPU_SECONDS = 20
"""Processor time for the inspection."""
MAX_STREAM_BYTES = 64 * 1024**2
"""Of an unpacked object stream; programs put some hundred kilobytes into each."""
UNREAD_OBJECT_WARNINGS = ("unfilterable stream", "object stream", "limits error")
"""Fragments of qpdf's warnings about objects that it could not read."""
ACTIVE_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA", "/OnInstantiate", "/RichMediaContent"}
ACTIVE_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/RichMediaExecute",
    "/Rendition",
    "/Movie",
    "/Sound",
}
ACTIVE_ANNOTATIONS = {"/RichMedia", "/Movie", "/Screen", "/Sound"}
"""Kinds of annotations."""
SAFE_OPEN_ACTIONS = {"/GoTo"}
FILE_CARRIER_TYPES = {"/EmbeddedFile", "/FileAttachment"}
"""Types of objects that contain or show a file."""

# For the whole process.
limits.set_qpdf_limits(flate_max_memory=MAX_STREAM_BYTES, run_length_max_memory=MAX_STREAM_BYTES)


def is_harmless_pdf(file):
    """Whether the file is a readable PDF. Raises ValidationError for one with content that is not allowed."""
    if not file.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(PDF_SIGNATURE):
        return False
    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:
            check_objects(pdf)
            if has_unread_objects(pdf.get_warnings()):
                raise too_complex_error()
            return len(pdf.pages) > 0
    except pikepdf.PasswordError:
        raise ValidationError(
            _("The PDF wants a password, so visitors could not open it. Save it again without one."),
            code="document_locked",
        ) from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return False  # damaged


def check_objects(pdf):
    """Raise ValidationError for the first object that is not allowed, and beyond the limits."""
    looked_at, until = 0, time.thread_time() + MAX_CPU_SECONDS
    for whole in pdf.objects:
        inside = [whole]
        while inside:
            thing = inside.pop()
            looked_at += 1
            if looked_at > MAX_OBJECTS or time.thread_time() > until:
                raise too_complex_error()
            inside += direct_children(thing)


def has_unread_objects(warnings):
    """Whether qpdf skipped an object that another program may be able to read."""
    return any(words in warning for warning in warnings for words in UNREAD_OBJECT_WARNINGS)


def too_complex_error():
    return ValidationError(
        _("The PDF is too complicated to be looked through. Print it into a new PDF and choose that one."),
        code="document_too_many",
    )


def direct_children(thing):
    """Check a dictionary and return the direct arrays and dictionaries in it; indirect ones are in `pdf.objects`."""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        named = dict(thing.items())
        check_dictionary(named)
        parts = named.values()
    elif isinstance(thing, pikepdf.Array):
        parts = thing
    else:
        return []
    return [
        part
        for part in parts
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect and len(part)
    ]


def check_dictionary(named):
    if any(is_not_empty(named[key]) for key in ACTIVE_KEYS & named.keys()) or is_active(named):
        raise ValidationError(
            _(
                "The PDF does something by itself: it holds a program, a film or a form that calculates. Print it "
                "into a new PDF, or save it as PDF/A, and choose that file."
            ),
            code="document_runs",
        )
    if "/EF" in named or {name_at(named, "/Type"), name_at(named, "/Subtype")} & FILE_CARRIER_TYPES:
        raise ValidationError(
            _(
                "The PDF carries other files in it, as e-invoices do. Save it without attachments, and add those as "
                "documents of their own."
            ),
            code="document_carries",
        )


def is_active(named):
    if name_at(named, "/S") in ACTIVE_ACTIONS:
        return True
    opening = named.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and name_at(opening, "/S") not in SAFE_OPEN_ACTIONS:
        return True
    return name_at(named, "/Subtype") in ACTIVE_ANNOTATIONS and "/Rect" in named


def name_at(named, key):
    """Return the value if it is a name or string, else None."""
    kind = named.get(key)
    return str(kind) if isinstance(kind, pikepdf.Name | pikepdf.String) else None


def is_not_empty(value):
    """Whether it is not an empty array or dictionary, as some programs write them."""
    return not isinstance(value, pikepdf.Dictionary | pikepdf.Array) or len(value) > 0
