"""The motorway junctions that an installed map holds, as landmarks to import."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.gis.geos import LineString, Point

from regions.crs import WGS84_SRID, to_storage
from regions.tiles import grid, mvt
from regions.tiles.archives import MBTiles, naming, unpacked

LAYER, ROADS = "junction", "transportation_name"
ZOOM = 12
"""A step of its grid is some two metres here, and its tiles are a sixteenth of those of the last zoom."""
NEAREST_ROAD = 160
"""Steps of the grid, some 250 metres. A junction farther from every motorway belongs to another road."""
PRECISION_M = 50
"""Of one point: where a ramp leaves the road, not its end."""


@dataclass(frozen=True)
class Junction:
    """name: as on the signs, else the number. code: of the motorway. location: EPSG:3035. precision_m: in metres."""

    name: str
    code: str
    location: Point
    precision_m: int


def junctions_of(tiles):
    """The Junctions of a TileSet, by road and name; both sides of a road are one. Raises BasemapFault."""
    found = defaultdict(list)
    archive = MBTiles(tiles.path)
    zoom = min(ZOOM, tiles.max_zoom)
    for _zoom, x, y, data in archive.tiles(zooms=[zoom]):
        with naming(archive, zoom, x, y):
            for name, code, place in _in_tile(unpacked(data), (zoom, x, y)):
                found[code, name].append(place)
    return [_joined(name, code, places) for (code, name), places in sorted(found.items())]


def _in_tile(data, address):
    """(name, code, place in EPSG:3035) of each junction in the tile itself, not in its margin."""
    layers = {layer.name: layer for layer in mvt.layers(data, {LAYER, ROADS})}
    if LAYER not in layers:
        return
    motorways = [
        (feature.tags["ref"], LineString(part))
        for feature in (layers[ROADS].features if ROADS in layers else [])
        if feature.tags.get("class") == "motorway" and feature.tags.get("ref")
        for part in mvt.paths(feature)
        if len(part) > 1
    ]
    extent = layers[LAYER].extent
    zoom, column, row = address
    for feature in layers[LAYER].features:
        (((x, y),),) = mvt.paths(feature)
        name = feature.tags.get("name") or f"AS {feature.tags.get('ref')}"
        distance, ref = min(((line.distance(Point(x, y)), ref) for ref, line in motorways), default=(None, ""))
        if ref and distance <= NEAREST_ROAD and 0 <= x < extent and 0 <= y < extent:
            place = Point(*grid.degrees_at(zoom, column + x / extent, row + y / extent), srid=WGS84_SRID)
            yield name, ref.partition(";")[0].strip(), to_storage(place)


def _joined(name, code, places):
    middle = Point(
        sum(place.x for place in places) / len(places),
        sum(place.y for place in places) / len(places),
        srid=places[0].srid,
    )
    return Junction(name, code, middle, PRECISION_M + round(max(map(middle.distance, places))))
