"""What the settings promise: how long cookies, logins and people's data last."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.logging_in import log_in


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
