"""Addresses, languages, appearance and furniture of every page."""

import pytest
from django.urls import reverse
from django.utils import translation

from portal.models import SiteProfile
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import SiteProfileFactory
from tests.factories.projects import ProjectFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import SpaceFactory
from tests.reading import cookies_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PATHS = [
    "/",
    "/aktuelles/",
    "/zitate/",
    "/projekte/",
    "/flaechenpool/",
    "/flaechenpool/liste/",
    "/flaechenpool/karte/",
    "/flaechenpool/gewerbeflaechen/",
    "/flaechenpool/gewerbeflaechen/karte/",
    "/flaechenpool/hallen/",
    "/flaechenpool/hallen/karte/",
    "/suche/",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/leichte-sprache/",
    "/gebaerdensprache/",
    "/presse/",
    "/kontakt/",
]


def alternates(answer):
    return {alternate["code"]: alternate for alternate in answer.context["alternates"]}


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_a_twin_in_english_that_leads_back(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    english = alternates(answer)["en"]["url"]
    assert english.startswith("/en/")
    twin = client.get(english)
    assert twin.status_code == 200
    assert '<html lang="en"' in twin.content.decode()
    assert alternates(twin)["de"]["url"] == path


@pytest.mark.parametrize("path", PATHS)
def test_a_reader_gets_no_cookie(client, path):
    assert not cookies_of(client.get(path))


@pytest.mark.parametrize("path", PATHS)
def test_the_session_is_never_asked_for_on_a_reading_page(client, path, django_assert_max_num_queries):
    client.force_login(UserFactory())
    with django_assert_max_num_queries(20) as queries:
        client.get(path)
    assert not [query for query in queries if "accounts_session" in query["sql"]]


def test_the_language_switch_keeps_the_query(client):
    assert alternates(client.get("/flaechenpool/liste/?kind=hall"))["en"]["url"].endswith("/list/?kind=hall")


def test_hreflang_and_canonical_are_absolute_and_have_no_query(client, settings):
    page = client.get("/aktuelles/").content.decode()
    assert f'hreflang="en" href="{settings.SITE_URL}/en/news/"' in page
    with_query = client.get("/aktuelles/?utm_source=x").content.decode()
    assert "hreflang" not in with_query.partition("</head>")[0]  # such a page is none of its own
    for answer in (page, with_query):
        assert f'<link rel="canonical" href="{settings.SITE_URL}/aktuelles/">' in answer


def test_german_at_the_root_does_not_depend_on_the_browser(client):
    answer = client.get("/aktuelles/", headers={"accept-language": "en-GB,en"})
    assert '<html lang="de"' in answer.content.decode()


def test_the_furniture_stands_around_a_room_s_page(client):
    QuoteFactory(text_de="Ein Wort.")
    ProjectFactory(title_de="Ein Vorhaben")
    SpaceFactory()
    page = client.get(ArticleFactory().get_absolute_url()).content.decode()
    for part in ("Ein Wort.", "Ein Vorhaben", reverse("sites:plots_map"), reverse("sites:halls")):
        assert part in page


def test_the_furniture_counts_only_what_visitors_see(client):
    SpaceFactory()
    SpaceFactory(draft=True)
    SpaceFactory(taken=True)
    furniture = client.get("/aktuelles/").context["furniture"]
    assert (furniture.plot_count, furniture.hall_count) == (1, 0)


def test_the_administration_asks_for_nothing_of_the_portal(client):
    client.force_login(UserFactory(administrator=True))
    answer = client.get("/admin/")
    assert answer.status_code == 200
    context = answer.context
    assert "furniture" not in context
    assert "alternates" not in context


def test_the_region_s_name_comes_from_its_profile(client):
    SiteProfileFactory(name_de="Metropolregion Musterland", name_en="Sample Metropolitan Region")
    assert "Metropolregion Musterland" in client.get("/aktuelles/").content.decode()
    assert "Sample Metropolitan Region" in client.get("/en/news/").content.decode()


def test_there_is_a_name_before_anybody_entered_one():
    with translation.override("de"):
        assert SiteProfile.current().name == "Metropolregion"
