"""What the settings promise: what follows from an HTTPS address, how long cookies and logins last."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.logging_in import log_in

NAMES = (
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "DEBUG",
)
READ = "import json; from portal import settings; print(json.dumps([getattr(settings, n) for n in {}]))"


def settings_with(tmp_path, names=NAMES, **environment):
    """The settings as a process of its own reads them."""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **environment}
    code = READ.format(names)
    read = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, capture_output=True, check=True
    )
    return dict(zip(names, json.loads(read.stdout), strict=True))


@pytest.mark.parametrize(
    ("environment", "year", "subdomains", "is_https"),
    [
        ({"SITE_URL": "https://portal.example.org"}, 365 * 86400, False, True),
        ({"SITE_URL": "https://portal.example.org", "HSTS_SUBDOMAINS": "1"}, 365 * 86400, True, True),
        ({"SITE_URL": "http://127.0.0.1:8000"}, 0, False, False),
    ],
)
def test_redirect_hsts_and_secure_cookies_follow_from_the_address(
    tmp_path, environment, year, subdomains, is_https
):
    assert settings_with(tmp_path, **environment) == {
        "SECURE_HSTS_SECONDS": year,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": subdomains,
        "SECURE_SSL_REDIRECT": is_https,
        "SESSION_COOKIE_SECURE": is_https,
        "CSRF_COOKIE_SECURE": is_https,
        "DEBUG": False,
    }


ONE_S_OWN = {"127.0.0.1:8000", "localhost:8000", "[::1]:8000"}
TOWN, FORMER = "portal.example.org", "www.former.example"


@pytest.mark.parametrize(
    ("environment", "answered"),
    [
        ({}, ONE_S_OWN),
        ({"SITE_URL": "http://localhost:8000"}, ONE_S_OWN),
        ({"SITE_URL": "http://[::1]:8000"}, ONE_S_OWN),
        ({"SITE_URL": f"https://{TOWN}"}, {TOWN}),
        ({"SITE_URL": f"https://{TOWN}", "FORMER_HOSTS": f" {FORMER.upper()} ,"}, {TOWN, FORMER}),
        ({"SITE_URL": f"https://{TOWN}", "ALLOWED_HOSTS": "localhost"}, {TOWN, "localhost:8000"}),
    ],
)
def test_the_portal_answers_by_the_names_it_has_and_no_others(tmp_path, settings, rf, environment, answered):
    settings.ALLOWED_HOSTS = settings_with(tmp_path, ["ALLOWED_HOSTS"], **environment)["ALLOWED_HOSTS"]

    def is_answered(host):
        try:
            return bool(rf.get("/", headers={"host": host}).get_host())
        except DisallowedHost:
            return False

    assert set(filter(is_answered, [*ONE_S_OWN, TOWN, FORMER, "else.example"])) == answered


@pytest.mark.django_db
def test_the_cookie_of_a_login_is_out_of_reach_of_scripts_and_other_sites_and_ends_after_a_day(client):
    log_in(client, UserFactory())
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["max-age"], cookie["domain"]) == ("Lax", 86400, "")


@pytest.mark.django_db
def test_the_cookie_of_a_form_ends_with_the_browser(client):
    client.get(reverse("portal:feedback"))
    cookie = client.cookies["csrftoken"]
    assert (cookie["samesite"], cookie["max-age"], cookie["expires"]) == ("Lax", "", "")


def test_what_is_kept_of_people_is_kept_for_as_long_as_the_readme_says():
    readme = (settings.BASE_DIR / "README.md").read_text()
    [days] = re.findall(r"^\| `ENQUIRY_RETENTION_DAYS` \| `(\d+)` \|", readme, re.MULTILINE)
    assert int(days) == settings.ENQUIRY_RETENTION_DAYS


def test_a_login_ends_after_eight_idle_hours_and_an_administrator_s_after_one():
    """docs/adr/0058"""
    hour = 3600
    assert (8 * hour, hour) == (settings.SESSION_IDLE, settings.SESSION_IDLE_ADMINISTRATORS)
    assert 24 * hour == settings.SESSION_COOKIE_AGE
