"""Within the overlay the database reads as if rows were stored; of the rest only those leave that are named."""

import pytest
from django.db import connection

from editing.previewing.overlay import TableLayer, overlaid_tables
from news.models import Article
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db(transaction=True)


def titles():
    return sorted(Article.objects.values_list("title_de", flat=True))


@pytest.fixture
def articles():
    return [ArticleFactory(title_de=title) for title in ("Eins", "Zwei", "Drei")]


def test_rows_take_the_place_of_those_that_leave_and_nothing_is_stored(articles):
    one, two, _three = articles
    typed = Article.objects.get(pk=one.pk)
    typed.title_de, typed.updated_at = "Getippt", None
    with overlaid_tables([TableLayer(Article, (one.pk, two.pk), [typed])]):
        assert titles() == ["Drei", "Getippt"]
        assert Article.objects.get(pk=one.pk).updated_at is not None
    assert titles() == ["Drei", "Eins", "Zwei"]


def test_the_connection_is_as_it_was_also_after_a_fault(articles):
    before = getattr(connection, "transaction_mode", None), connection.features.allows_group_by_selected_pks
    with pytest.raises(RuntimeError), overlaid_tables([TableLayer(Article)]):
        raise RuntimeError
    after = getattr(connection, "transaction_mode", None), connection.features.allows_group_by_selected_pks
    assert before == after
    ArticleFactory()
    assert len(titles()) == 4
