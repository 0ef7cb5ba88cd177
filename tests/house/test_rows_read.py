"""Of a full pool a page reads the rows it shows, and little more, by what PostgreSQL knows of them."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.contrib.gis.geos import Point
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from editing.admin.notices import not_translated
from news.article_counts import count_articles as count_articles
from news.models import Article
from regions.crs import to_storage
from sites.admin.filters import DistrictFilter
from sites.models import BusinessPark, Plot, Space
from sites.pool.stock import count_stock
from sites.search.filters import SpaceFilterSet
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.regions import AreaFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory
from tests.plans import ONE_BY_ONE, rows_read

pytestmark = [pytest.mark.django_db, pytest.mark.postgis, pytest.mark.slow]

MANY = 1_000
FEW = MANY // 10
SPACES, ARTICLES = Space._meta.db_table, Article._meta.db_table


def copied(thing, changes):
    """Many rows like `thing`, each with the changes of its place in the row."""
    model = type(thing)
    columns = {field.attname: getattr(thing, field.attname) for field in model._meta.concrete_fields}
    del columns["id"]
    model.objects.bulk_create(model(**columns | changes(place)) for place in range(MANY))


@pytest.fixture
def pool():
    """Many plots in forty municipalities of twenty districts, of two organisations, in forty parks."""
    state = AreaFactory(state=True)
    districts = [AreaFactory(district=True, key=f"147{number}", parent=state) for number in range(10, 30)]
    places = [AreaFactory(parent=districts[number % 20], name=f"Ort {number}") for number in range(40)]
    stewards = OrganisationFactory.create_batch(2)
    parks = BusinessParkFactory.create_batch(40, municipality=places[0], name_en="Park")
    space = SpaceFactory(municipality=places[0], area=1_000)
    copied(
        space,
        lambda place: {
            "number": 100_000 + place,
            "external_reference": "",
            "area": 1_000 + place,
            "first_published_at": timezone.now() - timedelta(hours=place),
            "municipality_id": places[place % 40].pk,
            "steward_id": stewards[place % 2].pk,
            "park_id": parks[place % 40].pk,
        },
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE regions_area")
    return districts


@pytest.fixture
def news():
    """Many articles of eight years."""
    article = ArticleFactory()
    copied(article, lambda place: {"slug": f"a-{place}", "date": date(2018 + place % 8, 1 + place % 12, 5)})


@pytest.fixture
def desk(client):
    """Asks for a list of the administration: (its admin, the request)."""
    client.force_login(UserFactory(administrator=True))

    def ask(model):
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        answer = client.get(reverse(name))
        return admin.site.get_model_admin(model), answer.wsgi_request

    return ask


def test_which_districts_have_objects_can_be_asked_of_one_object_each(desk, pool):
    plots, request = desk(Plot)
    offered = []

    def ask():
        offered.extend(DistrictFilter(request, {}, Plot, plots).lookup_choices)

    assert rows_read(ask, SPACES, without=ONE_BY_ONE) < FEW
    assert [key for key, _name in offered] == [district.key for district in pool]


def test_which_organisations_have_objects_is_asked_of_one_object_each(desk, pool):
    plots, request = desk(Plot)
    _name, made = plots.list_filter[-1]
    offered = []

    def ask():
        field = Plot._meta.get_field("steward")
        offered.extend(made(field, request, {}, Plot, plots, "steward").lookup_choices)

    assert rows_read(ask, SPACES) < FEW
    assert len(offered) == 2


def test_of_many_around_a_place_the_nearest_are_read_alone():
    """PostgreSQL thinks that hardly any lie there: it read and sorted them all."""
    space = SpaceFactory(at=(12.3, 51.3))
    places = [to_storage(Point(12.3 + place / 1_000, 51.3, srid=4326)) for place in range(MANY)]
    copied(
        space,
        lambda place: {
            "number": 100_000 + place,
            "external_reference": "",
            "location": places[place],
            "public_location": places[place],
        },
    )
    asked = QueryDict("place=point:51.3,12.3&radius=25&sort=distance")
    search, found = SpaceFilterSet(asked, Space.objects.published().on_offer()), []
    assert rows_read(lambda: found.extend(search.nearest_first().primary_keys()[:18]), SPACES) < FEW
    assert found == list(search.matches.primary_keys()[:18])


def test_the_objects_of_a_park_are_counted_without_the_others(desk, pool):
    parks, request = desk(BusinessPark)
    shown = []
    assert rows_read(lambda: shown.extend(parks.get_queryset(request)[:2]), SPACES) < FEW
    assert [parks.space_count(park) for park in shown] == [MANY // 40, MANY // 40]


def test_what_waits_for_its_translation_is_counted_from_an_index_of_it(pool, news):
    Space.objects.update(name_en="Site")
    Article.objects.exclude(pk=Article.objects.newest_first()[0].pk).update(title_en="News")
    user = UserFactory(administrator=True)
    told = []
    now = timezone.now()
    assert rows_read(lambda: told.extend(not_translated(user, now)), SPACES, ARTICLES) < FEW
    assert [notice.count for notice in told if notice.count] == [1]


def test_an_area_shows_its_largest_objects_without_reading_the_pool(client, pool, monkeypatch):
    known = count_stock()
    monkeypatch.setattr("sites.pool.stock.count_stock", lambda: known)
    municipality = Space.objects.last().municipality
    for area in (pool[0], municipality):
        address = reverse("sites:area", args=[area.slug])
        assert rows_read(lambda address=address: client.get(address), SPACES) < FEW


def test_a_park_reads_its_own_objects(client, pool, monkeypatch):
    known = count_stock()
    monkeypatch.setattr("sites.pool.stock.count_stock", lambda: known)
    address = BusinessPark.objects.last().get_absolute_url()
    assert rows_read(lambda: client.get(address), SPACES) < FEW


def test_the_feed_of_all_objects_does_not_count_them(client, pool, monkeypatch):
    known = count_stock()
    monkeypatch.setattr("sites.pool.stock.count_stock", lambda: known)
    assert rows_read(lambda: client.get(reverse("sites:feed")), SPACES) <= 100 + FEW
    assert f"<opensearch:totalResults>{MANY + 1}<" in client.get(reverse("sites:feed")).content.decode()


def test_home_reads_the_objects_and_articles_that_it_shows(client, pool, news, monkeypatch):
    known, told = count_stock(), count_articles()
    monkeypatch.setattr("sites.pool.stock.count_stock", lambda: known)
    monkeypatch.setattr("news.article_counts.count_articles", lambda: told)
    assert rows_read(lambda: client.get(reverse("portal:home")), SPACES, ARTICLES) < FEW


def test_a_page_of_news_is_read_from_the_beginning_of_its_year(client, news, monkeypatch):
    known = count_articles()
    monkeypatch.setattr("news.article_counts.count_articles", lambda: known)
    newest = list(Article.objects.newest_first().values_list("pk", flat=True))
    for page in (1, 40, 83):
        shown = []

        def ask(page=page, shown=shown):
            shown += client.get(reverse("news:list"), {"page": page}).context["object_list"]

        assert rows_read(ask, ARTICLES) < MANY // 8 + 100
        assert [article.pk for article in shown] == newest[(page - 1) * 12 : page * 12]
