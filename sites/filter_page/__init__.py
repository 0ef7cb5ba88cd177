"""What a page shows of its filters: sections with counts and histograms, chips, ways out of an empty result."""

from sites.filter_page.chips import UNREAD
from sites.filter_page.page import FilterPage, pool_state
from sites.filter_page.tabs import ROUTES, with_query

__all__ = ["ROUTES", "UNREAD", "FilterPage", "pool_state", "with_query"]
