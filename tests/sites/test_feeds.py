from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import translation

from sites.models import Space
from tests.factories.portal import SiteProfileFactory
from tests.factories.sites import SpaceFactory
from tests.reading import cookies_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"


@pytest.fixture
def feed(client, settings):
    settings.SITE_URL = "https://portal.example.org"

    def read(query="", route="feed", language="de"):
        with translation.override(language):
            address = reverse(f"sites:{route}")
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("application/atom+xml")
        return ElementTree.fromstring(answer.content)

    return read


def titles(root):
    return [title.text for title in root.findall(f"{ATOM}entry/{ATOM}title")]


def test_addresses_stand_beside_the_lists():
    assert [reverse(f"sites:{name}") for name in ("feed", "plots_feed", "halls_feed")] == [
        "/flaechenpool/liste.atom",
        "/flaechenpool/gewerbeflaechen/liste.atom",
        "/flaechenpool/hallen/liste.atom",
    ]


def test_the_feed_finds_what_the_list_finds(feed, client):
    SpaceFactory(name="Groß", area=50_000)
    SpaceFactory(name="Klein", area=500)
    assert titles(feed("area_min=5 ha")) == ["Groß"]
    assert client.get(reverse("sites:list"), {"area_min": "5 ha"}).context["count"] == 1


def test_the_region_publishes_it(feed):
    SiteProfileFactory(name_de="Metropolregion Müller & Söhne", name_en="Musterland Region")
    assert feed().findtext(f"{ATOM}author/{ATOM}name") == "Metropolregion Müller & Söhne"
    assert feed(language="en").findtext(f"{ATOM}author/{ATOM}name") == "Musterland Region"


def test_plots_and_halls_have_feeds_of_their_own(feed):
    SpaceFactory(name="Plot")
    SpaceFactory(name="Halle", hall=True)
    assert titles(feed(route="plots_feed")) == ["Plot"]
    assert titles(feed(route="halls_feed")) == ["Halle"]


@pytest.mark.parametrize("trait", ["draft", "taken"])
def test_only_objects_on_offer_are_fed(feed, trait):
    SpaceFactory(**{trait: True})
    assert titles(feed()) == []


def test_the_newest_come_first_whatever_the_list_is_sorted_by(feed):
    SpaceFactory(name="Älter", area=1)
    SpaceFactory(name="Neuer", area=2)
    assert titles(feed("sort=area")) == ["Neuer", "Älter"]


def test_the_feed_ends_at_a_hundred_and_states_the_total(feed, monkeypatch):
    monkeypatch.setattr("sites.feeds.MAX_ENTRIES", 2)
    for _number in range(3):
        SpaceFactory()
    root = feed()
    assert len(titles(root)) == 2
    assert root.find(TOTAL).text == "3"


@pytest.mark.parametrize(
    ("query", "route", "title"),
    [
        ("", "feed", "Flächenpool"),
        ("", "halls_feed", "Hallenobjekte"),
        ("area_min=5 ha&status=free", "plots_feed", "Gewerbeflächen: Fläche ab 5,0\xa0ha, verfügbar"),
        ("q=%01x", "feed", "Flächenpool: enthält x"),
    ],
)
def test_feeds_of_different_searches_bear_different_titles(feed, query, route, title):
    root = feed(query, route)
    assert root.findtext(f"{ATOM}title") == title
    assert root.findtext(f"{ATOM}subtitle") == "0 Objekte"


def test_an_entry_tells_place_figures_and_description_in_the_language_of_each(feed):
    SpaceFactory(area=50_000, description_de="Ebenes Land & Gleis.\n\nZweiter Absatz.")
    german, english = (
        feed(language=language).findtext(f"{ATOM}entry/{ATOM}summary") for language in ("de", "en")
    )
    assert german.startswith("<p>")
    assert "5,0\xa0ha" in german
    assert german.endswith("</p><p>Ebenes Land &amp; Gleis.</p>\n\n<p>Zweiter Absatz.</p>")
    assert '<div lang="de"><p>Ebenes' in english


def test_the_feed_links_to_itself_and_to_the_list_with_the_filters(feed):
    links = {link.get("rel"): link.get("href") for link in feed("kind=hall&page=3").findall(f"{ATOM}link")}
    assert links == {
        "self": "https://portal.example.org/flaechenpool/liste.atom?kind=hall",
        "alternate": "https://portal.example.org/flaechenpool/liste/?kind=hall",
    }


def test_an_id_survives_a_changed_name(feed):
    space = SpaceFactory(name="Vorher")
    before = feed().find(f"{ATOM}entry/{ATOM}id").text
    space.name_de = "Nachher"
    space.save()
    assert feed().find(f"{ATOM}entry/{ATOM}id").text == before


def test_an_entry_was_not_updated_before_it_could_be_seen(feed):
    space = SpaceFactory()
    Space.objects.filter(pk=space.pk).update(
        updated_at="2020-01-01T00:00Z", first_published_at="2020-02-01T00:00Z"
    )
    assert feed().find(f"{ATOM}entry/{ATOM}updated").text == "2020-02-01T00:00:00+00:00"


@pytest.mark.parametrize("pool", [0, 1])
def test_an_unchanged_feed_is_not_sent_again(client, pool):
    for _number in range(pool):
        SpaceFactory()
    address = reverse("sites:feed")
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_an_invalid_filter_answers_400_with_the_lists_own_words(client):
    answer = client.get(reverse("sites:feed"), {"area_min": "viel"})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    listed = client.get(reverse("sites:list"), {"area_min": "viel"}).context["filters"].messages
    assert answer.content.decode().splitlines() == listed


def test_control_characters_in_a_search_word_do_not_break_the_feed(feed):
    assert titles(feed("q=%01")) == []


def test_the_feed_sets_no_cookie(client):
    assert not cookies_of(client.get(reverse("sites:feed")))


@pytest.mark.parametrize("route", ["list", "map", "plots", "halls_map"])
def test_the_lists_name_their_feed(client, route):
    page = client.get(reverse(f"sites:{route}"), {"area_min": "5"}).content.decode()
    name = {"list": "feed", "map": "feed", "plots": "plots_feed", "halls_map": "halls_feed"}[route]
    assert f'href="{reverse(f"sites:{name}")}?area_min=5"' in page


def test_queries_do_not_grow_with_the_entries(client, django_assert_max_num_queries):
    for _number in range(5):
        SpaceFactory(price_m2=30, motorway_km=2)
    with django_assert_max_num_queries(8):
        client.get(reverse("sites:feed"), {"area_min": "1", "unknown": "area"})


def test_an_object_whose_first_day_nobody_noted_is_fed_all_the_same(feed):
    """Such as one published in bulk, past its own save()."""
    space = SpaceFactory(name="Ohne Tag", draft=True)
    Space.objects.filter(pk=space.pk).update(workflow_state="published")
    SpaceFactory(name="Mit Tag")
    entries = {entry.find(f"{ATOM}title").text: entry for entry in feed().findall(f"{ATOM}entry")}
    published = entries["Ohne Tag"].find(f"{ATOM}published").text
    assert published[:16] == space.created_at.isoformat()[:16]
    assert entries.keys() == {"Ohne Tag", "Mit Tag"}
