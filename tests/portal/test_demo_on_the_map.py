"""The demo's invented objects lie where a real map has room for them: asked of an operator's file of tiles."""

from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon

from portal.demo import pool
from portal.demo.records import records
from regions.crs import to_storage
from regions.tiles import grid, mvt
from regions.tiles.archives import decompress_tile, open_archive
from regions.tiles.file_formats import MBTILES, FileFormat
from regions.tiles.mercator import from_unit_square

SHARED = Path(settings.BASE_DIR).parent / "shared/data/basemap/mitteldeutschland-2021.mbtiles"
LAYERS = {"transportation", "aeroway", "water", "waterway"}
RAILS = {"rail", "narrow_gauge", "preserved"}
RUNWAYS = {"runway", "taxiway", "apron"}
RIVERS = {"river", "canal"}

pytestmark = pytest.mark.skipif(
    not SHARED.exists(), reason="the file of a whole region is not here (shared/data/basemap)"
)


def obstacle(layer, kind):
    """What must not lie in a plot, in a word; None for what may."""
    if layer == "water" or (layer == "waterway" and kind in RIVERS):
        return "water"
    if layer == "transportation" and kind in RAILS:
        return "rail"
    if layer == "transportation" and kind == "motorway":
        return "motorway"
    return "runway" if layer == "aeroway" and kind in RUNWAYS else None


@cache
def archive():
    return open_archive(SHARED, FileFormat(MBTILES))


@cache
def obstacles_in(zoom, x, y):
    """(word, shape in EPSG:3035) of a tile; None where the file holds no such tile."""
    bounds = grid.tile_bounds(zoom, x, y)
    middle = ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2) * 2
    for _zoom, _x, _y, data in archive().tiles(middle, [zoom]):
        return [
            (word, to_storage(shape))
            for layer in mvt.decode_layers(decompress_tile(data), LAYERS)
            for feature in layer.features
            if (word := obstacle(layer.name, feature.tags.get("class")))
            for shape in shapes(feature, zoom, x, y, layer.extent)
        ]
    return None


def shapes(feature, zoom, x, y, extent):
    """The outlines and lines of a feature in degrees. Holes count as filled: an island is no building land either."""
    for path in mvt.decode_paths(feature):
        places = [
            from_unit_square((x + right / extent) / 2**zoom, (y + down / extent) / 2**zoom)
            for right, down in path
        ]
        if feature.kind == mvt.POLYGON and len(places) > 3:
            yield Polygon(places, srid=4326)
        elif feature.kind == mvt.LINE and len(places) > 1:
            yield LineString(places, srid=4326)


def obstacles_around(bounds):
    """Of the finest tiles that the file holds there."""
    columns, rows = grid.tile_ranges(bounds, 14)
    found = []
    for x, y in {(x, y) for x in columns for y in rows}:
        here = obstacles_in(14, x, y)
        found += obstacles_in(12, x // 4, y // 4) or [] if here is None else here
    return found


def meets(record):
    """The obstacles in the boundary of a record; around its point where it has none."""
    if "boundary" in record:
        outline = MultiPolygon(Polygon(record["boundary"]), srid=4326)
    else:
        outline = Point(*record["location"], srid=4326)
    shape = to_storage(outline).buffer(1)
    return {word for word, other in obstacles_around(outline.extent) if shape.intersects(other)}


@pytest.mark.once
def test_no_object_lies_on_rails_runways_motorways_or_water():
    listed = [record for name in ("parks", *pool.MODELS_BY_FILE) for record in records(name)]
    assert {record["name_de"]: found for record in listed if (found := meets(record))} == {}
