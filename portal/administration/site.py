"""The AdminSite, with models grouped by editors' tasks instead of apps."""

from functools import partial

from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse, translate_url
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.i18n import JavaScriptCatalog

from editing.releasing.waiting_list import in_review_view
from editing.unsaved_forms import login_key
from portal.administration.guard import guard_actions
from portal.administration.handbook import chapter_view, picture_view
from portal.administration.help_links import help_address
from portal.server.post_over_login import preserve_post_over_login
from publishing.refusals import log_refusal

GROUPS = [
    ("news", _("News"), ["news.Article", "news.Category"]),
    (
        "sites",
        _("Sites and buildings"),
        [
            "sites.Plot",
            "sites.Hall",
            "sites.BusinessPark",
            "sites.ReportedChange",
            "sites.SpaceCheck",
            "sites.CheckInterval",
        ],
    ),
    ("investors", _("Investors"), ["investors.Enquiry", "investors.Proposal", "investors.SavedSearch"]),
    ("quotes", _("Voices and projects"), ["quotes.Quote", "quotes.Partner", "projects.Project"]),
    ("portal", _("Site"), ["portal.Feedback", "portal.Page", "portal.SiteProfile"]),
    ("publishing", _("Pictures and addresses"), ["publishing.Picture", "publishing.Redirect"]),
    (
        "accounts",
        _("People and organisations"),
        [
            "accounts.Contact",
            "accounts.Organisation",
            "accounts.User",
            "auth.Group",
            "accounts.SecondFactorRule",
            "accounts.LoginEvent",
        ],
    ),
    ("regions", _("Region"), ["regions.Area", "regions.Landmark", "regions.Postcode"]),
    (
        "tasks",
        _("Operation"),
        ["importing.ImportRun", "mailing.OutgoingMail", "django_tasks_database.DBTaskResult"],
    ),
]


class PortalAdminSite(AdminSite):
    site_title = _("Administration")
    site_header = _("Administration of the portal")
    index_title = _("What would you like to edit?")
    empty_value_display = "–"
    enable_nav_sidebar = True

    def each_context(self, request):
        path = request.get_full_path()
        return super().each_context(request) | {
            "login_key": login_key(request.user),
            "help_address": help_address(request),
            "languages": [
                {
                    "code": code,
                    "name": name,
                    "url": translate_url(path, code),
                    "current": code == get_language(),
                }
                for code, name in settings.LANGUAGES
            ],
        }

    def get_urls(self):
        # The models are loaded after the site.
        from accounts import access
        from editing.admin.forms.deleted import deleted_view
        from editing.admin.forms.unsaved_form import keep_view, unsaved_view
        from editing.admin.planned import planned_view
        from portal.administration.search import search_view
        from portal.operations.subject_requests.views import request_view
        from regions.boundary_files import read_boundary
        from regions.locating import locate
        from regions.neighbours import neighbours_within

        pages = [
            ("planned/", partial(planned_view, admin_site=self), "planned"),
            ("deleted/", partial(deleted_view, admin_site=self), "deleted"),
            ("hilfe/", partial(chapter_view, site=self), "handbook"),
            ("hilfe/<slug:chapter>/", partial(chapter_view, site=self), "handbook_chapter"),
            ("hilfe/bilder/<slug:name>.webp", picture_view, "handbook_picture"),
            ("r/<path:content_type_id>/<path:object_id>/", self.view_on_site, "view_on_site"),
            ("in-review/", partial(in_review_view, site=self), "in_review"),
            ("locate/", locate, "locate"),
            ("neighbours/", neighbours_within, "neighbours"),
            ("read-boundary/", read_boundary, "read_boundary"),
            ("access/", partial(access.overview, site=self), "access"),
            ("access/password/", partial(access.confirm_password, site=self), "access_password"),
            ("access/sessions/", partial(access.end_sessions, site=self), "access_sessions"),
            ("access/app/", partial(access.add_app, site=self), "access_app"),
            ("access/codes/", partial(access.recovery_codes, site=self), "access_codes"),
            ("access/remove/<path:device_id>/", partial(access.remove_device, site=self), "access_remove"),
            ("unsaved/", partial(keep_view, site=self), "keep_unsaved"),
            ("unsaved/<slug:tab>/", partial(unsaved_view, site=self), "unsaved"),
            ("search/", partial(search_view, site=self), "search"),
            ("subject-request/", partial(request_view, site=self), "subject_request"),
        ]
        urls = [path(route, self.admin_view(view), name=name) for route, view, name in pages]
        return [*urls, *super().get_urls()]

    @method_decorator(never_cache)
    @method_decorator(sensitive_post_parameters())
    def login(self, request, extra_context=None):
        """Password and second factor; redirects users who are logged in."""
        from accounts.login_views import login_page  # the models are loaded after the site

        after = self.after_login(request)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(after)
        request.current_app = self.name
        context = self.each_context(request) | {
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "next": after,
        }
        return login_page(request, context | (extra_context or {}))

    def after_login(self, request):
        from django.contrib.auth.views import LoginView  # it needs the models too

        return LoginView().get_redirect_url(request) or reverse(f"{self.name}:index")

    def password_change(self, request, extra_context=None):
        from accounts.password_views import PasswordChangeView  # the models are loaded after the site

        request.current_app = self.name
        context = self.each_context(request) | (extra_context or {})
        return PasswordChangeView.as_view(extra_context=context)(request)

    def index(self, request, extra_context=None):
        from portal.administration.start_page import start_page  # the models are loaded after the site

        return super().index(request, start_page(request, self) | (extra_context or {}))

    def view_on_site(self, request, content_type_id, object_id):
        """The page of an object whose form the user may open. Django's view does not check that, and a URL may hold a
        name.
        """
        content_types = apps.get_model("contenttypes", "ContentType").objects
        content_type = (
            content_types.filter(pk=content_type_id).first() if content_type_id.isdecimal() else None
        )
        model = content_type and content_type.model_class()
        if not model or not self.is_registered(model) or not hasattr(model, "get_absolute_url"):
            raise Http404
        model_admin = self.get_model_admin(model)
        try:
            obj = model_admin.get_object(request, object_id)
        except PermissionDenied:
            obj = None
        if obj is None or not model_admin.has_view_permission(request, obj):
            log_refusal(request)
            raise Http404
        return HttpResponseRedirect(obj.get_absolute_url())

    def admin_view(self, view, cacheable=False):
        return preserve_post_over_login(self, view, super().admin_view(guard_actions(view), cacheable))

    def autocomplete_view(self, request):
        from portal.administration.search import ChoicesView  # the models are loaded after the site

        return ChoicesView.as_view(admin_site=self)(request)

    def i18n_javascript(self, request, extra_context=None):
        """Texts of scripts: Django's, and those of the rich text editor."""
        packages = ["django.contrib.admin", "django_prose_editor"]
        return JavaScriptCatalog.as_view(packages=packages)(request)

    def get_app_list(self, request, app_label=None):
        """GROUPS, then the remaining models by app. Lazy, as not every page shows the list."""
        listed = partial(super().get_app_list, request, app_label)
        return SimpleLazyObject(lambda: self.grouped(listed())) if app_label is None else listed()

    def grouped(self, apps):
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
