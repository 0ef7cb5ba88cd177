"""Clusters spaces that are near each other on the screen, with a grid in the database."""

from dataclasses import dataclass, field
from functools import cached_property
from math import cos, hypot, pi, radians

from django.contrib.gis.geos import Polygon
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, FloatField, Func
from django.db.models.functions import Floor

from regions.crs import STORAGE_SRID, densified_bbox
from sites.choices import Kind
from sites.models import Space

CELL_PX = 80
"""Edge of a grid cell on the screen."""

MIN_DISTANCE_PX = 56
"""Markers nearer than this would overlap: the smaller one is merged into the bigger one."""

PADDING = 0.25
"""Fraction of the view's width and height added at each edge, so that small moves need no request."""

MAX_CLUSTERS = 400
"""Features in one response. Denser views get a coarser grid."""

MAX_FULLY_NUMBERED = 5_000
"""Spaces in view up to which clusters list the numbers of all members."""

MAX_NUMBERS = 20
"""Numbers of a cluster in one point beyond that, as many as a marker opens."""

MAX_NUMBERED_POINTS = 10
MAX_POINT_M = 0.5

MAX_SCREEN_PX = 8_000

METRES_PER_PIXEL = 2 * pi * 6_378_137 / 256 * cos(radians(51.3))
"""At zoom 0 of Web Mercator, in the middle of the region."""


@dataclass
class Cluster:
    """Spaces close together, or one alone. Metres in EPSG:3035. Fields in the order of GRID_SQL."""

    count: int
    plots: int
    x: float
    y: float
    west: float
    south: float
    east: float
    north: float
    first: int
    """The lowest number of its members."""
    numbers: list[int] = field(default_factory=list)

    @property
    def extent(self):
        return self.west, self.south, self.east, self.north

    @property
    def is_point(self):
        return self.east - self.west < MAX_POINT_M and self.north - self.south < MAX_POINT_M

    @property
    def halls(self):
        return self.count - self.plots

    def absorb(self, other):
        """Add the members of the other; the position is kept."""
        self.count += other.count
        self.plots += other.plots
        self.west, self.south = min(self.west, other.west), min(self.south, other.south)
        self.east, self.north = max(self.east, other.east), max(self.north, other.north)
        self.numbers += other.numbers


@dataclass(frozen=True)
class MapView:
    """View of a map: west, south, east, north in WGS84 degrees, and the Web Mercator zoom."""

    bounds: tuple[float, float, float, float]
    zoom: int

    @cached_property
    def pixel(self):
        """Metres on the ground per pixel, limited by MAX_SCREEN_PX."""
        if self.box is None:
            return METRES_PER_PIXEL / 2**self.zoom
        west, south, east, north = self.box.extent
        return max(
            METRES_PER_PIXEL / 2**self.zoom, (east - west) / MAX_SCREEN_PX, (north - south) / MAX_SCREEN_PX
        )

    @cached_property
    def box(self):
        """The padded view as a rectangle in EPSG:3035; None outside Europe."""
        west, south, east, north = self.bounds
        x, y = PADDING * (east - west), PADDING * (north - south)
        padded = densified_bbox(west - x, max(south - y, -90), east + x, min(north + y, 90))
        return None if padded is None else bbox_polygon(padded.extent)


def bbox_polygon(extent):
    box = Polygon.from_bbox(extent)
    box.srid = STORAGE_SRID
    return box


def build_clusters(spaces, view):
    """Return at most MAX_CLUSTERS clusters, the biggest first. Two queries, or with very many spaces one and one more
    for each of MAX_NUMBERED_POINTS.
    """
    box = view.box
    if box is None:
        return []
    size = CELL_PX * view.pixel
    spaces = with_grid_cells(spaces, box, size)
    found = {cell: Cluster(*figures) for cell, *figures in grid_cells(spaces, size)}
    if sum(cluster.count for cluster in found.values()) <= MAX_FULLY_NUMBERED:
        number_all(found, spaces)
    else:
        number_first(found.values(), spaces)
    while len(found) > MAX_CLUSTERS:
        found, size = coarsen(found), size * 2
    kept = merge_overlapping(found.values(), size * MIN_DISTANCE_PX / CELL_PX)
    for cluster in kept:
        cluster.numbers.sort()
    return kept


def without_annotations(spaces):
    """Return the same spaces without order and annotations, which would be grouped by."""
    spaces = spaces.order_by()
    return Space.objects.filter(pk__in=spaces.values("pk")).order_by() if spaces.query.annotations else spaces


def with_grid_cells(spaces, box, size):
    """Filter by the box, and annotate coordinates and cell on a grid of `size` metres."""
    x, y = coordinate("ST_X"), coordinate("ST_Y")
    return (
        without_annotations(spaces)
        .filter(public_location__isnull=False, public_location__contained=box)
        .annotate(east_m=x, north_m=y)
        .annotate(column=Floor(F("east_m") / size), line=Floor(F("north_m") / size))
    )


GRID_SQL = """
SELECT FLOOR(east_m / %s), FLOOR(north_m / %s), COUNT(*), COUNT(CASE WHEN kind = %s THEN 1 END),
  AVG(east_m), AVG(north_m), MIN(east_m), MIN(north_m), MAX(east_m), MAX(north_m), MIN(number)
FROM ({placed}) AS placed GROUP BY 1, 2
"""
"""Django cannot group a subquery. Without it coordinates are extracted for each figure, and PostgreSQL, which expects a
group for every row, sorts: 150 ms for 85,000 spaces instead of 55.
"""

MAX_GRID_ROWS = 10_000_000
"""More than any pool has: a LIMIT keeps both databases from flattening the subquery."""


def grid_cells(spaces, size):
    """Yield ((column, line), *fields of Cluster) of each non-empty cell of `size` metres."""
    rows = spaces.values("east_m", "north_m", "kind", "number")[:MAX_GRID_ROWS]
    try:
        subquery, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor:
        cursor.execute(GRID_SQL.format(placed=subquery), [size, size, Kind.PLOT, *parameters])
        for column, line, *figures in cursor:
            yield (column, line), *figures


def number_all(found, spaces):
    if all(cluster.count == 1 for cluster in found.values()):
        number_first(found.values(), spaces)
        return
    for column, line, number in spaces.values_list("column", "line", "number"):
        found[column, line].numbers.append(number)


def number_first(clusters, spaces):
    """Set the lowest number of each cluster, and the first few of the biggest in one point."""
    at_points = [cluster for cluster in clusters if cluster.count > 1 and cluster.is_point]
    for cluster in clusters:
        cluster.numbers = [cluster.first]
    for cluster in sorted(at_points, key=lambda one: -one.count)[:MAX_NUMBERED_POINTS]:
        west, south, east, north = cluster.extent
        point = bbox_polygon(
            (west - MAX_POINT_M, south - MAX_POINT_M, east + MAX_POINT_M, north + MAX_POINT_M)
        )
        members = spaces.filter(public_location__contained=point).order_by("number")
        cluster.numbers = list(members.values_list("number", flat=True)[:MAX_NUMBERS])


def coordinate(function):
    return Func(F("public_location"), function=function, output_field=FloatField())


def coarsen(found):
    """Merge into a grid of twice the size; a cluster takes the position of its biggest part."""
    merged = {}
    for (column, line), cluster in sorted(found.items(), key=lambda item: (-item[1].count, item[0])):
        key = (column // 2, line // 2)
        if key in merged:
            merged[key].absorb(cluster)
        else:
            merged[key] = cluster
    return merged


def merge_overlapping(found, distance):
    """Merge clusters less than `distance` metres apart into the bigger one."""
    kept = {}
    for cluster in sorted(found, key=lambda one: (-one.count, one.x, one.y)):
        column, line = int(cluster.x // distance), int(cluster.y // distance)
        around = [(column + i, line + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        near = [other for key in around for other in kept.get(key, ())]
        gap, nearest = min(
            ((hypot(one.x - cluster.x, one.y - cluster.y), index) for index, one in enumerate(near)),
            default=(distance, None),
        )
        if gap < distance:
            near[nearest].absorb(cluster)
        else:
            kept.setdefault((column, line), []).append(cluster)
    return sorted((one for group in kept.values() for one in group), key=lambda one: -one.count)
