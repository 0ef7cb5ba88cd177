"""A change by the newsroom to an article that is public waits as one to a plot does."""

import pytest
from django.urls import reverse

from accounts.models import Organisation
from editing.models import PendingChange
from news.models import Article
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.filling import filled, unrendered

pytestmark = pytest.mark.django_db


@pytest.fixture
def log_in(client):
    region = OrganisationFactory(kind=Organisation.Kind.REGION)

    def as_member(role):
        user = MembershipFactory(organisation=region, role=role).user
        client.force_login(user)
        return user

    return as_member


def page_of(article, view="change"):
    return reverse(f"admin:news_article_{view}", args=[article.pk])


def test_texts_captions_and_related_articles_wait_and_are_released(client, log_in):
    article, related = ArticleFactory(title_de="Alt"), ArticleFactory(title_de="Verwandt")
    ArticlePhotoFactory(article=article, caption_de="Vorher")
    log_in("newsroom")
    client.post(
        page_of(article),
        filled(unrendered(client, page_of(article)), title_de="Neu", photos__0__caption_de="Nachher")
        | {"related": [related.pk]},
    )
    form = client.get(page_of(article)).context["adminform"].form
    assert [getattr(one, "pk", one) for one in form["related"].value()] == [related.pk]
    article.refresh_from_db()
    assert (article.title_de, article.related.count()) == ("Alt", 0)
    log_in("reviewer")
    page = client.get(page_of(article, "review"))
    assert "Verwandt" in page.content.decode()
    client.post(page_of(article, "review"), {"token": page.context["change"].token, "_approve": "1"})
    article = Article.objects.get(pk=article.pk)
    assert (article.title_de, list(article.related.all())) == ("Neu", [related])
    assert article.photos.get().caption_de == "Nachher"
    assert "nachher" in article.search_text
    assert PendingChange.objects.get().state == "approved"
