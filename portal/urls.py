"""ROOT_URLCONF. German at `/…`, English at `/en/…`; path segments are translated."""

from django.apps import apps
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from portal.views import feedback, freshness, home, pages, search, service, sitemap
from regions.tiles.views import tile_view

handler400 = "portal.server.errors.bad_request"
handler403 = "portal.server.errors.permission_denied"
handler404 = "portal.server.errors.page_not_found"
handler500 = "portal.server.errors.server_error"

portal_patterns = [
    path("", home.HomeView.as_view(), name="home"),
    path(_("search/"), search.SearchView.as_view(), name="search"),
    path(_("imprint/"), pages.PageView.as_view(), {"key": "imprint"}, name="imprint"),
    path(_("privacy/"), pages.PageView.as_view(), {"key": "privacy"}, name="privacy"),
    path(_("accessibility/"), pages.PageView.as_view(), {"key": "accessibility"}, name="accessibility"),
    path(_("easy-language/"), pages.PageView.as_view(), {"key": "easy_language"}, name="easy_language"),
    path(_("sign-language/"), pages.PageView.as_view(), {"key": "sign_language"}, name="sign_language"),
    path(_("press/"), pages.PageView.as_view(), {"key": "press"}, name="press"),
    path(_("contact/"), pages.PageView.as_view(), {"key": "contact"}, name="contact"),
    path(_("contact/feedback/"), feedback.FeedbackView.as_view(), name="feedback"),
    path(_("contact/feedback/thanks/"), feedback.FeedbackThanksView.as_view(), name="feedback_thanks"),
    path(_("appearance/"), service.ThemeView.as_view(), name="theme"),
    path(_("style/"), service.StylePageView.as_view(), name="style"),
    path(_("space-pool/freshness/"), freshness.FreshnessView.as_view(), name="freshness"),
]

urlpatterns = [
    path("gesundheit/", service.health, name="health"),
    path("gesundheit/hintergrund/", service.background_health, name="background_health"),
    path("favicon.ico", service.favicon, name="favicon"),
    path("manifest.webmanifest", service.manifest, name="manifest"),
    path("robots.txt", service.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<int:part>.xml", sitemap.sitemap_part, name="sitemap_part"),
    path("medien/", include("publishing.urls")),
    path("kacheln/<slug:version>/<int:zoom>/<int:x>/<int:y>.pbf", tile_view, name="tile"),
    path("vorschau/", include("editing.previewing.urls")),
]

# Ordered by frequency, as each pattern that is tried costs time.
urlpatterns += i18n_patterns(
    path(_("space-pool/"), include("sites.urls")),
    path(_("news/"), include("news.urls")),
    path(_("quotes/"), include("quotes.urls")),
    path(_("projects/"), include("projects.urls")),
    path("", include((portal_patterns, "portal"))),
    path("", include("investors.urls")),
    path(_("areas/"), include("regions.urls")),
    path("admin/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)

if apps.is_installed("debug_toolbar"):
    urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))]
