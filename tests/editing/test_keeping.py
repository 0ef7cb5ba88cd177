"""Which forms are kept on the editor's device while they are written, and what pages and answers tell the script."""

import re

import pytest
import reversion
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from reversion.models import Version

from editing.admin.base import PublishableAdmin
from editing.kept_forms import login_key
from news.models import Article
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.filling import filled, unrendered
from tests.two_editors import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = "0123456789abcdef"


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def page_text(client, address):
    return client.get(address).content.decode()


def element(text):
    """The attributes of <kept-form>, None where the page has none."""
    found = re.search(r"<kept-form([^>]*)>", text)
    return dict(re.findall(r'([\w-]+)(?:="([^"]*)")?', found[1])) if found else None


def saved_pages(answer):
    return [name.removeprefix("form_saved_") for name in answer.cookies if name.startswith("form_saved_")]


def test_all_that_is_published_is_kept_and_nothing_else_is():
    """Never what holds people's data: contacts, enquiries, users, organisations, partners, feedback, mails, logins."""
    kept = {
        one.model._meta.label for one in admin.site._registry.values() if isinstance(one, PublishableAdmin)
    }
    assert kept == {
        "news.Article",
        "portal.Page",
        "projects.Project",
        "quotes.Quote",
        "sites.BusinessPark",
        "sites.Hall",
        "sites.Plot",
    }


def test_the_page_says_which_form_it_is_and_of_which_version(client, editor):
    article = ArticleFactory(version=3)
    german, english = (page_text(client, page) for page in (page_of(article), "/en" + page_of(article)))
    told = element(german)
    assert told["data-form"] == f"news_article_change {article.pk}"
    assert told["data-version"] == str(article.version)
    assert "data-came-back" not in told
    assert element(english)["data-form"] == told["data-form"]


def test_a_new_entry_has_a_form_of_its_own_without_a_version(client, editor):
    told = element(page_text(client, reverse("admin:news_article_add")))
    assert (told["data-form"], told["data-version"]) == ("news_article_add", "")


def test_forms_of_people_and_of_popups_have_no_such_element(client, editor):
    assert element(page_text(client, page_of(ContactFactory()))) is None
    assert element(page_text(client, page_of(editor))) is None
    assert element(page_text(client, f"{reverse('admin:news_article_add')}?_popup=1")) is None


def test_every_page_says_whose_forms_may_stay_and_none_gives_the_account_or_session_away(client, editor):
    text = page_text(client, reverse("admin:index"))
    key = re.search(r'<meta name="login-key" content="([0-9a-f]{32})">', text)[1]
    assert key == login_key(editor) != login_key(UserFactory())
    assert client.cookies["sessionid"].value not in text
    assert login_key(AnonymousUser()) == ""


def test_the_login_says_nothing_and_the_page_after_the_logout_that_all_goes(client, editor):
    left = client.post(reverse("admin:logout")).content.decode()
    assert '<meta name="logged-out" content="yes">' in left
    login = client.get(reverse("admin:index"), follow=True).content.decode()
    for text in (left, login):
        assert 'name="login-key"' not in text
    assert 'name="logged-out"' not in login


def test_the_answer_names_the_page_whose_form_was_saved(client, editor):
    article = ArticleFactory()
    form = filled(unrendered(client, page_of(article)), title_de="Neu", kept_form=PAGE)
    answer = client.post(page_of(article), form)
    assert answer.status_code == 302
    assert saved_pages(answer) == [PAGE]
    # The same press once more is late to itself, and stored all the same.
    assert saved_pages(client.post(page_of(article), form)) == [PAGE]


def test_a_form_with_faults_is_not_called_saved_and_goes_on_under_its_name(client, editor):
    article = ArticleFactory()
    form = filled(unrendered(client, page_of(article)), title_de="", kept_form=PAGE)
    answer = client.post(page_of(article), form)
    assert saved_pages(answer) == []
    told = element(answer.content.decode())
    assert told["data-continued"] == PAGE
    assert "data-came-back" in told


def test_a_form_of_something_deleted_meanwhile_is_not_called_saved(client, editor):
    article = ArticleFactory()
    form = filled(unrendered(client, page_of(article)), title_de="Neu", kept_form=PAGE)
    Article.objects.all().delete()
    answer = client.post(page_of(article), form)
    assert answer.status_code == 302
    assert saved_pages(answer) == []


@pytest.mark.parametrize("page", ["", "x; path=/", "a" * 33, "<b>", "0123\r\nSet-Cookie: a=b"])
def test_a_forged_name_of_a_page_gets_nowhere(client, editor, page):
    article = ArticleFactory()
    address = page_of(article)
    faulty = filled(unrendered(client, address), title_de="", kept_form=page)
    assert "data-continued" not in element(client.post(address, faulty).content.decode())
    answer = client.post(address, filled(unrendered(client, address), title_de="Neu", kept_form=page))
    assert answer.status_code == 302
    assert saved_pages(answer) == []


def test_an_earlier_state_that_is_brought_back_is_a_form_of_its_own(client, editor):
    article = ArticleFactory(title_de="Alt")
    with reversion.create_revision():
        reversion.add_to_revision(article)
    [version] = Version.objects.get_for_object(article)
    address = reverse("admin:news_article_revision", args=[article.pk, version.pk])
    assert (
        element(page_text(client, address))["data-form"] == f"news_article_revision {article.pk} {version.pk}"
    )
    answer = client.post(address, filled(unrendered(client, address), kept_form=PAGE))
    assert answer.status_code == 302
    assert saved_pages(answer) == [PAGE]
