"""Which names stand on the maps of an exposé, and which number and name each of several spaces bears."""

import pytest
from django.contrib.gis.geos import Point
from django.utils.translation import override

from regions.models import Area, Landmark
from sites.expose import drawings
from sites.expose.candidates import SIZE, candidates_map
from sites.expose.drawings import names
from sites.expose.frames import Frame
from sites.models import Space
from tests.factories.regions import AreaFactory, LandmarkFactory
from tests.factories.sites import LEIPZIG, MunicipalityFactory, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Kind = Landmark.Kind
FRAME = Frame((4_500_000, 3_100_000), 40_000)
"""A unit is 100 metres."""


def place(x, y):
    return Point(FRAME.left + 100 * x, FRAME.top - 100 * y, srid=3035)


def town(name, x, y, rank=1):
    area = AreaFactory(name=name, center=place(x, y))
    Area.objects.filter(pk=area.pk).update(label_rank=rank, center=place(x, y))


def landmark(kind, name, x, y, code=""):
    LandmarkFactory(kind=kind, name=name, code=code, location=place(x, y))


def named(taken=()):
    return [(mark.kind, mark.text.replace("\u00a0", " ")) for mark in names(FRAME, list(taken))]


def test_towns_come_first_by_rank_then_landmarks_by_kind_and_name():
    landmark(Kind.MOTORWAY_JUNCTION, "Nord", 350, 20, "A 14")
    landmark(Kind.PORT, "Riesa", 200, 20)
    landmark(Kind.PORT, "Aken", 200, 60)
    landmark(Kind.RAIL_TERMINAL, "Terminal", 200, 100)
    landmark(Kind.AIRPORT, "Flugplatz", 200, 140, "LEJ")
    landmark(Kind.STATION, "Hauptbahnhof", 20, 140)
    town("Klein", 20, 20, rank=2)
    town("Groß", 20, 60)
    assert named() == [
        *(("city", "Groß"), ("city", "Klein"), ("landmark", "Flugplatz (LEJ)"), ("landmark", "Aken")),
        *(("landmark", "Riesa"), ("landmark", "Terminal"), ("road", "A 14")),
    ]


def test_a_name_gives_way_to_one_before_it_to_what_is_taken_to_the_scale_and_to_the_edge():
    town("Groß", 50, 50)
    town("Daneben", 52, 52, rank=2)
    town("Verdeckt", 200, 50, rank=3)
    town("Maßstab", 30, 175, rank=4)
    town("Rand", 5, 100, rank=5)
    town("Frei", 200, 100, rank=6)
    assert named(taken=[(195, 45, 205, 55)]) == [("city", "Groß"), ("city", "Frei")]
    assert ("city", "Verdeckt") in named()


def test_a_road_is_named_twice_at_most_and_another_one_beside_it():
    for number in range(3):
        landmark(Kind.MOTORWAY_JUNCTION, f"AS {number}", 60 + 60 * number, 50, "A 14")
    landmark(Kind.MOTORWAY_JUNCTION, "Kreuz", 300, 50, "A 9")
    assert named() == [("road", "A 14"), ("road", "A 14"), ("road", "A 9")]


def test_there_are_no_more_names_than_can_be_read(monkeypatch):
    monkeypatch.setattr(drawings, "MOST_LABELS", 2)
    for number in range(3):
        town(f"Ort {number}", 50, 30 + 40 * number, rank=number)
    assert named() == [("city", "Ort 0"), ("city", "Ort 1")]


def test_a_space_without_a_place_keeps_its_number_in_the_table():
    town_of_all = MunicipalityFactory()
    SpaceFactory(name="Nirgends", municipality=None)
    SpaceFactory(name="Nordfeld", at=LEIPZIG, municipality=town_of_all)
    SpaceFactory(name="Halle", at=(11.97, 51.48), municipality=town_of_all, hall=True)
    with override("en"):
        drawing = candidates_map(Space.objects.order_by("number"))
    assert [(marker.number, marker.kind, marker.name) for marker in drawing.markers] == [
        (2, "plot", "Nordfeld"),
        (3, "hall", "Halle"),
    ]
    assert drawing.title == "Map of 2 properties, north at the top: 2 Nordfeld, 3 Halle."


def test_a_name_stands_behind_its_marker_and_before_it_where_there_is_no_room_behind():
    west, east = (
        SpaceFactory(name="Gewerbepark Nord", at=(longitude, LEIPZIG[1])) for longitude in (12.0, 12.8)
    )
    left, right = candidates_map([west, east]).markers
    assert left.x < left.name_x
    assert right.label[2] < right.box[0]
    assert right.box[2] < SIZE[0] < right.x + right.label[2] - right.label[0]
