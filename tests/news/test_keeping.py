"""What is kept of news: categories in their order and by their addresses, captions among the words one searches."""

from datetime import date

import pytest
from django.urls import reverse

from news.feeds import NewsFeed
from news.models import Article, Category
from news.structured_data import article_node
from tests.factories.news import ArticleFactory, ArticlePhotoFactory, CategoryFactory
from tests.filling import filled, unrendered

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_categories_are_offered_in_the_order_that_editors_give(client):
    for slug, order in (("b", 2), ("c", 1), ("a", 1)):
        ArticleFactory(category=CategoryFactory(slug=slug, order=order))
    assert [choice.slug for choice in client.get("/aktuelles/").context["categories"]] == ["c", "a", "b"]


def test_a_category_gets_its_address_from_its_name_and_the_list_says_how_many_articles_it_has(admin_client):
    page = reverse("admin:news_category_add")
    sent = filled(unrendered(admin_client, page), name_de="Kultur & Leben", slug="", order="0")
    assert admin_client.post(page, sent).status_code == 302
    category = Category.objects.get()
    assert category.slug == "kultur-leben"
    ArticleFactory(category=category)
    ArticleFactory(category=category, draft=True)
    [listed] = admin_client.get(reverse("admin:news_category_changelist")).context["cl"].result_list
    assert listed.article_count == 2


def test_what_is_published_or_withdrawn_counts_from_the_next_page_on(client):
    def told():
        context = client.get("/aktuelles/").context
        return (
            context["paginator"].count,
            context["years"],
            [category.slug for category in context["categories"]],
        )

    article = ArticleFactory(date=date(2026, 6, 9))
    assert told() == (1, [2026], ["standort"])
    ArticleFactory(date=date(2025, 6, 9), category=CategoryFactory(slug="energie"))
    assert told() == (2, [2026, 2025], ["standort", "energie"])
    article.workflow_state = article.WorkflowState.WITHDRAWN
    article.save()
    assert told() == (1, [2025], ["energie"])


def found(words):
    return Article.objects.matching(words).count()


def test_an_article_is_found_by_the_caption_of_each_photo_it_has():
    photo = ArticlePhotoFactory(caption_de="Am Hafenbecken", caption_en="At the dock")
    assert [found(words) for words in ("hafenbecken", "dock", "meldung")] == [1, 1, 1]
    photo.delete()
    assert [found(words) for words in ("hafenbecken", "dock", "meldung")] == [0, 0, 1]


def test_a_caption_that_is_written_changed_or_taken_away_is_searched_as_it_is_now():
    photo = ArticlePhotoFactory()
    for caption in ("Hafenbecken", "Kranbahn", ""):
        photo.caption_de = caption
        photo.save()
        assert [found(words) for words in ("hafenbecken", "kranbahn")] == [
            caption == "Hafenbecken",
            caption == "Kranbahn",
        ]


def test_the_feed_has_the_newest_articles_and_no_more(client, monkeypatch):
    monkeypatch.setattr(NewsFeed, "NEWEST", 2)
    for day in (2, 3, 1):
        ArticleFactory(title_de=f"Vom {day}.", date=date(2026, 6, day))
    feed = client.get("/aktuelles/feed/").content.decode()
    assert feed.count("<entry>") == 2
    assert feed.index("Vom 3.") < feed.index("Vom 2.")
    assert "Vom 1." not in feed


def test_search_engines_get_a_headline_that_is_not_too_long_for_them():
    article = ArticleFactory(title_de="x" * 160, author_name="")
    data = article_node(article)
    assert data["headline"] == "x" * 110
    assert data["articleSection"] == "Standort"
    assert not data.get("author")
