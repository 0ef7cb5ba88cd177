"""A phrase in an address becomes the address with its filters."""

import re

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories.regions import AreaFactory, LandmarkFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


def asked(client, phrase, view="list", **others):
    """Path and parameters of the page that answers a phrase."""
    response = client.get(reverse(f"sites:{view}"), {"ask": phrase, **others})
    assert response.status_code == 302
    path, _mark, query = response.url.partition("?")
    query = QueryDict(query.partition("#")[0]).dict()
    assert query.pop("phrase") == phrase
    return path, query


def test_a_phrase_leads_to_its_filters(client):
    AreaFactory(key="14713000", name="Leipzig")
    path, query = asked(client, "Halle ab 5.000 m² bei Leipzig, 10 m, Dach")
    assert path == reverse("sites:list")
    assert query == {
        "kind": "hall",
        "area_min": "5000",
        "place": "area:14713000",
        "radius": "20",
        "clear_height_min": "10",
        "q": "Dach",
        "nice": "q",
    }


def test_the_result_is_found_and_shows_chips(client):
    SpaceFactory(hall=True, area=6000, name_de="Nordhalle")
    SpaceFactory(hall=True, area=600, name_de="Südhalle")
    page = client.get(reverse("sites:list"), {"ask": "Halle ab 5.000 m²"}, follow=True).content.decode()
    assert "Nordhalle" in page
    assert "Südhalle" not in page
    assert page.count('class="chip"') == 2


def test_the_radius_stands_behind_its_place(client):
    AreaFactory(key="14713000", name="Leipzig")
    asked_for = {"place": "area:14713000", "area_min": "5000", "radius": "20"}
    page = client.get(reverse("sites:list"), asked_for)
    text = page.content.decode()
    assert text.index("bei Leipzig") < text.index("im Umkreis von 20") < text.index("Fläche ab 5.000")


def test_without_a_radius_the_place_is_searched_inside_and_its_chip_says_no_near(client):
    AreaFactory(key="14713000", name="Leipzig")
    text = client.get(reverse("sites:list"), {"place": "area:14713000"}).content.decode()
    assert re.search(r"<span>\s*Ort: Leipzig</span>", text)
    assert not re.search(r"<span>\s*bei Leipzig</span>", text)


def test_filters_in_force_stay_unless_named_anew(client):
    _path, query = asked(client, "ab 2 ha", status="free", area_min="5", area_max="9", q="Nordhof", page="3")
    assert query == {"status": "free", "area_min": "2 ha"}


def test_a_place_named_anew_replaces_all_that_says_where(client):
    AreaFactory(key="14713000", name="Leipzig")
    _path, query = asked(client, "Leipzig", district="14730", bbox="12,51,13,52", radius="5")
    assert query == {"place": "area:14713000"}


def test_the_usual_order_that_a_form_sends_is_no_order_asked_for(client):
    assert asked(client, "ab 2 ha", sort="newest")[1] == {"area_min": "2 ha"}
    assert asked(client, "ab 2 ha", sort="-area")[1] == {"area_min": "2 ha", "sort": "-area"}


def test_the_newest_first_beside_wishes_were_asked_for(client):
    _path, query = asked(client, "ab 2 ha", sort="newest", zoning="GI", nice="zoning")
    assert query["sort"] == "newest"


def test_the_map_stays_the_map(client):
    assert asked(client, "5 ha", view="map")[0] == reverse("sites:map")


@pytest.mark.parametrize("phrase", ["Halle 5.000 m²", "5.000 m², Kran 10 t"])
def test_a_page_of_plots_leads_to_the_halls_that_were_asked_for(client, phrase):
    path, query = asked(client, phrase, view="plots_map", zoning="GI", status="free")
    assert path == reverse("sites:halls_map")
    assert "zoning" not in query
    assert "kind" not in query
    assert query["status"] == "free"


def test_a_page_of_halls_needs_no_filter_for_the_kind(client):
    assert asked(client, "Halle 10 m", view="halls") == (reverse("sites:halls"), {"clear_height_min": "10"})


def test_a_figure_of_halls_overrules_the_kind_in_force(client):
    assert asked(client, "Kran 10 t", kind="plot")[1] == {"kind": "hall", "crane_min": "10"}


def test_sofort_means_today(client):
    assert asked(client, "sofort")[1] == {"available_by": timezone.localdate().isoformat()}


def test_an_english_page_stays_english(client):
    with translation.override("en"):
        path, query = asked(client, "warehouse 8000 sqm")
        assert path == reverse("sites:list")
    assert query["area_min"] == "8000"


def test_what_is_not_understood_is_said(client):
    page = client.get(reverse("sites:list"), {"q": "kein Gleis"}).content.decode()
    assert "„kein Gleis“" in page or "“kein Gleis”" in page


@pytest.mark.once
def test_a_phrase_that_is_too_long_is_cut_and_the_page_says_so(client):
    response = client.get(reverse("sites:list"), {"ask": "Halle 5 ha " * 500})
    assert response.url.endswith("#phrase-cut")
    assert 'id="phrase-cut"' in client.get(reverse("sites:list")).content.decode()
    assert len(response.url) < 300


def page_that_answers(client, phrase):
    return client.get(reverse("sites:list"), {"ask": phrase}, follow=True).content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    "phrase", ["-5 ha", "Halle 20 Stellplätze", "kein Gleis", "Miete bis 2.000 €", "Halle 5"]
)
def test_a_figure_that_is_not_understood_is_told_and_hides_nothing(client, phrase):
    SpaceFactory(hall=True, name_de="Nordhalle")
    _path, query = asked(client, phrase)
    page = page_that_answers(client, phrase)
    assert query["unread"] in phrase
    assert f"„{query['unread']}“" in page or f"“{query['unread']}”" in page
    assert "Nordhalle" in page
    assert "q" not in query


def results(client, **query):
    return client.get(reverse("sites:list"), query, headers={"X-Fragment": "results"}).content.decode()


@pytest.mark.once
def test_of_a_sum_the_page_tells_what_can_be_asked_instead(client):
    assert "35 €/m²" in page_that_answers(client, "Miete bis 2.000 €")
    assert "35 €/m²" not in page_that_answers(client, "kein Gleis")


@pytest.mark.once
def test_what_was_not_understood_is_told_once(client):
    SpaceFactory(hall=True)
    page = results(client, area_min="5", unread="7 t")
    assert "7 t" in page
    assert "unread=" not in page
    assert "unread" not in asked(client, "5 ha", unread="7 t")[1]


@pytest.mark.once
@pytest.mark.parametrize("unread", ["<b>x</b>", "\u202e", "x" * 5000, ""])
def test_whatever_an_address_calls_not_understood_is_but_text(client, unread):
    page = results(client, unread=[unread] * 60)
    assert "<b>x</b>" not in page
    assert "x" * 201 not in page
    assert page.count("<bdi>") == (20 if unread else 0)


def test_an_airport_is_found_by_its_city(client):
    AreaFactory(key="14713000", name="Leipzig")
    airport = LandmarkFactory(name="Leipzig/Halle", code="LEJ")
    LandmarkFactory(name="Leipzig-Altenburg", code="AOC")
    assert asked(client, "20 km zum Flughafen Leipzig")[1] == {
        "place": f"landmark:{airport.pk}",
        "radius": "20",
    }


@pytest.mark.once
@pytest.mark.parametrize(
    "phrase", ["\x00", "🏭", "1.2.3", "\u202e", "9" * 5000, "%00", "//evil.example", "a\r\nb: c"]
)
def test_no_phrase_breaks_the_page(client, phrase):
    response = client.get(reverse("sites:list"), {"ask": phrase}, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[0][0].startswith("/flaechenpool/")


@pytest.mark.once
def test_blanks_are_no_phrase(client):
    assert client.get(reverse("sites:list"), {"ask": "  "}).url == reverse("sites:list")


@pytest.mark.once
@pytest.mark.parametrize("name", ["sites:pool", "sites:list", "sites:halls_map", "portal:home"])
def test_the_field_stands_on_the_ways_into_the_pool(client, name):
    assert 'name="ask"' in client.get(reverse(name)).content.decode()


def test_a_misspelt_place_offers_the_one_meant_as_a_link(client):
    AreaFactory(key="14713000", name="Leipzig")
    page = client.get(reverse("sites:list"), {"place": "Lepzig", "radius": "10"}).content.decode()
    assert "Dieser Ort ist nicht bekannt. Wählen Sie einen der Vorschläge." in page
    assert 'href="?place=area%3A14713000&amp;radius=10"' in page


def test_an_ambiguous_place_offers_its_candidates_as_links(client):
    AreaFactory(key="14730200", name="Naundorf")
    AreaFactory(key="14729080", name="Naunhof")
    page = client.get(reverse("sites:list"), {"place": "Naun", "area_min": "5"}).content.decode()
    assert 'href="?place=area%3A14730200&amp;area_min=5"' in page
    assert 'href="?place=area%3A14729080&amp;area_min=5"' in page


def test_a_place_field_shows_the_name_not_the_token(client):
    AreaFactory(key="14713000", name="Leipzig")
    page = client.get(reverse("sites:list"), {"place": "area:14713000"}).content.decode()
    assert re.search(r'name="place" autocomplete="off"\s+value="Leipzig"', page)
