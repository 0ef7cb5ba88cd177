"""Comparison of up to six spaces as a page, a PDF and spreadsheets."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from investors.comparison import compare, comparison_table
from investors.documents import comparison_document
from investors.selection import MAX_COMPARED, select_spaces
from sites.mapping.geojson import boundary_features
from sites.models import Space
from sites.papers.expose.documents import file_name_with_numbers
from sites.views.papers import pdf_response


def selection_to_compare(request):
    spaces = Space.objects.with_figures().with_photos().prefetch_related("utilities")
    return select_spaces(request.GET, spaces, limit=MAX_COMPARED)


def wants_only_differences(request):
    return request.GET.get("differences") == "1"


class ComparisonView(TemplateView):
    """`?ids=1042,1043`; `differences=1` leaves out rows whose stated values are equal."""

    template_name = "investors/comparison.html"

    def get_context_data(self, **kwargs):
        chosen = selection_to_compare(self.request)
        comparison = compare(chosen.spaces)
        only_differences = wants_only_differences(self.request)
        return super().get_context_data(**kwargs) | {
            "chosen": chosen,
            "columns": [(space, chosen.without(space.number)) for space in chosen.spaces],
            "comparison": comparison.differences() if only_differences else comparison,
            "only_differences": only_differences,
            "map_data": boundary_features(chosen.spaces),
            "address": settings.SITE_URL + self.request.get_full_path(),
            "breadcrumb": [(_("Sites and buildings"), reverse("sites:pool")), (_("Comparison"), None)],
        }


class ComparisonPDFView(View):
    def get(self, request):
        chosen = selection_to_compare(request)
        page = reverse("investors:comparison") + chosen.query
        if len(chosen.spaces) < 2:
            return HttpResponseRedirect(page)  # it explains why there is nothing to compare
        document = comparison_document(chosen.spaces, get_language(), wants_only_differences(request))
        return pdf_response(request, document, print_url=page)


class ComparisonTableView(View):
    write = None  # makes a response from a name, a header and rows

    def get(self, request):
        spaces = selection_to_compare(request).spaces
        return self.write(file_name_with_numbers(_("comparison"), spaces), *comparison_table(compare(spaces)))
