"""What is asked with SQL that was worked out before is what Django's own queryset finds."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import Distance
from django.db import connections, models
from django.utils import translation

from database.prepared import Compiled, CompiledQuery, Prepared, Question, prefetches
from news.models import Article, Category
from sites.models import Space, SpacePhoto
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import (
    LEIPZIG,
    BusinessParkFactory,
    OfferFactory,
    SpaceDocumentFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 7, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def space():
    space = SpaceFactory(park=BusinessParkFactory(), name_en="Site", at=LEIPZIG)
    OfferFactory(space=space)
    SpaceDocumentFactory(space=space)
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Luftbild")
    return space


def by_number():
    return Prepared(Space.objects.with_page, "number")


def loaded(thing):
    """What was read of it and of all that came with it."""
    fields = {name: value for name, value in vars(thing).items() if not name.startswith("_")}
    related = {
        name: loaded(other)
        for name, other in thing._state.fields_cache.items()
        if other and name not in ("space", "article")
    }
    rows = getattr(thing, "_prefetched_objects_cache", {})
    return fields, related, {name: [loaded(row) for row in rows[name]] for name in sorted(rows)}


@pytest.mark.parametrize("language", ["de", "en"])
def test_one_thing_comes_with_all_that_its_queryset_brings_in_as_many_questions(
    space, language, django_assert_num_queries
):
    SpaceFactory(park=space.park)
    things = by_number()
    with translation.override(language):
        things.get(space.number)
        with django_assert_num_queries(1 + len(prefetches(Space.objects.with_page()))):
            found = things.get(space.number)
        assert loaded(found) == loaded(Space.objects.with_page().get(pk=space.pk))
        with django_assert_num_queries(0):
            assert found.park.name == space.park.name
            assert [offer.space for offer in found.offers.all()] == [found]
            assert found.photos.all()[0].picture.width
            assert list(found.utilities.all()) == []


def test_each_key_finds_its_own_thing_and_one_that_is_nobodys_finds_none():
    things = by_number()
    for space in (SpaceFactory(), SpaceFactory()):
        OfferFactory(space=space, note=f"von {space.number}")
        found = things.get(space.number)
        assert (found, [offer.note for offer in found.offers.all()]) == (space, [f"von {space.number}"])
    for nobodys in (space.number + 1, 10**9, 10**20, -(10**20)):
        with pytest.raises(Space.DoesNotExist):
            things.get(nobodys)


def test_rows_can_be_asked_further(space):
    found = by_number().get(space.number)
    assert found.offers.count() == 1
    assert list(found.offers.filter(pk=0)) == []
    assert found.offers.filter(space=space).get() == space.offers.get()


def test_bare_it_is_one_question(space, django_assert_num_queries):
    bare = by_number().bare
    with django_assert_num_queries(1):
        found = bare.get(space.number)
    assert found == space
    assert "park" not in found._state.fields_cache


def test_a_thing_can_be_known_by_a_text():
    article = ArticleFactory()
    assert Prepared(Article.objects.with_page, "slug").get(article.slug) == article


def test_translated_columns_are_those_of_the_language():
    """A list in the order of names has another order in each."""
    CategoryFactory(slug="arbeit", name_de="Arbeit", name_en="Work")
    CategoryFactory(slug="standort", name_de="Standort", name_en="Location")
    since = Category._meta.pk
    named = Question(
        lambda least: (
            Category.objects.filter(pk__gte=least).order_by("name").values_list("name_de", flat=True)
        ),
        least=since,
    )
    for language, names in (("de", ["Arbeit", "Standort"]), ("en", ["Standort", "Arbeit"])) * 2:
        with translation.override(language):
            assert named.answer(least=0) == names


def test_an_hour_brings_its_day_by_the_clock_of_the_region():
    public = Question(
        lambda at: Space.objects.published(at).values_list("pk"),
        at=models.DateTimeField(),
    )
    today = SpaceFactory()
    Space.objects.update(published_from=NOON, published_until=NOON + 2 * DAY, confirm_until=date(2027, 7, 2))
    late = datetime(2027, 7, 2, 22, 30, tzinfo=UTC)  # the third by the clock of Berlin
    answers = [public.answer(at=at) for at in (NOON - DAY / 24, NOON, late - DAY / 24, late)]
    assert answers == [[], [(today.pk,)], [(today.pk,)], []]


def test_a_place_is_a_value_too():
    near, far = SpaceFactory(at=LEIPZIG), SpaceFactory(at=(13, 51))
    by_distance = Question(
        lambda place: Space.objects.order_by(Distance("public_location", place)).values_list("pk")[:1],
        place=GeometryField(srid=3035),
    )
    for space in (near, far, near):
        assert by_distance.answer(place=space.public_location) == [(space.pk,)]


def test_two_values_of_a_kind_are_told_apart():
    between = Question(
        lambda least, most: Space.objects.filter(area__gte=least, area__lte=most).values_list("area"),
        least=models.IntegerField(),
        most=models.IntegerField(),
    )
    SpaceFactory(area=5_000)
    assert between.answer(least=4_000, most=6_000) == [(5_000,)]
    assert between.answer(least=6_000, most=4_000) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda at, most: Space.objects.published(at).filter(area__gte=most)[:most],
        lambda at, most: Space.objects.published(at).filter(
            area__gte=most, updated_at__lt=at + timedelta(hours=1)
        ),
        lambda at, most: Space.objects.published(at).filter(area__gte=most, area__lt=most + 1),
        lambda at, most: Space.objects.published(at).filter(area__in=[most, most * 2]),
        lambda at, most: Space.objects.published(at),
        lambda at, most: Space.objects.published().filter(area__gte=most),
    ],
)
def test_a_value_that_does_not_stand_in_the_sql_as_it_is_is_refused(make):
    question = Question(make, at=models.DateTimeField(), most=models.IntegerField())
    with pytest.raises(ValueError, match="stand in the SQL as they are"):
        question.answer(at=NOON, most=3)


def test_none_is_refused():
    question = Question(lambda most: Space.objects.filter(area__gte=most), most=models.IntegerField())
    with pytest.raises(ValueError, match="None"):
        question.answer(most=None)


def test_each_thread_has_readers_and_a_connection_of_its_own():
    """GEOS's readers keep state while they read: two threads that share one break each other's."""
    question = by_number().question

    def compiler():
        return CompiledQuery(question.in_language(), {"key": 1}).get_compiler("default")

    ours = compiler()
    with ThreadPoolExecutor(1) as other:
        theirs = other.submit(compiler).result()
        other.submit(connections.close_all).result()
    assert theirs.connection is not ours.connection
    readers = [
        {
            id(convert)
            for converters, _expression in each.get_converters([]).values()
            for convert in converters
        }
        for each in (ours, theirs)
    ]
    assert all(readers)
    assert readers[0].isdisjoint(readers[1])


def test_the_sql_is_worked_out_once_for_all_threads(monkeypatch):
    question, done = by_number().question, []
    compile_ = Compiled.compile
    monkeypatch.setattr(Compiled, "compile", lambda *given: done.append(1) or compile_(*given))
    question.in_language()
    with ThreadPoolExecutor(1) as other:
        assert other.submit(question.in_language).result() is question.in_language()
    assert len(done) == 2  # with other stand-ins once more
