"""Tiles by URL: `<version>/<zoom>/<x>/<y>.pbf`. The content of a URL is immutable and cached for ever.

A missing tile redirects to its nearest ancestor in the file. With an installed file there are no database queries.
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
"""For nginx, which caches responses with X-Accel-Expires and removes the header (deploy/nginx-cache.conf)."""
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
    """Send the gzipped tile, decompressed for clients without gzip."""
    if "gzip" not in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        return HttpResponse(gzip.decompress(found), content_type=CONTENT_TYPE)
    response = HttpResponse(found, content_type=CONTENT_TYPE)
    response["Content-Encoding"] = "gzip"
    return response


def set_cache_headers(response, etag, is_current):
    """Set caching headers; URLs of former versions show current tiles and are cached briefly."""
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = CACHE_FOREVER if is_current else CACHE_ONE_MINUTE
    if is_current and settings.PROXY_PURGE_URL:
        response["X-Accel-Expires"] = PROXY_CACHE_SECONDS
    return response
