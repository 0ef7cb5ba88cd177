import pytest
from django.contrib.gis.geos import Point

from portal.city_diagram import HEIGHT, WIDTH, build_city_diagram
from regions.models import Area


def city(name, x, y, population=0):
    return Area(name=name, population=population, center=Point(x, y, srid=3035))


def test_fewer_than_three_cities_are_no_network():
    assert build_city_diagram([city("A", 0, 0), city("B", 1, 1)]) is None


def test_north_is_up_and_east_is_right():
    south_west, north_east, middle = build_city_diagram(
        [city("A", 0, 0), city("B", 900, 900), city("C", 450, 400)]
    ).nodes
    assert south_west.x < middle.x < north_east.x
    assert south_west.y > middle.y > north_east.y


def test_cities_keep_their_distances_and_stand_in_the_middle():
    network = build_city_diagram([city("A", 0, 0), city("B", 0, 1000), city("C", 250, 500)])
    a, b, c = network.nodes
    assert (a.y, b.y, c.y) == (HEIGHT, 0, HEIGHT // 2)
    assert abs((c.x - a.x) - (a.y - b.y) / 4) <= 1
    assert abs(a.x + c.x - WIDTH) <= 1


def test_cities_in_a_row_are_joined_to_their_neighbours_only():
    network = build_city_diagram([city("A", 0, 0), city("B", 100, 0), city("C", 200, 0)])
    assert network.path.count("M") == 2


def test_bigger_cities_have_bigger_nodes():
    big, small, _ = build_city_diagram(
        [city("A", 0, 0, 600_000), city("B", 9, 9, 10_000), city("C", 5, 0)]
    ).nodes
    assert big.radius > small.radius


@pytest.mark.parametrize("east", [0, 1, 10**6])
def test_drawing_keeps_its_width(east):
    network = build_city_diagram([city("A", 0, 0), city("B", east, 10), city("C", east // 2, 20)])
    assert all(0 <= node.x <= WIDTH for node in network.nodes)


def test_cities_without_a_point_are_left_out():
    cities = [city("A", 0, 0), city("B", 100, 0), city("C", 200, 0), Area(name="D")]
    assert [node.name for node in build_city_diagram(cities).nodes] == ["A", "B", "C"]
