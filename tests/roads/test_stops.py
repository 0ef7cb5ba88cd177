"""A way begins and ends where its place meets the roads: of a plot on a street, never on the motorway beside it."""

import pytest

from regions.crs import to_storage
from roads import engine
from roads.engine import JUNCTION, LANDMARK, PLOT, Access, Stop
from roads.reach_areas import reach_area, snap_to_grid
from roads.vehicles import COUNTRY_ROAD_KMH, Vehicle
from tests.road_graph import VILLAGES, at, needs_roads

pytestmark = [needs_roads, pytest.mark.slow]

LORRY, CAR = Vehicle.LORRY, Vehicle.CAR
KULMBACH = (11.4932, 50.0392)
"""The junction Kulmbach/Neudrossenfeld of the A 70."""
BESIDE_THE_MOTORWAY = {
    (11.52018, 50.03484): (202, 4.0),
    (11.50717, 50.04000): (179, 5.2),
    (11.52311, 50.03485): (302, 3.9),
    (11.56170, 50.03322): (117, 8.8),
}
"""5 to 62 m from the A 70: metres to the next street, kilometres by it to that junction."""
MOTORWAY_ONLY = (11.49668, 50.04231)
"""The A 70 lies 324 m from it, and no street within 500 m."""
ACROSS_THE_NORTH = [
    (11.48 + 0.0125 * step, latitude) for step in range(11) for latitude in (50.026, 50.031, 50.035, 50.038)
]
"""Points across the region's north, through which the A 70 leads."""
STREETS = {"residential", "unclassified", "tertiary", "secondary", "primary"}


def roads_at(roads, place, stop, vehicle=LORRY):
    """What a way from there may begin on: [(class, use, metres off)], the nearest first."""
    asked = {"locations": [engine._location(at(place), stop)], "verbose": True}
    [found] = roads._query("locate", asked, vehicle)
    kinds = [(edge["edge"]["classification"], edge["distance"]) for edge in found["edges"] or []]
    return [(kind["classification"], kind["use"], metres) for kind, metres in kinds]


@pytest.mark.parametrize("place", BESIDE_THE_MOTORWAY)
def test_beside_the_motorway_a_way_begins_on_the_next_street(roads, place):
    metres, kilometres = BESIDE_THE_MOTORWAY[place]
    [nearest, *_others] = roads_at(roads, place, JUNCTION)
    assert nearest[0] == "motorway"
    assert nearest[2] < 100
    [nearest, *_others] = roads_at(roads, place, PLOT)
    assert nearest[0] in STREETS
    assert nearest[2] == pytest.approx(metres, abs=2)
    for vehicle in Vehicle:
        way = roads.route(at(place), at(KULMBACH), vehicle, JUNCTION)
        assert way.metres / 1000 == pytest.approx(kilometres, rel=0.02)


def test_nowhere_do_ways_of_plots_and_landmarks_begin_or_end_on_a_motorway(roads):
    some = [kind for place in ACROSS_THE_NORTH for kind in roads_at(roads, place, JUNCTION)[:1]]
    assert [kind for kind in some if kind[0] == "motorway"]
    for stop in (PLOT, LANDMARK):
        found = [kind for place in ACROSS_THE_NORTH for kind in roads_at(roads, place, stop)]
        assert found
        assert {name for name, _use, _metres in found} <= STREETS
        assert "ramp" not in {use for _name, use, _metres in found}


def test_a_place_that_has_but_a_motorway_within_500_m_has_no_road(roads):
    for vehicle in Vehicle:
        assert roads_at(roads, MOTORWAY_ONLY, Stop("", 500, engine.ALL_ROADS), vehicle)
        assert roads.access(at(MOTORWAY_ONLY), vehicle) is Access.NO_ROAD
        assert roads.route(at(MOTORWAY_ONLY), at(KULMBACH), vehicle, JUNCTION) is None
        assert roads.reach(at(MOTORWAY_ONLY), 10, vehicle) is None


def test_what_is_reached_from_beside_the_motorway_goes_by_the_street(roads):
    [place, *_others] = BESIDE_THE_MOTORWAY
    area = roads.reach(at(place), 4, LORRY)
    assert area.distance(to_storage(at(place))) < 300
    assert not area.contains(to_storage(at(KULMBACH)))


def test_what_is_reached_around_an_airport_is_known_where_ways_to_it_are(roads):
    assert roads.reach(at(MOTORWAY_ONLY), 10, LORRY) is None
    assert roads.route(at("Waldau"), at(MOTORWAY_ONLY), LORRY, LANDMARK)
    area = roads.reach(at(MOTORWAY_ONLY), 10, LORRY, LANDMARK)
    assert area.contains(to_storage(at("Neudrossenfeld")))
    assert reach_area(at(MOTORWAY_ONLY), 10, LORRY, LANDMARK).equals(
        roads.reach(snap_to_grid(at(MOTORWAY_ONLY)), 10, LORRY, LANDMARK)
    )
    assert reach_area(at(MOTORWAY_ONLY), 10, LORRY) is None


def test_an_airport_beside_the_motorway_is_reached_by_its_street(roads):
    [place, *_others] = BESIDE_THE_MOTORWAY
    by_street, by_motorway = (
        roads.route(at("Altenplos"), at(place), LORRY, stop) for stop in (LANDMARK, JUNCTION)
    )
    assert by_street.metres != pytest.approx(by_motorway.metres, rel=0.1)
    village = roads.route(at("Altenplos"), at("Waldau"), LORRY)
    assert by_street.metres < village.metres + 3_000


def test_a_junction_is_reached_where_its_motorway_begins(roads):
    street, junction = (roads_at(roads, KULMBACH, stop)[0] for stop in (LANDMARK, JUNCTION))
    assert (street[0], junction[0]) == ("primary", "motorway")
    way = roads.route(at("Neudrossenfeld"), at(KULMBACH), LORRY, JUNCTION)
    assert 2 < way.metres / 1000 < 3.5


def test_a_street_on_a_bridge_is_not_where_a_plot_lies():
    assert PLOT.roads["exclude_bridge"]
    assert PLOT.roads["exclude_tunnel"]


# --- What anybody can check without an engine

VILLAGE_ROADS = (35, 70)
"""km/h on the whole of ways over country roads and through villages."""


@pytest.mark.parametrize("vehicle", Vehicle)
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Neudrossenfeld", "Harsdorf"),
        ("Altenplos", "Ramsenthal"),
        ("Waldau", "Crottendorf"),
        ("Unterwaiz", "Pechgraben"),
        ("Ramsenthal", "Sandreuth"),
        ("Muckenreuth", "Waldau"),
        ("Hochtheta", "Harsdorf"),
    ],
)
def test_between_villages_ways_are_no_shorter_than_the_flight_and_as_fast_as_country_roads_are(
    roads, start, end, vehicle
):
    way = roads.route(at(start), at(end), vehicle)
    flight = to_storage(at(start)).distance(to_storage(at(end)))
    assert flight < way.metres < 2.2 * flight
    slowest, fastest = VILLAGE_ROADS
    assert slowest < 3.6 * way.metres / way.seconds < (COUNTRY_ROAD_KMH if vehicle is LORRY else fastest)


@pytest.mark.parametrize(("vehicle", "fastest"), [(LORRY, 80), (CAR, 130)])
def test_no_way_from_anywhere_is_faster_than_its_vehicle_may_be(roads, vehicle, fastest):
    ways = [roads.route(at(place), at(KULMBACH), vehicle, JUNCTION) for place in ACROSS_THE_NORTH]
    speeds = [3.6 * way.metres / way.seconds for way in ways if way]
    assert len(speeds) > 10
    assert max(speeds) < fastest


def test_a_lorry_is_never_sooner_there_than_a_car(roads):
    for name in VILLAGES:
        lorry, car = (roads.route(at(name), at(KULMBACH), vehicle, JUNCTION) for vehicle in (LORRY, CAR))
        assert lorry.seconds >= car.seconds - 1
