"""Pagination of very long lists."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MAX_PAGES = 400


class BoundedPaginator(Paginator):
    """Limits the pages to MAX_PAGES, since OFFSET scans all rows before a page. The count is exact."""

    @cached_property
    def num_pages(self):
        return min(super().num_pages, MAX_PAGES)

    @property
    def shown(self):
        """Number of objects on all its pages."""
        return min(self.count, self.num_pages * self.per_page)
