"""Presentation of the filters on a page: form sections with counts and histograms, chips, relaxations."""

from sites.search.filter_page.chips import (
    CORRECTED,
    NOTE_PARAMETERS,
    OTHER_READINGS,
    PHRASE,
    UNREAD,
    mark_as_wishes,
)
from sites.search.filter_page.page import FilterPage
from sites.search.filter_page.tabs import KIND_NAMES, ROUTES, url_with_filters

__all__ = [
    "KIND_NAMES",
    "CORRECTED",
    "OTHER_READINGS",
    "PHRASE",
    "ROUTES",
    "NOTE_PARAMETERS",
    "UNREAD",
    "FilterPage",
    "mark_as_wishes",
    "url_with_filters",
]
