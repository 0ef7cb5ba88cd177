"""The address of something new: taken ones get a number, whether made of a title or typed by hand."""

import pytest
from django.urls import reverse

from news.models import Article, Category
from projects.models import Project
from publishing.models import Redirect
from sites.models import BusinessPark
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.projects import ProjectFactory
from tests.factories.sites import BusinessParkFactory
from tests.filling import as_shown
from tests.working import said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(UserFactory(administrator=True))


@pytest.fixture
def category():
    return CategoryFactory(slug="standort")


def add(client, model, follow=False, **typed):
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    return client.post(page, as_shown(client.get(page), **typed), follow=follow)


def article(category, **typed):
    return {"title_de": "Neue Halle", "teaser_de": "Kurz", "category": category.pk} | typed


def newest(model):
    return model._base_manager.order_by("-pk").first()


@pytest.mark.parametrize("sent", ["neue-halle", ""])
def test_a_headline_used_before_gets_a_number(client, category, sent):
    ArticleFactory(slug="neue-halle")
    for expected in ("neue-halle-2", "neue-halle-3"):
        add(client, Article, **article(category, slug=sent))
        assert newest(Article).slug == expected


def test_projects_parks_and_categories_get_one_too(client):
    ProjectFactory(slug="neue-halle")
    add(client, Project, title_de="Neue Halle", teaser_de="Kurz", slug="neue-halle")
    BusinessParkFactory(slug="neue-halle")
    add(client, BusinessPark, name_de="Neue Halle", slug="neue-halle")
    CategoryFactory(slug="neue-halle")
    add(client, Category, name_de="Neue Halle", slug="neue-halle")
    assert [newest(model).slug for model in (Project, BusinessPark, Category)] == ["neue-halle-2"] * 3


def test_an_address_typed_by_hand_that_exists_gets_one_too_and_is_refused_of_what_is_stored(client, category):
    ArticleFactory(slug="messe")
    add(client, Article, **article(category, slug="messe"))
    assert newest(Article).slug == "messe-2"
    page = reverse("admin:news_article_change", args=[newest(Article).pk])
    answer = client.post(page, as_shown(client.get(page), slug="messe"))
    assert answer.context["adminform"].form.has_error("slug", "unique")
    assert newest(Article).slug == "messe-2"


def test_an_old_address_that_leads_elsewhere_is_left_alone(client, category):
    moved = ArticleFactory(slug="neue-halle")
    moved.slug = "halle-am-hafen"
    moved.save()
    add(client, Article, **article(category, slug="neue-halle"))
    assert newest(Article).slug == "neue-halle-2"
    assert Redirect.objects.find_for("/aktuelles/neue-halle/").new_path == "/aktuelles/halle-am-hafen/"


@pytest.mark.parametrize("title", ["Archiv", "Neue Halle"])
def test_a_word_of_the_site_gets_a_number_as_well(client, category, title):
    add(client, Article, **article(category, title_de=title, slug="archiv"))
    assert newest(Article).slug == "archiv-2"


def test_a_long_address_keeps_its_number(client, category):
    title = "Halle " * 26
    for _time in range(2):
        add(client, Article, **article(category, title_de=title.strip(), slug=""))
    assert [len(slug) <= 120 for slug in Article.objects.values_list("slug", flat=True)] == [True, True]
    assert newest(Article).slug.endswith("-2")


def test_a_title_without_a_letter_of_ours_asks_for_an_address(client, category):
    answer = add(client, Article, **article(category, title_de="新闻", slug=""))
    assert answer.context["adminform"].form.has_error("slug")


def test_an_address_that_stands_stays_asked_for(client, category):
    stored = ArticleFactory(slug="messe")
    page = reverse("admin:news_article_change", args=[stored.pk])
    answer = client.post(page, as_shown(client.get(page), slug=""))
    assert answer.context["adminform"].form.has_error("slug", "required")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("messe", ["Die Adresse „messe“ ist schon vergeben: Der neue Eintrag hat die Adresse „messe-2“."]),
        (" messe ", ["Die Adresse „messe“ ist schon vergeben: Der neue Eintrag hat die Adresse „messe-2“."]),
        ("halle", []),
        ("", []),
    ],
)
def test_who_typed_an_address_is_told_what_has_become_of_it(client, category, typed, told):
    ArticleFactory(slug="messe")
    answer = add(client, Article, follow=True, **article(category, title_de="Messe", slug=typed))
    assert said(answer)[:-1] == told


def test_also_of_a_category(client, category):
    answer = add(client, Category, follow=True, name_de="Standort", slug="standort")
    assert "„standort-2“" in said(answer)[0]


def test_what_is_refused_for_another_field_says_nothing_of_the_address(client, category):
    ArticleFactory(slug="messe")
    assert said(add(client, Article, **article(category, date="", slug="messe"))) == []


def test_a_window_opened_beside_a_form_leaves_no_word_for_another_page(client, category):
    page = f"{reverse('admin:news_category_add')}?_popup=1"
    sent = as_shown(client.get(page), name_de="Anders", slug=category.slug)
    assert sent["_popup"] == ["1"]
    assert client.post(page, sent).status_code == 200
    assert newest(Category).slug == "standort-2"
    assert said(client.get(reverse("admin:index"))) == []
