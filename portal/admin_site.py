"""The administration in the portal's name, grouped by what editors do, not by how the code is cut."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

GROUPS = [
    ("news", _("News"), ["news.Article", "news.Category"]),
    ("sites", _("Space pool"), ["sites.Plot", "sites.Hall", "sites.BusinessPark"]),
    ("investors", _("Investors"), ["investors.Enquiry", "investors.Proposal", "investors.SavedSearch"]),
    ("quotes", _("Voices and projects"), ["quotes.Quote", "quotes.Partner", "projects.Project"]),
    ("portal", _("Site"), ["portal.Feedback", "portal.Page", "portal.SiteProfile"]),
    ("publishing", _("Pictures and addresses"), ["publishing.Picture", "publishing.Redirect"]),
    (
        "accounts",
        _("People and organisations"),
        ["accounts.Contact", "accounts.Organisation", "accounts.User", "auth.Group"],
    ),
    ("regions", _("Region"), ["regions.Area", "regions.Landmark", "regions.Postcode"]),
    ("tasks", _("Operation"), ["accounts.OutgoingMail", "django_tasks_database.DBTaskResult"]),
]


class PortalAdminSite(AdminSite):
    site_title = _("Administration")
    site_header = _("Administration of the portal")
    index_title = _("What would you like to edit?")
    enable_nav_sidebar = True

    def each_context(self, request):
        path = request.get_full_path()
        return super().each_context(request) | {
            "languages": [
                {
                    "code": code,
                    "name": name,
                    "url": translate_url(path, code),
                    "current": code == get_language(),
                }
                for code, name in settings.LANGUAGES
            ]
        }

    def i18n_javascript(self, request, extra_context=None):
        """The texts scripts show: Django's own, and those of the rich text editor's toolbar."""
        packages = ["django.contrib.admin", "django_prose_editor"]
        return JavaScriptCatalog.as_view(packages=packages)(request)

    def get_app_list(self, request, app_label=None):
        """The groups above; what they do not name follows in Django's own."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        models = {f"{model['model']._meta.label}": model for app in apps for model in app["models"]}
        urls = {app["app_label"]: app for app in apps}
        grouped = []
        for label, name, labels in GROUPS:
            members = [models.pop(member) for member in labels if member in models]
            if members:
                base = urls.get(label) or urls[members[0]["model"]._meta.app_label]
                grouped.append({**base, "name": name, "models": members})
        rest = [
            {**app, "models": [model for model in app["models"] if model["model"]._meta.label in models]}
            for app in apps
        ]
        return grouped + [app for app in rest if app["models"]]
