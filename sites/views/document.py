"""Documents of spaces: download, and line on the page."""

from pathlib import PurePath

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from publishing.models.publishable import language_of
from publishing.refusals import may_view
from sites.models import SpaceDocument

# Withdrawn documents must be unavailable at once, so shared caches may not store them. Five minutes in the browser
# allow a PDF viewer to fetch it twice.
DOCUMENT_CACHING = "private, max-age=300"


class SpaceDocumentView(View):
    """A document of a published space; for staff of unpublished ones too. Only PDFs open in the browser."""

    is_file_of_a_thing = True  # editing.previewing.preview

    def get(self, request, pk, name):
        document = get_object_or_404(SpaceDocument.objects.select_related("space"), pk=pk)
        is_public = document.space.is_published()
        if not is_public and not may_view(request, document.space):
            raise Http404
        if name != file_name(document):
            raise Http404
        is_pdf = name.lower().endswith(".pdf")
        try:
            file = document.file.open()
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(
            file,
            as_attachment=not is_pdf,
            filename=name,
            content_type="application/pdf" if is_pdf else "application/octet-stream",
        )
        response["X-Content-Type-Options"] = "nosniff"
        if not is_pdf:
            response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = DOCUMENT_CACHING if is_public else "private, no-store"
        return response


def file_name(document):
    return PurePath(document.file.name).name


def document_url(document):
    return reverse("sites:document", kwargs={"pk": document.pk, "name": file_name(document)})


def document_line(document):
    """Return the context of a document's line. A missing file has no size."""
    name = file_name(document)
    try:
        size = document.file.size
    except FileNotFoundError:
        size = None
    return {
        "document": document,
        "url": document_url(document),
        "format": PurePath(name).suffix.lstrip(".").upper(),
        "size": size,
        "language": language_of(document, "title"),
    }
