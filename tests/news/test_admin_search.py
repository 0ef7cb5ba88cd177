"""What the administration shows of a word that very many articles hold."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.admin import ArticleAdmin
from news.admin_search import CappedPaginator
from news.models import Article
from tests.factories.news import ArticleFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


LIST = "/admin/news/article/"


@pytest.fixture
def few(monkeypatch):
    """Two hits are as many as are counted, and each stands on a page of its own."""
    for module in ("publishing.querysets", "news.admin", "news.admin_search"):
        monkeypatch.setattr(f"{module}.MAX_COUNTED", 2)
    monkeypatch.setattr(CappedPaginator, "count", 2)
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 1)


@pytest.fixture
def articles():
    ArticleFactory(title_de="Anderes")
    return [ArticleFactory(title_de=f"Straße {day}", date=date(2026, 1, day)) for day in range(1, 5)]


def list_of(client, **query):
    return client.get(LIST, query).context["cl"]


def test_of_a_word_in_very_many_articles_the_first_are_shown_and_neither_number_nor_years(
    admin_client, few, articles
):
    with CaptureQueriesContext(connection) as asked:
        page = admin_client.get(LIST, {"q": "straße"})
    assert "Das steht in mehr als 2 Artikeln." in text_of(page)
    reading = [query["sql"] for query in asked if "search_text" in query["sql"].partition("WHERE")[2]]
    assert len(reading) == 2
    assert all("LIMIT" in sql for sql in reading)
    shown = [list_of(admin_client, q="straße", p=page) for page in (1, 2)]
    assert [list(page.result_list) for page in shown] == [[articles[3]], [articles[2]]]
    assert [(page.result_count, page.paginator.num_pages) for page in shown] == [(2, 2)] * 2


def test_the_year_that_is_chosen_can_be_left_again(admin_client, few, articles):
    page = list_of(admin_client, q="straße", date__year=2026)
    assert page.date_hierarchy == "date"
    assert page.result_count == 2


@pytest.mark.parametrize("words", ["straße 1", "straße 9"])
def test_a_word_in_few_articles_is_counted_and_has_years(admin_client, few, articles, words):
    page = list_of(admin_client, q=words)
    assert page.result_count == (words == "straße 1")
    assert page.date_hierarchy == "date"
    assert not page.search_help_text


@pytest.mark.parametrize("words", ["", " "])
def test_without_a_word_all_are_listed_and_counted(admin_client, few, articles, words):
    assert list_of(admin_client, q=words).result_count == 5


def states_after(client, articles, **posted):
    answer = client.post(f"{LIST}?q=straße", {"action": "withdraw", "index": "0", **posted})
    assert answer.status_code == 302
    states = {article.pk: article.workflow_state for article in Article.objects.all()}
    return [states[article.pk] for article in articles]


def test_an_action_on_all_of_very_many_is_one_on_those_that_can_be_shown(admin_client, few, articles):
    states = states_after(admin_client, articles, select_across="1", _selected_action=[articles[3].pk])
    assert states == ["published"] * 2 + ["withdrawn"] * 2


def test_an_action_on_those_ticked_reaches_them_whatever_was_added_since(admin_client, few, articles):
    """The oldest is not among the first two any more."""
    states = states_after(admin_client, articles, select_across="0", _selected_action=[articles[0].pk])
    assert states == ["withdrawn"] + ["published"] * 3


def test_the_search_over_everything_and_the_choice_of_related_articles_begin_like_the_list(
    admin_client, few, articles
):
    everything = admin_client.get(reverse("admin:search"), {"q": "straße"}).context["groups"]
    [news] = [group for group in everything if group["name"] == "Artikel"]
    assert [hit["thing"] for hit in news["hits"]] == articles[::-1]
    choice = {"term": "straße", "app_label": "news", "model_name": "article", "field_name": "related"}
    answer = admin_client.get(reverse("admin:autocomplete"), choice).json()
    assert [int(found["id"]) for found in answer["results"]] == [articles[3].pk, articles[2].pk]
    assert not answer["pagination"]["more"]


def test_the_history_of_an_article_takes_no_notice_of_a_search(admin_client, few, articles):
    history = admin_client.get(f"{LIST}{articles[0].pk}/history/", {"q": "straße"})
    assert history.status_code == 200
