"""German texts are counted, and the editor gets plain advice."""

import pytest
from django.urls import reverse

from editing.admin.forms.readability import advice, judgement, readability_reports
from editing.readability import Readability
from tests.editing.test_readability import EASY, HARD
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_only_longer_german_texts_are_counted():
    article = ArticleFactory.build(teaser_de="Kurz.", body_de=f"<p>{EASY}</p>", body_en=f"<p>{HARD}</p>")
    assert [text["field"] for text in readability_reports(article)] == ["body_de"]


def test_a_text_is_counted_from_thirty_words_on():
    found = [readability_reports(ArticleFactory.build(body_de="Wort " * count)) for count in (29, 30)]
    assert list(map(len, found)) == [0, 1]


def test_an_easy_text_gets_no_advice():
    assert advice(Readability(EASY)) == ""


def test_a_hard_text_gets_advice_that_quotes_its_longest_sentence():
    assert "„Die verkehrsinfrastrukturelle Anbindung" in advice(Readability(HARD))


def test_the_judgement_follows_the_school_year():
    assert judgement(Readability(EASY)) != judgement(Readability(HARD))


def test_the_form_tells_how_its_texts_read(client):
    client.force_login(UserFactory(administrator=True))
    article = ArticleFactory(body_de=f"<p>{HARD}</p>")
    answer = client.get(reverse("admin:news_article_change", args=[article.pk]))
    assert [text["field"] for text in answer.context["readable_texts"]] == ["body_de"]
    assert "Wiener Sachtextformel" in answer.content.decode()


def test_what_a_text_says_is_not_executed_in_its_advice(client):
    client.force_login(UserFactory(administrator=True))
    article = ArticleFactory(teaser_de="&lt;script&gt;x()&lt;/script&gt; " + HARD[:350])
    page = text_of(client.get(reverse("admin:news_article_change", args=[article.pk])))
    assert "<script>x()" not in page
