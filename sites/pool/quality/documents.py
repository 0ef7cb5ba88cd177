"""Checks of documents. A refused file blocks a release, unless it was stored under older rules and the entry has been
public: then it is a warning. Missing accessibility properties of PDFs are warnings.
"""

import pikepdf
from django.utils.translation import gettext as _

from publishing.checks import Problem, register_check
from publishing.documents import document_error
from publishing.uploads import is_committed, memoised_per_file
from sites.models import Space, SpaceDocument


@register_check(Space)
def check_documents(case):
    for prefix, document in case.rows("documents"):
        if refusal := refusal_message(document.file):
            yield refused_document_problem(case, document, f"{prefix}-file", refusal)
            continue
        for code in pdf_problems(document.file):
            yield Problem(f"{prefix}-file", pdf_problem_message(code, document), code)


def refused_document_problem(case, document, field, refusal):
    if not (case.obj.has_been_public(case.at) and is_stored(document)):
        return Problem(field, refusal, "document_refused", is_error=True)
    words = _("“%(title)s” was stored earlier and stays, though it would not be taken today: %(refusal)s")
    told = {"title": document.title, "refusal": refusal}
    return Problem(field, words % told, "document_refused")


def is_stored(document):
    """Whether a row of the space has this file already."""
    rows = SpaceDocument.objects.filter(space=document.space_id, file=document.file.name)
    return document.space_id is not None and rows.exists()


def pdf_problem_message(code, document):
    sentences = {
        "pdf_unreadable": _("The PDF “%(title)s” cannot be read: it is damaged or wants a password."),
        "pdf_untagged": _(
            "The PDF “%(title)s” has no tags: screen readers find neither its headings nor its tables. "
            "Export it once more as an accessible PDF (PDF/UA)."
        ),
        "pdf_without_language": _(
            "The PDF “%(title)s” does not say its language: screen readers may read it with the wrong voice."
        ),
        "pdf_without_title": _(
            "The PDF “%(title)s” has no title in its properties: the name of the file is read out instead."
        ),
    }
    return sentences[code] % {"title": document.title}


def pdf_problems(file):
    """Return the problem codes of a FieldFile; () for a missing file and other formats than PDF."""
    if not file or not file.name.lower().endswith(".pdf"):
        return ()
    try:
        return read_pdf_problems(file if is_committed(file) else file.file)
    except FileNotFoundError:
        return ()


def refusal_message(file):
    """Return why a stored file would be refused today, or None. Uploads are validated by their field."""
    if not file or not is_committed(file):
        return None
    refusal = document_error(file)
    return refusal and " ".join(refusal.messages)


@memoised_per_file
def read_pdf_problems(file):
    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:
            return tuple(code for code, is_there in accessibility_properties(pdf) if not is_there)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError):
        return ("pdf_unreadable",)
    finally:
        file.seek(0)


def accessibility_properties(pdf):
    """Yield (problem code, whether the property is present) of the properties screen readers need."""
    root = pdf.Root
    is_marked = bool(root.get("/MarkInfo", {}).get("/Marked", False))
    yield "pdf_untagged", is_marked and "/StructTreeRoot" in root
    yield "pdf_without_language", bool(str(root.get("/Lang", "")).strip())
    yield "pdf_without_title", bool(pdf_title(pdf))


def pdf_title(pdf):
    described = pdf.open_metadata().get("dc:title", "")
    return str(described or pdf.docinfo.get("/Title", "")).strip()
