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

from regions.tiles.installed import holder
from regions.tiles.shown import addressed, content

log = logging.getLogger(__name__)

FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"
A_MONTH = str(30 * 24 * 3600)
"""For nginx, which keeps what it is given a lifetime for (deploy/nginx-cache.conf), and tells nobody of it."""
CONTENT_TYPE = "application/vnd.mapbox-vector-tile"


@require_safe
def tile_view(request, version, zoom, x, y):
    tiles = addressed(version)
    if not tiles.min_zoom <= zoom <= tiles.max_zoom or max(x, y) >> zoom:
        return with_caching(HttpResponse(status=204), f'"{tiles.version}"', is_current=False)
    etag = f'"{tiles.version}"'
    if request.META.get("HTTP_IF_NONE_MATCH") == etag:
        return with_caching(HttpResponseNotModified(), etag, version == tiles.version)
    try:
        response = answer(request, tiles, zoom, x, y)
    except sqlite3.Error:
        log.exception("The file of the base map cannot be read: %s", tiles.path)
        return HttpResponseNotFound()
    return with_caching(response, etag, version == tiles.version)


def answer(request, tiles, zoom, x, y):
    if found := content(tiles, zoom, x, y):
        return packed(request, found)
    if found := holder(tiles, zoom - 1, x // 2, y // 2):
        return HttpResponseRedirect(reverse("tile", args=(tiles.version, *found)))
    return HttpResponse(status=204)


def packed(request, found):
    """As the file holds it, for all but those who cannot unpack it."""
    if "gzip" not in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        return HttpResponse(gzip.decompress(found), content_type=CONTENT_TYPE)
    response = HttpResponse(found, content_type=CONTENT_TYPE)
    response["Content-Encoding"] = "gzip"
    return response


def with_caching(response, etag, is_current):
    """The address of a former version shows what is there now, but not for long."""
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = FOR_EVER if is_current else A_MINUTE
    if is_current and settings.PROXY_PURGE_URL:
        response["X-Accel-Expires"] = A_MONTH
    return response
