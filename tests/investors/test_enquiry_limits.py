"""What counts as one enquiry sent twice, and how many a sender and a mailbox have a share in."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core import signing

from investors import enquiring
from investors.forms import enquiry
from investors.forms.enquiry import EnquiryForm
from investors.models import Enquiry
from investors.recipients import recipients_of
from mailing.models import OutgoingMail
from tests.factories.accounts import ContactFactory
from tests.factories.investors import EnquiryFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 9, 10, tzinfo=ZoneInfo("Europe/Berlin"))


def sent_before(**fields):
    """Whether one that came at MONDAY counts as the same as another of `fields`."""
    space = SpaceFactory()
    there = EnquiryFactory(received_at=MONDAY, submission="ab", about=[space])
    at = fields.pop("at", MONDAY)
    other = EnquiryFactory.build(
        **{"email": there.email, "message": there.message, "submission": "cd"} | fields
    )
    return enquiring.find_earlier(other, [space], at) == there


@pytest.mark.parametrize(
    ("fields", "is_same"),
    [
        ({}, True),
        ({"at": MONDAY + timedelta(seconds=59)}, True),
        ({"at": MONDAY + timedelta(seconds=60)}, False),
        ({"at": MONDAY + timedelta(seconds=60), "submission": "ab"}, True),
        ({"email": "andere@example.org"}, False),
        ({"message": "Eine andere Frage"}, False),
    ],
)
def test_the_same_are_the_same_words_of_the_same_sender_within_a_minute_or_the_same_form(fields, is_same):
    assert sent_before(**fields) is is_same


def test_five_within_an_hour_are_the_share_of_a_sender():
    def is_too_much(*minutes_ago):
        Enquiry.objects.all().delete()
        for minutes in minutes_ago:
            EnquiryFactory(sender_mark="a", received_at=MONDAY - timedelta(minutes=minutes))
        return enquiring.is_too_much("a", at=MONDAY)

    assert is_too_much(0, 10, 20, 30, 59)
    assert not enquiring.is_too_much("b", at=MONDAY)
    assert not is_too_much(0, 10, 20, 30)
    assert not is_too_much(0, 10, 20, 30, 60)


def test_a_mailbox_gets_its_share_of_confirmations_whoever_else_asks():
    """The one that is asked about is stored already."""
    EnquiryFactory.create_batch(9, received_at=MONDAY, email="andere@example.org")
    EnquiryFactory(received_at=MONDAY - timedelta(days=1))
    EnquiryFactory.create_batch(enquiring.CONFIRMATIONS_A_DAY, received_at=MONDAY)
    assert not enquiring.mailbox_is_full("Jana@example.org", MONDAY)
    EnquiryFactory(received_at=MONDAY)
    assert enquiring.mailbox_is_full("Jana@example.org", MONDAY)


def test_the_slower_half_of_a_double_click_is_the_enquiry_that_is_there(monkeypatch):
    """Neither sees the other's: the database alone knows that they are one form."""
    monkeypatch.setattr(enquiring, "find_earlier", lambda *asked: None)
    space = SpaceFactory(contact=ContactFactory(email="berg@example.org"))
    known = {"language": "de", "name": "Jana Kern", "email": "jana@example.org", "message": "Wann?"}
    first, second = (
        enquiring.receive(Enquiry(**known), [space], recipients_of([space]), form_key="a") for _half in "ab"
    )
    assert first == second == Enquiry.objects.get()
    assert OutgoingMail.objects.filter(to="jana@example.org").count() == 1


@pytest.mark.parametrize(("seconds", "is_stale"), [(86_399, False), (86_400, False), (86_401, True)])
def test_a_form_that_was_open_for_more_than_a_day_comes_back(monkeypatch, seconds, is_stale):
    monkeypatch.setattr(enquiry.timezone, "now", lambda: MONDAY + timedelta(seconds=seconds))
    form = SimpleNamespace(SALT=EnquiryForm.SALT)
    form.cleaned_data = {"opened": signing.dumps(MONDAY.timestamp(), salt=form.SALT)}
    assert EnquiryForm.is_stale(form) is is_stale
