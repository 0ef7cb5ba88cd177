"""A form that came back says first what is wrong with it, and leads to each field."""

import re

import pytest
from django.urls import reverse

from publishing.models import Picture
from sites.models import Offer
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.sites import OfferFactory, SpaceFactory
from tests.filling import filled, unrendered

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(UserFactory(administrator=True))


def page_of(obj, view="change"):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{view}", args=[obj.pk])


def sent(client, page, **changes):
    """The page that answers a form with `changes`."""
    answer = client.post(page, filled(unrendered(client, page), **changes))
    assert answer.status_code == 200
    return answer.content.decode()


def summary(page):
    found = re.search(r'<section class="form-faults".*?</section>', page, re.DOTALL)
    return found and found[0]


def links(page):
    """[(id, words)] of the summary; each id is in the page."""
    found = re.findall(r'<a href="#([^"]+)"[^>]*>([^<]+)</a>', summary(page))
    assert [target for target, _words in found if f'id="{target}"' not in page] == []
    return found


def test_the_summary_stands_before_the_form_with_a_link_to_each_wrong_field(client):
    page = sent(client, page_of(ArticleFactory()), title_de="", published_from_0="gestern")
    assert page.index("form-faults-title") < page.index('id="article_form"')
    assert [target for target, _words in links(page)] == ["id_title_de", "id_published_from_0"]


def test_what_is_right_brings_no_summary(client):
    page = page_of(ArticleFactory())
    assert summary(client.get(page).content.decode()) is None
    assert client.post(page, filled(unrendered(client, page))).status_code == 302


def test_a_row_is_named_with_its_place(client):
    plot = SpaceFactory()
    for disposal in ("sale", "lease"):
        OfferFactory(space=plot, disposal=disposal)
    page = sent(client, reverse("admin:sites_plot_change", args=[plot.pk]), offers__1__price_m2="teuer")
    [(target, words)] = links(page)
    assert target == "id_offers-1-price_m2"
    name = Offer._meta.verbose_name
    assert words.startswith(f"{name[0].upper()}{name[1:]} 2: ")


def test_a_row_that_contradicts_another_is_led_to_as_a_whole(client):
    plot = SpaceFactory()
    for disposal in ("sale", "lease"):
        OfferFactory(space=plot, disposal=disposal)
    page = sent(client, reverse("admin:sites_plot_change", args=[plot.pk]), offers__1__disposal="sale")
    assert [target for target, _words in links(page)] == ["offers-1"]


def test_rows_that_came_incomplete_are_led_to_as_a_group(client):
    plot = SpaceFactory()
    OfferFactory(space=plot)
    page = reverse("admin:sites_plot_change", args=[plot.pk])
    data = filled(unrendered(client, page))
    del data["offers-TOTAL_FORMS"]
    assert [target for target, _words in links(client.post(page, data).content.decode())] == ["offers-group"]


def test_rows_that_are_to_be_deleted_are_not_complained_of(client):
    photo = ArticlePhotoFactory()
    changes = {"photos__0__credit": "", "photos__0__DELETE": "on", "title_de": ""}
    page = sent(client, page_of(photo.article), **changes)
    assert [target for target, _words in links(page)] == ["id_title_de"]


def test_the_heading_says_that_nothing_is_saved_and_counts(client):
    page = page_of(ArticleFactory())
    assert "Nothing has been saved yet: there is one error" in sent(client, "/en" + page, title_de="")
    assert "there are 2 errors" in sent(client, "/en" + page, title_de="", published_from_0="gestern")


def test_every_form_tells_it_also_those_of_people_and_categories(client):
    user = UserFactory()
    assert [target for target, _words in links(sent(client, page_of(user), email="keine"))] == ["id_email"]
    category = ArticleFactory().category
    assert [target for target, _words in links(sent(client, page_of(category), name_de=""))] == ["id_name_de"]


def test_djangos_sentence_that_names_no_field_is_gone(client):
    page = sent(client, page_of(ArticleFactory()), title_de="")
    assert "errornote" not in page
    assert "<title>Fehler:" in page or "<title>Error:" in page


def test_the_form_to_change_ones_password_tells_it_too(client):
    page = client.post(reverse("admin:password_change"), {"new_password1": "a"}).content.decode()
    assert "id_old_password" in [target for target, _words in links(page)]


def test_a_refused_form_does_not_say_that_all_stays_as_it_is(client):
    photo = ArticlePhotoFactory()
    Picture.objects.update(credit=" ")
    page = "/en" + page_of(photo.article)
    assert "It stays on the site" in client.get(page).content.decode()
    refused = sent(client, page, title_de="")
    assert "It stays on the site" not in refused
    assert "visitors go on seeing what was released last" in refused
