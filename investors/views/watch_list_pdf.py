"""The watch list as one PDF: a cover with a table, then the exposé of each space."""

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from investors.selection import select_spaces
from sites.models import Space
from sites.papers.expose.documents import MAX_DOCUMENT_SPACES, combined_expose, file_name_with_numbers
from sites.views.papers import pdf_response


class WatchListPDFView(View):
    def get(self, request):
        chosen = select_spaces(request.GET, Space.objects.with_page())
        if len(chosen.spaces) > MAX_DOCUMENT_SPACES:
            text = _(
                "The watch list holds %(count)s properties; a document takes %(most)s. Please remove some."
            )
            return self.refuse(text % {"count": len(chosen.spaces), "most": MAX_DOCUMENT_SPACES}, chosen)
        if not chosen.spaces:
            return self.refuse(_("No property of this watch list can be shown."), chosen)
        notes = [
            _("Property %(number)s %(reason)s.") % {"number": gone.number, "reason": gone.reason.label}
            for gone in chosen.missing
        ]
        document = combined_expose(chosen.spaces, get_language(), _("Watch list"), notes)
        document.name = file_name_with_numbers(_("Watch list"), chosen.spaces)
        page = reverse("investors:watch_list") + chosen.query
        return pdf_response(request, document, print_url=page)

    def refuse(self, text, chosen):
        back = reverse("investors:watch_list") + chosen.query
        context = {"text": text, "back": back}
        return TemplateResponse(self.request, "investors/watch_list_no_pdf.html", context, status=400)
