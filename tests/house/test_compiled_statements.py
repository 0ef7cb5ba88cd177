"""SQLite works out the plan of a question once, and not each time it is asked."""

import sqlite3

import pytest
from django.db import connection
from django.urls import reverse

from news.models import Article
from projects.models import Project
from sites.models import BusinessPark, Space
from tests.factories.news import ArticleFactory
from tests.factories.sites import LEIPZIG, BusinessParkFactory, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def compiled_while(ask):
    """How often SQLite asked whether a column may be read, which it does while it compiles a statement alone."""
    asked = []

    def allow(*what):
        asked.append(what)
        return sqlite3.SQLITE_OK

    connection.connection.set_authorizer(allow)  # what was compiled before is compiled once more
    try:
        ask()
        assert asked
        asked.clear()
        ask()
        return len(asked)
    finally:
        connection.connection.set_authorizer(None)


@pytest.mark.parametrize("model", [Article, Space, BusinessPark, Project])
def test_what_is_published_is_asked_with_a_plan_that_stays(model):
    assert compiled_while(lambda: list(model.objects.published().primary_keys()[:5])) == 0


def test_words_are_looked_for_with_a_plan_that_stays():
    ArticleFactory(title="Hafen")
    assert compiled_while(lambda: list(Article.objects.published().matching("hafen")[:5])) == 0


@pytest.mark.parametrize("page", ["portal:home", "news:list", "sites:list", "sites:map", "article", "space"])
def test_a_page_is_made_with_plans_that_stay(client, settings, page):
    settings.CACHES_PAGES = False
    article = ArticleFactory(title="Hafen")
    space = SpaceFactory(at=LEIPZIG, park=BusinessParkFactory())
    SpaceFactory(at=LEIPZIG, park=space.park)
    things = {"article": article.get_absolute_url(), "space": space.get_absolute_url()}
    address = things.get(page) or reverse(page)
    client.get(address)  # its parts are kept now
    assert compiled_while(lambda: client.get(address).content) == 0
