"""Pieces of pages that are kept stay no longer than what they show."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caching import fragments
from caching.expiry import start_of_next_day
from caching.fragments import cached_in_process
from caching.triggers import apps_by_table
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.portal import SiteProfileFactory
from tests.factories.sites import SpaceFactory
from tests.portal.test_page_cache import pages, pages_are_kept  # noqa: F401

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("error::django.core.cache.CacheKeyWarning"),  # a name is a key as well
]


def asks_for_the_next_moment(sql):
    """Of all rooms, for a piece within a piece: its answer is no part of either."""
    return "UNION ALL" in sql and sql.count('MIN("') > 10


def test_a_piece_that_is_kept_names_every_room_it_reads(client, monkeypatch):
    """Else it would stay when something of that room changes."""
    rooms_of, made, missing = apps_by_table(), set(), set()

    def watching(name, rooms, make):
        def watched_make():
            read = set()

            def note(execute, sql, *rest):
                if not asks_for_the_next_moment(sql):
                    read.update(rooms_of[table] for table in re.findall(r'"(\w+)"', sql) if table in rooms_of)
                return execute(sql, *rest)

            with connection.execute_wrapper(note):
                value = make()
            made.add(name.partition(":")[0] if not name.startswith("piece:") else name)
            missing.update((name, room) for room in read - set(rooms or rooms_of.values()))
            return value

        return watched_make

    asked = fragments.get_or_make
    monkeypatch.setattr(
        fragments,
        "get_or_make",
        lambda store, name, rooms, make: asked(store, name, rooms, watching(name, rooms, make)),
    )
    addresses = pages()
    SpaceFactory()  # a similar one
    for path in addresses:
        assert client.get(path).status_code == 200
    assert missing == set()
    assert {"piece:home-finder", "piece:home-news", "piece:home-pool", "piece:home-quote"} <= made
    assert {"piece:home-projects", "piece:home-figures", "piece:furniture", "stock", "facets"} <= made
    assert {
        "piece:footer",
        "piece:brand:news:list",
        "piece:menu:news:list",
        "piece:tools:news:list",
        "piece:themes:auto",
    } <= made
    assert {"card", "line", "article", "newest-of"} <= made


def test_what_shows_nothing_of_any_room_is_remembered_till_tomorrow_and_asks_for_nothing(
    django_assert_num_queries,
):
    midnight, made = start_of_next_day(timezone.now()), []
    with django_assert_num_queries(0):
        for _time in range(2):
            assert cached_in_process("of-no-room", [], lambda: made.append(1) or "a") == "a"
    assert len(made) == 1
    assert (
        fragments.process_store.get(fragments.fragment_key("of-no-room", []), timezone.now()).until
        == midnight
    )


def in_the_footer(page):
    return page.partition("<address")[2].partition("</address>")[0]


def test_the_footer_says_at_once_what_was_changed(client):
    profile = SiteProfileFactory(city="Leipzig")
    assert "Leipzig" in in_the_footer(client.get("/aktuelles/").text)
    profile.city = "Halle"
    profile.save()
    assert "Halle" in in_the_footer(client.get("/aktuelles/").text)


def test_a_refused_form_of_the_administration_leaves_readers_their_footer():
    """It knows nothing of the region: neither its own page nor the next reader's may be without."""
    SiteProfileFactory(city="Leipzig")
    client = Client(enforce_csrf_checks=True)
    refused = client.post("/admin/login/", {"username": "anna"})
    assert refused.status_code == 403
    assert "Leipzig" in in_the_footer(refused.text)
    assert "Leipzig" in in_the_footer(client.get("/aktuelles/").text)


def test_the_menu_marks_where_one_is_whatever_was_read_before(client):
    def marked(path):
        menu = client.get(path).text.partition('class="main-nav"')[2].partition("</nav>")[0]
        return re.findall(r'href="([^"]+)"\s+aria-current', menu)

    here = {"/aktuelles/": ["/aktuelles/"], "/flaechenpool/": ["/flaechenpool/"], "/": [], "/nirgends/": []}
    for _time in range(2):
        assert {path: marked(path) for path in here} == here


def test_what_is_done_to_one_answer_is_not_done_to_the_next(client):
    ArticleFactory()
    first = client.get(reverse("news:list"))
    again = client.get(reverse("news:list"))
    assert dict(again.items()) == dict(first.items())
    again["ETag"] = '"another"'
    del again["Content-Type"]
    assert dict(client.get(reverse("news:list")).items()) == dict(first.items())


def test_a_picture_is_gone_with_what_showed_it(client):
    photo = ArticlePhotoFactory()
    address = photo.picture.url
    assert [client.get(address).status_code for _time in range(2)] == [200, 200]
    photo.article.workflow_state = "withdrawn"
    photo.article.save()
    assert client.get(address).status_code == 404
    photo.article.workflow_state = "published"
    photo.article.save()
    assert client.get(address).status_code == 200
    photo.picture.rights_until = timezone.localdate() - timedelta(days=1)
    photo.picture.save()
    assert client.get(address).status_code == 404
