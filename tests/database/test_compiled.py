"""What is read with SQL that was compiled before is what Django's own queryset finds."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db.models import Prefetch
from django.utils import translation

from database.compiled import MAX_KEYS, CompiledQuery
from news.models import Article, Category
from publishing.cards import card_query
from sites.models import Space, SpacePhoto
from tests.factories.news import ArticleFactory, ArticlePhotoFactory, CategoryFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import (
    LEIPZIG,
    BusinessParkFactory,
    OfferFactory,
    SpaceDocumentFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db
QUERIES_OF_A_SPACE = 6
"""Itself, offers, photos, distances, utilities, documents."""


@pytest.fixture
def space():
    space = SpaceFactory(park=BusinessParkFactory(), name_en="Site", at=LEIPZIG)
    OfferFactory(space=space)
    SpaceDocumentFactory(space=space)
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Luftbild")
    return space


@pytest.fixture
def by_number():
    return CompiledQuery(Space.objects.with_page, "number")


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
def test_one_thing_comes_with_all_that_its_queryset_brings(
    space, by_number, language, django_assert_num_queries
):
    SpaceFactory(park=space.park)
    with translation.override(language):
        by_number.get(space.number)
        with django_assert_num_queries(QUERIES_OF_A_SPACE):
            found = by_number.get(space.number)
        assert loaded(found) == loaded(Space.objects.with_page().get(pk=space.pk))
        with django_assert_num_queries(0):
            assert found.park.name == space.park.name
            assert [offer.space for offer in found.offers.all()] == [found]
            assert found.photos.all()[0].picture.width
            assert list(found.utilities.all()) == []


def test_each_key_finds_its_own_thing_and_one_that_is_nobodys_finds_none(by_number):
    for space in (SpaceFactory(), SpaceFactory()):
        OfferFactory(space=space, note=f"von {space.number}")
        found = by_number.get(space.number)
        assert (found, [offer.note for offer in found.offers.all()]) == (space, [f"von {space.number}"])
    for nobodys in (space.number + 1, 10**9, 10**20, -(10**20)):
        with pytest.raises(Space.DoesNotExist):
            by_number.get(nobodys)


def test_rows_can_be_queried_further(space, by_number):
    found = by_number.get(space.number)
    assert found.offers.count() == 1
    assert list(found.offers.filter(pk=0)) == []
    assert found.offers.filter(space=space).get() == space.offers.get()


def test_bare_it_is_one_query(space, by_number, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = by_number.without_related.get(space.number)
    assert found == space
    assert "park" not in found._state.fields_cache


def test_a_thing_can_be_known_by_a_text():
    article = ArticleFactory()
    by_slug = CompiledQuery(Article.objects.with_page, "slug")
    assert by_slug.get(article.slug) == article
    with pytest.raises(Article.DoesNotExist):
        by_slug.get("x" * 1000)


def test_an_order_by_a_translated_column_is_that_of_the_language():
    keys = [
        CategoryFactory(slug=slug, name_de=german, name_en=english).pk
        for slug, german, english in (("a", "Arbeit", "Work"), ("b", "Standort", "Location"))
    ]
    by_name = CompiledQuery(lambda: Category.objects.order_by("name"))
    for language, in_order in (("de", keys), ("en", keys[::-1])) * 2:
        with translation.override(language):
            assert list(by_name.in_bulk(keys)) == in_order


def articles_with_photos(count, photos=2):
    """The first has none."""
    articles = [
        ArticleFactory(title_en="Harbour", date=date(2026, 1, 1 + place % 28)) for place in range(count)
    ]
    for article in articles[1:]:
        ArticlePhotoFactory.create_batch(photos, article=article)
    return articles


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_things_come_with_their_rows_in_two_queries(count, language, django_assert_num_queries):
    keys = [article.pk for article in articles_with_photos(count + 1)][1:]
    cards = card_query(Article)
    with translation.override(language):
        with django_assert_num_queries(2):
            found = cards.in_bulk(keys)
            widths = [photo.picture.width for article in found.values() for photo in article.photos.all()]
        expected = Article.objects.with_card().in_bulk(keys)
    assert (found.keys(), len(widths)) == ({*keys}, 2 * count)
    for key, thing in found.items():
        assert loaded(thing) == loaded(expected[key])
        assert all(photo.article is thing for photo in thing.photos.all())


def test_more_keys_than_one_statement_takes_are_read_by_several(django_assert_num_queries):
    keys = [article.pk for article in articles_with_photos(MAX_KEYS + 2, photos=1)]
    with django_assert_num_queries(4):
        found = card_query(Article).in_bulk(keys)
    assert found.keys() == {*keys}
    assert [len(found[key].photos.all()) for key in keys] == [0] + [1] * (MAX_KEYS + 1)


def test_statements_are_bounded(django_assert_num_queries):
    """However many keys there are, the database sees two statements for the things and two for their rows."""
    articles = articles_with_photos(9, photos=1)
    cards, seen = CompiledQuery(Article.objects.with_card), set()
    for count in range(1, len(articles)):
        cards.in_bulk([article.pk for article in articles[:count]])
    for statement in vars(cards.thread_local).values():
        seen |= {statement.sql, *(rows.statement.sql for rows in statement.relations)}
    assert len(seen) == 4


def test_no_keys_need_no_query_and_things_that_are_gone_have_no_rows(django_assert_num_queries):
    cards = card_query(Article)
    with django_assert_num_queries(0):
        assert cards.in_bulk([]) == {}
    with django_assert_num_queries(1):
        assert cards.in_bulk([10**6, 10**6 + 1]) == {}


@pytest.mark.parametrize(
    ("queryset", "words"),
    [
        (lambda: Category.objects.prefetch_related("articles__photos"), "only rows that point"),
        (
            lambda: Category.objects.prefetch_related(
                Prefetch("articles", Article.objects.prefetch_related("photos"))
            ),
            "rows of their own",
        ),
        (
            lambda: Category.objects.prefetch_related(Prefetch("articles", to_attr="news")),
            "only rows that point",
        ),
        (lambda: Article.objects.prefetch_related("category"), "only rows that point"),
        (lambda: Article.objects.prefetch_related("related"), "only rows that point"),
    ],
)
def test_only_rows_that_point_at_the_things_are_prefetched(queryset, words):
    with pytest.raises(ValueError, match=words):
        CompiledQuery(queryset).in_bulk([1])


def test_each_thread_has_statements_of_its_own(space, by_number):
    """GEOS's readers keep state while they read: two threads that share one break each other's."""
    by_number.get(space.number)
    with ThreadPoolExecutor(1) as other:
        assert other.submit(lambda: vars(by_number.thread_local)).result() == {}
    assert len(vars(by_number.thread_local)) == 1
