"""Technical endpoints: theme, style page, health, manifest, robots.txt."""

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.views import RedirectURLMixin
from django.db import Error, connection
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView, View

from portal.models import SiteProfile
from portal.operations.background import heartbeat
from portal.server.middleware import is_private_peer
from portal.style_samples import samples
from portal.themes import THEME_COOKIE, THEME_COOKIE_SECONDS, THEMES
from regions.tiles.style import light_colour


@method_decorator(never_cache, name="dispatch")
class ThemeView(RedirectURLMixin, View):
    """Sets or deletes ("auto") the theme cookie, and redirects back."""

    next_page = "portal:home"

    def get(self, request):
        response = HttpResponseRedirect(self.get_success_url())
        theme = request.GET.get("theme")
        if theme in THEMES:
            response.set_cookie(
                THEME_COOKIE,
                theme,
                max_age=THEME_COOKIE_SECONDS,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        else:
            response.delete_cookie(THEME_COOKIE, samesite="Lax")
        return response


@method_decorator(staff_member_required, name="dispatch")
class StylePageView(TemplateView):
    """Every component, for developers and editors."""

    template_name = "portal/style_page.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | samples()


@never_cache
@require_safe
def health(request):
    """For monitoring: 200 if the database answers, else 503; with the version for private addresses."""
    version = {"version": settings.VERSION} if is_private_peer(request) else {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "error", "database": "error"} | version, status=503)
    return JsonResponse({"status": "ok", "database": "ok"} | version)


@never_cache
@require_safe
def background_health(request):
    """For monitoring, without the database: 200 if worker and clock are alive, else 503."""
    silent = heartbeat.stale_parts()
    parts = {part: "error" if part in silent else "ok" for part in heartbeat.PARTS}
    return JsonResponse({"status": "error" if silent else "ok"} | parts, status=503 if silent else 200)


@require_safe
@cache_control(public=True, max_age=3600)
def favicon(request):
    """The default path of browsers; redirects to the hashed file."""
    return HttpResponseRedirect(static("img/favicon.ico"))


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request):
    """The web app manifest: name, colours and icons of the region."""
    with translation.override(settings.LANGUAGE_CODE):
        profile, home = SiteProfile.current(), reverse("portal:home")
        about = {
            "name": profile.name,
            "short_name": profile.brand,
            "id": home,
            "start_url": home,
            "scope": home,
            "lang": settings.LANGUAGE_CODE,
            "display": "browser",
            "background_color": light_colour("--paper"),
            "theme_color": light_colour("--brand"),
            "icons": [icon("icon", 192), icon("icon", 512), icon("icon-maskable", 512, purpose="maskable")],
        }
    return JsonResponse(about, content_type="application/manifest+json")


def icon(name, side, **more):
    """A manifest entry of a square PNG."""
    return {"src": static(f"img/{name}-{side}.png"), "sizes": f"{side}x{side}", "type": "image/png"} | more


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """robots.txt: disallowed paths and the sitemap."""
    private = [reverse("admin:index"), "/en" + reverse("admin:index")]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in private),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
