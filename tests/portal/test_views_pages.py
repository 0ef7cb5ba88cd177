from datetime import date

import pytest
from django.urls import reverse

from portal.models import Page
from tests.factories.accounts import UserFactory
from tests.factories.portal import PageFactory, SiteProfileFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_a_page_shows_text_and_the_day_it_was_reviewed(client):
    PageFactory(
        key="imprint", title_de="Impressum", body_de="<p>Wer wir sind.</p>", reviewed_on=date(2026, 11, 1)
    )
    page = client.get("/impressum/").content.decode()
    assert "<p>Wer wir sind.</p>" in page
    assert "Zuletzt geprüft am 1.\u00a0November 2026" in page


@pytest.mark.parametrize("key", Page.Key.values)
def test_an_unwritten_page_says_whom_to_ask(client, key):
    SiteProfileFactory(phone="0341 555 01-00")
    answer = client.get(reverse(f"portal:{key}"))
    assert answer.status_code == 200
    assert "wird gerade geschrieben" in answer.content.decode()
    assert "0341 555 01-00" in answer.content.decode()
    assert "noindex" in answer.content.decode()


def test_a_draft_is_as_good_as_unwritten_for_visitors(client):
    PageFactory(body_de="<p>Geheim</p>", draft=True)
    assert "Geheim" not in text_of(client.get("/impressum/"))


def test_staff_see_a_draft_marked_as_a_preview(client):
    PageFactory(body_de="<p>Geheim</p>", draft=True)
    client.force_login(UserFactory(region_staff=True))
    page = client.get("/impressum/").content.decode()
    assert "Geheim" in page
    assert "Vorschau" in page


def test_contact_shows_the_address(client):
    SiteProfileFactory(street="Musterstraße 12", postcode="04109", city="Leipzig")
    PageFactory(key="contact")
    main = client.get("/kontakt/").content.decode().split("<main")[1].split("</main")[0]
    assert "Musterstraße 12" in main
    assert "04109 Leipzig" in main


def test_press_shows_the_press_address(client):
    SiteProfileFactory(press_email="presse@example.org")
    PageFactory(key="press")
    assert "presse@example.org" in client.get("/presse/").content.decode()
