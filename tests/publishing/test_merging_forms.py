"""Two editors save the same entry: the second learns what the first changed, and chooses field by field."""

import re

import pytest
from django.urls import reverse

from news.models import Article
from sites.models import Plot
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.sites import LEIPZIG, SpaceFactory, square
from tests.filling import as_shown, filled, unrendered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True, name="Erika Muster")
    client.force_login(user)
    return user


def change_page(obj):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def two_save(client, obj, first, second):
    """The answer to the second one, who had opened the form before the first one saved."""
    page = change_page(obj)
    opened = client.get(page)
    client.post(page, filled(unrendered(client, page), **first))
    return client.post(page, filled(opened, **second))


def choices(answer):
    """{name of the field: (is_untouched, stored now, in the form)}"""
    meanwhile = answer.context["conflict"]["meanwhile"]
    return {
        choice.name: (choice.is_untouched, choice.difference.before, choice.difference.after)
        for choice in meanwhile.choices
    }


def decided(answer, **others):
    """What a browser sends of the answer, ticked: with what is preselected, or `others`: {field: side}."""
    chosen = {f"merge-{name}": side for name, side in others.items()}
    return as_shown(answer) | chosen | {"overwrite_version": answer.context["conflict"]["version"]}


def test_the_second_one_sees_what_the_first_one_changed(client):
    article = ArticleFactory(title_de="Alt", teaser_de="Kurz")
    answer = two_save(client, article, {"title_de": "Von der Ersten"}, {"title_de": "Vom Zweiten"})
    changed = answer.context["conflict"]["meanwhile"].changed
    assert [(one.before, one.after) for one in changed.fields] == [("Alt", "Von der Ersten")]
    assert "Erika Muster" in answer.content.decode()
    assert choices(answer) == {"title_de": (False, "Von der Ersten", "Vom Zweiten")}


def test_what_only_the_first_one_changed_is_taken_over_unless_the_second_says_otherwise(client):
    article = ArticleFactory(title_de="Alt", teaser_de="Kurz")
    answer = two_save(client, article, {"title_de": "Erste"}, {"teaser_de": "Vom Zweiten"})
    assert choices(answer) == {"title_de": (True, "Erste", "Alt")}
    assert client.post(change_page(article), decided(answer)).status_code == 302
    article.refresh_from_db()
    assert (article.title_de, article.teaser_de) == ("Erste", "Vom Zweiten")


def test_the_second_one_may_set_back_what_the_first_one_changed(client):
    article = ArticleFactory(title_de="Alt", teaser_de="Kurz")
    answer = two_save(client, article, {"title_de": "Erste"}, {"teaser_de": "Vom Zweiten"})
    client.post(change_page(article), decided(answer, title_de="mine"))
    assert Article.objects.get().title_de == "Alt"


def test_of_two_wordings_the_second_one_takes_over_the_first_ones(client):
    article = ArticleFactory(title_de="Alt", teaser_de="Kurz")
    answer = two_save(
        client, article, {"title_de": "Erste"}, {"title_de": "Zweiter", "teaser_de": "Vom Zweiten"}
    )
    client.post(change_page(article), decided(answer, title_de="theirs"))
    article.refresh_from_db()
    assert (article.title_de, article.teaser_de) == ("Erste", "Vom Zweiten")


def test_what_is_taken_over_stays_so_when_the_form_comes_back_with_a_fault(client):
    article = ArticleFactory(title_de="Alt")
    answer = two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
    again = client.post(
        change_page(article), decided(answer, title_de="theirs") | {"published_from_0": "gestern"}
    )
    assert '<input type="hidden" name="merge-title_de" value="theirs">' in again.content.decode()
    assert again.context["adminform"].form["title_de"].value() == "Erste"


def test_without_a_decision_nothing_is_saved(client):
    article = ArticleFactory(title_de="Alt")
    answer = two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
    undecided = decided(answer, title_de="mine")
    del undecided["overwrite_version"]
    assert not answer.context["conflict"]["was_told"]
    again = client.post(change_page(article), undecided | {"told_version": Article.objects.get().version})
    assert choices(again)["title_de"] == (False, "Erste", "Zweiter")
    assert again.context["conflict"]["was_told"]
    assert Article.objects.get().title_de == "Erste"


def test_figures_choices_and_boundaries_of_a_plot_are_compared_with_the_form(client):
    plot = Plot.objects.get(pk=SpaceFactory(area=40_000, boundary=square(*LEIPZIG)).pk)
    answer = two_save(client, plot, {"area": "50000", "name_de": "Südhof"}, {"area": "45000"})
    assert set(choices(answer)) == {"area", "name_de"}
    assert choices(answer)["name_de"][0]
    client.post(change_page(plot), decided(answer))
    plot.refresh_from_db()
    assert (plot.area, plot.name_de) == (45_000, "Südhof")


def test_a_decision_is_not_asked_for_again_where_the_form_comes_back_with_a_fault(client):
    article = ArticleFactory(title_de="Alt")
    answer = two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
    faulty = client.post(change_page(article), decided(answer) | {"published_from_0": "gestern"})
    assert client.post(change_page(article), as_shown(faulty, published_from_0="")).status_code == 302
    assert Article.objects.get().title_de == "Zweiter"


def test_a_decision_does_not_count_for_what_is_saved_after_it(client):
    article = ArticleFactory(title_de="Alt")
    answer = two_save(client, article, {"title_de": "Erste"}, {"title_de": "Zweiter"})
    faulty = client.post(change_page(article), decided(answer) | {"published_from_0": "gestern"})
    client.post(change_page(article), filled(unrendered(client, change_page(article)), title_de="Dritte"))
    assert client.post(change_page(article), as_shown(faulty, published_from_0="")).context["conflict"]
    assert Article.objects.get().title_de == "Dritte"


def test_a_photo_that_the_first_one_added_is_told_and_stays(client):
    photo = ArticlePhotoFactory(article__title_de="Alt")
    page = change_page(photo.article)
    opened = client.get(page)
    ArticlePhotoFactory(article=photo.article, alt_de="Zweites Bild")
    client.post(page, filled(unrendered(client, page), title_de="Erste"))
    answer = client.post(page, filled(opened, title_de="Zweiter"))
    client.post(page, decided(answer))
    assert photo.article.photos.count() == 2
    assert Article.objects.get().title_de == "Zweiter"


def test_a_photo_that_the_first_one_removed_does_not_keep_the_second_one_from_saving(client):
    photo = ArticlePhotoFactory(article__title_de="Alt")
    page = change_page(photo.article)
    opened = client.get(page)
    client.post(page, filled(unrendered(client, page), title_de="Erste", photos__0__DELETE="on"))
    typed = filled(opened, title_de="Zweiter")
    answer = client.post(page, typed)
    assert client.post(page, decided(answer) | {"photos-0-DELETE": "on"}).status_code == 302
    assert Article.objects.get().title_de == "Zweiter"


def test_a_state_that_the_history_does_not_know_is_told_as_before(client):
    article = ArticleFactory(title_de="Alt")
    opened = client.get(change_page(article))
    for title in ("Eins", "Zwei"):
        article.title_de = title
        article.save()
    answer = client.post(change_page(article), filled(opened, title_de="Zweiter"))
    assert answer.context["conflict"]["meanwhile"].changed is None
    assert re.search(r'name="overwrite_version" value="\d+"', answer.content.decode())
