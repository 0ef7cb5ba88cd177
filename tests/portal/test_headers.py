"""What every answer says to browsers and caches: the policies, whole; for how long it may be kept."""

import re

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.sites import SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: https://sgx.geodatenzentrum.de",  # the federal map, once the visitor asks for it
    "connect-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""The whole of it: what is no line here is no promise. A nonce is left out, for it is another each time."""


REFUSED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
)
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")


def permitted_by(answer):
    return dict(feature.split("=") for feature in answer["Permissions-Policy"].split(", "))


def policy_of(answer):
    lines = re.sub(r" 'nonce-[\w+/=-]{16,}'", "", answer["Content-Security-Policy"]).split(";")
    return dict(line.strip().split(" ", 1) for line in lines)


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/sites/plot/add/", "/admin/news/article/", "/admin/nirgends/"]
)
def test_the_administration_has_the_same_policy(client, path):
    client.force_login(UserFactory(administrator=True))
    assert policy_of(client.get(path)) == POLICY


def test_a_nonce_is_of_one_answer_only(client):
    client.force_login(UserFactory(administrator=True))
    policies = [client.get("/admin/sites/plot/add/")["Content-Security-Policy"] for _ in range(2)]
    nonces = [set(re.findall(r"'nonce-([^']+)'", policy)) for policy in policies]
    assert [len(found) for found in nonces] == [1, 1]
    assert nonces[0] != nonces[1]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nirgends/",
        "/kontakt/rueckmeldung/",
        "/admin/login/",
        "/gesundheit/",
        "/flaechenpool/liste/",
        "/flaechenpool/karte/",
        "/flaechenpool/karte.geojson",
        "/en/",
    ],
)
def test_every_answer_carries_the_security_headers(client, path):
    answer = client.get(path)
    assert policy_of(answer) == POLICY
    assert permitted_by(answer) == {"geolocation": "(self)"} | dict.fromkeys(REFUSED, "()") | (
        dict.fromkeys(PASSKEYS, "(self)") if path == "/admin/login/" else dict.fromkeys(PASSKEYS, "()")
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("manifest", 3600),
        ("robots", 3600),
        ("sitemap", 3600),
        ("regions:basemap", 3600),
        ("sites:places", 300),
    ],
)
def test_answers_for_machines_are_kept_by_shared_caches_for_so_long(client, name, seconds):
    """Nothing of them can be withdrawn."""
    SpaceFactory()
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == f"public, max-age={seconds}"


@pytest.mark.parametrize(
    "name", ["portal:home", "sites:list", "sites:feed", "sites:geojson", "sites:map_objects"]
)
def test_who_kept_what_may_be_withdrawn_asks_each_time_whether_it_is_still_so(client, name):
    space = SpaceFactory()
    asked = {"number": space.number} if name == "sites:map_objects" else {}
    answer = client.get(reverse(name), asked)
    assert answer["Cache-Control"] == "no-cache"
    again = client.get(reverse(name), asked, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    space.delete()
    assert client.get(reverse(name), asked, headers={"if-none-match": answer["ETag"]}).status_code != 304


@pytest.mark.parametrize("name", ["portal:home", "sites:list", "sites:map", "news:list", "investors:enquiry"])
def test_no_shared_cache_gives_a_page_to_another_reader(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert "public" not in answer.get("Cache-Control", "")
    assert "Cookie" in answer["Vary"]
