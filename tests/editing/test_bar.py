"""The bar below a form says how much is missing, and leads to it."""

import pytest
from django.urls import reverse

from publishing.models import Picture
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.filling import filled
from tests.reading import markup_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(UserFactory(administrator=True))


def bar_of(answer):
    return markup_of(answer).partition('<div class="workflow-row__bar">')[2].partition("</form>")[0]


def form_of(article):
    return reverse("admin:news_article_change", args=[article.pk])


def article_without_credit(**fields):
    article = ArticlePhotoFactory(alt_de="", article=ArticleFactory(**fields)).article
    Picture.objects.update(credit="")
    return article


def test_it_counts_what_hinders_the_release_and_leads_to_the_list(client):
    answer = client.get(form_of(article_without_credit(draft=True)))
    assert "2 Angaben fehlen vor der Freigabe" in bar_of(answer)
    assert 'href="#admin-problems"' in bar_of(answer)
    assert 'id="admin-problems"' in markup_of(answer)


def test_hints_are_not_counted(client):
    answer = client.get(form_of(ArticleFactory(draft=True, body_de="<h3>Zu tief</h3>")))
    assert 'id="admin-problems"' in markup_of(answer)
    assert "workflow-row__missing" not in bar_of(answer)


def test_of_what_is_public_it_says_what_is_to_be_put_right(client):
    article = article_without_credit()
    article.photos.update(alt_de="Ein Feld")
    assert "1 Angabe ist zu berichtigen" in bar_of(client.get(form_of(article)))


def test_something_new_begins_without_reproaches(client):
    assert "workflow-row__missing" not in bar_of(client.get(reverse("admin:news_article_add")))


def test_a_form_that_came_back_counts_its_faults(client):
    article = article_without_credit(draft=True)
    sent = filled(client.get(form_of(article)), workflow_state="published", title_de="")
    bar = bar_of(client.post(form_of(article), sent))
    assert "3 Fehler, noch nichts gesichert" in bar
    assert 'href="#form-faults"' in bar
    assert "vor der Freigabe" not in bar


def test_after_a_refused_handing_in_it_counts_what_is_missing(client):
    article = article_without_credit(draft=True)
    sent = filled(client.get(form_of(article)), workflow_state="in_review")
    assert "2 Angaben fehlen vor der Freigabe" in bar_of(client.post(form_of(article), sent, follow=True))


def test_the_main_button_stands_alone_and_the_others_open_without_a_script(client):
    bar = bar_of(client.get(form_of(ArticleFactory(draft=True))))
    first, _more, rest = bar.partition('<div id="workflow-more" class="workflow-row__rest" popover>')
    assert 'popovertarget="workflow-more"' in first
    assert first.count('type="submit"') == 1
    assert 'name="_save"' in first
    for name in ("_review", "_release", "_continue", "_preview"):
        assert f'name="{name}"' in rest
