"""A rich text is stored as the editor in a browser would send it, so an untouched one is none that was changed."""

import pytest
from django.urls import reverse
from django.utils import translation

from news.models import Article
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.filling import as_shown

TYPED = "<p>Am 5.\u00a0Mai</p>\n<ul>\n  <li><p>eins\nzwei</p></li>\n</ul>"
SENT = "<p>Am 5.&nbsp;Mai</p><ul><li><p>eins\nzwei</p></li></ul>"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_matter_who_wrote_it_and_in_which_language(language):
    with translation.override(language):
        article = ArticleFactory(body_de=TYPED, body_en="")
        assert article.body_de == SENT
    stored = Article.objects.get()
    assert (stored.body_de, stored.body_en or "") == (SENT, "")
    assert Article._meta.get_field("body_de").clean(SENT, stored) == SENT


def test_a_new_line_between_two_marked_words_stays_a_blank():
    words = "<p><strong>Nordfeld</strong>\n<em>Baufeld 3</em></p>"
    assert ArticleFactory(body_de=words).body_de == words


def test_a_late_form_that_left_it_alone_meets_no_conflict_with_who_changed_it(client):
    article = ArticleFactory(body_de=TYPED, title_de="Alt")
    page = reverse("admin:news_article_change", args=[article.pk])
    client.force_login(UserFactory(administrator=True))
    late = as_shown(client.get(page), title_de="Neu")
    client.post(page, as_shown(client.get(page), body_de=SENT + "<p>Und mehr.</p>"))
    client.post(page, late)
    article.refresh_from_db()
    assert (article.title_de, article.body_de) == ("Neu", SENT + "<p>Und mehr.</p>")
