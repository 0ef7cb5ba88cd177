from django import template

from regions import maps
from regions.tiles.installed import installed

register = template.Library()


@register.inclusion_tag("regions/map_assets.html")
def map_assets():
    """Leaflet, clusters and their styles: once per page with a map, in the head, before the page's own modules."""
    return {}


@register.inclusion_tag("regions/map_config.html")
def map_config():
    """The JSON script `map-config` that static/js/lib/maps.js reads. One query, and none while it is cached."""
    return {"config": maps.map_config()}


@register.simple_tag
def map_attribution():
    """Whose data the installed base map shows, wherever a picture of it may stand; "" where none is installed."""
    tiles = installed()
    return maps.attribution_of(tiles) if tiles else ""
