"""What the pages of the law say of settings and of the region, value by value, in both languages."""

from datetime import timedelta

import pytest
from django.utils import translation

from portal.legal import stored, values
from portal.legal.values import fill_in_values, find_value
from portal.models import SiteProfile

REGION = {
    "name": "Musterland",
    "organisation": "Musterland e. V.",
    "street": "Am Markt 1",
    "postcode": "04109",
    "city": "Musterhausen",
    "phone": "0341 99",
    "email": "kontakt@example.org",
    "press_email": "presse@example.org",
}


def said(name, **changes):
    return fill_in_values(f"[Wert: {name}]", SiteProfile(**REGION | changes))


@pytest.mark.parametrize(
    ("german", "english", "text"),
    [
        ("Betreiber", "operator", "Musterland e. V."),
        ("Anschrift", "address", "Am Markt 1, 04109 Musterhausen"),
        ("Telefon", "telephone", "0341 99"),
        ("E-Mail", "e-mail", "kontakt@example.org"),
        ("Presse-E-Mail", "press e-mail", "presse@example.org"),
        ("Website", "website", "https://portal.example.org"),
        ("Tage Protokolle", "log days", "1"),
        ("Tage Sicherungen", "backup days", "2"),
        ("Tage Anfragen", "enquiry days", "3"),
        ("Tage Suchaufträge", "alert days", "4"),
        ("Tage Rückmeldungen", "feedback days", "5"),
        ("Tage Angebote", "proposal days", "6"),
        ("Tage E-Mails", "mail days", "7"),
        ("Tage gescheiterte E-Mails", "failed mail days", "8"),
        ("Tage Anmeldeliste", "login list days", "9"),
        ("Stunden Anmeldung", "login hours", "10"),
    ],
)
def test_each_value_says_what_it_is_called_after_in_either_language(
    settings, monkeypatch, german, english, text
):
    settings.SITE_URL = "https://portal.example.org"
    settings.LOG_DAYS, settings.BACKUP_DAYS, settings.ENQUIRY_RETENTION_DAYS = 1, 2, 3
    names = (
        "CONFIRMATION_PERIOD",
        "FEEDBACK_RETENTION",
        "RETENTION_AFTER_END",
        "SENT_RETENTION",
        "FAILED_RETENTION",
        "LOGIN_RETENTION",
    )
    for days, name in enumerate(names, start=4):
        monkeypatch.setattr(values, name, timedelta(days=days))
    settings.SESSION_COOKIE_AGE = 10 * 3600
    for name in (german, english, english.upper(), german.replace(" ", "&nbsp; ")):
        assert said(name) == text


@pytest.mark.parametrize(
    ("name", "changes", "text"),
    [
        ("Betreiber", {"organisation": ""}, "Musterland"),
        ("Anschrift", {"street": ""}, "[Wert: Anschrift]"),
        ("Anschrift", {"postcode": ""}, "Am Markt 1, Musterhausen"),
        ("Anschrift", {"postcode": "", "city": ""}, "[Wert: Anschrift]"),
        ("Telefon", {"phone": ""}, "[Wert: Telefon]"),
        ("Wetter", {}, "[Wert: Wetter]"),
        ("Cookies", {}, "[Wert: Cookies]"),  # a list, which needs a paragraph of its own
    ],
)
def test_what_nobody_has_said_stays_to_be_seen(name, changes, text):
    assert said(name, **changes) == text


def test_each_host_of_a_map_is_named_once_by_who_runs_it(settings):
    settings.MAP_TILE_LAYERS = [
        {"host": "a.example", "provider": {"de": "Amt", "en": "Office"}},
        {"host": "a.example", "provider": {"de": "Anderes"}},
    ]
    settings.MAP_OVERLAYS = [
        {"host": "b.example", "provider": None},
        {"host": "c.example", "provider": {"de": "Kreis"}},
    ]
    rest = "<li>b.example</li><li>c.example (Kreis)</li></ul>"
    read = find_value("map providers").read
    for code, provider in (("de", "Amt"), ("en", "Office")):
        with translation.override(code):
            assert read(None) == f"<ul><li>a.example ({provider})</li>{rest}"
    settings.MAP_TILE_LAYERS = settings.MAP_OVERLAYS = []
    with translation.override("en"):
        assert read(None) == "<p>none</p>"


def test_the_notice_names_how_long_each_cookie_lives():
    with translation.override("en"):
        assert {one.name: one.life for one in stored.cookies()} == {
            "csrftoken": "until the browser closes",
            "theme": "365 days",
            "sessionid": "1 day",
            "known_browser": "180 days",
            "messages": "until the browser closes",
        }
