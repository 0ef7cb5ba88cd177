"""What a file of tiles lacks and the map wants: numbers of roads at every zoom, inhabitants of places, the motorways
of junctions.

A tile is a row of layers, so one is replaced or added and the others stay as they were, byte by byte.
"""

from regions.tiles import junctions, mvt
from regions.tiles.archives import damaged_tile_as_fault, decompress_tile
from regions.tiles.places import PlacePopulations
from regions.tiles.shields import SOURCE_ZOOM, Shields

ROAD_NAME_LAYER = "transportation_name"


class TileEnricher:
    """`archive` as regions.tiles.archives opens it; only what lies within the bounds is read. Raises BasemapFault."""

    def __init__(self, archive, bounds=None):
        source_zoom = min(SOURCE_ZOOM, archive.last_zoom)
        self.shields = Shields(road_name_layers(archive, bounds, source_zoom), source_zoom)
        self.inhabitants = PlacePopulations()

    def enrich(self, data, zoom, x, y):
        """(name, bytes) of each layer of an unpacked tile, with what it lacked. Raises mvt.DamagedTile."""
        written, own, parts = [], None, mvt.split_layers(data)
        for name, part in parts:
            if name == "shield":  # of a file that went through here before
                continue
            if name == "place":
                (layer,) = mvt.decode_layers(part)
                part = mvt.encode_layers([self.inhabitants.layer(layer, zoom, x, y)])
            elif name == junctions.JUNCTION_LAYER:
                (layer,) = mvt.decode_layers(part)
                names = next(
                    (layer for layer in mvt.decode_layers(dict(parts).get(ROAD_NAME_LAYER, b""))), None
                )
                part = mvt.encode_layers([junctions.tag_roads(layer, names)])
            elif name == ROAD_NAME_LAYER and zoom > self.shields.source_zoom:
                (own,) = mvt.decode_layers(part)
            written.append((name, part))
        if shields := mvt.encode_layers([self.shields.layer(zoom, x, y, own)]):
            written.append(("shield", shields))
        return written


def road_name_layers(archive, bounds, zoom):
    """(zoom, x, y, layer) of the names of roads in all tiles of the zoom."""
    for *at, data in archive.tiles(bounds, [zoom]):
        with damaged_tile_as_fault(archive, *at):
            yield from ((*at, layer) for layer in mvt.decode_layers(decompress_tile(data), {ROAD_NAME_LAYER}))
