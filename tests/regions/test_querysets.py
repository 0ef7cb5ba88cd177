from datetime import date

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from regions.crs import STORAGE_SRID, to_storage
from regions.models import Area
from tests.factories.regions import LEIPZIG, AreaFactory

pytestmark = pytest.mark.django_db


def east_of(place, metres, north=0):
    point = to_storage(Point(*place, srid=4326))
    return Point(point.x + metres, point.y + north, srid=STORAGE_SRID)


def test_point_inside_finds_its_municipality():
    leipzig = AreaFactory()
    AreaFactory(place=(13.5, 51.3))
    assert Area.objects.municipality_at(Point(*LEIPZIG, srid=4326)) == leipzig


def test_point_just_outside_belongs_to_the_nearest_within_200_m():
    AreaFactory(km=9)
    nearest = AreaFactory(km=10)
    assert Area.objects.municipality_at(east_of(LEIPZIG, 5150)) == nearest


@pytest.mark.parametrize("order", [("100 m", "150 m"), ("150 m", "100 m")])
def test_of_two_areas_within_200_m_the_nearer_has_the_point(order):
    """Whichever was entered first and has the lower key."""
    west = to_storage(Point(*LEIPZIG, srid=4326)).x
    reaching_to = {"100 m": west - 100, "150 m": west + 150}
    for name in order:
        edge = reaching_to[name]
        left, right = (edge - 4_000, edge) if edge < west else (edge, edge + 4_000)
        box = Polygon.from_bbox((left, 3_130_000, right, 3_150_000))
        AreaFactory(name=name, boundary=MultiPolygon(box, srid=STORAGE_SRID))
    assert Area.objects.municipality_at(Point(*LEIPZIG, srid=4326)).name == "100 m"


def test_a_point_in_the_box_around_an_area_is_not_in_the_area():
    area = AreaFactory(l_shaped=True, km=10)
    assert Area.objects.municipality_at(east_of(LEIPZIG, 2_500, north=-2_500)) == area
    assert Area.objects.municipality_at(east_of(LEIPZIG, -2_500, north=2_500)) == area
    assert Area.objects.municipality_at(east_of(LEIPZIG, 2_500, north=2_500)) is None
    assert Area.objects.municipality_at(east_of(LEIPZIG, 150, north=2_500)) == area


def test_point_further_outside_belongs_to_none():
    AreaFactory(km=10)
    assert Area.objects.municipality_at(east_of(LEIPZIG, 5250)) is None


def test_municipality_of_yesterday_is_not_found():
    AreaFactory(valid_until=date(2018, 12, 31))
    assert Area.objects.municipality_at(Point(*LEIPZIG, srid=4326)) is None


def test_first_and_last_day_belong_to_the_period():
    area = AreaFactory(valid_from=date(2017, 1, 1), valid_until=date(2017, 12, 31))
    found = [
        list(Area.objects.valid(on=day)) for day in (date(2017, 1, 1), date(2017, 12, 31), date(2018, 1, 1))
    ]
    assert found == [[area], [area], []]


def test_extent_lies_around_the_outlines():
    AreaFactory()
    west, south, east, north = Area.objects.extent()
    assert west < LEIPZIG[0] < east
    assert south < LEIPZIG[1] < north


def test_extent_of_nothing_is_none():
    assert Area.objects.extent() is None


def test_a_name_is_written_only_where_there_is_a_place_for_it():
    town = AreaFactory(name="Taucha", label_rank=2)
    city = AreaFactory(label_rank=1)
    AreaFactory(name="Ohne Rang")
    nowhere = AreaFactory(name="Ohne Mitte", label_rank=1)
    Area.objects.filter(pk=nowhere.pk).update(center=None)
    assert list(Area.objects.labelled()) == [city, town]


def test_names_are_written_by_rank_and_of_one_rank_by_key():
    for key, rank in (("14000003", 2), ("14000002", 1), ("14000001", 2)):
        AreaFactory(key=key, label_rank=rank)
    assert [area.key for area in Area.objects.labelled()] == ["14000002", "14000001", "14000003"]


def test_areas_are_told_apart_by_kind_and_by_key():
    state, municipality = AreaFactory(state=True), AreaFactory()
    assert list(Area.objects.states()) == [state]
    assert list(Area.objects.municipalities()) == [municipality]
    assert not Area.objects.districts()
    assert list(Area.objects.by_key(state.key)) == [state]
