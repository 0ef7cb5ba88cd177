"""What the card of a space says in the list, and when."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from regions.models import Area
from sites.models import Space
from tests.factories.sites import MunicipalityFactory, OfferFactory, SpaceFactory
from tests.reading import markup_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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


MET, MISSED = "erfüllt: ", "nicht erfüllt oder nicht angegeben: "
OWNED, RAIL = {"ownership": "municipal"}, {"rail_siding": "at_plot"}
"""In the order of the form, in which wishes are told."""
BOTH = OWNED | RAIL | {"nice": ["ownership", "rail_siding"]}


def wishes_told(client, query):
    """(the sum, what each wish begins with) as told below the only card of a list; None where nothing is."""
    page = markup_of(client.get(reverse("sites:list"), query))
    assert page.count("<article") == 1
    sums = re.findall(r'<p class="wishes__sum"> (.*?) </p>', page)
    told = re.search(r'<ul class="wishes__list".*?</ul>', page)
    begins = re.findall(r'<span class="visually-hidden">(.*?)</span>', told[0]) if told else []
    return (*sums, begins) if sums or begins else None


@pytest.mark.parametrize(
    ("fields", "query", "told"),
    [
        (OWNED | RAIL, BOTH, ("2 von 2 Wünschen erfüllt", [MET, MET])),
        (RAIL, BOTH, ("1 von 2 Wünschen erfüllt", [MISSED, MET])),
        ({}, BOTH, ("0 von 2 Wünschen erfüllt", [MISSED, MISSED])),
        (RAIL, RAIL | {"nice": "rail_siding"}, ("1 von 1 Wunsch erfüllt", [MET])),
        ({}, RAIL | {"nice": "rail_siding"}, ("0 von 1 Wunsch erfüllt", [MISSED])),
        (RAIL, RAIL, None),
        ({}, {"q": "Unauffindbares", "nice": "q"}, None),
    ],
    ids=["all", "one of two", "none of two", "the only one", "the only one, missed", "a must", "no words"],
)
def test_a_card_tells_each_wish_also_where_it_meets_none(client, fields, query, told):
    SpaceFactory(**fields)
    assert wishes_told(client, query) == told


@pytest.mark.parametrize("nice", [{"nice": "q"}, {}], ids=["as a wish", "as a must that none meets"])
def test_a_card_names_the_words_that_its_own_object_mentions_and_those_it_does_not(client, nice):
    SpaceFactory(name="Halle am Kanal")
    SpaceFactory(name="Hof", description="Eine Halle.")
    SpaceFactory(name="Turm")
    page = markup_of(client.get(reverse("sites:list"), {"q": "Halle Nordpol Kanal"} | nice))
    told = [re.sub("<[^>]*>", "", part) for part in re.findall('"wishes__sum">(.*?)</ul>', page)]
    assert [" ".join(part.split()) for part in told] == [
        f"2 von 3 Wünschen erfüllt {MET}enthält Halle Kanal {MISSED}enthält Nordpol",
        f"1 von 3 Wünschen erfüllt {MET}enthält Halle {MISSED}enthält Nordpol Kanal",
        f"0 von 3 Wünschen erfüllt {MISSED}enthält Halle Nordpol Kanal",
    ]
    names = re.findall("Halle am Kanal|Hof|Turm", re.sub("<form.*?</form>|<[^>]*>", "", page))
    assert list(dict.fromkeys(names)) == ["Halle am Kanal", "Hof", "Turm"]


@pytest.mark.django_db(transaction=True)
class TestRemembered:
    """A process remembers the cards of a list until they would say something else."""

    def test_one_says_what_has_changed_at_once(self, client):
        space = SpaceFactory(name="Nordhof", municipality=MunicipalityFactory(name="Borna"))
        changes = {
            "Südhof": lambda: Space.objects.filter(pk=space.pk).update(name_de="Südhof"),
            "12,50": lambda: OfferFactory(space=space, disposal="sale", price_m2="12.5"),
            "Grimma": lambda: Area.objects.filter(pk=space.municipality_id).update(name="Grimma"),
        }
        for word, change in changes.items():
            before = text_of(client.get(reverse("sites:list")))
            change()
            after = text_of(client.get(reverse("sites:list")))
            assert word not in re.search(r"<article.*?</article>", before, re.DOTALL)[0]
            assert word in re.search(r"<article.*?</article>", after, re.DOTALL)[0]

    def test_one_ends_with_the_day(self, client, monkeypatch):
        tomorrow = timezone.localdate() + timedelta(days=1)
        SpaceFactory(available_from=tomorrow)
        assert "verfügbar ab" in text_of(client.get(reverse("sites:list")))
        later = timezone.now() + timedelta(days=1)
        monkeypatch.setattr(timezone, "now", lambda: later)
        assert "verfügbar ab" not in text_of(client.get(reverse("sites:list")))
