"""What becomes of a phrase on the page it leads to: it stays in its field, its words rank, its reading is told."""

import html
import re

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from sites.models import Space
from sites.search.filter_page import FilterPage
from sites.search.filters import SpaceFilterSet
from tests.factories.regions import AreaFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


def page_of(client, phrase, **others):
    return client.get(reverse("sites:list"), {"ask": phrase, **others}, follow=True).content.decode()


def query_of(client, **parameters):
    response = client.get(reverse("sites:list"), parameters)
    assert response.status_code == 302
    return QueryDict(response.url.partition("?")[2])


def sentences(page):
    """The notes about the reading, in one line each."""
    notes = re.findall(r'<p class="phrase-note">(.*?)</p>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", note).split()) for note in notes]


def test_the_phrase_stays_in_its_field(client):
    page = page_of(client, "Halle ab 5.000 m² & mehr")
    assert re.search(r'name="ask"[^>]*value="Halle ab 5.000 m² &amp; mehr"', page)
    assert re.search(r'name="phrase" value="Halle ab 5.000 m² &amp; mehr"', page)


def test_a_phrase_that_was_read_is_not_read_again(client):
    query = query_of(client, ask="Halle ab 2 ha", phrase="Halle ab 2 ha", kind="hall")
    assert query.dict() == {"phrase": "Halle ab 2 ha", "kind": "hall"}


def test_another_phrase_takes_away_what_the_first_asked_for(client):
    query = query_of(
        client, ask="3 ha", phrase="Halle, 10 m", kind="hall", clear_height_min="10", status="free"
    )
    assert query.dict() == {"status": "free", "area_min": "3 ha", "phrase": "3 ha"}


def test_an_emptied_field_takes_away_what_the_phrase_asked_for(client):
    query = query_of(client, ask="", phrase="Halle 2 ha", kind="hall", area_min="2 ha", status="free")
    assert query.dict() == {"status": "free", "phrase": ""}


def test_the_links_of_chips_keep_the_phrase_and_drop_what_was_told(client):
    SpaceFactory(hall=True)
    page = page_of(client, "Halle 7 t")
    [link] = re.findall(r'class="chip" href="([^"]+)"', page)
    assert "phrase=Halle" in link
    assert "unread" not in link


def test_a_word_nobody_mentions_hides_nothing_and_is_told(client):
    SpaceFactory(hall=True, area=6000, name_de="Nordhalle")
    SpaceFactory(hall=True, area=600, name_de="Südhalle")
    page = page_of(client, "provisionsfrei Halle ab 5.000 m²")
    assert "Nordhalle" in page
    assert sentences(page) == ["Kein Objekt erwähnt „provisionsfrei“; 1 Objekt erfüllt alles Übrige."]


def test_what_mentions_a_word_left_over_comes_first(client):
    for name in ("Alpha", "Quarzhof", "Beta"):
        SpaceFactory(hall=True, name_de=name)
    page = page_of(client, "Halle Quarzhof mit Xylophon")
    names = re.findall(
        r"Alpha|Quarzhof|Beta", page.partition('class="space-list')[2] or page.partition("<h2")[2]
    )
    assert names[0] == "Quarzhof"
    assert {"Alpha", "Beta"} < set(names)
    assert sentences(page) == [
        "Kein Objekt erwähnt „Xylophon“; 3 Objekte erfüllen alles Übrige. "
        "Objekte, die „Quarzhof“ erwähnen, stehen vorn."
    ]


def test_what_is_denied_behind_an_unknown_word_ranks_nothing_and_is_told(client):
    SpaceFactory(name_de="Sauber")
    SpaceFactory(name_de="Belastet", description_de="Altlasten sind bekannt.")
    assert "q" not in query_of(client, ask="Grundstück Altlasten nein")
    assert sentences(page_of(client, "Grundstück Altlasten nein")) == [
        "Nicht verstanden und in der Suche nicht berücksichtigt: „Altlasten nein“. "
        "Vielleicht fragt einer der Filter danach."
    ]


@pytest.mark.parametrize(
    ("language", "phrase", "chip"),
    [
        ("de", "Trinkwasser 5000 m³/Tag", "Trinkwasser ab 208,33 m³/h"),
        ("en", "5000 m³ per day drinking water", "Drinking water from 208.33 m³/h"),
        ("de", "Trinkwasser 0,1 m³/Tag", "Trinkwasser ab 0,0042 m³/h"),
        ("de", "Trinkwasser 4800 m³/Tag", "Trinkwasser ab 200 m³/h"),
    ],
)
def test_what_a_unit_was_turned_into_is_told_rounded_and_searched_as_it_was_typed(
    client, language, phrase, chip
):
    with translation.override(language):
        page = page_of(client, phrase)
        typed = query_of(client, ask=phrase)["water_min"]
    assert chip in html.unescape(page).replace("\N{NO-BREAK SPACE}", " ")
    assert typed.endswith(" m³/d")
    assert "3333" not in page


def test_words_alone_search_for_what_mentions_them(client):
    SpaceFactory(name_de="Quarzhof")
    SpaceFactory(name_de="Beta")
    assert "Beta" not in page_of(client, "Quarzhof")
    assert "Beta" in page_of(client, "Zinnober")


@pytest.mark.parametrize("answer", ["sites:geojson", "sites:csv", "sites:feed"])
def test_all_answers_hold_what_the_list_holds(client, answer):
    SpaceFactory(hall=True, area=6000, name_de="Nordhalle")
    query = {"kind": "hall", "q": "provisionsfrei", "nice": "q", "phrase": "x", "unread": "y"}
    response = client.get(reverse(answer), query)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert b"Nordhalle" in content


def test_a_misspelt_word_is_read_and_said(client):
    AreaFactory(key="14713000", name="Leipzig")
    page = page_of(client, "Grundstük in Leipzg")
    assert sentences(page) == [
        "Gelesen als „Grundstück“, für „Grundstük“.",
        "Gelesen als „Leipzig“, für „Leipzg“.",
    ]
    assert "Ort: Leipzig" in page


def test_what_an_object_mentions_is_no_mistake(client):
    SpaceFactory(name_de="Halle Grundstük")
    assert query_of(client, ask="Grundstük 2 ha")["q"] == "Grundstük"


def test_halle_may_be_the_city_and_the_page_offers_it(client):
    AreaFactory(key="15002000", name="Halle (Saale)")
    page = page_of(client, "Halle 3000")
    assert "?ask=Halle+%28Saale%29+3000" in page
    assert "?ask=Halle+in+Halle+%28Saale%29+3000" in page
    assert query_of(client, ask="Halle (Saale) 3000")["place"] == "area:15002000"
    assert "other" not in query_of(client, ask="Halle 3000 m² mit Kran")
    assert "other" not in query_of(client, ask="nördlich von Halle")


@pytest.mark.parametrize("name", ["meant", "other", "phrase"])
def test_what_an_address_says_of_a_reading_is_but_text(client, name):
    page = client.get(reverse("sites:list"), {name: ["<b>x</b>:<i>", "\u202e"] * 40}).content.decode()
    assert "<b>x" not in page
    assert "<i>" not in page


@pytest.mark.parametrize(
    ("query", "explains"),
    [
        ("crane_min=5&nice=crane_min", True),
        ("crane_min=5&q=Turm&nice=crane_min&nice=q", True),
        ("q=Turm&nice=q", False),  # of which the note on the phrase tells
        ("q=Turm&nice=q&sort=newest", True),
    ],
)
def test_what_wishes_do_is_explained_but_for_words_of_a_phrase_alone(query, explains):
    page = FilterPage(SpaceFilterSet(QueryDict(query), Space.objects.all()), "list")
    assert page.explains_wishes is explains
