"""Serves base map tiles before other middleware: a map loads a dozen at once, without session, language or database."""

import re

from django.urls import reverse

from regions.tiles.views import tile_view

TILE_HEADERS = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}


class TileMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        first = reverse("tile", args=("version", 0, 0, 0)).partition("version/")[0]
        self.pattern = re.compile(re.escape(first) + r"([-\w]+)/(\d{1,2})/(\d{1,7})/(\d{1,7})\.pbf")

    def __call__(self, request):
        found = self.pattern.fullmatch(request.path_info)
        if not found or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        version, *numbers = found.groups()
        response = tile_view(request, version, *map(int, numbers))
        for name, value in TILE_HEADERS.items():
            response[name] = value
        return response
