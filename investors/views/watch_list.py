"""The watch list as a page and as spreadsheets. A script puts the numbers stored on the device into the URL."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from investors.selection import MAX_COMPARED, select_spaces
from sites.mapping.geojson import boundary_features
from sites.models import Space
from sites.papers.expose.documents import file_name_with_numbers
from sites.papers.tabular.rows import space_table


@dataclass
class WatchListEntry:
    """A space, or the reason why it is not shown; `without`, `earlier` and `later` are the numbers after it."""

    number: int
    space: Space | None
    reason: str
    without: list
    earlier: list | None
    later: list | None
    is_preselected: bool


class WatchListView(TemplateView):
    template_name = "investors/watch_list.html"

    def get_context_data(self, **kwargs):
        chosen = select_spaces(self.request.GET, Space.objects.with_card("public_location", "boundary"))
        return super().get_context_data(**kwargs) | {
            "chosen": chosen,
            "entries": watch_list_entries(chosen),
            "map_data": boundary_features(chosen.spaces),
            "address": settings.SITE_URL + self.request.path + chosen.query,
            "most_compared": MAX_COMPARED,
            "breadcrumb": [(_("Sites and buildings"), reverse("sites:pool")), (_("Watch list"), None)],
        }


def watch_list_entries(chosen):
    spaces = {space.number: space for space in chosen.spaces}
    reasons = {missing.number: missing.reason.label for missing in chosen.missing}
    preselected = chosen.shown_numbers[:MAX_COMPARED]
    return [
        WatchListEntry(
            number,
            spaces.get(number),
            reasons.get(number, ""),
            without=[other for other in chosen.numbers if other != number],
            earlier=swap_neighbours(chosen.numbers, index - 1),
            later=swap_neighbours(chosen.numbers, index),
            is_preselected=number in preselected,
        )
        for index, number in enumerate(chosen.numbers)
    ]


def swap_neighbours(numbers, index):
    """Return the list with the numbers at `index` and `index + 1` swapped; None at its ends."""
    if not 0 <= index < len(numbers) - 1:
        return None
    return [*numbers[:index], numbers[index + 1], numbers[index], *numbers[index + 2 :]]


class WatchListTableView(View):
    write = None  # makes a response from a name, a header and rows

    def get(self, request):
        chosen = select_spaces(request.GET, Space.objects.with_figures())
        return self.write(file_name_with_numbers(_("watch-list"), chosen.spaces), *space_table(chosen.spaces))
