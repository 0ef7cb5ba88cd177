"""Which names stand on the maps of an exposé."""

import pytest
from django.contrib.gis.geos import Point

from regions.models import Area, Landmark
from sites.mapping.frames import Frame
from sites.papers.expose.drawings import place_labels
from tests.factories.regions import AreaFactory, LandmarkFactory

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
    return [(mark.kind, mark.text.replace("\u00a0", " ")) for mark in place_labels(FRAME, list(taken))]


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
