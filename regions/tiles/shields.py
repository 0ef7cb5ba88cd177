"""Placement of road shields, fixed for each number and zoom, so that they do not jump while the map moves.

Road names are read at one zoom and grouped by number, because many files have numbers at high zooms only.
"""

import re
from collections import defaultdict
from itertools import pairwise
from math import hypot

from regions.tiles import mvt

SOURCE_ZOOM = 12
MIN_ZOOMS = {"motorway": 5, "trunk": 10, "primary": 10}
"""Of tiles, which are drawn at the next zoom."""
CELLS_PER_TILE = 2
"""Per axis, of 256 px on the map: each has at most one shield of a number."""
SAMPLE_STEP = 128
"""Distance of candidate points in tile units: 8 px where a tile is 256 px wide."""
MIN_SHIELD_DISTANCE = 0.6
"""Of two shields of one number, relative to a cell."""

ROAD_NUMBER = re.compile(r"([A-DF-Z]) ?(\d{1,3}[a-z]?)")
"""“A 14”, “B 96a”, or Czech “D 8”. European numbers (E 45) are redundant."""
FEDERAL_PREFIXES = ("A ", "B ")


class Shields:
    """roads: (zoom, x, y, layer `transportation_name`) of all tiles of `source_zoom`."""

    def __init__(self, roads, source_zoom=SOURCE_ZOOM):
        self.source_zoom = source_zoom
        lines, self.classes = defaultdict(list), {}
        for _zoom, x, y, layer in roads:
            for number, class_, line in numbered_lines(layer):
                self.classes[number] = min(class_, self.classes.get(number, class_), key=_importance)
                lines[number].append([(x * mvt.EXTENT + a, y * mvt.EXTENT + b) for a, b in line])
        self.points = {number: sample_points(found) for number, found in lines.items()}
        self.by_zoom = {}

    def layer(self, zoom, x, y, own=None):
        """Return the layer `shield` of a tile. `own`: its layer of road names, used beyond `source_zoom`."""
        if zoom > self.source_zoom:
            features = self._features(zoom, _points_in_tile(own) if own else {})
        else:
            features = [
                mvt.point({"ref": number, "class": self._class(number)}, *place)
                for number, place in self._placed_shields(zoom).get((x, y), ())
            ]
        return mvt.Layer("shield", features)

    def _features(self, zoom, found):
        return [
            mvt.point({"ref": number, "class": self._class(number)}, *place)
            for number, points in sorted(found.items())
            if zoom >= MIN_ZOOMS[self._class(number)]
            for place in place_shields(points, mvt.EXTENT / CELLS_PER_TILE)
        ]

    def _class(self, number):
        """Return the class of a number: a federal road that is partly a motorway keeps its shield."""
        class_ = self.classes.get(number, "primary")
        if number.startswith("B "):
            return "trunk" if class_ == "motorway" else class_
        return "motorway"

    def _placed_shields(self, zoom):
        """Return {(x, y): [(number, point in the tile)]} of a zoom."""
        if zoom not in self.by_zoom:
            self.by_zoom[zoom] = tiles = defaultdict(list)
            width = mvt.EXTENT * 2 ** (self.source_zoom - zoom)  # of a tile, in units of READ_AT
            for number, points in sorted(self.points.items()):
                if zoom < MIN_ZOOMS[self._class(number)]:
                    continue
                for x, y in place_shields(points, width / CELLS_PER_TILE):
                    place = round(x % width * mvt.EXTENT / width), round(y % width * mvt.EXTENT / width)
                    tiles[x // width, y // width].append((number, place))
        return self.by_zoom[zoom]


def numbered_lines(layer):
    """Yield (number, class, line) of the numbered national roads in a layer, in units of EXTENT."""
    scale = mvt.EXTENT / layer.extent
    for feature in layer.features:
        class_ = feature.tags.get("class")
        if feature.kind != mvt.LINE or class_ not in MIN_ZOOMS:
            continue
        for number in parse_ref(feature.tags.get("ref")):
            if class_ != "motorway" and not number.startswith(FEDERAL_PREFIXES):  # of a state or a district
                continue
            for line in mvt.decode_paths(feature):
                yield number, class_, [(x * scale, y * scale) for x, y in line]


def parse_ref(ref):
    """Parse OpenStreetMap's `ref`: "A14;E 49" is ["A 14"]."""
    found = (ROAD_NUMBER.fullmatch(part.strip()) for part in str(ref or "").split(";"))
    return [f"{match[1]} {match[2]}" for match in found if match]


def sample_points(lines):
    """Return points along the lines, at most SAMPLE_STEP apart."""
    places = set()
    for line in lines:
        for (x, y), (to_x, to_y) in pairwise(line):
            steps = int(max(abs(to_x - x), abs(to_y - y)) / SAMPLE_STEP) + 1
            places.update(
                (round(x + (to_x - x) * at / steps), round(y + (to_y - y) * at / steps))
                for at in range(steps)
            )
    return places


def place_shields(points, cell):
    """Return for each cell the point nearest to its center, unless too close to another; sorted by cell."""
    nearest = {}
    for x, y in points:
        column, row = x // cell, y // cell
        candidate = hypot(x - (column + 0.5) * cell, y - (row + 0.5) * cell), x, y
        if (column, row) not in nearest or candidate < nearest[column, row]:
            nearest[column, row] = candidate
    kept = {}
    for (column, row), (_away, x, y) in sorted(nearest.items(), key=lambda item: item[1]):
        beside = (kept.get((column + a, row + b)) for a in (-1, 0, 1) for b in (-1, 0, 1))
        if all(hypot(x - other[0], y - other[1]) >= MIN_SHIELD_DISTANCE * cell for other in beside if other):
            kept[column, row] = x, y
    return [kept[cell_] for cell_ in sorted(kept)]


def _points_in_tile(layer):
    """Return {number: points} inside the tile, without its buffer."""
    lines = defaultdict(list)
    for number, _class, line in numbered_lines(layer):
        lines[number].append(line)
    return {
        number: [(x, y) for x, y in sample_points(found) if 0 <= x < mvt.EXTENT and 0 <= y < mvt.EXTENT]
        for number, found in lines.items()
    }


def _importance(class_):
    return list(MIN_ZOOMS).index(class_)
