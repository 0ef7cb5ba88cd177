"""A list reads nothing of the things whose cards are remembered."""

from datetime import date

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from database.compiled import CompiledQuery
from news.models import Article
from publishing.cards import CardList, card_query
from sites.models import Space
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.sites import SpaceFactory
from tests.portal.test_page_cache import pages_are_kept  # noqa: F401
from tests.reading import text_of


@pytest.mark.django_db
def test_a_template_of_another_region_may_treat_a_card_as_its_thing(django_assert_num_queries):
    keys = [ArticleFactory(title_de=title).pk for title in ("Hafen", "Bahn")]
    include = Template(
        '{% for article in cards %}{% include "news/_article_card.html" with article=article only %}{% endfor %}'
    )
    with django_assert_num_queries(2):
        page = include.render(Context({"cards": CardList(keys, card_query(Article))}))
    assert page.index("Hafen") < page.index("Bahn")


def delete(thing):
    thing.delete()


def withdraw(thing):
    type(thing).objects.filter(pk=thing.pk).update(workflow_state="withdrawn")


@pytest.mark.django_db
def test_cards_stand_in_the_order_of_their_keys_and_their_things_are_read_at_once(django_assert_num_queries):
    keys = [ArticleFactory().pk for _ in range(3)][::-1]
    cards = CardList(keys, card_query(Article))
    assert [card.pk for card in cards] == keys
    assert (len(cards), cards[1].pk, bool(CardList([], card_query(Article)))) == (3, keys[1], False)
    with django_assert_num_queries(2):  # articles and photos
        assert [card.thing.pk for card in cards] == keys


@pytest.mark.django_db
@pytest.mark.parametrize("goes", [delete, withdraw])
@pytest.mark.parametrize(
    ("factory", "address"), [(ArticleFactory, "news:list"), (SpaceFactory, "sites:list")]
)
def test_what_goes_while_a_list_is_made_has_no_card(client, monkeypatch, factory, address, goes):
    kept, gone, in_bulk = factory(), factory(), CompiledQuery.in_bulk

    def without(self, keys):
        goes(gone)
        return in_bulk(self, keys)

    monkeypatch.setattr(CompiledQuery, "in_bulk", without)
    page = client.get(reverse(address))
    assert page.status_code == 200
    assert page.text.count("<article") == 1
    assert kept.get_absolute_url() in page.text


def asked(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return " ".join(query["sql"] for query in captured.captured_queries)


@pytest.mark.django_db(transaction=True)
def test_a_list_in_another_order_reads_keys_alone_once_its_cards_are_remembered(client):
    SpaceFactory(area=1_000), SpaceFactory(area=2_000)
    listed = reverse("sites:list")
    assert "sites_spacephoto" in asked(client, listed + "?sort=area")
    again = asked(client, listed + "?sort=newest")
    assert "sites_spacephoto" not in again
    assert "name_de" not in again
    Space.objects.update(name_de="Westfeld")
    assert "Westfeld" in client.get(listed + "?sort=area").text


@pytest.mark.django_db(transaction=True)
def test_articles_are_read_once_for_all_pages_that_show_their_cards(client):
    first, second = ArticleFactory(date=date(2026, 3, 1)), ArticleFactory(date=date(2026, 3, 2))
    photo = ArticlePhotoFactory(article=first)
    assert "news_articlephoto" in asked(client, reverse("news:list"))
    year = reverse("news:archive", args=[2026])
    assert "news_articlephoto" not in asked(client, year)
    assert photo.picture.url in client.get(year).text
    photo.delete()
    assert photo.picture.url not in text_of(client.get(year))
    second.delete()
    assert second.title not in text_of(client.get(year))
