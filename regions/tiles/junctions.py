"""Motorway junctions in the installed map, to import as landmarks."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.gis.geos import LineString, Point

from regions.crs import WGS84_SRID, to_storage
from regions.tiles import grid, mvt
from regions.tiles.archives import MBTiles, damaged_tile_as_fault, decompress_tile
from regions.tiles.shields import numbered_lines

JUNCTION_LAYER = "junction"
ROAD_TAG = "road"
"""Added tag for the motorway; the data only has the number and the name of the exit."""
JUNCTION_ZOOM = 12
"""A grid step is some two metres here, with a sixteenth of the tiles of the last zoom."""
MAX_ROAD_DISTANCE = 160
"""Grid steps, some 250 metres at JUNCTION_ZOOM; farther junctions belong to other roads."""
PRECISION_M = 50
"""Of one point, where a ramp leaves the road."""


@dataclass(frozen=True)
class Junction:
    """name: as on the signs, else the number. code: of the motorway. location: EPSG:3035."""

    name: str
    code: str
    location: Point
    precision_m: int


def tag_roads(layer, names):
    """Set ROAD_TAG on each feature of the layer. `names`: the layer of road names, or None."""
    motorways = [
        (LineString(line), number)
        for number, class_, line in (numbered_lines(names) if names else ())
        if class_ == "motorway" and len(line) > 1
    ]
    scale = mvt.EXTENT / layer.extent
    for feature in layer.features:
        (((x, y),),) = mvt.decode_paths(feature)
        place = Point(x * scale, y * scale)
        distance, road = min(
            ((line.distance(place), number) for line, number in motorways), default=(None, "")
        )
        if road and distance <= MAX_ROAD_DISTANCE:
            feature.tags[ROAD_TAG] = road
    return layer


def read_junctions(tiles):
    """Return the Junctions of a TileSet, both carriageways merged. Raises BasemapFault."""
    found = defaultdict(list)
    archive = MBTiles(tiles.path)
    for *at, data in archive.tiles(zooms=[min(JUNCTION_ZOOM, tiles.max_zoom)]):
        with damaged_tile_as_fault(archive, *at):
            for layer in mvt.decode_layers(decompress_tile(data), {JUNCTION_LAYER}):
                for road, name, place in _junctions_in_tile(layer, *at):
                    found[road, name].append(place)
    return [_merge_junctions(road, name, places) for (road, name), places in sorted(found.items())]


def _junctions_in_tile(layer, zoom, column, row):
    """Yield (road, name, point in EPSG:3035) inside the tile, without its buffer."""
    for feature in layer.features:
        (((x, y),),) = mvt.decode_paths(feature)
        if ROAD_TAG in feature.tags and 0 <= x < layer.extent and 0 <= y < layer.extent:
            degrees = grid.lonlat_at(zoom, column + x / layer.extent, row + y / layer.extent)
            name = feature.tags.get("name") or f"AS {feature.tags.get('ref')}"
            yield feature.tags[ROAD_TAG], str(name)[:120], to_storage(Point(*degrees, srid=WGS84_SRID))


def _merge_junctions(code, name, places):
    middle = Point(
        sum(place.x for place in places) / len(places),
        sum(place.y for place in places) / len(places),
        srid=places[0].srid,
    )
    return Junction(name, code, middle, PRECISION_M + round(max(map(middle.distance, places))))
