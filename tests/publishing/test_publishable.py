"""What "published" means, asked of the database and of an object in memory. The clock is that of Berlin."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from news.models import Article
from publishing.querysets import is_published
from sites.models import Space
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 7, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def is_public(article, at):
    """Both answers, which must be one."""
    in_memory = Article.objects.get(pk=article.pk).is_published(at)
    assert Article.objects.published(at).filter(pk=article.pk).exists() == in_memory
    return in_memory


@pytest.mark.parametrize("trait", ["draft", "in_review", "withdrawn"])
def test_only_what_is_published_is_public(trait):
    assert not is_public(ArticleFactory(**{trait: True}), NOON)
    assert is_public(ArticleFactory(), NOON)


def test_a_scheduled_article_appears_at_its_moment():
    article = ArticleFactory(published_from=NOON)
    assert [is_public(article, at) for at in (NOON - SECOND, NOON)] == [False, True]


def test_an_article_vanishes_at_its_last_moment():
    article = ArticleFactory(published_until=NOON)
    assert [is_public(article, at) for at in (NOON - SECOND, NOON)] == [True, False]


@pytest.mark.parametrize(
    ("day", "midnight"),
    [
        (date(2027, 7, 1), datetime(2027, 7, 1, 22, tzinfo=UTC)),
        (date(2027, 1, 1), datetime(2027, 1, 1, 23, tzinfo=UTC)),
    ],
    ids=["summer", "winter"],
)
def test_what_nobody_confirmed_is_public_until_midnight_in_berlin(day, midnight):
    article = ArticleFactory(confirm_until=day)
    assert [is_public(article, at) for at in (midnight - SECOND, midnight)] == [True, False]


def test_what_waits_for_a_confirmation_is_told_apart_from_what_is_no_longer_published():
    stale = ArticleFactory(confirm_until=date(2027, 6, 1))
    ArticleFactory(draft=True)
    ArticleFactory(published_until=NOON)
    ArticleFactory(published_from=NOON + SECOND)
    assert not is_public(stale, NOON)
    assert list(Article.objects.published_or_stale(NOON)) == [stale]


def test_the_latest_stand_first_and_of_two_of_one_moment_the_one_stored_last():
    late, early, also_early = SpaceFactory.create_batch(3)
    Space.objects.filter(pk=late.pk).update(first_published_at=NOON + SECOND)
    Space.objects.exclude(pk=late.pk).update(first_published_at=NOON)
    assert list(Space.objects.newest_first()) == [late, also_early, early]


@pytest.mark.parametrize(("seconds", "is_refused"), [(-1, True), (0, True), (1, False)])
def test_the_last_moment_lies_after_the_first(seconds, is_refused):
    article = ArticleFactory()
    article.published_from, article.published_until = NOON, NOON + seconds * SECOND
    try:
        article.validate_constraints()
    except ValidationError:
        assert is_refused
    else:
        assert not is_refused


def test_with_one_end_open_no_order_is_asked_for():
    ArticleFactory(published_from=NOON).validate_constraints()
    ArticleFactory(published_until=NOON).validate_constraints()


@pytest.mark.parametrize(
    ("page", "title_en", "speaks", "is_translated"),
    [("de", "", "de", True), ("en", "", "de", False), ("en", "Harbour", "en", True)],
)
def test_on_an_english_page_an_article_without_english_speaks_german(page, title_en, speaks, is_translated):
    article = ArticleFactory(title_de="Hafen", title_en=title_en)
    with translation.override(page):
        assert (article.language_of("title"), article.is_translated) == (speaks, is_translated)


def test_a_relation_asks_the_same_of_one_article_at_a_time():
    category = CategoryFactory()
    ArticleFactory(category=category, draft=True)
    ArticleFactory(category=category, published_until=NOON)
    shown = type(category).objects.filter(is_published(NOON, prefix="articles__"), pk=category.pk)
    assert not shown.exists()


class TestFirstPublication:
    def test_a_draft_has_none(self):
        assert ArticleFactory(draft=True).first_published_at is None

    def test_a_date_ahead_is_the_first_and_may_still_move(self):
        later = timezone.now() + timedelta(days=7)
        article = ArticleFactory(published_from=later)
        assert article.first_published_at == later
        article.published_from = later + timedelta(days=1)
        article.save()
        assert article.first_published_at == later + timedelta(days=1)

    def test_what_is_withdrawn_before_its_date_was_never_public(self):
        article = ArticleFactory(published_from=timezone.now() + timedelta(days=7))
        article.workflow_state = Article.WorkflowState.WITHDRAWN
        article.save()
        assert article.first_published_at is None

    def test_its_address_is_known_from_that_moment_and_not_before(self):
        later = timezone.now() + timedelta(days=7)
        article = ArticleFactory(published_from=later)
        assert [article.has_been_public(at) for at in (later - SECOND, later)] == [False, True]

    def test_what_is_withdrawn_in_its_first_moment_was_public(self):
        article = ArticleFactory()
        article.workflow_state = Article.WorkflowState.WITHDRAWN
        first = article.first_published_at
        assert article.first_publication(at=first) == first
        assert article.first_publication(at=first - SECOND) is None

    def test_it_stays_when_the_article_is_withdrawn_and_published_again(self):
        article = ArticleFactory()
        first = article.first_published_at
        for state in ("withdrawn", "published"):
            article.workflow_state = state
            article.save()
        assert article.first_published_at == first


def test_each_save_counts_also_when_it_saves_one_field():
    article = ArticleFactory()
    article.title = "Anders"
    article.save(update_fields=["title"])
    assert Article.objects.get().version == article.version == 2


@pytest.mark.parametrize("words", ["hafen zander", "Zander  HAFEN"])
def test_a_search_finds_what_holds_every_word(words):
    found = ArticleFactory(title_de="Zander im Hafen")
    ArticleFactory(title_de="Hafen")
    ArticleFactory(title_de="Zander")
    assert list(Article.objects.matching(words)) == [found]
