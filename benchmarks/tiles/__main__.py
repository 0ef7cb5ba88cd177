"""What a tile of the base map costs the server, against a view of Django that does nothing.

    VAR_DIR=… .venv/bin/python -m benchmarks.tiles

Asks the installed file (`make basemap`) for its largest tile of each zoom, for the same again by a browser that has it
(304), and for a tile that the file does not hold (302), through the whole WSGI application, in this process.
Milliseconds of processor time, medians, and how many bare views that is.
"""

import os
import sqlite3
import statistics
import time
from contextlib import closing

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.urls import path, reverse  # noqa: E402

from benchmarks.asking import ask  # noqa: E402
from regions.tiles.installed import installed_tiles  # noqa: E402

BARE = "/bare/"
RUNS = 400
LARGEST = (
    """SELECT zoom_level, tile_column, tile_row, MAX(length(tile_data)) FROM tiles GROUP BY zoom_level"""
)

urlpatterns = [path("bare/", lambda request: HttpResponse(b"x" * 7_000))]


def cost(application, address, **wanted):
    """Median of milliseconds of this process's work."""
    took = []
    for _run in range(RUNS):
        start = time.process_time()
        ask(application, address, **wanted)
        took.append((time.process_time() - start) * 1000)
    return statistics.median(took)


def bare_application():
    with override_settings(MIDDLEWARE=[]):
        return WSGIHandler()


def cases(tiles):
    """(name, address, what is asked for besides)."""
    with closing(sqlite3.connect(tiles.path)) as file:
        for zoom, x, row, size in file.execute(LARGEST):
            address = reverse("tile", args=(tiles.version, zoom, x, 2**zoom - 1 - row))
            yield f"200, zoom {zoom}, {size // 1000} kB", address, {}
    held = {"HTTP_IF_NONE_MATCH": f'"{tiles.version}"', "expected": "304"}
    yield "304", address, held
    west, south, *_rest = tiles.bounds
    outside = reverse("tile", args=(tiles.version, tiles.max_zoom, *corner(west, south, tiles.max_zoom)))
    yield "302 or 200, in a corner", outside, {"expected": ("302", "200")}


def corner(longitude, latitude, zoom):
    from regions.tiles.grid import tile_column, tile_row

    return tile_column(longitude + 0.5, zoom), tile_row(latitude + 0.5, zoom)


def main():
    tiles = installed_tiles()
    if tiles is None:
        raise SystemExit("No file of tiles is installed: make basemap FILE=…")
    portal = WSGIHandler()
    with override_settings(ROOT_URLCONF=__name__):
        bare_views = bare_application()
        ask(bare_views, BARE)
        bare = cost(bare_views, BARE)
    print(f"a bare view costs {bare:.3f} ms\n\n| answer | ms | bare views |\n| --- | ---: | ---: |")
    for name, address, wanted in cases(tiles):
        ask(portal, address, **wanted)
        took = cost(portal, address, **wanted)
        print(f"| {name} | {took:.3f} | {took / bare:.1f} |", flush=True)


if __name__ == "__main__":
    main()
