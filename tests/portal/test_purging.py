"""A proxy that keeps pages forgets them whenever something changed that the public may see."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from caching import stores
from caching.expiry import next_visibility_change
from caching.versions import current_versions, read_snapshot
from portal.operations.duties import run_due
from portal.server import purging
from tests.factories.news import ArticleFactory
from tests.reading import headers_of

pytestmark = pytest.mark.django_db(transaction=True)
NEWS = "/aktuelles/"


class Proxy(HTTPServer):
    status = 200

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked = []
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()


class Answer(BaseHTTPRequestHandler):
    def do_PURGE(self):  # noqa: N802  as http.server wants it
        self.server.asked.append(self.path)
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *arguments):
        """Nothing to the terminal."""


@pytest.fixture
def proxy(settings, monkeypatch):
    settings.CACHES_PAGES = True
    cache.clear()
    stores.clear_stores()
    again = []
    monkeypatch.setattr(
        purging, "Timer", lambda seconds, function: again.append((seconds, function)) or Later()
    )
    monkeypatch.setattr(purging, "_known", None)
    monkeypatch.setattr(purging, "_retry_at", 0)
    server = Proxy()
    server.again = again
    settings.PROXY_PURGE_URL = f"http://127.0.0.1:{server.server_port}/"
    yield server
    server.shutdown()
    server.server_close()
    cache.clear()


class Later:
    daemon = False

    def start(self):
        assert self.daemon  # it keeps no process from ending


def test_a_page_says_until_when_a_proxy_may_keep_it(client, proxy):
    ArticleFactory()
    answers = [client.get(NEWS), client.get(NEWS)]
    until = f"@{int(next_visibility_change().timestamp())}"
    assert [answer["X-Accel-Expires"] for answer in answers] == [until, until]
    assert "X-Accel-Expires" not in headers_of(client.get("/aktuelles/?unknown=1"))


def test_without_a_proxy_nothing_is_said(client, proxy, settings):
    settings.PROXY_PURGE_URL = ""
    ArticleFactory()
    assert "X-Accel-Expires" not in headers_of(client.get(NEWS))
    purging.purge_if_changed()
    assert proxy.asked == []


def test_each_change_is_told_once_and_again_after_a_moment(client, proxy):
    ArticleFactory()
    client.get(NEWS)
    client.get(NEWS)
    assert proxy.asked == ["/"]
    ((seconds, function),) = proxy.again
    assert seconds == purging.SECOND_PURGE_DELAY
    function()
    assert proxy.asked == ["/", "/"]
    ArticleFactory()
    client.get(NEWS)
    assert len(proxy.asked) == 3


def test_who_changes_something_waits_until_the_proxy_forgot(admin_client, proxy):
    article = ArticleFactory()
    purging.purge_if_changed()
    admin_client.post(reverse("admin:news_article_delete", args=[article.pk]), {"post": "yes"})
    assert len(proxy.asked) == 2


def test_what_came_past_the_portal_is_told_by_the_clock(proxy):
    purging.purge_if_changed()
    ArticleFactory()
    assert run_due(timezone.now(), [purging.purge_if_changed]) == []
    assert len(proxy.asked) == 2


def test_a_proxy_that_keeps_nothing_is_no_failure(proxy, caplog):
    proxy.status = purging.NOT_CACHED
    purging.purge_if_changed()
    purging.purge_if_changed()
    assert len(proxy.asked) == 1
    assert caplog.text == ""


def test_a_proxy_that_does_not_forget_is_told_of_and_asked_until_it_does(proxy, caplog, monkeypatch):
    proxy.status = 500
    purging.purge_if_changed()
    assert "may show old pages" in caplog.text
    purging.purge_if_changed()
    assert len(proxy.asked) == 1  # nobody waits for it at each page
    monkeypatch.setattr(purging, "_retry_at", 0)
    proxy.status = 200
    purging.purge_if_changed()
    purging.purge_if_changed()
    assert len(proxy.asked) == 2


def test_a_page_under_which_something_changed_is_not_to_be_kept(proxy):
    with read_snapshot():
        current_versions()
        assert purging.proxy_expiry_header(timezone.now())
        ArticleFactory()
        assert purging.proxy_expiry_header(timezone.now()) == {}
