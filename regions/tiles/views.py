"""Tiles by their addresses: `<version>/<zoom>/<x>/<y>.pbf`. An address shows the same for ever, so it is kept for ever.

A tile that the file does not hold leads to the one above it that shows the place. Where a file is installed nothing
here asks the database.
"""

import gzip
import logging
import sqlite3

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound, HttpResponseNotModified, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from regions.tiles.current import tile_content, tiles_of_version
from regions.tiles.installed import covering_tile

log = logging.getLogger(__name__)

CACHE_FOREVER = "public, max-age=31536000, immutable"
CACHE_ONE_MINUTE = "public, max-age=60"
PROXY_CACHE_SECONDS = str(30 * 24 * 3600)
"""For nginx, which keeps what it is given a lifetime for (deploy/nginx-cache.conf), and tells nobody of it."""
CONTENT_TYPE = "application/vnd.mapbox-vector-tile"


@require_safe
def tile_view(request, version, zoom, x, y):
    tiles = tiles_of_version(version)
    if not tiles.min_zoom <= zoom <= tiles.max_zoom or max(x, y) >> zoom:
        return set_cache_headers(HttpResponse(status=204), f'"{tiles.version}"', is_current=False)
    etag = f'"{tiles.version}"'
    if request.META.get("HTTP_IF_NONE_MATCH") == etag:
        return set_cache_headers(HttpResponseNotModified(), etag, version == tiles.version)
    try:
        response = tile_response(request, tiles, zoom, x, y)
    except sqlite3.Error:
        log.exception("The file of the base map cannot be read: %s", tiles.path)
        return HttpResponseNotFound()
    return set_cache_headers(response, etag, version == tiles.version)


def tile_response(request, tiles, zoom, x, y):
    if found := tile_content(tiles, zoom, x, y):
        return content_response(request, found)
    if found := covering_tile(tiles, zoom - 1, x // 2, y // 2):
        return HttpResponseRedirect(reverse("tile", args=(tiles.version, *found)))
    return HttpResponse(status=204)


def content_response(request, found):
    """As the file holds it, for all but those who cannot unpack it."""
    if "gzip" not in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        return HttpResponse(gzip.decompress(found), content_type=CONTENT_TYPE)
    response = HttpResponse(found, content_type=CONTENT_TYPE)
    response["Content-Encoding"] = "gzip"
    return response


def set_cache_headers(response, etag, is_current):
    """The address of a former version shows what is there now, but not for long."""
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = CACHE_FOREVER if is_current else CACHE_ONE_MINUTE
    if is_current and settings.PROXY_PURGE_URL:
        response["X-Accel-Expires"] = PROXY_CACHE_SECONDS
    return response
