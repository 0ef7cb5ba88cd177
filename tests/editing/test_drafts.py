"""A draft is saved with its title alone; what its page needs is asked for when it is handed in or released."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from news.models import Article
from projects.models import Project
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.projects import ProjectFactory
from tests.filling import filled, unrendered
from tests.reading import text_of

pytestmark = pytest.mark.django_db

NEEDED = {"article": (Article, ["category", "teaser_de"]), "project": (Project, ["teaser_de"])}
every_kind = pytest.mark.parametrize("kind", NEEDED)


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def address_of(model, view, *keys):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=keys)


def send(client, address, **typed):
    return client.post(address, filled(unrendered(client, address), **typed), follow=True)


def started(client, kind):
    model, needed = NEEDED[kind]
    send(client, address_of(model, "add"), title_de="Neu")
    return model.objects.get(), needed


@every_kind
def test_a_draft_is_saved_with_its_title_alone_and_its_form_tells_what_is_needed(client, kind):
    draft, needed = started(client, kind)
    assert (draft.workflow_state, draft.title_de) == ("draft", "Neu")
    answer = client.get(address_of(type(draft), "change", draft.pk))
    page = answer.content.decode()
    assert [name for name in needed if f'href="#id_{name}"' not in page] == []
    assert answer.context["hindering"] == len(needed)
    assert client.get(address_of(type(draft), "changelist")).status_code == 200
    page = text_of(client.get(draft.get_absolute_url()))
    assert "Neu" in page
    assert "None" not in page


@every_kind
def test_it_is_handed_in_only_with_what_is_needed(client, kind):
    client.force_login(MembershipFactory(role="editor", organisation__kind="region").user)
    draft, needed = started(client, kind)
    page = address_of(type(draft), "change", draft.pk)
    answer = send(client, page, _review="1", _save=None)
    draft.refresh_from_db()
    assert draft.workflow_state == "draft"
    assert "Anreißer fehlt." in text_of(answer)
    given = {"teaser_de": "Kurz"} | ({"category": CategoryFactory().pk} if "category" in needed else {})
    send(client, page, _review="1", _save=None, **given)
    draft.refresh_from_db()
    assert draft.workflow_state == "in_review"


@every_kind
def test_it_is_released_only_with_what_is_needed_each_told_once_at_its_field(client, kind):
    draft, needed = started(client, kind)
    answer = send(client, address_of(type(draft), "change", draft.pk), workflow_state="published")
    draft.refresh_from_db()
    assert draft.workflow_state == "draft"
    errors = answer.context["adminform"].form.errors
    assert {name: len(told) for name, told in errors.items()} == dict.fromkeys(needed, 1)
    assert answer.status_code == 200


@every_kind
def test_a_list_does_not_publish_it(client, kind):
    draft, _needed = started(client, kind)
    data = {"action": "publish", "_selected_action": [draft.pk]}
    answer = client.post(address_of(type(draft), "changelist"), data, follow=True)
    draft.refresh_from_db()
    assert draft.workflow_state == "draft"
    assert "Anreißer fehlt." in text_of(answer)


def test_whatever_writes_no_article_is_public_without_its_category():
    article = ArticleFactory()
    with pytest.raises(IntegrityError, match="news_article_public_in_category"), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(category=None)


def test_a_public_article_keeps_its_category_when_a_draft_without_one_is_brought_back(client):
    article, _needed = started(client, "article")
    page = address_of(Article, "change", article.pk)
    category = CategoryFactory()
    send(
        client,
        page,
        workflow_state="published",
        category=category.pk,
        teaser_de="Kurz",
        title_de="Öffentlich",
    )
    draft = client.get(address_of(Article, "history", article.pk)).context["action_list"][0]
    restored = send(client, draft["url"])
    article.refresh_from_db()
    assert "Übernommen" in text_of(restored)
    assert (article.workflow_state, article.title_de) == ("published", "Neu")
    assert (article.category, article.teaser_de) == (category, "Kurz")


def test_a_draft_brought_back_with_its_publication_is_as_it_was(client):
    article, _needed = started(client, "article")
    page = address_of(Article, "change", article.pk)
    send(client, page, workflow_state="published", category=CategoryFactory().pk, teaser_de="Kurz")
    draft = client.get(address_of(Article, "history", article.pk)).context["action_list"][0]
    send(client, f"{draft['url']}?publication=1", publication="1")
    article.refresh_from_db()
    assert (article.workflow_state, article.category, article.teaser_de) == ("draft", None, "")


def test_of_what_is_public_a_change_may_be_kept_without_a_teaser_and_is_handed_in_with_one(client):
    client.force_login(MembershipFactory(role="editor", organisation__kind="region").user)
    project = ProjectFactory()
    page = address_of(Project, "change", project.pk)
    send(client, page, teaser_de="", _keep="1", _save=None)
    assert project.pending_changes.get().state == "kept"
    answer = send(client, page, teaser_de="", _review="1", _save=None)
    assert project.pending_changes.get().state == "kept"
    assert "Anreißer fehlt." in text_of(answer)


def test_a_public_article_cannot_be_left_without_its_category_even_for_a_while(client):
    client.force_login(MembershipFactory(role="editor", organisation__kind="region").user)
    article = ArticleFactory()
    answer = send(client, address_of(Article, "change", article.pk), category="", _keep="1", _save=None)
    assert answer.context["adminform"].form.errors == {
        "category": ["Was öffentlich ist, braucht eine Kategorie."]
    }
    assert not article.pending_changes.exists()
