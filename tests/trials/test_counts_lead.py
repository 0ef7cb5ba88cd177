"""Every number that a link tells is what stands behind it: tabs, ways out of no hits, areas, searches, home."""

import random

import pytest
from django.urls import reverse
from django.utils.translation import override

from regions.models import Area
from sites.models import Space
from tests.counted_links import counted_links, shown_on
from tests.recounting import a_pool_of_every_trade, a_search

pytestmark = pytest.mark.django_db

SEARCHES = 40
WORDS = ["Leipzig", "hall", "rail", "crane", "GI", "hydrogen"]


def pages(dice):
    """Addresses of pages that count, each once."""
    yield from (reverse(f"sites:{name}") for name in ("pool", "list", "map", "plots", "halls_map"))
    yield reverse("portal:home")
    for area in Area.objects.filter(pk__in=Space.objects.values("municipality")).select_related(
        "parent__parent"
    ):
        while area:
            yield reverse("sites:area", args=[area.slug])
            area = area.parent
    for _number in range(SEARCHES):
        yield f"{reverse('sites:' + dice.choice(['list', 'map']))}?{a_search(dice).urlencode()}"
    for word in WORDS:
        yield f"{reverse('portal:search')}?q={word}"


def test_a_link_that_counts_leads_to_as_many(client):
    dice = random.Random(11_2026)
    a_pool_of_every_trade(dice)
    followed = {}
    with override("en"):
        for address in dict.fromkeys(pages(dice)):
            for count, href in counted_links(client.get(address).content.decode()):
                if href not in followed:
                    followed[href] = shown_on(client.get(href, follow=True).content.decode())
                if followed[href] is not None:
                    assert followed[href] == count, (address, href)
    known = [count for count in followed.values() if count is not None]
    print(f"{len(known)} of {len(followed)} counted links followed to a page that says how many it has.")
    assert len(known) > 100
