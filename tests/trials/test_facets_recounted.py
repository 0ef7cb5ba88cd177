"""Every count beside the filters of 50 random searches, against what the map's data give when one chooses it."""

import random

import pytest
from django.urls import reverse

from tests.recounting import a_pool_of_every_trade, a_search, promises

pytestmark = pytest.mark.django_db

SEARCHES = 50


def test_each_count_is_what_choosing_it_gives(client):
    dice = random.Random(10_2026)
    a_pool_of_every_trade(dice)
    recounted, above_nothing = 0, 0
    for _number in range(SEARCHES):
        asked = a_search(dice)
        for count, choice, address in promises(asked):
            answer = client.get(f"{reverse('sites:geojson')}?{address.urlencode()}").json()
            assert answer["numberMatched"] == count, (asked, choice)
            recounted += 1
            above_nothing += count > 0
    print(
        f"{recounted} counts of {SEARCHES} searches recounted, {above_nothing} of them above nothing; none wrong."
    )
    assert above_nothing > recounted / 10
