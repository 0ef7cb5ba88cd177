"""Exposé, print view and data sheet of one space; search results as PDF."""

from django.conf import settings
from django.http import (
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.generic import View

from editing.previewing.preview import shows_change
from sites.papers import limits
from sites.papers.expose import documents, pdf
from sites.pool.routes import space_url
from sites.search.filter_page import ROUTES, url_with_filters
from sites.search.mixins import FilteredSpacesMixin
from sites.views.space import SpaceDetailView

# Withdrawn and changed objects must take effect at once: browsers revalidate each time, mostly with 304.
CACHE_CONTROL = "private, no-cache"


def pdf_response(request, document, canonical="", print_url=""):
    """Return the document as PDF, 304, or 503 or 429 with a link to the print view.

    A preview of a waiting change redirects to the print view. HEAD creates no document.
    """
    if print_url and shows_change(request):  # nothing is kept of it, and nobody waits while it is made
        return HttpResponseRedirect(print_url)
    etag = quote_etag(document.key)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        if not document.is_cached and request.method == "HEAD":
            response = StreamingHttpResponse(content_type="application/pdf")  # of unknown length
        elif not document.is_cached and limits.is_quota_exhausted(request, document.cost):
            return _refusal(request, "share", print_url, status=429, retry_after=3600)
        else:
            try:
                response = HttpResponse(document.pdf(), content_type="application/pdf")
            except limits.ServerBusy:
                limits.refund_quota(request, document.cost)
                return _refusal(request, "busy", print_url)
            except pdf.PrintFailed:
                return _refusal(request, "failed", print_url)
            except pdf.PrinterUnavailable:
                return _refusal(request, "", print_url)
        response["Content-Disposition"] = f'inline; filename="{document.name}.pdf"'
        response["Content-Language"] = get_language()
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    if canonical:
        response["Link"] = f'<{canonical}>; rel="canonical"'
    return response


def _refusal(request, reason, print_url, status=503, retry_after=60):
    """`retry_after`: seconds."""
    context = {"reason": reason, "print_url": print_url}
    response = TemplateResponse(request, "sites/expose/unavailable.html", context, status=status)
    response["Retry-After"] = str(retry_after)
    patch_cache_control(response, no_store=True)
    return response


class SpacePaperView(SpaceDetailView):
    """A further page of a space, with the access rules of its main page. page: one of SPACE_PAGES."""

    page = None

    def show(self, is_preview):
        address = space_url(self.object, self.page)
        if self.request.path != address:
            return HttpResponsePermanentRedirect(address)
        return self.respond(bool(is_preview) or shows_change(self.request))


class ExposeView(SpacePaperView):
    page = "expose"

    def respond(self, is_preview):
        document = documents.expose(self.object, get_language(), is_preview)
        canonical = settings.SITE_URL + self.object.get_absolute_url()
        return pdf_response(self.request, document, canonical, space_url(self.object, "print"))


class PrintView(SpacePaperView):
    """The exposé as HTML."""

    page = "print"

    def respond(self, is_preview):
        return HttpResponse(documents.expose(self.object, get_language(), is_preview, on_screen=True).html)


class DataSheetView(SpacePaperView):
    page = "data_sheet"

    def respond(self, is_preview):
        sheet = documents.data_sheet(self.object, get_language(), on_screen=True, is_preview=is_preview)
        return HttpResponse(sheet.html)


class DataSheetPDFView(SpacePaperView):
    page = "data_sheet_pdf"

    def respond(self, is_preview):
        document = documents.data_sheet(self.object, get_language(), is_preview=is_preview)
        canonical = settings.SITE_URL + self.object.get_absolute_url()
        return pdf_response(self.request, document, canonical, space_url(self.object, "data_sheet"))


class SpaceListPDFView(FilteredSpacesMixin, View):
    """Search results as a table."""

    def get(self, request, **kwargs):
        if not self.filterset.is_valid():
            return self.bad_request()
        spaces = self.get_queryset()
        document = documents.space_list(self.filterset, spaces.with_facts(), spaces.count(), get_language())
        page = url_with_filters(ROUTES[kwargs.get("kind")]["list"], request.GET)
        return pdf_response(request, document, print_url=page)
