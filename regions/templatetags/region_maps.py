from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import json_script

from regions import maps
from regions.tiles.installed import installed_tiles

register = template.Library()


@register.inclusion_tag("regions/map_assets.html")
def map_assets():
    """Leaflet, in the head of a page with a map, before its own modules."""
    return {}


@register.simple_tag(takes_context=True)
def map_config(context, has_tools=False):
    """The JSON script `map-config` that static/js/lib/maps.js reads."""
    account = reverse("map_layers") if has_session_cookie(context["request"]) else ""
    return json_script(maps.map_config(account, has_tools), "map-config")


def has_session_cookie(request):
    """Return whether a user may be logged in. The session itself is not read, because pages are cached."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


@register.simple_tag
def map_attribution():
    """The attribution of the installed base map as HTML; "" where none is installed."""
    tiles = installed_tiles()
    return maps.attribution_html(tiles) if tiles else ""
