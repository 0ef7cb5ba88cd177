"""Of an earlier state comes back what still can, and each thing that cannot is told."""

import pytest
from django.urls import reverse

from editing import history
from news.models import Article, Category
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory, CategoryFactory
from tests.filling import filled, unrendered

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def recover(client):
    """Deletes the article on its page, then what is given, and opens the page that recovers it."""
    client.force_login(UserFactory(administrator=True))

    def recover(article, *gone):
        client.post(reverse("admin:news_article_delete", args=[article.pk]), {"post": "yes"})
        for thing in gone:
            thing.delete()
        [line] = client.get(reverse("admin:deleted")).context["lines"]
        return line["url"], client.get(line["url"], follow=True)

    return recover


def test_an_entry_comes_back_without_what_was_deleted_since_and_says_so(client, recover):
    article, other = ArticleFactory(title_de="Hafenfest"), ArticleFactory()
    article.related.add(other)
    photo = ArticlePhotoFactory(article=article)
    page, shown = recover(article, other, photo.picture)
    for name in ("Verwandte Artikel", "Bild"):
        assert f"weil inzwischen gelöscht: {name}" in shown.content.decode()
    assert client.post(page, filled(unrendered(client, page))).status_code == 302
    found = Article.objects.get()
    assert (found.title_de, found.related.count(), found.photos.count()) == ("Hafenfest", 0, 0)


def test_gone_is_what_is_neither_there_nor_part_of_the_same_state():
    category, article = CategoryFactory(), ArticleFactory()

    def gone(values, *saved):
        found = [field.name for field, _label in history.missing_references(Article, values, set(saved))]
        return found, values

    there = {"category": category.pk, "related": [article.pk], "title_de": "A"}
    assert gone(dict(there)) == ([], there)
    assert gone({"category": 99_999}) == (["category"], {"category": None})
    assert gone({"category": 99_999}, (Category, "99999")) == ([], {"category": 99_999})
    lost = {"related": [article.pk, 99_999]}
    assert gone(lost) == (["related"], {"related": [article.pk]})
    assert gone({"category": None, "related": []}) == ([], {"category": None, "related": []})
