"""Context of every public page: the region, the page's URLs by language, the theme, shared blocks."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from caching.fragments import cached_in_process
from portal.models import SiteProfile
from portal.site_blocks import SiteBlocks
from portal.themes import chosen_theme
from regions.tiles.style import light_colour


def site(request):
    """Evaluated lazily; empty in the admin."""
    match = request.resolver_match
    if match and "admin" in match.namespaces:
        return {}
    return {
        "site": SimpleLazyObject(lambda: cached_in_process("profile", ["portal"], SiteProfile.current)),
        "alternates": alternates(request),
        "canonical_url": settings.SITE_URL + request.path,
        "site_url": settings.SITE_URL,
        "theme": chosen_theme(request),
        "brand_colour": light_colour("--brand"),
        "furniture": SiteBlocks(),
    }


def alternates(request):
    """The current page in each language.

    `url` keeps the query, for the language switch; `absolute_url`, for hreflang, has none. A page without a URL of its
    own (an error page) links to the home page of the other language, without hreflang. Nor has a page with a
    query, as hreflang links must be mutual.
    """
    match = request.resolver_match
    query = request.META.get("QUERY_STRING", "") if match else ""
    here = translation.get_language()
    paths = {code: path_in(code, match) for code, _name in settings.LANGUAGES}
    return [
        {
            "code": code,
            "label": code.upper(),
            "name": translation.get_language_info(code)["name_local"],
            "url": f"{path}?{query}" if query else path,
            "absolute_url": settings.SITE_URL + path if match and not query else "",
            "current": code == here,
            "is_default": code == settings.LANGUAGE_CODE,
        }
        for code, path in paths.items()
    ]


def path_in(code, match):
    """The path of the matched page in another language, else of the home page."""
    with translation.override(code):
        try:
            if match:
                return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            pass
        return reverse("portal:home")
