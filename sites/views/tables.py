"""The matches of any address of the pool as CSV and XLSX: all of them, in the order of the list."""

from django.utils.translation import gettext as _
from django.views.generic import View

from sites.tabular import csv_response, table, xlsx_response
from sites.views.filtered import FilteredSpacesMixin

HIDDEN = ("search_text", "location", "boundary")


class SpaceTableView(FilteredSpacesMixin, View):
    """`write` makes the answer of a name, a header and rows. Invalid filters are answered 400, with their messages."""

    write = None

    def get(self, request, **kwargs):
        if not self.filterset.is_valid():
            return self.refusal()
        spaces = self.get_queryset().with_figures().defer(*HIDDEN)
        return type(self).write(_("objects"), *table(spaces))


class SpaceCSVView(SpaceTableView):
    write = csv_response


class SpaceXLSXView(SpaceTableView):
    write = xlsx_response
