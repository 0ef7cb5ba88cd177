from django import template

from regions import maps

register = template.Library()


@register.inclusion_tag("regions/map_assets.html")
def map_assets():
    """Leaflet, clusters and their styles: once per page with a map, in the head, before the page's own modules."""
    return {}


@register.inclusion_tag("regions/map_config.html")
def map_config():
    """The JSON script `map-config` that static/js/lib/maps.js reads. One query, and none while it is cached."""
    return {"config": maps.map_config()}
