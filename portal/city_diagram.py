"""A diagram of the region's cities: a node for each, an edge between neighbours."""

from dataclasses import dataclass
from itertools import combinations
from math import dist

WIDTH, HEIGHT = 320, 500  # SVG units of the nodes' area; labels extend beyond
MARGIN = 20
RADII = ((250_000, 11), (150_000, 9), (60_000, 7), (0, 4))  # (minimum population, radius)


@dataclass(frozen=True)
class CityNode:
    name: str
    x: int
    y: int
    radius: int

    @property
    def is_town(self):
        return self.radius == RADII[-1][1]

    @property
    def is_left(self):
        """Labels are on the outer side, away from the edges."""
        return self.x < WIDTH / 2

    @property
    def label_x(self):
        gap = self.radius + 8
        return self.x - gap if self.is_left else self.x + gap

    @property
    def label_y(self):
        return self.y + 5


@dataclass(frozen=True)
class CityDiagram:
    nodes: list
    path: str  # the "d" of one SVG path

    @property
    def top(self):
        return -MARGIN

    @property
    def height(self):
        return max(node.y for node in self.nodes) + 2 * MARGIN


def build_city_diagram(cities):
    """The CityDiagram of `cities` (areas with a public point in EPSG:3035), or None for fewer than three."""
    places = [(city, city.center.x, city.center.y) for city in cities if city.center]
    if len(places) < 3:
        return None
    _cities, eastings, northings = zip(*places, strict=True)
    west, east, south, north = min(eastings), max(eastings), min(northings), max(northings)
    scale = min(WIDTH / max(east - west, 1), HEIGHT / max(north - south, 1))
    nodes = [
        CityNode(
            city.name,
            round((x - west) * scale + (WIDTH - (east - west) * scale) / 2),
            round((north - y) * scale),
            next(radius for least, radius in RADII if (city.population or 0) >= least),
        )
        for city, x, y in places
    ]
    lines = (f"M{a.x} {a.y} {b.x} {b.y}" for a, b in combinations(nodes, 2) if are_neighbours(a, b, nodes))
    return CityDiagram(nodes, "".join(lines))


def are_neighbours(a, b, nodes):
    """No third node lies in the circle that a and b span (Gabriel graph: connected and planar)."""
    x, y = round((a.x + b.x) / 2), round((a.y + b.y) / 2)
    reach = dist((a.x, a.y), (b.x, b.y)) / 2
    return all(dist((x, y), (c.x, c.y)) >= reach for c in nodes if c is not a and c is not b)
