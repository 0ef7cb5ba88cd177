"""What the maps in the browser need to know: addresses, extent, texts."""

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from regions.models import Area

GERMANY = (5.87, 47.27, 15.04, 55.06)
"""West, south, east, north in degrees: what a map shows while no areas are loaded."""

EXTENT_CACHE_KEY = "regions-extent"
EXTENT_CACHE_SECONDS = 60 * 60


def region_extent():
    """West, south, east, north of all states in WGS84 degrees; a running server sees an import within the hour."""
    extent = cache.get(EXTENT_CACHE_KEY)
    if extent is None:
        extent = Area.objects.states().valid().extent()
        if extent is None:
            return GERMANY
        cache.set(EXTENT_CACHE_KEY, extent, EXTENT_CACHE_SECONDS)
    return extent


def map_config():
    """Settings of `createMap` in static/js/lib/maps.js, texts in the active language."""
    return {
        "basemap": reverse("regions:basemap"),
        "extent": [round(degrees, 4) for degrees in region_extent()],
        "tiles": [{**layer, "name": str(layer["name"])} for layer in settings.MAP_TILE_LAYERS],
        "texts": {
            "map": _("Map"),
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
            "cluster": _("{count} objects, zoom in"),
            "tilesLoad": _("Load detailed map"),
            "tilesNote": _(
                "A detailed map comes from the Federal Agency for Cartography and Geodesy, which then learns your IP "
                "address and the part of the map you look at. Your choice is kept on this device."
            ),
            "tilesOff": _("Overview map only"),
        },
    }
