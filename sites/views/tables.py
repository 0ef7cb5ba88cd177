"""All search results as CSV and XLSX, in the order of the list."""

from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import View

from sites.choices import Kind
from sites.papers import limits
from sites.papers.tabular.rows import space_table_by_keys
from sites.search.filter_page import ROUTES, url_with_filters
from sites.search.mixins import FilteredSpacesMixin


class SpaceTableView(FilteredSpacesMixin, View):
    """`write(name, header, rows)` returns the response. Invalid filters: 400 with their messages."""

    write = None

    def get(self, request, **kwargs):
        if not self.filterset.is_valid():
            return self.bad_request()
        keys = list(self.get_queryset().values_list("pk", flat=True))
        cost = limits.cost_of_rows(len(keys))
        if not cost:
            return self.table(keys)
        if limits.is_quota_exhausted(request, cost):
            return self.unavailable("share", status=429, retry_after=3600)
        try:
            with limits.exclusive_slot():
                return self.table(keys)
        except limits.ServerBusy:
            limits.refund_quota(request, cost)
            return self.unavailable("busy", status=503, retry_after=60)

    def table(self, keys):
        return self.write(self.name, *space_table_by_keys(keys))

    @property
    def name(self):
        """File name without extension."""
        names = {Kind.PLOT: _("plots"), Kind.HALL: _("buildings"), None: _("properties")}
        return names[self.kwargs.get("kind")]

    def unavailable(self, reason, status, retry_after):
        """`retry_after`: seconds."""
        context = {
            "reason": reason,
            "most": limits.ROWS_PER_OBJECT,
            "list_url": url_with_filters(ROUTES[self.kwargs.get("kind")]["list"], self.request.GET),
        }
        response = TemplateResponse(self.request, "sites/table_unavailable.html", context, status=status)
        response["Retry-After"] = str(retry_after)
        patch_cache_control(response, no_store=True)
        return response
