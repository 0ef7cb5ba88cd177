"""Anyone who releases is told what is wrong, and held up only by what law, accessibility or the page demands."""

import pytest
from django.urls import reverse

from publishing.models import Picture
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.publishing import PictureFactory
from tests.filling import filled, unrendered
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(UserFactory(administrator=True))


def page_of(article):
    return reverse("admin:news_article_change", args=[article.pk])


def save(client, article, **changes):
    answer = client.post(
        page_of(article), filled(unrendered(client, page_of(article)), **changes), follow=True
    )
    article.refresh_from_db()
    return answer


def publish_from_the_list(client, *articles):
    data = {"action": "publish", "_selected_action": [article.pk for article in articles]}
    return client.post(reverse("admin:news_article_changelist"), data, follow=True)


def without_credit(**fields):
    photo = ArticlePhotoFactory(article=ArticleFactory(draft=True), **fields)
    Picture.objects.filter(pk=photo.picture_id).update(credit="")
    return photo.article


def test_the_form_lists_problems_with_links_to_their_fields(client):
    article = ArticleFactory(draft=True, body_de="<h3>Zu tief</h3>")
    page = client.get(page_of(article)).content.decode()
    assert 'href="#id_title_en"' in page
    assert 'href="#id_body_de"' in page


def test_a_form_to_add_something_begins_without_reproaches(client):
    assert "admin-problems" not in text_of(client.get(reverse("admin:news_article_add")))


def test_warnings_hold_nothing_up_and_are_told_again_on_release(client):
    article = ArticleFactory(draft=True, body_de="<h3>Zu tief</h3>")
    answer = save(client, article, workflow_state="published")
    assert article.workflow_state == "published"
    assert any("Zu tief" in str(message) for message in answer.context["messages"])


def test_an_error_in_a_row_keeps_the_entry_from_release_and_stands_beside_its_field(client):
    article = without_credit()
    answer = save(client, article, workflow_state="published")
    photos = answer.context["inline_admin_formsets"][0].formset
    assert article.workflow_state == "draft"
    assert "credit" in photos.forms[0].errors


def test_what_the_same_form_puts_right_is_right(client):
    article = without_credit()
    save(client, article, workflow_state="published", photos__0__credit="Foto: Anna Berg")
    assert article.workflow_state == "published"


def test_a_photo_that_the_same_form_removes_holds_nothing_up(client):
    article = without_credit()
    save(client, article, workflow_state="published", photos__0__DELETE="on")
    assert article.workflow_state == "published"


def test_the_list_publishes_what_may_be_and_names_what_may_not(client):
    wrong, right = without_credit(), ArticleFactory(draft=True)
    answer = publish_from_the_list(client, wrong, right)
    wrong.refresh_from_db()
    right.refresh_from_db()
    assert (wrong.workflow_state, right.workflow_state) == ("draft", "published")
    assert any(wrong.title in str(message) for message in answer.context["messages"])


def test_markup_in_an_entry_is_not_executed_in_the_messages(client):
    article = ArticleFactory(draft=True, body_de="<h3>&lt;script&gt;x()&lt;/script&gt;</h3>")
    answer = save(client, article, workflow_state="published")
    assert "<script>x()" not in text_of(answer)


def test_checks_ask_no_more_of_the_database_for_more_photos(client, django_assert_num_queries):
    article = ArticleFactory(draft=True)
    from publishing.checks import find_problems

    for _number in range(2):
        ArticlePhotoFactory(article=article, picture=PictureFactory())
    with django_assert_num_queries(1):
        find_problems(article)
    for _number in range(3):
        ArticlePhotoFactory(article=article, picture=PictureFactory())
    with django_assert_num_queries(1):
        find_problems(article)
