"""Corridors between two places, and one place or another: places of the filter like any other."""

import re

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from regions.crs import to_storage, to_wgs84
from sites.models import Space
from sites.search.filters import SpaceFilterSet
from sites.search.gazetteer import resolve_place
from sites.search.places import CORRIDOR_KM, find_place
from tests.factories.regions import AreaFactory, LandmarkFactory
from tests.factories.sites import SpaceFactory, square

pytestmark = pytest.mark.django_db

LEIPZIG, HALLE = (12.37, 51.34), (11.97, 51.48)
BOTH = "area:14713000,area:15002000"


@pytest.fixture
def towns():
    return [
        AreaFactory(key="14713000", name="Leipzig", place=LEIPZIG),
        AreaFactory(key="15002000", name="Halle (Saale)", place=HALLE),
    ]


@pytest.fixture
def spaces(towns):
    places = {"Leipzig": LEIPZIG, "Halle": HALLE, "Schkeuditz": (12.2, 51.4), "Wurzen": (12.74, 51.37)}
    for name, place in places.items():
        SpaceFactory(name_de=name, boundary=square(*place))


def found(**asked):
    filterset = SpaceFilterSet(asked, Space.objects.all())
    assert filterset.is_valid(), filterset.form.errors
    return {space.name_de for space in filterset.matches}


def test_a_corridor_holds_what_lies_between_and_not_beyond(spaces):
    assert found(place=f"between:{BOTH}") == {"Leipzig", "Halle", "Schkeuditz"}


def test_a_corridor_has_straight_ends_and_a_width(towns):
    corridor = find_place(f"between:{BOTH}").geometry
    length = towns[0].boundary.centroid.distance(towns[1].boundary.centroid)
    assert corridor.area == pytest.approx(length * 2 * CORRIDOR_KM * 1000, rel=0.001)
    assert to_wgs84(corridor).valid


def test_either_place_will_do(spaces):
    assert found(place=f"either:{BOTH}") == {"Leipzig", "Halle"}
    assert found(place=f"either:{BOTH}", radius="15") == {"Leipzig", "Halle", "Schkeuditz"}


def test_two_places_or_more_are_named_as_they_are_listed(towns):
    AreaFactory(key="14612000", name="Dresden", place=(13.73, 51.05))
    for text, keys in {
        "Leipzig oder Dresden": ["14713000", "14612000"],
        "Leipzig, Dresden oder Halle": ["14713000", "14612000", "15002000"],
        "Leipzig or Halle": ["14713000", "15002000"],
    }.items():
        place, others = resolve_place(text)
        assert (place.token, others) == ("either:" + ",".join(f"area:{key}" for key in keys), [])


def test_an_area_or_a_landmark_is_within_the_usual_distance_of_either(spaces):
    airport = LandmarkFactory(
        name="Leipzig/Halle", code="LEJ", location=to_storage(Point(12.24, 51.42, srid=4326))
    )
    assert found(place=f"either:area:15002000,landmark:{airport.pk}") == {"Halle", "Schkeuditz"}


@pytest.mark.parametrize("how", ["between", "either"])
def test_labels_are_read_back_from_the_field(towns, how):
    place = find_place(f"{how}:{BOTH}")
    assert resolve_place(place.label)[0].token == place.token


@pytest.mark.parametrize(
    "text", ["' OR 1=1 --", "Leipzig OR ", "zwischen Leipzig", "oder oder oder", "between a and b"]
)
def test_what_only_looks_like_two_places_is_none(towns, text):
    assert resolve_place(text)[0] is None


@pytest.mark.parametrize(
    "token",
    [
        "between:area:14713000,area:14713000",
        "between:area:14713000,area:99999999",
        f"between:{BOTH},{BOTH}",
        "between:between:area:14713000,area:15002000",
        "either:area:14713000",
        "either:" + ",".join(["area:14713000"] * 30),
        "either:point:51.3,12.4,area:14713000",
    ],
)
def test_what_names_no_two_places_is_no_place(towns, token):
    assert find_place(token) is None


def test_phrases_about_two_places_find_them(client, spaces):
    for phrase, names in {
        "zwischen Halle und Leipzig": {"Leipzig", "Halle", "Schkeuditz"},
        "Raum Halle/Leipzig": {"Leipzig", "Halle", "Schkeuditz"},
    }.items():
        response = client.get(reverse("sites:list"), {"ask": phrase}, follow=True)
        assert {card.thing.name_de for card in response.context["spaces"]} == names, phrase


def test_the_chip_says_the_corridor_and_the_map_draws_it(client, spaces):
    page = client.get(reverse("sites:list"), {"place": f"between:{BOTH}"}).content.decode()
    assert re.search(r"<span>\s*zwischen Leipzig und Halle \(Saale\)</span>", page)
    drawn = client.get(
        reverse("sites:geojson"), {"place": f"between:{BOTH}", "view": "11,50,14,53", "zoom": "9"}
    )
    assert drawn.status_code == 200
