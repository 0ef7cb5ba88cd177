"""What stands before and after every view decides, each condition by itself; no view answers, no database is asked."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from portal.server import busy, middleware, page_cache
from portal.server.middleware import CompressionMiddleware, HeadersMiddleware, ProbeMiddleware
from portal.server.page_cache import PageCacheMiddleware

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
rf = RequestFactory()


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
    assert login["Permissions-Policy"] == middleware.PERMISSIONS_POLICY_WITH_PASSKEYS
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
    assert middleware.accepted_encoding(rf.get("/", HTTP_ACCEPT_ENCODING=accepted)) == encoding


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
    response = busy.busy_response(rf.generic(method, "/weg/", **more), OperationalError("locked"))
    assert response.status_code == 503
    assert response["Retry-After"] == str(busy.RETRY_AFTER_SECONDS)
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Length"] == str(len(response.content))
    assert response["Content-Type"].startswith("text/html" if is_page else "text/plain")
    assert response.is_busy_response
    if not is_page:
        assert ("nichts gespeichert" in response.content.decode()) is (method == "POST")


def test_of_a_form_that_was_never_read_none_is_shown(monkeypatch):
    """The disk was full while its file came in: the view would see an empty form."""
    response = HttpResponse("busy")
    response.is_busy_response = True
    monkeypatch.setattr(busy, "accepts_page", lambda request: True)
    assert busy.BusyMiddleware(lambda request: response)(rf.post("/")) == response


def test_a_database_that_is_away_does_not_undo_what_was_kept(monkeypatch, settings):
    def fails(*args):
        raise DatabaseError

    settings.CACHES_PAGES = True
    monkeypatch.setattr(page_cache, "page_key", fails)
    monkeypatch.setattr(page_cache, "purge_if_changed", fails)
    monkeypatch.setattr(page_cache, "release_id", lambda: None)
    through = PageCacheMiddleware(lambda request: "answer")
    assert through(rf.get("/")) == through(rf.post("/")) == "answer"
