"""Add to tiles what the map needs: road shields at every zoom, inhabitants of places, the motorways of junctions.

A tile is a concatenation of layers, so one is replaced or added and the others are copied byte by byte.
"""

from regions.tiles import junctions, mvt
from regions.tiles.archives import damaged_tile_as_fault, decompress_tile
from regions.tiles.places import PlacePopulations
from regions.tiles.shields import SOURCE_ZOOM, Shields

ROAD_NAME_LAYER = "transportation_name"


class TileEnricher:
    """Reads the road names of an archive within the bounds. Raises BasemapFault."""

    def __init__(self, archive, bounds=None):
        source_zoom = min(SOURCE_ZOOM, archive.last_zoom)
        self.shields = Shields(road_name_layers(archive, bounds, source_zoom), source_zoom)
        self.inhabitants = PlacePopulations()

    def enrich(self, data, zoom, x, y):
        """Return (name, bytes) of each layer of a decompressed tile, with the additions. Raises mvt.DamagedTile."""
        written, own, parts = [], None, mvt.split_layers(data)
        for name, part in parts:
            if name == "shield":  # of a file enriched before
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
    """Yield (zoom, x, y, layer of road names) of all tiles of the zoom."""
    for *at, data in archive.tiles(bounds, [zoom]):
        with damaged_tile_as_fault(archive, *at):
            yield from ((*at, layer) for layer in mvt.decode_layers(decompress_tile(data), {ROAD_NAME_LAYER}))
