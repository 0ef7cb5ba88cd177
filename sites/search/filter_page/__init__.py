"""What a page shows of its filters: sections with counts and histograms, chips, ways out of an empty result."""

from sites.search.filter_page.chips import MEANT, OTHERS, PHRASE, TOLD, UNREAD, wish_for
from sites.search.filter_page.page import FilterPage
from sites.search.filter_page.tabs import KIND_NAMES, ROUTES, with_query

__all__ = [
    "KIND_NAMES",
    "MEANT",
    "OTHERS",
    "PHRASE",
    "ROUTES",
    "TOLD",
    "UNREAD",
    "FilterPage",
    "wish_for",
    "with_query",
]
