"""Times by road, routes and reach areas of the road graph in use, without traffic.

Valhalla does the work (docs/adr/0082), in a process of its own that maps the graph into memory (roads/asking.py).
"""

from dataclasses import dataclass
from enum import Enum

from django.contrib.gis.geos import MultiPolygon, Polygon
from django.utils.translation import gettext_lazy as _

from regions.crs import WGS84_SRID, to_storage, to_wgs84
from roads.asking import ask
from roads.faults import NotFound, RoadsRefused
from roads.installed import PACKAGE, installed, package_version
from roads.vehicles import COSTING, OPTIONS, Vehicle

NEAREST_ROAD_M = 500
"""Metres. Of a place that is farther from any road, no road is known."""
NEAREST_ROAD_TO_LANDMARK_M = 2_000
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
MINUTES = (1, 120)
"""Of a reach area."""
MOST_POINTS = 300
"""Of a reach area's outline."""
GENERALIZED_M = 50
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
    within: int
    roads: dict


PLOT = Stop("plot", NEAREST_ROAD_M, STREETS)
LANDMARK = Stop("landmark", NEAREST_ROAD_TO_LANDMARK_M, STREETS)
JUNCTION = Stop("junction", NEAREST_ROAD_TO_LANDMARK_M, ALL_ROADS)
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
        """Whole ones, as they are told."""
        return round(self.seconds / 60)


def graph():
    """The Graph in use, or None where the package or a graph is missing, or the graph is of another version.

    Without a graph it costs one look at the disk, and imports nothing of the engine.
    """
    data = installed()
    return Graph(data) if data is not None and data.is_readable else None


def why_none():
    """Why there is no Graph, as a sentence for the operator."""
    data = installed()
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
        asked = {"locations": [_location(point, stop)], "verbose": False}
        [found] = self._ask("locate", asked, vehicle)
        return Access.ROAD if found["edges"] else Access.NO_ROAD

    def route(self, point, target, vehicle, end=LANDMARK, start=PLOT):
        """The Route from a plot to a landmark, or None where none is known."""
        asked = {
            "locations": [_location(point, start), _location(target, end)],
            "directions_type": "none",
        }
        if not self.covers(point):
            return None
        try:
            told = self._ask("route", asked, vehicle)["trip"]["summary"]
        except NotFound:
            return None
        return Route(told["time"], told["length"] * 1000, told["has_ferry"], told["has_toll"])

    def reach(self, point, minutes, vehicle, start=PLOT):
        """MultiPolygon in EPSG:3035 of what is within so many minutes of driving, of at most some hundred points; None
        where no road is known. Raises RoadsRefused for minutes that are not computed.
        """
        check_minutes(minutes)
        if self.access(point, vehicle, start) is not Access.ROAD:
            return None
        asked = {
            "locations": [_location(point, start)],
            "contours": [{"time": minutes}],
            "polygons": True,
            "denoise": 0.2,
            "generalize": GENERALIZED_M,
        }
        try:
            found = self._ask("isochrone", asked, vehicle)["features"][0]["geometry"]
        except NotFound:
            return None
        parts = found["coordinates"] if found["type"] == "MultiPolygon" else [found["coordinates"]]
        return outline([Polygon(*rings, srid=WGS84_SRID) for rings in parts])

    def _ask(self, what, asked, vehicle):
        costing = COSTING[Vehicle(vehicle)]
        whole = asked | {"costing": costing, "costing_options": {costing: OPTIONS[costing]}}
        return ask(self.data.file, what, whole)


def check_minutes(minutes):
    least, most = MINUTES
    if not least <= minutes <= most:
        raise RoadsRefused(
            _("Between %(least)s and %(most)s minutes of driving are computed.")
            % {"least": least, "most": most}
        )


def outline(parts):
    """One valid MultiPolygon in EPSG:3035, simple enough to be asked often."""
    whole = to_storage(MultiPolygon(parts, srid=WGS84_SRID))
    tolerance = GENERALIZED_M / 2
    while whole.num_coords > MOST_POINTS or not whole.valid:
        whole = simpler(whole, tolerance)
        tolerance *= 2
    return whole


def simpler(area, tolerance):
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
    return {"lon": longitude, "lat": latitude, "search_cutoff": stop.within, "search_filter": stop.roads}
