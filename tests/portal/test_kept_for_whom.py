"""Of which readers, and of which answers, a page may be kept for others (portal.server.page_cache)."""

import pytest
from django.conf import settings
from django.http import HttpResponse

from portal.server import page_cache
from portal.server.page_cache import is_anonymous_and_cacheable, is_shareable, page_key


@pytest.mark.parametrize(
    ("path", "sent", "is_one"),
    [
        ("/", {}, True),
        ("/en/", {"HTTP_ACCEPT_ENCODING": "gzip, br;q=1.0"}, True),
        ("/", {"HTTP_COOKIE": "theme=dark"}, True),
        ("/", {"HTTP_COOKIE": f"theme=dark; {settings.SESSION_COOKIE_NAME}=x"}, False),
        ("/", {"HTTP_COOKIE": "messages=x"}, False),
        ("/", {"HTTP_AUTHORIZATION": "Basic eDp4"}, False),
        ("/", {"HTTP_ACCEPT_ENCODING": "identity;Q=0"}, False),
        ("/static/a.css", {}, False),
        ("/medien/a.jpg", {}, False),
        ("/admin/", {}, False),
        ("/en/admin/", {}, False),
        ("/gesundheit/", {}, False),
        ("/kacheln/1/2/3.pbf", {}, False),
    ],
)
def test_a_kept_page_is_for_readers_of_whom_nothing_is_known(rf, path, sent, is_one):
    assert is_anonymous_and_cacheable(rf.get(path, **sent)) is is_one


def answer(content=b"page", status=200, is_shared=True, cookie=None, **headers):
    response = HttpResponse(content, status=status, headers=headers)
    response.is_shared = is_shared
    if cookie:
        response.set_cookie(cookie, "x")
    return response


@pytest.mark.parametrize(
    ("response", "is_kept"),
    [
        (answer(), True),
        (answer(**{"Cache-Control": "no-cache", "Content-Security-Policy": "script-src 'self'"}), True),
        (HttpResponse(b"page"), False),
        (answer(is_shared=False), False),
        (answer(status=404), False),
        (answer(status=304), False),
        (answer(cookie="theme"), False),
        (answer(**{"Cache-Control": "private"}), False),
        (answer(**{"Cache-Control": "max-age=0, no-store"}), False),
        (answer(**{"Content-Security-Policy": "script-src 'nonce-abc'"}), False),
        (answer(b"x" * page_cache.MAX_RESPONSE_BYTES), True),
        (answer(b"x" * (page_cache.MAX_RESPONSE_BYTES + 1)), False),
    ],
)
def test_an_answer_is_kept_that_is_the_same_for_all(response, is_kept):
    assert bool(is_shareable(response)) is is_kept


def test_the_key_holds_all_that_a_page_depends_on(rf, monkeypatch):
    monkeypatch.setattr(page_cache, "current_versions", lambda: {"sites": (1, 1, 1, 1, 1)})

    def key(path="/", **sent):
        return page_key(rf.get(path, **sent))

    usual = key()
    assert usual == key() == key("/", HTTP_HOST="testserver:8000") == key(HTTP_X_FRAGMENT="nothing known")
    others = [
        key("/en/"),
        key("/?page=2"),
        key("/?page="),
        key("/", secure=True),
        key(HTTP_HOST="localhost"),
        key(HTTP_COOKIE="theme=dark"),
        key(HTTP_ACCEPT_ENCODING="gzip"),
        key(HTTP_X_FRAGMENT="results"),
        key(HTTP_X_FRAGMENT="counts"),
    ]
    assert len({usual, *others}) == len(others) + 1
    monkeypatch.setattr(page_cache, "current_versions", lambda: {"sites": (1, 1, 1, 1, 2)})
    assert key() != usual
