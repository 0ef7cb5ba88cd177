"""The roof's own pages, one module for each kind."""

from portal.views.feedback import FeedbackThanksView, FeedbackView
from portal.views.freshness import FreshnessView
from portal.views.home import HomeView
from portal.views.pages import PageView
from portal.views.search import SearchView
from portal.views.service import (
    StylePageView,
    ThemeView,
    background_health,
    favicon,
    health,
    manifest,
    robots,
)
from portal.views.sitemap import sitemap, sitemap_part

__all__ = [
    "FeedbackThanksView",
    "FeedbackView",
    "FreshnessView",
    "HomeView",
    "PageView",
    "SearchView",
    "StylePageView",
    "ThemeView",
    "background_health",
    "favicon",
    "health",
    "manifest",
    "robots",
    "sitemap",
    "sitemap_part",
]
