"""Where an old address leads, each condition by itself; without a database."""

from types import SimpleNamespace as Given

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from publishing import middleware as redirects
from publishing import redirecting

rf = RequestFactory()


@pytest.mark.parametrize(
    ("new", "is_trusted", "leads"),
    [
        ("", True, 410),
        ("/neu/", True, "/neu/"),
        ("https://other.example.org/a/", True, "https://other.example.org/a/"),
        ("https://other.example.org/a/", False, None),
    ],
)
def test_an_old_address_leads_where_it_may(monkeypatch, new, is_trusted, leads):
    used = []
    monkeypatch.setattr(redirects, "is_trusted", lambda address: is_trusted)
    monkeypatch.setattr(redirects, "gone", lambda request: 410)
    redirect = Given(new_path=new, old_path="/alt/", note_use=lambda: used.append(1))
    found = redirects.follow(rf.get("/alt/"), redirect, b"")
    assert (found if leads in (410, None) else found["Location"]) == leads
    assert bool(used) is (leads is not None)
    if isinstance(leads, str):
        assert (found.status_code, found["Cache-Control"]) == (301, f"max-age={redirects.KEPT_FOR}")


@pytest.mark.parametrize(
    ("method", "path", "status", "has_redirect", "leads"),
    [
        ("GET", "/alt/", 404, True, True),
        ("HEAD", "/alt/", 404, True, True),
        ("POST", "/alt/", 404, True, False),
        ("GET", "/alt/", 404, False, False),
        ("GET", "/alt/", 200, True, False),
        ("GET", "/alt/", 410, True, False),
        ("GET", "/?page_id=12", 200, True, True),
        ("GET", "/", 200, True, False),
    ],
)
def test_only_where_nothing_else_answers_an_old_address_does(
    monkeypatch, method, path, status, has_redirect, leads
):
    redirect = Given(old_path="/?page_id=12" if "?" in path else "/alt/")
    rows = Given(of=lambda path, query: redirect if has_redirect else None)
    monkeypatch.setattr(redirects, "Redirect", Given(objects=rows))
    monkeypatch.setattr(redirects, "is_former_host", lambda request: False)
    monkeypatch.setattr(redirects, "follow", lambda *args: "led")
    response = HttpResponse(status=status)
    found = redirects.RedirectMiddleware(lambda request: response)(rf.generic(method, path))
    assert found == ("led" if leads else response)


def test_a_host_is_ours_by_each_setting(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS, settings.FORMER_HOSTS = "https://a.example:8000", ["b"], ["c"]
    assert redirecting.own_hosts() == {"a.example", "b", "c"}
