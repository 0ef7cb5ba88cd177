"""Up to six objects of an address side by side, as a page and as spreadsheets."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from investors.choosing import MOST_COMPARED, choose
from investors.comparison import as_table, compare
from investors.papers import comparison_paper
from sites.mapping.geojson import boundary_features
from sites.models import Space
from sites.papers.expose.documents import file_name_with_numbers
from sites.views.papers import pdf_response


def chosen_for_comparison(request):
    spaces = Space.objects.with_figures().with_photos().prefetch_related("utilities")
    return choose(request.GET, spaces, limit=MOST_COMPARED)


def asks_for_differences(request):
    return request.GET.get("differences") == "1"


class ComparisonView(TemplateView):
    """`?ids=1042,1043`; `differences=1` leaves out the rows in which all agree that state anything."""

    template_name = "investors/comparison.html"

    def get_context_data(self, **kwargs):
        chosen = chosen_for_comparison(self.request)
        comparison = compare(chosen.spaces)
        only_differences = asks_for_differences(self.request)
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
    """The same address as a paper on landscape sheets."""

    def get(self, request):
        chosen = chosen_for_comparison(request)
        page = reverse("investors:comparison") + chosen.query
        if len(chosen.spaces) < 2:
            return HttpResponseRedirect(page)  # which says why there is nothing to compare
        document = comparison_paper(chosen.spaces, get_language(), asks_for_differences(request))
        return pdf_response(request, document, print_url=page)


class ComparisonTableView(View):
    """`write` makes the answer of a name, a header and rows."""

    write = None

    def get(self, request):
        spaces = chosen_for_comparison(request).spaces
        return self.write(file_name_with_numbers(_("comparison"), spaces), *as_table(compare(spaces)))
