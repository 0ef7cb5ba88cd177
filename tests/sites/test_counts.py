"""The counts beside the filters tell what the list would hold."""

import random

import pytest
from django.urls import reverse

from sites.filter_page.facets import facets
from sites.filters import SpaceFilterSet
from sites.models import Offer, Space, SpaceDistance
from tests.factories.sites import SpaceFactory
from tests.varied_pool import a_varied_pool, some_filters

pytestmark = pytest.mark.django_db

COUNTED = [
    "kind",
    "state",
    "district",
    "municipality",
    "status",
    "zoning",
    "rail_siding",
    "hall_type",
    "motorway",
]


def test_what_a_choice_promises_is_what_it_gives():
    dice = random.Random(2026)
    a_varied_pool(dice)
    pool = Space.objects.published().on_offer()
    for number in range(20):
        filterset = SpaceFilterSet(some_filters(dice), pool)
        if not filterset.is_valid():
            continue
        answer = facets(filterset, number)
        for group in COUNTED:
            for choice, count in answer.counts[group].items():
                data = filterset.data.copy()
                data.setlist(group, [choice])
                data.setlist("nice", [name for name in data.getlist("nice") if name != group])
                assert SpaceFilterSet(data, pool).matches.count() == count, (filterset.data, group, choice)
        for figure, count in answer.unknown.items():
            data = filterset.data.copy()
            data.appendlist("unknown", figure)
            assert SpaceFilterSet(data, pool).matches.count() - filterset.matches.count() == count, (
                filterset.data
            )


def test_what_is_published_shows_up_in_the_counts_at_once(client):
    SpaceFactory(zoning="GI")
    assert 'data-count-of="zoning:GI">1<' in client.get(reverse("sites:plots")).content.decode()
    SpaceFactory(zoning="GI")
    assert 'data-count-of="zoning:GI">2<' in client.get(reverse("sites:plots")).content.decode()


def test_a_distance_or_a_price_alone_changes_the_counts_at_once(client):
    space = SpaceFactory(price_m2=10, motorway_km=9)
    address = reverse("sites:plots") + "?motorway_km_max=5&price_m2_max=20"
    assert 'data-count-of="status:free">0<' in client.get(address).content.decode()
    SpaceDistance.objects.filter(space=space).get().delete()
    SpaceDistance.objects.create(space=space, kind="motorway_junction", km=2)
    assert 'data-count-of="status:free">1<' in client.get(address).content.decode()
    space.offers.bulk_update([Offer(pk=space.offers.get().pk, space=space, price_m2=90)], ["price_m2"])
    assert 'data-count-of="status:free">0<' in client.get(address).content.decode()


def test_what_is_left_out_is_said_with_a_way_to_take_it_in(client):
    SpaceFactory(area=500)
    SpaceFactory()
    page = client.get(reverse("sites:list"), {"area_min": "100"}).content.decode()
    assert "1 Objekt fehlt hier nur, weil eine Angabe fehlt: Fläche." in page
    assert 'href="?area_min=100&amp;unknown=area"' in page
