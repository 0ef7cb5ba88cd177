"""What the administration shows of a word that very many articles hold."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import Article
from tests.factories.news import ArticleFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def few(monkeypatch):
    """Two hits are as many as are counted."""
    for module in ("publishing.querysets", "news.admin_search"):
        monkeypatch.setattr(f"{module}.SOME", 2)


def list_of(client, words):
    return client.get(reverse("admin:news_article_changelist"), {"q": words})


def test_of_a_word_in_very_many_articles_the_first_are_shown_and_neither_number_nor_years(admin_client, few):
    articles = [ArticleFactory(title_de=f"Straße {day}", date=date(2026, 1, day)) for day in range(1, 5)]
    ArticleFactory(title_de="Anderes")
    with CaptureQueriesContext(connection) as asked:
        page = list_of(admin_client, "straße")
    assert list(page.context["cl"].result_list)[:2] == articles[:1:-1]
    assert page.context["cl"].result_count == 2
    assert "Das steht in mehr als 2 Artikeln" in text_of(page)
    reading = [query["sql"] for query in asked if "search_text" in query["sql"]]
    assert len(reading) == 3
    assert all("LIMIT" in sql for sql in reading[:2])
    assert not any("DATE_TRUNC" in sql or "django_date_trunc" in sql for sql in reading)


def test_a_word_in_few_articles_is_counted_and_has_years(admin_client, few):
    for day in (1, 2):
        ArticleFactory(title_de="Straße", date=date(2025, 1, day))
    ArticleFactory(title_de="Anderes")
    page = list_of(admin_client, "straße")
    assert page.context["cl"].result_count == 2
    assert page.context["cl"].date_hierarchy == "date"
    assert "mehr als" not in text_of(page)


def test_an_action_on_all_of_very_many_is_one_on_those_shown(admin_client, few):
    articles = [ArticleFactory(title_de="Straße", date=date(2026, 1, day)) for day in range(1, 5)]
    answer = admin_client.post(
        f"{reverse('admin:news_article_changelist')}?q=straße",
        {"action": "withdraw", "select_across": "1", "_selected_action": [articles[3].pk]},
    )
    assert answer.status_code == 302
    states = {article.pk: article.workflow_state for article in Article.objects.all()}
    assert [states[article.pk] for article in articles] == ["published"] * 2 + ["withdrawn"] * 2
