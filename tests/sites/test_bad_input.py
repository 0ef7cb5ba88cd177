"""Whatever stands in an address, the pool answers with a message, never with a fault of its own."""

import pytest
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from sites.models import Space
from sites.search.filters import SpaceFilterSet
from tests.factories.sites import SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NASTY = [
    "\x00",
    "𝟙𝟚",
    "' OR 1=1 --",
    "%00",
    "9" * 5000,
    "ä" * 300,
    "-0",
    "1,5.2,3",
    "🏭",
    "../../etc",
    "{{7*7}}",
    "\u202e",
]
TRIED_ON_A_SERVER = {"\x00", "9" * 5000, "' OR 1=1 --"}
"""What PostgreSQL would refuse or misread, did it get there; to all others a form answers as it does everywhere."""


@pytest.mark.parametrize(
    "value",
    [value if value in TRIED_ON_A_SERVER else pytest.param(value, marks=pytest.mark.once) for value in NASTY],
    ids=range(len(NASTY)),
)
def test_every_filter_survives_nonsense_alone_and_with_all_others_on_map_and_list(client, value):
    SpaceFactory(at=(12.3, 51.3))
    filters = [*SpaceFilterSet.base_filters]
    for name in filters:
        alone = SpaceFilterSet(MultiValueDict({name: [value, value]}), Space.objects.published())
        if alone.is_valid():
            assert client.get(reverse("sites:geojson"), {name: [value, value]}).status_code == 200, name
    nonsense = dict.fromkeys([*filters, "page", "boundaries", "no_such_filter"], [value, value])
    for name in ("page", "boundaries", "no_such_filter"):
        assert client.get(reverse("sites:geojson"), {name: [value, value]}).status_code in {200, 400}, name
    assert client.get(reverse("sites:geojson"), nonsense).status_code in {200, 400}
    for query in (nonsense | {"page": "1"}, {"page": value}, {"sort": value, "view": value}):
        assert client.get(reverse("sites:list"), query).status_code in {200, 404}


@pytest.mark.once
@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("point:12.4,51.3", "swapped"),
        ("point:51.3,-74", "elsewhere"),
        ("point:95,190", "elsewhere"),
        ("point:51.3", "no_point"),
        ("point:north,east", "no_point"),
        ("point:51.3,1.24e1", "no_point"),
        ("point:nan,12.4", "elsewhere"),
        ("Hintertupfingen", "unknown"),
    ],
)
def test_a_point_that_is_no_place_is_told_what_ails_it(place, code):
    filterset = SpaceFilterSet({"place": place, "radius": "5"}, Space.objects.all())
    assert not filterset.is_valid()
    assert [error.code for error in filterset.form.errors.as_data()["place"]] == [code]


def test_an_address_that_is_no_utf_8_is_answered(client):
    assert client.get(reverse("sites:list") + "?q=%ff%fe&area_min=%c3").status_code == 200


@pytest.mark.once
def test_messages_are_in_the_pages_language(client):
    english = client.get("/en/space-pool/list/?area_min=much").content.decode()
    assert "Enter a number from 0 upwards" in english
