"""What the actions of a list say they did."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import override

from editing.admin import base
from news.models import Article
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(monkeypatch, rf):
    """Takes an action on all articles; returns what is said."""
    said = []
    monkeypatch.setattr(base, "without_hindrances", lambda request, queryset: queryset)
    monkeypatch.setattr(base, "write_down_move", lambda *_: None)
    articles = admin.site.get_model_admin(Article)
    monkeypatch.setattr(articles, "log_change", lambda *_: None)
    monkeypatch.setattr(articles, "message_user", lambda request, words, level: said.append(words))

    def act(action):
        request = rf.post("/")
        request.user = None
        with override("en"):
            getattr(articles, action)(request, Article.objects.all())
        return said

    return act


@pytest.mark.parametrize(
    ("now", "ahead", "public", "words"),
    [
        (0, 0, 1, "0 entries are released."),
        (1, 0, 1, "1 entry is released."),
        (2, 0, 0, "2 entries are released."),
        (0, 1, 0, "1 entry is released."),
        (1, 1, 1, "2 entries are released."),
    ],
)
def test_publishing_counts_what_is_public_now_or_on_its_day(act, now, ahead, public, words):
    ArticleFactory.create_batch(now, draft=True)
    ArticleFactory.create_batch(ahead, draft=True, published_from=timezone.now() + timedelta(days=1))
    ArticleFactory.create_batch(public, published_from=timezone.now() - timedelta(days=1))
    assert act("publish") == [words]
    assert set(Article.objects.values_list("workflow_state", flat=True)) == {"published"}
    assert Article.objects.published().count() == now + public


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 entry is withdrawn."), (2, "2 entries are withdrawn."), (0, "0 entries are withdrawn.")],
)
def test_withdrawing_counts_what_was_not_withdrawn_before(act, count, words):
    ArticleFactory(workflow_state="withdrawn")
    ArticleFactory.create_batch(count)
    assert act("withdraw") == [words]
    assert set(Article.objects.values_list("workflow_state", flat=True)) == {"withdrawn"}


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 copy has been made, as a draft."), (2, "2 copies have been made, as drafts.")],
)
def test_duplicating_counts_the_copies(act, monkeypatch, count, words):
    monkeypatch.setattr(base, "copy_of", lambda *_: None)
    ArticleFactory.create_batch(count)
    assert act("duplicate_selected") == [words]
