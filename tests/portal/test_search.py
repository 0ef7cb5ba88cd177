from datetime import date

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from portal.search import search_all
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.portal import PageFactory
from tests.factories.projects import ProjectFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory, UtilityFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db

EVERYTHING = [
    (ArticleFactory, "title_de"),
    (ProjectFactory, "title_de"),
    (QuoteFactory, "text_de"),
    (SpaceFactory, "name_de"),
    (BusinessParkFactory, "name_de"),
    (PageFactory, "title_de"),
]


def search(client, words, path="/suche/", **parameters):
    return client.get(path, {"q": words, **parameters})


@pytest.mark.parametrize(("factory", "field"), EVERYTHING)
def test_everything_is_found_whatever_the_spelling(client, factory, field):
    factory(**{field: "Große Gleisanschlüsse"})
    for words in ("gleisanschlüsse", "GROSSE", "gleisanschluesse grosse"):
        assert search(client, words).context["total"] == 1


@pytest.mark.parametrize(("factory", "field"), EVERYTHING)
def test_nothing_unpublished_is_found(client, factory, field):
    factory(**{field: "Gleisanschluss", "workflow_state": "draft"})
    assert search(client, "Gleisanschluss").context.get("total") == 0


def test_an_article_is_found_by_the_caption_of_a_photo_until_that_is_deleted(client):
    photo = ArticlePhotoFactory(caption_de="Ein Kran im Gegenlicht", caption_en="A crane against the sun")
    for words in ("Gegenlicht", "crane"):
        assert search(client, words).context["total"] == 1
    photo.delete()
    assert search(client, "Gegenlicht").context["total"] == 0


def test_a_space_is_found_by_its_park_in_any_language_whoever_saved_it(client):
    with translation.override("en"):
        SpaceFactory(park=BusinessParkFactory(name_de="Silberfeld", name_en="Silver field"))
    for words in ("Silberfeld", "Silver"):
        found = search(client, words).context["groups"]
        assert {group.key: group.count for group in found} == {"spaces": 1, "parks": 1}


@pytest.mark.parametrize(("path", "word"), [("/suche/", "Wasserstoff"), ("/en/search/", "hydrogen")])
def test_spaces_are_found_by_their_facts_and_the_pool_shows_the_same_ones(client, path, word):
    SpaceFactory(name_de="Mittelfeld")
    UtilityFactory(space=SpaceFactory(name_de="Nordfeld"), medium="hydrogen")
    [group] = search(client, word, path).context["groups"]
    assert [str(space.name) for space in group.first] == ["Nordfeld"]
    pool = client.get(group.url, follow=True)
    assert pool.redirect_chain
    assert [space.pk for space in pool.context["spaces"]] == [space.pk for space in group.first]


def test_who_types_the_name_of_a_space_finds_that_one(client):
    SpaceFactory(name_de="Wasserstoffpark")
    [group] = search(client, "Wasserstoffpark").context["groups"]
    assert "q=Wasserstoffpark" in group.url


def test_hits_come_in_groups_with_their_number(client):
    for _ in range(7):
        ArticleFactory(title_de="Hafen")
    ProjectFactory(title_de="Hafenbahn")
    context = search(client, "hafen").context
    assert {group.key: group.count for group in context["groups"]} == {"news": 7, "projects": 1}
    assert [len(hits) for _group, hits in context["results"]] == [5, 1]


def test_kinds_come_in_one_order_each_with_its_words_and_the_way_to_all_of_it(client):
    for factory, field in EVERYTHING:
        factory(**{field: "Gleis & Hafen"})
    with translation.override("en"):
        found = search_all("gleis & hafen")
    words = "gleis+%26+hafen"
    assert [(group.key, group.label, group.url) for group in found] == [
        ("news", "News", f"/en/search/?q={words}&in=news"),
        ("spaces", "Sites and buildings", f"/en/space-pool/list/?q={words}"),
        ("parks", "Business parks", f"/en/search/?q={words}&in=parks"),
        ("projects", "Projects", f"/en/search/?q={words}&in=projects"),
        ("quotes", "Quotes", f"/en/search/?q={words}&in=quotes"),
        ("pages", "Pages", f"/en/search/?q={words}&in=pages"),
    ]


def test_hits_come_in_the_order_of_their_rooms(client):
    old = ArticleFactory(title_de="Hafen alt", date=date(2025, 1, 1))
    new = ArticleFactory(title_de="Hafen neu", date=date(2026, 1, 1))
    parks = [BusinessParkFactory(name_de=f"Hafen {letter}") for letter in "BA"]
    pages = [PageFactory(key=key, title_de="Hafen") for key in ("press", "contact")]
    hits = {group.key: list(group.hits) for group in search_all("hafen")}
    assert hits["news"] == [new, old]
    assert hits["parks"] == parks[::-1]
    assert hits["pages"] == pages[::-1]


@pytest.mark.parametrize(
    ("teaser", "body", "shown"),
    [
        ("Ein Hafen.", "<p>Noch ein Hafen.</p>", "Ein Hafen."),
        ("Kein Wort.", "<p>Ein <b>Hafen</b> im Text.</p>", "Ein Hafen im Text."),
        ("Kein Wort.", "<p>Nichts.</p>", "Kein Wort."),
    ],
)
def test_of_a_hit_the_text_is_shown_that_holds_the_word(client, teaser, body, shown):
    ArticleFactory(title_de="Hafenfest", teaser_de=teaser, body_de=body)
    [(_group, [hit])] = search(client, "hafen").context["results"]
    assert strip_tags(hit["text"]) == shown
    assert hit["title"] == "<mark>Hafen</mark>fest"


def test_one_group_can_be_read_to_the_end(client):
    for _ in range(21):
        ArticleFactory(title_de="Hafen")
    for page, count in (({}, 20), ({"page": 2}, 1)):
        [(_group, hits)] = search(client, "hafen", **{"in": "news"}, **page).context["results"]
        assert len(hits) == count


def test_of_very_many_hits_the_first_can_be_read_and_nobody_counts_the_others(client, monkeypatch):
    for module in ("publishing.querysets", "portal.search"):
        monkeypatch.setattr(f"{module}.MAX_COUNTED", 6)
    articles = [ArticleFactory(title_de="Hafen", date=date(2026, 1, day)) for day in range(1, 9)]
    for number in range(7):
        SpaceFactory(name_de=f"Hafen {number}")
    page = text_of(search(client, "hafen"))
    assert "<b>Mehr als 12</b> Treffer" in page
    assert "Die ersten 6 Treffer: Aktuelles" in page
    assert "Alle gefundenen Objekte zeigen" in page
    chosen = search(client, "hafen", **{"in": "news"})
    [(_group, hits)] = chosen.context["results"]
    assert [hit["thing"] for hit in hits] == articles[:1:-1]


def test_spaces_lead_into_the_pool_with_the_same_number(client):
    SpaceFactory(name_de="Hafen Süd & West")
    SpaceFactory(name_de="Hafen Nord", taken=True)
    page = search(client, "hafen").content.decode()
    assert "Hafen Nord" not in page  # it is sold or let
    assert 'href="/flaechenpool/liste/?q=hafen"' in page
    assert 'data-count="1"' in client.get("/flaechenpool/liste/?q=hafen").content.decode()


def test_an_excerpt_of_a_legal_page_shows_what_its_readers_read(client, settings):
    settings.ENQUIRY_RETENTION_DAYS = 20
    PageFactory(key="privacy", body_de="<p>Wir behalten Anfragen [Wert: Tage Anfragen] Tage.</p>")
    [(_group, [hit])] = search(client, "behalten").context["results"]
    assert strip_tags(hit["text"]) == "Wir behalten Anfragen 20 Tage."
    assert search(client, "Wert").context["total"] == 0


def test_hits_are_marked_and_their_markup_is_escaped(client):
    ArticleFactory(title_de="<b>Größe</b> zählt")
    page = search(client, "groesse").content.decode()
    assert "&lt;b&gt;<mark>Größe</mark>&lt;/b&gt; zählt" in page


def test_what_is_sold_or_let_is_not_found(client):
    SpaceFactory(name_de="Hafen Süd & West")
    SpaceFactory(name_de="Hafen Nord", taken=True)
    answer = search(client, "hafen")
    assert answer.context["total"] == 1
    assert "Hafen Nord" not in text_of(answer)


def test_no_hit_says_what_to_do(client):
    answer = search(client, "xyzzy")
    assert "Keine Treffer für „xyzzy“" in answer.content.decode()


def test_an_empty_search_asks_for_words(client):
    answer = client.get(search(client, "  ").url)
    assert answer.status_code == 200
    assert "groups" not in answer.context


def test_results_are_not_for_search_engines(client):
    assert 'content="noindex' in search(client, "x").content.decode()


@pytest.mark.parametrize(
    "words", ["\x00", "x" * 5000, "%", "_", "'", '"><script>', "\ud7ff", "a " * 40, "ß", "…"]
)
def test_odd_words_do_no_harm(client, words):
    ArticleFactory()
    answer = search(client, words)
    assert answer.status_code == 200
    assert "<script>" not in text_of(answer).split("<main")[1]


def test_what_cannot_be_searched_is_said_beside_the_field_and_kept(client):
    page = search(client, "x" * 101).content.decode()
    assert 'id="id_q_error"' in page
    assert "x" * 101 in page


@pytest.mark.parametrize("parameters", [{"in": "nothing"}, {"page": "x"}])
def test_odd_parameters_do_no_harm(client, parameters):
    ArticleFactory(title_de="Hafen")
    assert search(client, "hafen", **parameters).status_code == 200


def test_a_page_that_does_not_exist_is_a_404(client):
    ArticleFactory(title_de="Hafen")
    assert search(client, "hafen", **{"in": "news", "page": 9999}).status_code == 404


def test_the_search_speaks_english(client):
    ArticleFactory(title_de="Der Hafen", title_en="The port", slug="hafen")
    page = search(client, "hafen", path="/en/search/").content.decode()
    assert 'href="/en/news/hafen/"' in page
    assert "1</b> result for “hafen”" in page


def test_a_search_costs_the_same_whatever_is_found(client, django_assert_max_num_queries):
    ArticleFactory.create_batch(40, title_de="Hafen")
    SpaceFactory.create_batch(40, name_de="Hafen")
    with django_assert_max_num_queries(20):
        search(client, "hafen")


def test_an_excerpt_shows_the_word_and_is_short(client):
    ArticleFactory(teaser_de="", body_de=f"<p>{'vorher ' * 100}Straße {'nachher ' * 100}</p>")
    [(_group, [hit])] = search(client, "strasse").context["results"]
    assert "<mark>Straße</mark>" in hit["text"]
    assert len(hit["text"]) < 270
    assert hit["text"].startswith("… ")
    assert hit["text"].endswith(" …")
