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
"""Metres. Of a place that is farther from any road, no road is known."""
MAX_LANDMARK_ROAD_DISTANCE_M = 2_000
"""Metres. The point of an airport or a port may lie in the midst of it."""
ALL_ROADS = {"min_road_class": "residential"}
"""At walking pace over a forest track no lorry begins its way."""
STREETS = ALL_ROADS | {
    "max_road_class": "primary",
    "exclude_ramp": True,
    "exclude_bridge": True,
    "exclude_tunnel": True,
}
"""What plots lie on. A motorway passes them behind a fence, as do its ramps, roads built like it (`trunk`), viaducts
and tunnels: a way that began there would leave out the way to it.
"""
MINUTES_RANGE = (1, 120)
"""Of a reach area."""
MAX_POINTS = 300
"""Of a reach area's outline."""
TOLERANCE_M = 50
"""Metres by which the outline of a reach area may be off, on top of the grid that it is drawn from."""


class Access(Enum):
    """Whether a place has a road within reach of its Stop; none; or it lies outside what the graph covers."""

    ROAD = "road"
    NO_ROAD = "no_road"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Stop:
    """What kind of place a way begins or ends at: how many metres off its road may be, and which roads count."""

    name: str
    max_distance: int
    roads: dict


PLOT = Stop("plot", MAX_ROAD_DISTANCE_M, STREETS)
LANDMARK = Stop("landmark", MAX_LANDMARK_ROAD_DISTANCE_M, STREETS)
JUNCTION = Stop("junction", MAX_LANDMARK_ROAD_DISTANCE_M, ALL_ROADS)
"""It alone lies on the motorway itself."""


@dataclass(frozen=True)
class Route:
    """A way by road."""

    seconds: float
    metres: float
    has_ferry: bool = False
    has_toll: bool = False

    @property
    def minutes(self):
        """Whole ones, as pages show them."""
        return round(self.seconds / 60)


def current_graph():
    """The Graph in use, or None where the package or a graph is missing, or the graph is of another version.

    Without a graph it costs one look at the disk, and imports nothing of the engine.
    """
    data = installed_graph()
    return Graph(data) if data is not None and data.is_readable else None


def explain_missing_graph():
    """Why there is no Graph, as a sentence for the operator."""
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
    """Points are of any CRS (without one: WGS84), vehicles are of roads.vehicles.Vehicle. Raises RoadsRefused:
    a computation that took too long, or an engine that does not run.
    """

    def __init__(self, data):
        self.data = data

    @property
    def version(self):
        return self.data.version

    @property
    def day(self):
        """Of the data: a date, or None where the file did not say it."""
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
        """The Route from a plot to a landmark, or None where none is known."""
        request = {
            "locations": [_location(point, start), _location(target, end)],
            "directions_type": "none",
        }
        if not self.covers(point):
            return None
        try:
            summary = self._query("route", request, vehicle)["trip"]["summary"]
        except RouteNotFound:
            return None
        return Route(summary["time"], summary["length"] * 1000, summary["has_ferry"], summary["has_toll"])

    def reach(self, point, minutes, vehicle, start=PLOT):
        """MultiPolygon in EPSG:3035 of what is within so many minutes of driving, of at most some hundred points; None
        where no road is known. Raises RoadsRefused for minutes that are not computed.
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
    """One valid MultiPolygon in EPSG:3035, simple enough to be asked often."""
    whole = to_storage(MultiPolygon(parts, srid=WGS84_SRID))
    tolerance = TOLERANCE_M / 2
    while whole.num_coords > MAX_POINTS or not whole.valid:
        whole = simplify_area(whole, tolerance)
        tolerance *= 2
    return whole


def simplify_area(area, tolerance):
    """Without islands and holes that are not much larger than the tolerance (metres); the largest island stays."""
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
