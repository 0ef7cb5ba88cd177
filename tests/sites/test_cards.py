"""What the card of a space says in the list, and when."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from sites.models import Space
from tests.factories.sites import SpaceFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_search_engines_do_not_follow_what_puts_a_space_on_the_watch_list(client):
    space = SpaceFactory()
    for address in (reverse("sites:list"), space.get_absolute_url()):
        page = client.get(address).content.decode()
        links = re.findall(rf'<a [^>]*href="/merkliste/\?ids={space.number}"[^>]*>', page)
        assert links
        assert all('rel="nofollow"' in link for link in links)


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"divisible_from": 5_000}, True),
        ({"divisible_from": 20_000}, False),
        ({"divisible_from": None}, False),
    ],
)
def test_a_card_tells_the_smallest_part_where_there_is_one(client, fields, is_told):
    SpaceFactory(area=20_000, **fields)
    place = text_of(client.get(reverse("sites:list"))).split("space-card__place")[1].split("</p>")[0]
    assert ("teilbar ab" in place) is is_told


@pytest.mark.parametrize(("days", "is_told"), [(30, True), (-1, False), (None, False)])
def test_a_card_tells_from_when_on_only_of_what_is_not_free_yet(client, days, is_told):
    day = None if days is None else timezone.localdate() + timedelta(days=days)
    SpaceFactory(available_from=day)
    place = text_of(client.get(reverse("sites:list"))).split("space-card__place")[1].split("</p>")[0]
    assert ("verfügbar ab" in place) is is_told


def test_a_name_in_german_only_is_marked_as_german_on_an_english_card(client):
    SpaceFactory(name_de="Nordhof", name_en="")
    SpaceFactory(name_de="Südhof", name_en="South yard")
    with translation.override("en"):
        page = text_of(client.get(reverse("sites:list")))
    assert re.search(r'class="space-card__title"\s+lang="de">\s*<a [^>]*>\s*Nordhof\s*<', page)
    assert re.search(r'class="space-card__title"\s+lang="en">\s*<a [^>]*>\s*South yard\s*<', page)


def test_a_sample_says_so_on_its_card_and_nothing_else_does(client):
    def kicker():
        return (
            text_of(client.get(reverse("sites:list")))
            .split("space-card__top")[1]
            .split("space-card__title")[0]
        )

    SpaceFactory()
    assert "Beispiel" not in kicker()
    Space.objects.update(is_sample=True)
    assert "Beispiel" in kicker()
