"""What stands before and after every view decides, each condition by itself; no view answers, no database is asked."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Given

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from caching.recent import Recent
from portal import busy, middleware, page_cache
from portal.middleware import CompressionMiddleware, HeadersMiddleware, ProbeMiddleware, RefusalMiddleware
from portal.page_cache import Kept, PageCacheMiddleware, Turns

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
rf = RequestFactory()


# --- Pages that are kept


@pytest.mark.parametrize(
    ("path", "more", "is_anybody"),
    [
        ("/", {}, True),
        ("/en/", {"HTTP_ACCEPT_ENCODING": "gzip"}, True),
        ("/", {"HTTP_AUTHORIZATION": "Basic x"}, False),
        ("/", {"HTTP_ACCEPT_ENCODING": "gzip;Q=0"}, False),
        ("/", {"HTTP_COOKIE": "sessionid=x"}, False),
        ("/", {"HTTP_COOKIE": "messages=x"}, False),
        ("/", {"HTTP_COOKIE": "theme=dark"}, True),
        ("/static/a.css", {}, False),
        ("/medien/a.jpg", {}, False),
        ("/admin/", {}, False),
        ("/en/admin/", {}, False),
        ("/gesundheit/", {}, False),
        ("/kacheln/a/1/2/3.pbf", {}, False),
    ],
)
def test_only_what_nobody_in_particular_asks_for_is_looked_for(path, more, is_anybody):
    assert page_cache.is_anybody(rf.get(path, **more)) is is_anybody


def answer(content="a", status=200, is_shared=True, cookie=False, **headers):
    response = HttpResponse(
        content, status=status, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    response.is_shared = is_shared
    if cookie:
        response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    ("response", "is_for_all"),
    [
        (answer(), True),
        (answer(is_shared=False), False),
        (answer(status=404), False),
        (answer(cookie=True), False),
        (answer(Cache_Control="private"), False),
        (answer(Cache_Control="max-age=0, no-store"), False),
        (answer(Cache_Control="max-age=60"), True),
        (answer(Content_Security_Policy="script-src 'nonce-abc'"), False),
        (answer(Content_Security_Policy="script-src 'self'"), True),
        (answer("a" * page_cache.MOST_BYTES), True),
        (answer("a" * (page_cache.MOST_BYTES + 1)), False),
        (HttpResponse("a"), False),
    ],
)
def test_an_answer_is_kept_that_is_the_same_for_all(response, is_for_all):
    assert page_cache.is_for_all(response) is is_for_all


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (("/?a=1&b=2", {}), ("/?b=2&a=1", {}), True),
        (("/?a=1&a=2", {}), ("/?a=2&a=1", {}), False),
        (("/?a=", {}), ("/", {}), False),
        (("/", {}), ("/en/", {}), False),
        (("/", {}), ("/", {"HTTP_COOKIE": "theme=dark"}), False),
        (("/", {}), ("/", {"HTTP_ACCEPT_ENCODING": "br"}), False),
        (("/", {"HTTP_ACCEPT_ENCODING": "gzip, br"}), ("/", {"HTTP_ACCEPT_ENCODING": "br"}), True),
        (("/", {}), ("/", {"HTTP_X_FRAGMENT": "results"}), False),
        (("/", {"HTTP_X_FRAGMENT": "counts"}), ("/", {"HTTP_X_FRAGMENT": "results"}), False),
        (("/", {}), ("/", {"HTTP_X_FRAGMENT": "anything"}), True),
        (("/", {}), ("/", {"HTTP_HOST": "localhost"}), False),
        (("/", {}), ("/", {"HTTP_HOST": "testserver:80"}), True),
        (("/", {}), ("/", {"wsgi.url_scheme": "https"}), False),
        (("/", {}), ("/", {"HTTP_USER_AGENT": "x"}), True),
    ],
)
def test_a_key_holds_all_that_a_page_depends_on_and_nothing_else(monkeypatch, settings, one, other, is_same):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    monkeypatch.setattr(page_cache, "versions", lambda: {"sites": (1, 1, 1, 1, 1)})
    keys = [page_cache.key_of(rf.get(path, **more)) for path, more in (one, other)]
    assert (keys[0] == keys[1]) is is_same


def test_another_version_is_another_key(monkeypatch):
    found = set()
    for number in (1, 2):
        monkeypatch.setattr(page_cache, "versions", lambda number=number: {"sites": (1, 1, 1, 1, number)})
        found.add(page_cache.key_of(rf.get("/")))
    assert len(found) == 2


@pytest.mark.parametrize(
    ("in_memory", "stored", "since", "until", "in_block", "is_found"),
    [
        (True, False, 0, 1, False, True),
        (False, True, 0, 1, False, True),
        (False, False, 0, 1, False, False),
        (True, False, -1, 0, False, False),
        (False, True, -1, 0, False, False),
        (True, False, 1, 2, False, False),
        (False, True, 1, 2, False, False),
        (True, True, 0, 1, True, False),
    ],
)
def test_a_page_is_found_between_its_begin_and_its_end_and_outside_of_transactions(
    monkeypatch, in_memory, stored, since, until, in_block, is_found
):
    kept, put = Kept(b"a", (), *(NOW + timedelta(seconds=seconds) for seconds in (since, until))), []
    monkeypatch.setattr(page_cache, "connection", Given(in_atomic_block=in_block))
    memory = Given(get=lambda key: kept if in_memory else None, put=lambda *args: put.append(args))
    monkeypatch.setattr(page_cache, "recent", memory)
    monkeypatch.setattr(page_cache, "storing", Given(get=lambda key: kept if stored else None))
    assert page_cache.found("k", NOW) == (kept if is_found else None)
    assert put == ([("k", kept)] if stored and is_found else [])


def test_a_page_of_the_memory_that_ended_hides_none_that_was_made_since(monkeypatch):
    begin = NOW - timedelta(hours=1)
    ended, made = Kept(b"a", (), begin, NOW), Kept(b"b", (), NOW, NOW + timedelta(hours=1))
    memory = Recent(1)
    memory.put("k", ended)
    monkeypatch.setattr(page_cache, "connection", Given(in_atomic_block=False))
    monkeypatch.setattr(page_cache, "recent", memory)
    monkeypatch.setattr(page_cache, "storing", Given(get=lambda key: made))
    assert page_cache.found("k", NOW) == memory.get("k") == made


@pytest.mark.parametrize(
    ("method", "caches", "kept", "for_all", "is_page", "looks", "keeps"),
    [
        ("GET", True, False, True, True, True, True),
        ("HEAD", True, False, True, True, True, False),
        ("GET", True, True, True, True, True, False),
        ("GET", False, False, True, True, False, False),
        ("GET", True, False, False, True, True, False),
        ("GET", True, False, True, False, True, False),
        ("POST", True, False, True, True, False, False),
    ],
)
def test_what_is_read_is_kept_and_what_is_sent_is_not(
    monkeypatch, settings, method, caches, kept, for_all, is_page, looks, keeps
):
    settings.CACHES_PAGES = caches
    done, purged = [], []
    monkeypatch.setattr(page_cache, "purge_if_changed", lambda: purged.append(1))
    monkeypatch.setattr(page_cache, "key_of", lambda request: "k")
    monkeypatch.setattr(page_cache, "is_anybody", lambda request: True)
    monkeypatch.setattr(page_cache, "is_page_for_all", lambda request: is_page)
    monkeypatch.setattr(page_cache, "found", lambda key, at: done.append("looked") or (kept and "kept"))
    monkeypatch.setattr(page_cache, "given", lambda request, kept: kept)
    monkeypatch.setattr(page_cache, "is_for_all", lambda response: for_all)
    monkeypatch.setattr(page_cache, "keep", lambda *args: done.append("kept"))
    monkeypatch.setattr(page_cache, "release", lambda: None)
    response = answer()
    found = PageCacheMiddleware(lambda request: response)(rf.generic(method, "/"))
    assert found == ("kept" if kept and looks else response)
    assert ("looked" in done) is looks
    assert ("kept" in done) is keeps
    assert len(purged) == (method == "POST" or caches)


def test_a_browser_that_has_a_page_is_told_so():
    response = answer(ETag='"e"')
    assert page_cache.given_first(rf.get("/", HTTP_IF_NONE_MATCH='"e"'), response).status_code == 304
    assert page_cache.given_first(rf.get("/", HTTP_IF_NONE_MATCH='"f"'), response) is response
    assert page_cache.given_first(rf.get("/"), response) is response
    lost = answer(status=404, ETag='"e"')
    assert page_cache.given_first(rf.get("/", HTTP_IF_NONE_MATCH='"e"'), lost) is lost


def test_turns_are_forgotten_when_nobody_waits():
    turns = Turns()
    with turns.one("a"):
        with turns.one("b"):
            assert set(turns.waiting) == {"a", "b"}
        assert set(turns.waiting) == {"a"}
    assert turns.waiting == {}


# --- Headers


@pytest.mark.parametrize(
    ("path", "headers", "origin"),
    [
        ("/", {}, "same-origin"),
        ("/feed/", {"Content-Type": "application/atom+xml; charset=utf-8"}, "cross-origin"),
        ("/robots.txt", {"Cache-Control": "public, max-age=60"}, "cross-origin"),
        ("/robots.txt", {}, "same-origin"),
        ("/medien/bilder/a/b.webp", {"Cache-Control": "public"}, "cross-origin"),
        ("/medien/bilder/a/b.webp", {"Cache-Control": "private"}, "same-origin"),
        ("/medien/plan.pdf", {"Cache-Control": "public"}, "same-origin"),
    ],
)
def test_only_what_is_meant_for_others_may_be_shown_by_them(path, headers, origin):
    response = HeadersMiddleware(lambda request: HttpResponse(headers=headers))(rf.get(path))
    assert response["Cross-Origin-Resource-Policy"] == origin


def test_powers_of_the_browser_are_refused_and_pages_differ_by_a_cookie():
    page = HeadersMiddleware(lambda request: HttpResponse("a"))(rf.get("/"))
    assert page["Permissions-Policy"] == middleware.PERMISSIONS_POLICY
    assert page["Vary"] == "Cookie"
    login = HttpResponse("a", content_type="application/json")
    login.uses_passkeys = True
    login = HeadersMiddleware(lambda request: login)(rf.get("/"))
    assert login["Permissions-Policy"] == middleware.WITH_PASSKEYS
    assert "Vary" not in login
    own = HttpResponse(headers={"Permissions-Policy": "x", "Cross-Origin-Resource-Policy": "y"})
    own = HeadersMiddleware(lambda request: own)(rf.get("/"))
    assert (own["Permissions-Policy"], own["Cross-Origin-Resource-Policy"]) == ("x", "y")


@pytest.mark.parametrize(
    ("path", "more", "is_named"),
    [
        ("/gesundheit/", {}, True),
        ("/gesundheit/hintergrund/", {}, True),
        ("/", {}, False),
        ("/gesundheit/", {"REMOTE_ADDR": "8.8.8.8"}, False),
        ("/gesundheit/", {"REMOTE_ADDR": "10.1.2.3"}, True),
        ("/gesundheit/", {"REMOTE_ADDR": "::ffff:192.168.1.2"}, True),
        ("/gesundheit/", {"REMOTE_ADDR": ""}, False),
        *(("/gesundheit/", {header: "x"}, False) for header in sorted(middleware.PROXY_HEADERS)),
    ],
)
def test_a_probe_from_near_by_is_answered_as_by_name(settings, path, more, is_named):
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    request = rf.get(path, **{"HTTP_HOST": "10.0.0.5"} | more)
    ProbeMiddleware(lambda request: None)(request)
    assert (request.META["HTTP_HOST"] == "portal.example.org") is is_named


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("", ""), ("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0.5", ""), ("brr", "")]
)
def test_an_answer_is_compressed_as_the_browser_asks(accepted, encoding):
    assert middleware.encoding_of(rf.get("/", HTTP_ACCEPT_ENCODING=accepted)) == encoding


@pytest.mark.parametrize(
    ("response", "accepted", "encoding"),
    [
        (HttpResponse("a" * 200), "br", "br"),
        (HttpResponse("a" * 199), "br", ""),
        (HttpResponse("a" * 300), "gzip", "gzip"),
        (HttpResponse("a" * 300, headers={"Content-Encoding": "x"}), "br", "x"),
        (HttpResponse("a" * 300), "", ""),
        (StreamingHttpResponse(["a" * 300], content_type="application/pdf"), "br, gzip", ""),
        (StreamingHttpResponse(["a" * 300], content_type="text/csv"), "br, gzip", "gzip"),
    ],
)
def test_what_is_worth_it_is_compressed(response, accepted, encoding):
    if not response.streaming:
        response["ETag"] = '"e"'
    request = rf.get("/", HTTP_ACCEPT_ENCODING=accepted)
    found = CompressionMiddleware(lambda request: response)(request)
    assert found.get("Content-Encoding", "") == encoding
    if encoding == "br":
        assert (found["ETag"], found["Content-Length"]) == ('W/"e"', str(len(found.content)))
        assert "Accept-Encoding" in found["Vary"]


def test_who_was_refused_is_noted_and_nothing_else(monkeypatch):
    noted = []
    monkeypatch.setattr(middleware, "note_refusal", noted.append)
    refusing = RefusalMiddleware(lambda request: None)
    refusing.process_exception("a", PermissionDenied())
    refusing.process_exception("b", ValueError())
    assert noted == ["a"]


# --- A busy database


@pytest.mark.parametrize(
    ("more", "is_page"),
    [
        ({}, True),
        ({"HTTP_ACCEPT": "text/html,*/*"}, True),
        ({"HTTP_ACCEPT": "application/json"}, False),
        ({"HTTP_X_FRAGMENT": "results"}, False),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_a_busy_answer_fits_what_was_asked_for(more, is_page, method):
    response = busy.refusal(rf.generic(method, "/weg/", **more), OperationalError("locked"))
    assert response.status_code == 503
    assert response["Retry-After"] == str(busy.RETRY_AFTER)
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Length"] == str(len(response.content))
    assert response["Content-Type"].startswith("text/html" if is_page else "text/plain")
    assert response.says_busy
    if not is_page:
        assert ("nichts gespeichert" in response.content.decode()) is (method == "POST")


@pytest.mark.parametrize(
    ("says_busy", "method", "is_page", "again", "is_asked"),
    [
        (True, "POST", True, "page", True),
        (True, "POST", True, None, True),
        (False, "POST", True, "page", False),
        (True, "GET", True, "page", False),
        (True, "POST", False, "page", False),
    ],
)
def test_only_who_sent_a_form_gets_it_again(monkeypatch, says_busy, method, is_page, again, is_asked):
    response = HttpResponse("busy")
    response.says_busy = says_busy
    monkeypatch.setattr(busy, "wants_page", lambda request: is_page)
    monkeypatch.setattr(busy.BusyMiddleware, "form_again", lambda self, request: again)
    request = rf.post("/", {"name": "Jana"}) if method == "POST" else rf.get("/")
    found = busy.BusyMiddleware(lambda request: response)(request)
    assert found == (again if is_asked and again else response)


@pytest.mark.parametrize(
    ("data", "pairs"),
    [
        ({"a": ["1", "2"]}, [("a", "1"), ("a", "2")]),
        ({"a": "1", "old_password": "x"}, None),
        ({}, None),
    ],
)
def test_what_was_read_can_be_sent_again_unless_it_is_secret(data, pairs):
    assert busy.pairs_to_send_again(rf.post("/", data)) == pairs


def test_of_a_form_that_was_never_read_none_is_shown(monkeypatch):
    """The disk was full while its file came in: the view would see an empty form."""
    response = HttpResponse("busy")
    response.says_busy = True
    monkeypatch.setattr(busy, "wants_page", lambda request: True)
    assert busy.BusyMiddleware(lambda request: response)(rf.post("/")) == response


def test_a_database_that_is_away_does_not_undo_what_was_kept(monkeypatch, settings):
    def fails(*args):
        raise DatabaseError

    settings.CACHES_PAGES = True
    monkeypatch.setattr(page_cache, "key_of", fails)
    monkeypatch.setattr(page_cache, "purge_if_changed", fails)
    monkeypatch.setattr(page_cache, "release", lambda: None)
    through = PageCacheMiddleware(lambda request: "answer")
    assert through(rf.get("/")) == through(rf.post("/")) == "answer"
