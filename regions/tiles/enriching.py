"""What a file of tiles lacks and the map wants: numbers of roads at every zoom, inhabitants of places, the motorways
of junctions.

A tile is a row of layers, so one is replaced or added and the others stay as they were, byte by byte.
"""

from regions.tiles import junctions, mvt
from regions.tiles.archives import naming, unpacked
from regions.tiles.places import Inhabitants
from regions.tiles.shields import READ_AT, Shields

NAMES = "transportation_name"


class Enriching:
    """`archive` as regions.tiles.archives opens it; only what lies within the bounds is read. Raises BasemapFault."""

    def __init__(self, archive, bounds=None):
        read_at = min(READ_AT, archive.last_zoom)
        self.shields = Shields(roads(archive, bounds, read_at), read_at)
        self.inhabitants = Inhabitants()

    def enriched(self, data, zoom, x, y):
        """(name, bytes) of each layer of an unpacked tile, with what it lacked. Raises mvt.DamagedTile."""
        written, own, parts = [], None, mvt.parts(data)
        for name, part in parts:
            if name == "shield":  # of a file that went through here before
                continue
            if name == "place":
                (layer,) = mvt.layers(part)
                part = mvt.encoded([self.inhabitants.layer(layer, zoom, x, y)])
            elif name == junctions.LAYER:
                (layer,) = mvt.layers(part)
                names = next((layer for layer in mvt.layers(dict(parts).get(NAMES, b""))), None)
                part = mvt.encoded([junctions.with_roads(layer, names)])
            elif name == NAMES and zoom > self.shields.read_at:
                (own,) = mvt.layers(part)
            written.append((name, part))
        if shields := mvt.encoded([self.shields.layer(zoom, x, y, own)]):
            written.append(("shield", shields))
        return written


def roads(archive, bounds, zoom):
    """(zoom, x, y, layer) of the names of roads in all tiles of the zoom."""
    for *at, data in archive.tiles(bounds, [zoom]):
        with naming(archive, *at):
            yield from ((*at, layer) for layer in mvt.layers(unpacked(data), {NAMES}))
