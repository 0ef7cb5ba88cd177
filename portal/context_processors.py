"""What every public page knows: the region, its addresses in both languages, the chosen appearance, the furniture."""

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
    """Nothing here is queried before a template asks for it; the administration gets nothing at all."""
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
    """The present page in each language.

    `url` keeps the query, for the reader who changes the language; `absolute_url` has none, for hreflang. A page
    without an address of its own (an error page) leads to the home page of the other language, and has no hreflang;
    nor has one with a query, to which the page without would not link back.
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
    """The path of the page `match` resolved to, in another language; the home page where there is none."""
    with translation.override(code):
        try:
            if match:
                return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            pass
        return reverse("portal:home")
