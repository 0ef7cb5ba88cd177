"""Everybody who gets a mail reads who sent it: name, address, telephone, e-mail, imprint."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone, translation

from investors import enquiring, subscribing
from investors.alerting import send_alerts
from investors.models import Enquiry, SavedSearch
from investors.recipients import recipients_of
from mailing.models import OutgoingMail
from portal.models import SiteProfile
from tests.factories.accounts import ContactFactory
from tests.factories.investors import SavedSearchFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db

MAILS = Path(settings.BASE_DIR) / "templates" / "investors" / "mail"
SIGNATURES = {
    "de": """

--\x20
Büro der Region
Metropolregion Musterland
Am Markt 1
01234 Musterhausen
Telefon: 0341 555
E-Mail: buero@example.org
Impressum: {site}/impressum/
""",
    "en": """

--\x20
Büro der Region
Musterland Region
Am Markt 1
01234 Musterhausen
Telephone: 0341 555
E-mail: buero@example.org
Imprint: {site}/en/imprint/
""",
}


@pytest.fixture(autouse=True)
def office():
    SiteProfile.objects.create(
        name_de="Metropolregion Musterland",
        name_en="Musterland Region",
        organisation="Büro der Region",
        street="Am Markt 1",
        postcode="01234",
        city="Musterhausen",
        phone="0341 555",
        email="buero@example.org",
    )


def ask(language, *spaces):
    enquiry = Enquiry(name="Jana Kern", email="jana@example.org", message="Wann?", language=language)
    return enquiring.receive_enquiry(enquiry, spaces, recipients_of(spaces))


def mail_to(address):
    return OutgoingMail.objects.get(to=address).body


def signature(language):
    return SIGNATURES[language].format(site=settings.SITE_URL)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_confirmation_of_an_enquiry_is_signed_in_the_visitors_language(language):
    ask(language, SpaceFactory())
    assert mail_to("jana@example.org").endswith(signature(language))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_confirmation_leads_to_the_objects_asked_for(language):
    plot, hall = SpaceFactory(name="Nordhof"), SpaceFactory(name="Halle West", hall=True)
    ask(language, plot, hall)
    body = mail_to("jana@example.org")
    with translation.override(language):
        for space in (plot, hall):
            address = settings.SITE_URL + space.get_absolute_url()
            assert f"- {space.number} {space.name}\n  {address}\n" in body


def test_contact_office_and_reminder_are_signed_in_german():
    enquiry = ask("en", SpaceFactory(contact=ContactFactory(email="berg@example.org")))
    enquiring.remind_contacts(timezone.now() + timedelta(days=10))
    mails = OutgoingMail.objects.exclude(to="jana@example.org")
    assert mails.count() == 3
    for mail in mails:
        assert enquiry.reference in mail.body
        assert mail.body.endswith(signature("de"))
        assert "\n\n\n" not in mail.body


@pytest.mark.parametrize("language", ["de", "en"])
def test_mails_about_a_saved_search_are_signed(rf, language):
    search = SavedSearchFactory.build(
        unconfirmed=True, email="jana@example.org", language=language, query="area_min=1"
    )
    subscribing.request_confirmation(search, rf.post("/"))
    search = SavedSearch.objects.get()
    subscribing.confirm_search(search, rf.post("/"))
    SpaceFactory(area=20_000)
    send_alerts(timezone.now() + timedelta(days=8))
    bodies = OutgoingMail.objects.values_list("body", flat=True)
    assert len(bodies) == 2
    for body in bodies:
        assert body.endswith(signature(language))


def test_what_is_not_known_of_the_office_leaves_no_gap():
    SiteProfile.objects.update(organisation="", street="", city="", phone="", email="")
    ask("de", SpaceFactory())
    assert mail_to("jana@example.org").endswith(
        f"\n\n-- \nMetropolregion Musterland\nImpressum: {settings.SITE_URL}/impressum/\n"
    )


def test_no_mail_is_written_without_a_signature():
    bodies = [path for path in MAILS.glob("[!_]*.txt") if not path.stem.endswith("_subject")]
    assert len(bodies) == 8
    for path in bodies:
        assert "portal/slots/_mail_signature.txt" in path.read_text(), path.name
