"""Pages of a list that may be very long."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MAX_PAGES = 400


class BoundedPaginator(Paginator):
    """Has MOST_PAGES at most, since a database walks through all rows before a page. The count stays true."""

    @cached_property
    def num_pages(self):
        return min(super().num_pages, MAX_PAGES)

    @property
    def shown(self):
        """How many things its pages hold together."""
        return min(self.count, self.num_pages * self.per_page)
