"""Times by road, routes and reach areas of the road graph in use, without traffic.

Computed by Valhalla (docs/adr/0082), in a process that maps the graph into memory (roads/engine_client.py).
"""

from dataclasses import dataclass
from enum import Enum

from django.contrib.gis.geos import MultiPolygon, Polygon
from django.utils.translation import gettext_lazy as _

from regions.crs import WGS84_SRID, to_storage, to_wgs84
from roads.engine_client import query_engine
from roads.faults import RoadsRefused, RouteNotFound
from roads.installed import PACKAGE, installed_graph, package_version
from roads.vehicles import COSTING, OPTIONS, Vehicle

MAX_ROAD_DISTANCE_M = 500
"""For plots."""
MAX_LANDMARK_ROAD_DISTANCE_M = 2_000
"""The point of an airport or a port may be far inside."""
ALL_ROADS = {"min_road_class": "residential"}
"""Excludes forest tracks."""
STREETS = ALL_ROADS | {
    "max_road_class": "primary",
    "exclude_ramp": True,
    "exclude_bridge": True,
    "exclude_tunnel": True,
}
"""Roads that plots have access to: no motorways, ramps, `trunk` roads, bridges and tunnels."""
MINUTES_RANGE = (1, 120)
"""Minimum and maximum of a reach area."""
MAX_POINTS = 300
"""Of a reach area's outline."""
TOLERANCE_M = 50
"""Of a reach area's outline, in addition to the engine's grid."""


class Access(Enum):
    """Whether a place has a road within its Stop's distance, none, or lies outside the graph."""

    ROAD = "road"
    NO_ROAD = "no_road"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Stop:
    """A kind of start or destination. max_distance: to a road, in metres. roads: the engine's search filter."""

    name: str
    max_distance: int
    roads: dict


PLOT = Stop("plot", MAX_ROAD_DISTANCE_M, STREETS)
LANDMARK = Stop("landmark", MAX_LANDMARK_ROAD_DISTANCE_M, STREETS)
JUNCTION = Stop("junction", MAX_LANDMARK_ROAD_DISTANCE_M, ALL_ROADS)
"""On the motorway itself."""


@dataclass(frozen=True)
class Route:
    """A route by road."""

    seconds: float
    metres: float
    has_ferry: bool = False
    has_toll: bool = False

    @property
    def minutes(self):
        """Rounded, as pages show them."""
        return round(self.seconds / 60)


def current_graph():
    """Return the Graph in use, or None if the package or the graph is missing, or their versions differ.

    Without a graph this costs one `stat`, and imports nothing of the engine.
    """
    data = installed_graph()
    return Graph(data) if data is not None and data.is_readable else None


def explain_missing_graph():
    """Explain to operators why there is no Graph."""
    data = installed_graph()
    if data is None:
        return "No road graph is installed. Run: make roads FILE=region.osm.pbf"
    if not package_version():
        return "A road graph is installed, but the package that reads it is not. Run: make roads FILE=region.osm.pbf"
    return (
        f"The road graph was built by {PACKAGE} {data.engine}; {package_version()} is installed and may not read it. "
        "Run: make roads FILE=region.osm.pbf"
    )


class Graph:
    """Points are of any CRS (default: WGS84), vehicles of roads.vehicles.Vehicle. Raises RoadsRefused: a timeout, or an
    engine that does not run.
    """

    def __init__(self, data):
        self.data = data

    @property
    def version(self):
        return self.data.version

    @property
    def day(self):
        """Date of the data, None if unknown."""
        return self.data.data_day

    @property
    def source(self):
        return ", ".join(filter(None, [self.data.attribution, self.data.licence]))

    def covers(self, point):
        west, south, east, north = self.data.bounds
        longitude, latitude = to_wgs84(point).coords[:2]
        return west <= longitude <= east and south <= latitude <= north

    def access(self, point, vehicle, stop=PLOT):
        if not self.covers(point):
            return Access.OUTSIDE
        request = {"locations": [_location(point, stop)], "verbose": False}
        [found] = self._query("locate", request, vehicle)
        return Access.ROAD if found["edges"] else Access.NO_ROAD

    def route(self, point, target, vehicle, end=LANDMARK, start=PLOT):
        """Return the Route from a plot to a landmark, or None."""
        request = {"locations": [_location(point, start), _location(target, end)], "directions_type": "none"}
        if not self.covers(point):
            return None
        try:
            summary = self._query("route", request, vehicle)["trip"]["summary"]
        except RouteNotFound:
            return None
        return Route(summary["time"], summary["length"] * 1000, summary["has_ferry"], summary["has_toll"])

    def reach(self, point, minutes, vehicle, start=PLOT):
        """Return the MultiPolygon (EPSG:3035, at most MAX_POINTS) within so many minutes, or None without a road.

        Raises RoadsRefused for minutes out of range.
        """
        check_minutes(minutes)
        if self.access(point, vehicle, start) is not Access.ROAD:
            return None
        request = {
            "locations": [_location(point, start)],
            "contours": [{"time": minutes}],
            "polygons": True,
            "denoise": 0.2,
            "generalize": TOLERANCE_M,
        }
        try:
            found = self._query("isochrone", request, vehicle)["features"][0]["geometry"]
        except RouteNotFound:
            return None
        parts = found["coordinates"] if found["type"] == "MultiPolygon" else [found["coordinates"]]
        return to_multipolygon([Polygon(*rings, srid=WGS84_SRID) for rings in parts])

    def _query(self, what, request, vehicle):
        costing = COSTING[Vehicle(vehicle)]
        request = request | {"costing": costing, "costing_options": {costing: OPTIONS[costing]}}
        return query_engine(self.data.file, what, request)


def check_minutes(minutes):
    least, most = MINUTES_RANGE
    if not least <= minutes <= most:
        raise RoadsRefused(
            _("Between %(least)s and %(most)s minutes of driving are computed.")
            % {"least": least, "most": most}
        )


def to_multipolygon(parts):
    """Return a valid MultiPolygon in EPSG:3035 of at most MAX_POINTS points."""
    whole = to_storage(MultiPolygon(parts, srid=WGS84_SRID))
    tolerance = TOLERANCE_M / 2
    while whole.num_coords > MAX_POINTS or not whole.valid:
        whole = simplify_area(whole, tolerance)
        tolerance *= 2
    return whole


def simplify_area(area, tolerance):
    """Simplify, and drop small islands and holes; the largest island stays. `tolerance` in metres."""
    least = (4 * tolerance) ** 2
    islands = sorted(area, key=lambda island: -island.area)
    kept = islands[:1] + [island for island in islands[1:] if island.area >= least]
    parts = [
        Polygon(shell, *(hole for hole in holes if Polygon(hole).area >= least)) for shell, *holes in kept
    ]
    drawn = MultiPolygon(parts, srid=area.srid).simplify(tolerance, preserve_topology=True).buffer(0)
    return drawn if isinstance(drawn, MultiPolygon) else MultiPolygon(drawn, srid=area.srid)


def _location(point, stop):
    longitude, latitude = to_wgs84(point).coords[:2]
    return {
        "lon": longitude,
        "lat": latitude,
        "search_cutoff": stop.max_distance,
        "search_filter": stop.roads,
    }
