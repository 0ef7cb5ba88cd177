from datetime import date

import pytest
from django.contrib.gis.geos import Point

from regions.crs import STORAGE_SRID, to_storage
from regions.models import Area, Landmark
from tests.factories.regions import LEIPZIG, AreaFactory, LandmarkFactory

pytestmark = pytest.mark.django_db


def east_of(place, metres):
    point = to_storage(Point(*place, srid=4326))
    return Point(point.x + metres, point.y, srid=STORAGE_SRID)


def test_point_inside_finds_its_municipality():
    leipzig = AreaFactory()
    AreaFactory(place=(13.5, 51.3))
    assert Area.objects.municipality_at(Point(*LEIPZIG, srid=4326)) == leipzig


def test_point_just_outside_belongs_to_the_nearest_within_200_m():
    AreaFactory(km=9)
    nearest = AreaFactory(km=10)
    assert Area.objects.municipality_at(east_of(LEIPZIG, 5150)) == nearest


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


def test_nearest_landmark_comes_with_its_distance():
    LandmarkFactory(place=(12.9, 51.3))
    near = LandmarkFactory(place=(12.3731, 51.4297))
    LandmarkFactory(kind=Landmark.Kind.PORT)
    found = Landmark.objects.nearest(Landmark.Kind.AIRPORT, Point(*LEIPZIG, srid=4326))
    assert found == near
    assert found.distance.km == pytest.approx(10, abs=0.1)


def test_no_landmark_of_the_kind_is_none():
    assert Landmark.objects.nearest(Landmark.Kind.PORT, Point(*LEIPZIG, srid=4326)) is None
