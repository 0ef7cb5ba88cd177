"""Presentation of the filters on a page: form sections with counts and histograms, chips, relaxations."""

from sites.search.filter_page.chips import ALTERNATIVES, CORRECTED, PHRASE, PHRASE_NOTES, UNREAD, add_wishes
from sites.search.filter_page.page import FilterPage
from sites.search.filter_page.tabs import KIND_NAMES, ROUTES, url_with_filters

__all__ = [
    "KIND_NAMES",
    "CORRECTED",
    "ALTERNATIVES",
    "PHRASE",
    "ROUTES",
    "PHRASE_NOTES",
    "UNREAD",
    "FilterPage",
    "add_wishes",
    "url_with_filters",
]
