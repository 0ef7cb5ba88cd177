"""What lies on a way is named: a ferry, a toll road, a bridge that bears no lorry."""

import pytest
from django.contrib.gis.geos import Point

from regions.tiles.building import Extract
from regions.tiles.file_formats import detect_format
from roads import building, engine_client, installed
from roads.engine import Access, Graph
from roads.vehicles import Vehicle
from tests.road_graph import needs_roads

pytestmark = needs_roads

LORRY, CAR = Vehicle.LORRY, Vehicle.CAR
WEST, SOUTH = 11.0, 50.0
TOWNS = {
    "town": 0,
    "over the river": 10,
    "behind the toll": 20,
    "behind the bridge": 30,
    "island": 40,
    "down the road": -10,
    "down the signed road": -20,
    "down the express road": -30,
}
"""Each a street of two kilometres, one to the north of another; kilometres."""
TOGETHER = {
    (0, 10): {"route": "ferry", "motor_vehicle": "yes", "hgv": "yes", "duration": "00:10"},
    (10, 20): {"highway": "primary", "toll": "yes"},
    (20, 30): {"highway": "tertiary", "maxweight": "7.5"},
    (0, -10): {"highway": "primary", "maxspeed": "100"},
    (-10, -20): {"highway": "primary", "maxspeed": "100", "maxspeed:hgv": "80"},
    (-20, -30): {"highway": "primary", "maxspeed": "100", "motorroad": "yes", "oneway": "yes"},
}


def extract():
    nodes, ways = [], []

    def node(km, aside):
        nodes.append(
            f'<node id="{len(nodes) + 1}" version="1" timestamp="2026-03-01T10:00:00Z" '
            f'lat="{SOUTH + km / 111.2:.6f}" lon="{WEST + aside / 71.5:.6f}"/>'
        )
        return len(nodes)

    def way(ends, tags):
        ways.append(
            f'<way id="{len(ways) + 1}" version="1" timestamp="2026-03-01T10:00:00Z">'
            + "".join(f'<nd ref="{end}"/>' for end in ends)
            + "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
            + "</way>"
        )

    firsts = {}
    for km in TOWNS.values():
        streets = [node(km, aside / 40) for aside in range(80)]
        firsts[km] = streets[0]
        way(streets, {"highway": "tertiary"})
        for street in streets[1:]:  # side streets: a network that leads nowhere counts as none
            way([street, node(km + 0.05, (street - streets[0]) / 40)], {"highway": "residential"})
    for (one, other), tags in TOGETHER.items():
        way([firsts[one], firsts[other]], tags)
    return f'<?xml version="1.0"?><osm version="0.6">{"".join(nodes)}{"".join(ways)}</osm>'


@pytest.fixture(scope="module")
def land(tmp_path_factory):
    folder = tmp_path_factory.mktemp("land")
    file = folder / "land.osm"
    file.write_text(extract())
    source = Extract.prepare(file, detect_format(file), folder / "land.osm.pbf", None)
    graph = building.build_graph(source.path, folder)
    place = folder / "land"
    place.mkdir()
    graph.replace(place / "graph.tar")
    yield place, installed.RoadData("land", installed.package_version(), (10.9, 49.6, 11.2, 50.5))
    engine_client.stop_process()


@pytest.fixture
def roads(land, settings):
    settings.ROADS_DIR = land[0].parent
    return Graph(land[1])


def town(name, aside=1.0):
    return Point(WEST + aside / 71.5, SOUTH + TOWNS[name] / 111.2, srid=4326)


def test_a_ferry_on_the_way_is_named(roads):
    way = roads.route(town("town"), town("over the river"), CAR)
    assert way.has_ferry
    assert not way.has_toll
    assert way.metres == pytest.approx(12_000, rel=0.02)


def test_a_toll_road_on_the_way_is_named(roads):
    way = roads.route(town("over the river"), town("behind the toll"), LORRY)
    assert way.has_toll
    assert not way.has_ferry


def test_within_a_town_there_is_neither(roads):
    way = roads.route(town("town", 0.2), town("town", 1.8), LORRY)
    assert (way.has_ferry, way.has_toll) == (False, False)
    assert way.metres == pytest.approx(1_600, rel=0.02)


def test_a_bridge_that_bears_no_lorry_bears_cars(roads):
    assert roads.route(town("behind the toll"), town("behind the bridge"), CAR)
    assert roads.route(town("behind the toll"), town("behind the bridge"), LORRY) is None


@pytest.mark.parametrize(
    ("start", "end", "fastest"),
    [
        ("town", "down the road", 60),
        ("down the road", "down the signed road", 80),
        ("down the signed road", "down the express road", 80),
    ],
)
def test_on_country_roads_a_lorry_drives_60_unless_a_sign_or_two_carriageways_let_it(
    roads, start, end, fastest
):
    lorry, car = (roads.route(town(start, 0.1), town(end, 0.1), vehicle) for vehicle in (LORRY, CAR))
    assert fastest - 6 < 3.6 * lorry.metres / lorry.seconds < fastest
    assert 85 < 3.6 * car.metres / car.seconds < 100


def test_an_island_has_roads_and_no_way_to_it(roads):
    assert roads.access(town("island"), CAR) is Access.ROAD
    assert roads.route(town("town"), town("island"), CAR) is None
    assert roads.route(town("island"), town("island", 1.5), CAR).metres == pytest.approx(500, rel=0.05)
    assert roads.reach(town("island"), 30, CAR).num_coords > 3
