"""Rows that belong to several things, and things that keys name, are found as Django would find them."""

from datetime import UTC, date, datetime

import pytest
from django.db import models
from django.db.models import Prefetch
from django.utils import translation

from database.prepared import MOST_KEYS, Question, Things
from news.models import Article, Category
from sites.models import Offer, Space
from tests.database.test_prepared import loaded
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.sites import OfferFactory, SpaceFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 7, 1, 10, tzinfo=UTC)


def articles_with_photos(count, photos=2):
    articles = [
        ArticleFactory(title_en="Harbour", date=date(2026, 1, 1 + place % 28)) for place in range(count)
    ]
    for article in articles[1:]:  # the first has none
        ArticlePhotoFactory.create_batch(photos, article=article)
    return articles


def cards():
    return Things(lambda at: Article.objects.published(at).with_card(), at=models.DateTimeField())


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_things_are_those_of_their_keys_with_their_rows_in_two_questions(
    count, language, django_assert_num_queries
):
    keys = [article.pk for article in articles_with_photos(count + 1)][1:]
    things = cards()
    with translation.override(language):
        things.in_bulk(keys, at=NOON)
        with django_assert_num_queries(2):
            found = things.in_bulk(keys, at=NOON)
            said = {
                key: [photo.picture.width for photo in thing.photos.all()] for key, thing in found.items()
            }
        expected = Article.objects.published(NOON).with_card().in_bulk(keys)
    assert found.keys() == {*keys}
    assert all(len(widths) == 2 for widths in said.values())
    for key, thing in found.items():
        assert loaded(thing) == loaded(expected[key])
        assert all(photo.article is thing for photo in thing.photos.all())


def test_more_keys_than_one_statement_takes_are_asked_for_in_several(django_assert_num_queries):
    keys = [article.pk for article in articles_with_photos(MOST_KEYS + 2, photos=1)]
    things = cards()
    with django_assert_num_queries(4):
        found = things.in_bulk(keys, at=NOON)
    assert found.keys() == {*keys}
    assert [len(found[key].photos.all()) for key in keys] == [0] + [1] * (MOST_KEYS + 1)


def test_what_is_gone_is_left_out_and_no_keys_ask_nothing(django_assert_num_queries):
    kept, withdrawn = ArticleFactory(), ArticleFactory(workflow_state="withdrawn")
    things = cards()
    assert things.in_bulk([kept.pk, withdrawn.pk, kept.pk + 1000], at=NOON) == {kept.pk: kept}
    with django_assert_num_queries(0):
        assert things.in_bulk([], at=NOON) == {}


def test_things_are_of_the_moment_that_is_asked_about():
    article = ArticleFactory(published_from=NOON)
    things = cards()
    answers = [things.in_bulk([article.pk], at=NOON.replace(hour=hour)) for hour in (9, 10, 9)]
    assert [list(found) for found in answers] == [[], [article.pk], []]


def test_the_rows_of_one_thing_among_many_can_be_asked_further():
    spaces = SpaceFactory.create_batch(3)
    for space in spaces:
        OfferFactory(space=space)
    of_all = Question(
        lambda least: Space.objects.filter(pk__gte=least).order_by("pk").prefetch_related("offers"),
        least=Space._meta.pk,
    )
    found = of_all.answer(least=0)
    assert [list(space.offers.all()) for space in found] == [list(space.offers.all()) for space in spaces]
    assert [space.offers.count() for space in found] == [1, 1, 1]
    assert [space.offers.exclude(pk=0).get().space_id for space in found] == [space.pk for space in spaces]


def test_nothing_found_has_no_rows(django_assert_num_queries):
    none = Question(
        lambda least: Space.objects.filter(pk__gte=least).prefetch_related("offers"), least=Space._meta.pk
    )
    with django_assert_num_queries(1):
        assert none.answer(least=10**6) == []


def test_rows_that_hang_on_a_value_are_refused():
    SpaceFactory()
    question = Question(
        lambda least: Space.objects.filter(pk__gte=least).prefetch_related(
            Prefetch("offers", Offer.objects.filter(pk__gte=least))
        ),
        least=Space._meta.pk,
    )
    with pytest.raises(ValueError, match="stand in the SQL as they are"):
        question.answer(least=0)


@pytest.mark.parametrize(
    "make",
    [
        lambda key: Category.objects.filter(pk=key).prefetch_related("articles__photos"),
        lambda key: Category.objects.filter(pk=key).prefetch_related(
            Prefetch("articles", Article.objects.prefetch_related("photos"))
        ),
        lambda key: Category.objects.filter(pk=key).prefetch_related(Prefetch("articles", to_attr="news")),
        lambda key: Article.objects.filter(category=key).prefetch_related("category"),
        lambda key: Article.objects.filter(category=key).prefetch_related("related"),
    ],
)
def test_only_rows_without_rows_of_their_own_are_prefetched(make):
    article = ArticleFactory()
    with pytest.raises(ValueError, match="only rows that point at the things"):
        Question(make, key=Category._meta.pk).answer(key=article.category_id)
