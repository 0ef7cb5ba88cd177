"""Configuration of the maps in the browser: URLs, extent, texts."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from formats.templatetags.typography import long_date
from regions.models import Landmark
from regions.tiles.current import current_tiles, region_extent, surrounding_overview
from regions.tiles.pipeline import OSM_LICENCE

LICENCE_PAGES = {OSM_LICENCE: "https://opendatacommons.org/licenses/odbl/1-0/"}
"""ODbL requires a link to the licence."""


def map_config(account="", has_tools=False):
    """Return the settings of the modules in static/js/lib, texts in the active language.

    `account`: the URL that stores a logged-in user's choice of layers, else "". `has_tools`: include the texts of the
    tools and layers of the search map, which are half of the JSON.
    """
    tiles = current_tiles()
    return {
        "basemap": reverse("regions:basemap"),
        "vectorTiles": tile_settings(tiles),
        "icons": static("img/icons.svg"),
        "extent": [round(degrees, 4) for degrees in region_extent()],
        "tiles": [layer_settings(layer) for layer in settings.MAP_TILE_LAYERS],
        "overlays": [layer_settings(layer) for layer in settings.MAP_OVERLAYS],
        "account": account,
        "privacy": reverse(settings.PRIVACY_ROUTE),
        "texts": control_texts(tiles, has_account=bool(account)) | (tool_texts() if has_tools else {}),
    } | (landmark_settings() if has_tools else {})


def landmark_settings():
    return {
        "landmarks": reverse("regions:landmarks"),
        "landmarkKinds": {kind.value: str(kind.label) for kind in Landmark.Kind},
    }


def tile_settings(tiles):
    """Return the settings of a TileSet, and of the overview drawn outside `hole`, where there is one."""
    values = source_settings(tiles) | {
        "attribution": attribution_html(tiles),
        "isSchematic": tiles.is_schematic,
        "painter": static("js/workers/tile-painter.js"),
    }
    if overview := surrounding_overview(tiles):
        values["overview"] = source_settings(overview) | {"hole": tiles.box}
    return values


def source_settings(tiles):
    """Return the URL with {z}, {x}, {y}, the bounds and the zooms."""
    first = reverse("tile", args=(tiles.version, 0, 0, 0))
    return {
        "url": first.replace("/0/0/0.", "/{z}/{x}/{y}."),
        "bounds": [round(degrees, 4) for degrees in tiles.bounds],
        "minZoom": tiles.min_zoom,
        "maxZoom": tiles.max_zoom,
    }


def attribution_text(tiles):
    """Return attribution, licence and day of the tiles, then those of the overview around them."""
    has_licence = tiles.licence in tiles.attribution
    attribution = tiles.attribution if has_licence else f"{tiles.attribution}, {tiles.licence}"
    if tiles.data_day:
        attribution = _("%(attribution)s, as of %(day)s") % {
            "attribution": attribution,
            "day": long_date(tiles.data_day),
        }
    if overview := surrounding_overview(tiles):
        attribution = _("%(attribution)s; around it: %(overview)s") % {
            "attribution": attribution,
            "overview": attribution_text(overview),
        }
    return attribution


def attribution_html(tiles):
    """Return `attribution_text` as HTML, with a link to the licence where its page is known."""
    text, licence = escape(attribution_text(tiles)), escape(tiles.licence)
    page = LICENCE_PAGES.get(tiles.licence)
    link = format_html('<a href="{}" rel="license">{}</a>', page, tiles.licence)
    return mark_safe(text.replace(licence, link, 1)) if page else text


def layer_settings(layer):
    """Return the settings of an external layer (portal.map_layers). Leaflet treats the attribution as HTML."""
    values = {
        "id": layer["id"],
        "name": localize(layer["name"]),
        "url": layer["url"],
        "layers": layer["layers"],
        "attribution": escape(layer["attribution"]),
        "minZoom": layer["min_zoom"],
        "maxZoom": layer["max_zoom"],
        "bounds": layer["bounds"],
        "consent": consent_text(layer),
    }
    return {name: value for name, value in values.items() if value is not None}


def consent_text(layer):
    """Return the text shown before anything is loaded from the layer's host."""
    if layer["consent"]:
        return localize(layer["consent"])
    return _(
        "Loaded from %(host)s. The IP address of your device and the part of the map you look at become known there."
    ) % {"host": host_with_provider(layer)}


def host_with_provider(layer):
    return f"{layer['host']} ({localize(layer['provider'])})" if layer["provider"] else layer["host"]


def localize(texts):
    return texts.get(get_language()) or texts[settings.LANGUAGE_CODE]


def control_texts(tiles, has_account=False):
    """Return the texts of the controls; the script fills the braces."""
    return {
        "map": _("Map"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "radius": _("radius {radius}"),
        "tilesLoad": _("Load detailed map") if tiles.is_schematic else _("Other maps"),
        "choiceKept": _("Your choice is kept with your account until you change it here.")
        if has_account
        else _("Your choice is kept on this device until you change it here."),
        "privacy": _("Privacy"),
        "layerFailed": _(
            "“{name}” cannot be loaded: its provider does not answer, or not with a map. The rest of the map stays."
        ),
        "tilesOff": _("Overview map only") if tiles.is_schematic else _("Our own map"),
        "overviewNote": _("No detailed map is installed: motorways are schematic, streets are not shown.")
        if tiles.is_schematic
        else _("The detailed map does not reach this place: motorways are schematic, streets are not shown."),
        "overlays": _("Maps of other providers"),
        "drawFinish": _("Finish"),
        "drawUndo": _("Take back corner"),
        "drawCancel": _("Cancel"),
        "measure": _("Measure length and area"),
        "measureHint": _("Set points by clicking or with Space. A double click or Enter ends."),
        "measureLength": _("Length {length}"),
        "measureArea": _("area when closed {area}"),
        "measureRemove": _("Remove measurement"),
        "dismiss": _("Close"),
    }


def tool_texts():
    """Return the texts of the tools and layers of the search map."""
    return {
        "cluster": _("{count} properties, zoom in"),
        "allHere": _("All {count} properties at this place as a list"),
        "layers": pgettext("map", "Layers"),
        "layerDistricts": _("District borders"),
        "layerBoundaries": _("Boundaries of the properties"),
        "landmarks": _("Landmarks"),
        "tools": pgettext("map", "Tools"),
        "toolsNote": _(
            "Instead of drawing you can choose areas in the filters, or type a place and a radius. By keyboard: arrow "
            "keys move the map, Space sets a corner at the cross, Enter ends, Escape cancels."
        ),
        "drawArea": _("Draw search area"),
        "drawAreaHint": _(
            "Set the corners of the area by clicking or with Space. A double click or Enter ends."
        ),
        "drawRectangle": _("Draw rectangle"),
        "drawRectangleHint": _("Set two opposite corners by clicking or with Space."),
        "print": _("Print map and list"),
        "fullScreen": _("Full screen on or off"),
        "locate": _("Show my location (our server learns it to about a kilometre)"),
        "locating": _(
            "Your device is being asked for its location. The exact place stays on your device; our server learns the "
            "part of the map around it, rounded to about a kilometre."
        ),
        "located": _(
            "This is where your device places you. Our server learns the place rounded to about a kilometre; a search "
            "around it begins from there."
        ),
        "locateSearch": _("Search within 10 km"),
        "locateDenied": _(
            "The browser did not allow the location. You can allow it in the browser's settings for this page, or type "
            "a place and a radius in the filters."
        ),
        "locateFailed": _(
            "The device could not find its location. Please type a place and a radius in the filters."
        ),
        "twoFingers": _("Move the map with two fingers."),
    }
