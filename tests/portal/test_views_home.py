import re
from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.utils import timezone

from projects.models import Project
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.portal import FigureFactory, SiteProfileFactory
from tests.factories.projects import ProjectFactory, ProjectPhotoFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import DistrictFactory, MunicipalityFactory, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def home(client, path="/"):
    return client.get(path).content.decode()


def test_an_empty_portal_has_a_home_page(client):
    assert client.get("/").status_code == 200
    assert client.get("/en/").status_code == 200


def test_the_home_page_shows_something_of_every_room(client):
    SiteProfileFactory(hero_title_de="Drei Länder, kurze Wege")
    FigureFactory(value_de="11", label_de="Metropolregionen")
    ArticleFactory(title_de="Die Meldung")
    QuoteFactory(text_de="Das Zitat.")
    SpaceFactory(name_de="Die Fläche")
    ProjectFactory(title_de="Das Projekt")
    page = home(client)
    for part in (
        "Drei Länder, kurze Wege",
        "Metropolregionen",
        "Die Meldung",
        "Das Zitat.",
        "Die Fläche",
        "Das Projekt",
    ):
        assert part in page


def test_the_newest_article_leads_and_four_follow(client):
    for _ in range(7):
        ArticleFactory()
    assert len(client.get("/").context["articles"]) == 5


def test_the_three_newest_objects_on_offer_and_three_projects_that_go_on_are_shown(client):
    spaces = [*SpaceFactory.create_batch(3), SpaceFactory(hall=True)]
    SpaceFactory(taken=True), SpaceFactory(draft=True)
    projects = ProjectFactory.create_batch(4)
    ProjectFactory(ends_on=timezone.localdate() - timedelta(days=1))
    context = client.get("/").context
    assert [space.pk for space in context["spaces"]] == [space.pk for space in spaces[:0:-1]]
    current = list(Project.objects.published().current())
    assert list(context["projects"]) == current[:3]
    assert set(current) == set(projects)


def test_the_network_is_of_cities_and_the_districts_are_named(client):
    district = DistrictFactory(name="Landkreis Mitte")
    profile = SiteProfileFactory()
    points = [Point(4_400_000 + 9_000 * number, 3_100_000, srid=3035) for number in range(3)]
    cities = [
        MunicipalityFactory(name=f"Stadt {number}", key=f"1473000{number}", parent=district, center=point)
        for number, point in enumerate(points)
    ]
    profile.cities.set([*cities, district])
    SpaceFactory(municipality=cities[0])
    page = home(client)
    assert ': Stadt 0, Stadt 1, Stadt 2"' in page
    assert re.findall(r'<option value="\d{5}">([^<]+)', page) == ["Landkreis Mitte"]


@pytest.mark.parametrize("factory", [ArticleFactory, ProjectFactory, SpaceFactory])
def test_drafts_are_not_on_the_home_page(client, factory):
    field = "name_de" if factory is SpaceFactory else "title_de"
    factory(**{field: "Rohfassung"}, draft=True)
    assert "Rohfassung" not in home(client)
    factory(**{field: "Rohfassung"})
    assert "Rohfassung" in home(client)


def test_the_finder_counts_what_is_on_offer(client):
    SpaceFactory()
    SpaceFactory(hall=True)
    SpaceFactory(taken=True)
    SpaceFactory(draft=True)
    page = home(client)
    assert "2 Objekte durchsuchen" in page
    assert "eine Gewerbefläche (1)" in page
    assert "eine Halle (1)" in page


class TestWhatTheFinderPromises:
    """Pressed untouched, or with another kind, the button gives as many objects as it says."""

    def options(self, client):
        page = home(client)
        select = page[page.index('id="finder-kind"') : page.index("</select>")]
        return re.findall(r'<option value="(\w*)"\s+data-search="(\d+) Objekte? durchsuchen">', select)

    @pytest.fixture(autouse=True)
    def pool(self, db):
        SpaceFactory()
        SpaceFactory(taken=True)
        SpaceFactory.create_batch(2, hall=True)

    def test_both_kinds_are_asked_for_unless_one_is_chosen(self, client):
        assert self.options(client) == [("", "3"), ("plot", "1"), ("hall", "2")]
        assert " selected" not in home(client)

    def test_the_number_of_each_kind_is_what_comes(self, client):
        for kind, number in self.options(client):
            sent = {"ask": "", "kind": kind, "district": "", "area_min": ""}
            page = client.get("/flaechenpool/liste/", sent, follow=True).content.decode()
            assert f'data-count="{number}"' in page

    def test_untouched_it_leads_to_the_plain_list(self, client):
        sent = {"ask": "", "kind": "", "district": "", "area_min": ""}
        assert client.get("/flaechenpool/liste/", sent).url == "/flaechenpool/liste/"

    def test_a_phrase_is_not_narrowed_to_one_kind(self, client):
        sent = {"ask": "ab 100 m²", "kind": "", "district": "", "area_min": ""}
        read = "/flaechenpool/liste/?area_min=100&phrase=ab+100+m%C2%B2"
        assert client.get("/flaechenpool/liste/", sent).url == read


def test_the_finder_offers_districts_that_have_objects(client):
    SpaceFactory()
    earlier = DistrictFactory(key="14729", name="Leipzig")
    SpaceFactory(municipality=MunicipalityFactory(key="14729010", parent=earlier))
    SpaceFactory(
        municipality=MunicipalityFactory(key="15001000", parent=DistrictFactory(key="15001")), taken=True
    )
    districts = re.findall(r'<option value="(\d{5})">', home(client))
    assert districts == ["14729", "14730"]  # by name: Leipzig, Nordsachsen


def test_what_the_finder_asks_is_understood_by_the_list(client):
    SpaceFactory(name_de="Große Fläche", area=50_000)
    SpaceFactory(name_de="Kleine Fläche", area=500)
    page = home(client, "/flaechenpool/liste/?kind=plot&district=14730&area_min=10.000")
    assert "Große Fläche" in page
    assert "Kleine Fläche" not in page


def test_the_home_page_costs_at_most_fourteen_queries(client, django_assert_max_num_queries):
    SiteProfileFactory()
    FigureFactory()
    for _ in range(40):
        article, project = ArticleFactory(), ProjectFactory()
        QuoteFactory()
        SpaceFactory(price_m2=20, motorway_km=3)
    ArticlePhotoFactory(article=article)
    ProjectPhotoFactory(project=project)
    with django_assert_max_num_queries(14):
        client.get("/")
