"""What a page shows of its filters: sections with counts and histograms, chips, ways out of an empty result."""

from sites.filter_page.chips import UNREAD
from sites.filter_page.page import FilterPage
from sites.filter_page.tabs import KIND_NAMES, ROUTES, with_query

__all__ = ["KIND_NAMES", "ROUTES", "UNREAD", "FilterPage", "with_query"]
