"""The form at its own address: what it says, what it refuses, and what it stores."""

import hashlib
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import signing
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Organisation
from investors import enquiring
from investors.consent import ENQUIRY
from investors.forms.enquiry import EnquiryForm
from investors.models import Enquiry
from investors.recipients import recipients_of
from mailing.models import OutgoingMail
from sites.models import Space
from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.investors import EnquiryFactory
from tests.factories.portal import SiteProfileFactory
from tests.factories.sites import SpaceFactory
from tests.reading import cookies_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def region():
    return OrganisationFactory(
        name="Metropolregion", kind=Organisation.Kind.REGION, email="region@example.org"
    )


@pytest.fixture
def space(region):
    contact = ContactFactory(
        name="Anna Berg", email="berg@example.org", organisation__name="Stadt Musterhausen"
    )
    return SpaceFactory(name="Nordhof", contact=contact)


def form_address(*spaces, language="de"):
    with translation.override(language):
        address = reverse("investors:enquiry")
    return f"{address}?ids={','.join(str(getattr(space, 'number', space)) for space in spaces)}"


def entries(*spaces, seconds_ago=60, **changes):
    opened = (timezone.now() - timedelta(seconds=seconds_ago)).timestamp()
    return {
        "name": "Jana Kern",
        "email": "jana@example.org",
        "message": "Wann können wir die Halle ansehen?",
        "consent": "on",
        "told": recipients_of(spaces).fingerprint,
        "opened": signing.dumps(opened, salt=EnquiryForm.SALT),
    } | changes


def errors(answer):
    assert answer.status_code == 200
    return answer.context["form"].errors


def test_the_form_says_who_receives_the_enquiry_before_it_is_sent(client, space):
    page = client.get(form_address(space)).content.decode()
    assert "Anna Berg" in page
    assert "Stadt Musterhausen" in page
    assert "Metropolregion" in page
    assert f"{space.number} Nordhof" in page


def test_only_the_form_sets_a_cookie(client, space):
    assert not cookies_of(client.get(space.get_absolute_url()))
    assert set(client.get(form_address(space)).cookies) == {"csrftoken"}


def test_the_page_of_an_object_leads_to_the_form(client, space):
    assert form_address(space) in client.get(space.get_absolute_url()).content.decode()


def test_search_engines_leave_the_form_out(client, space):
    assert '<meta name="robots" content="noindex">' in client.get(form_address(space)).content.decode()


def test_an_enquiry_is_stored_as_it_was_told(client, space):
    client.post(form_address(space), entries(space, company="Kern GmbH", phone="0341 1"))
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.company, enquiry.phone) == ("Jana Kern", "Kern GmbH", "0341 1")
    assert (enquiry.consent_version, enquiry.consent_text) == (
        ENQUIRY.version,
        ENQUIRY.texts["de"],
    )
    assert [str(row) for row in enquiry.spaces.all()] == [f"{space.number} Nordhof"]
    assert [row.email for row in enquiry.recipients.all()] == ["berg@example.org"]
    assert enquiry.copy_to == "region@example.org"


def test_contact_region_and_visitor_get_a_mail_each(client, space):
    client.post(form_address(space), entries(space))
    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert set(mails) == {"berg@example.org", "region@example.org", "jana@example.org"}
    assert mails["berg@example.org"].reply_to == "jana@example.org"
    assert mails["berg@example.org"].subject == f"Anfrage {Enquiry.objects.get().reference}: {space.number}"
    assert "Wann können wir" in mails["berg@example.org"].body
    assert "Wann können wir" in mails["region@example.org"].body
    assert space.get_absolute_url() in mails["berg@example.org"].body


def test_mails_to_the_staff_repeat_the_message_letter_by_letter(client, space):
    message = "Haben Sie > 5.000 m² & „Rampen“? It's urgent"
    client.post(form_address(space), entries(space, message=message, company="Kern & Söhne"))
    for mail in OutgoingMail.objects.exclude(to="jana@example.org"):
        assert message in mail.body
        assert "Kern & Söhne" in mail.body


def test_the_confirmation_repeats_nothing_the_visitor_wrote(client, space):
    client.post(form_address(space), entries(space, name="Kauft bei mir", message="https://spam.example"))
    confirmation = OutgoingMail.objects.get(to="jana@example.org")
    assert Enquiry.objects.get().reference in confirmation.body
    assert "spam.example" not in confirmation.body
    assert "Kauft" not in confirmation.body


def test_the_thanks_page_tells_the_reference(client, space):
    page = client.post(form_address(space), entries(space), follow=True).content.decode()
    assert Enquiry.objects.get().reference in page
    assert "jana@example.org" not in page


def test_the_thanks_page_may_be_read_again_after_weeks(client, space, monkeypatch):
    address = client.post(form_address(space), entries(space)).url
    later = time.time() + timedelta(weeks=6).total_seconds()
    monkeypatch.setattr(signing, "time", SimpleNamespace(time=lambda: later))
    page = client.get(address)
    assert page.status_code == 200
    assert Enquiry.objects.get().reference in page.content.decode()


def test_a_made_up_thanks_page_does_not_exist(client):
    assert client.get(reverse("investors:enquiry_thanks", args=["made-up"])).status_code == 404


def test_without_its_mails_nothing_is_stored(client, space, monkeypatch):
    def fail(**options):
        raise DatabaseError

    monkeypatch.setattr("mailing.outbox.post", fail)
    client.raise_request_exception = False
    assert client.post(form_address(space), entries(space)).status_code == 500
    assert not Enquiry.objects.exists()


def test_several_contacts_get_a_mail_each_and_all_are_named(client, space):
    other = SpaceFactory(name="Südhof", contact=ContactFactory(name="Ben Tal", email="tal@example.org"))
    page = client.get(form_address(space, other)).content.decode()
    assert "Anna Berg" in page
    assert "Ben Tal" in page
    client.post(form_address(space, other), entries(space, other))
    to_berg = OutgoingMail.objects.get(to="berg@example.org")
    assert "Nordhof" in to_berg.body
    assert "Südhof" not in to_berg.body
    assert "Ben Tal" in to_berg.body
    assert OutgoingMail.objects.filter(to="region@example.org").count() == 1


def test_an_object_without_contact_is_the_region_s(client, region):
    space = SpaceFactory(contact=None)
    client.post(form_address(space), entries(space))
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {
        "region@example.org",
        "jana@example.org",
    }


def test_a_contact_without_an_address_keeps_no_enquiry_from_the_office(client, region):
    space = SpaceFactory(name="Nordhof", contact=ContactFactory(name="Ben Tal", email=""))
    client.post(form_address(space), entries(space))
    to_office = OutgoingMail.objects.get(to="region@example.org")
    assert "Nordhof" in to_office.body
    assert OutgoingMail.objects.count() == 2
    assert [recipient.email for recipient in Enquiry.objects.get().recipients.all()] == ["region@example.org"]


def test_where_no_region_has_an_address_the_office_of_the_site_receives(client):
    SiteProfileFactory(email="kontakt@example.org")
    client.post(form_address(), entries())
    assert OutgoingMail.objects.filter(to="kontakt@example.org").exists()


def test_unknown_objects_are_named_and_the_others_kept(client, space):
    withdrawn = SpaceFactory(name="Alt", workflow_state=Space.WorkflowState.WITHDRAWN)
    answer = client.get(form_address(space, withdrawn, 99999, "abc"))
    page = answer.content.decode()
    assert "99999" in page
    assert str(withdrawn.number) in page
    assert "abc" in page
    assert answer.context["spaces"] == [space]


def test_an_object_that_is_sold_is_not_asked_about(client, space):
    sold = SpaceFactory(name="Westhof", taken=True)
    answer = client.get(form_address(space, sold))
    assert answer.context["spaces"] == [space]
    assert "Westhof" in answer.content.decode()


def test_with_no_object_left_the_region_is_asked_and_the_number_stands_in_the_text(client, region):
    answer = client.get(form_address(99999))
    assert "99999" in answer.context["form"]["message"].value()
    client.post(form_address(99999), entries())
    assert not Enquiry.objects.get().spaces.exists()


def test_mistakes_are_said_beside_the_field_and_nothing_typed_is_lost(client, space):
    answer = client.post(form_address(space), entries(space, message="", email="jana@", company="Kern GmbH"))
    page = answer.content.decode()
    assert "Fehler:" in page.split("</title>")[0]
    assert 'href="#id_message"' in page
    assert 'id="id_email_error"' in page
    assert 'value="Kern GmbH"' in page
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 5000),
        ("name", "Jana\nBcc: alle@example.org"),
        ("name", "Jana\x00"),
        ("company", "Kern\rGmbH"),
        ("phone", "0341\n1"),
        ("email", "jana@example.org\nBcc: alle@example.org"),
        ("email", "x" * 300 + "@example.org"),
        ("message", "x" * 5001),
        ("consent", ""),
        ("homepage", "https://spam.example"),
    ],
)
def test_bad_input_gets_a_message_beside_its_field(client, space, field, value):
    assert list(errors(client.post(form_address(space), entries(space, **{field: value})))) == [field]
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("opened", ["", "made-up", "\x00"])
def test_a_made_up_time_is_refused(client, space, opened):
    assert errors(client.post(form_address(space), entries(space, opened=opened)))
    assert not Enquiry.objects.exists()


def test_nobody_types_in_a_second(client, space):
    assert errors(client.post(form_address(space), entries(space, seconds_ago=1)))
    assert not Enquiry.objects.exists()


def test_a_form_open_since_yesterday_keeps_its_text_and_goes_at_the_second_press(client, space):
    answer = client.post(form_address(space), entries(space, seconds_ago=90_000))
    assert errors(answer)
    form = answer.context["form"]
    assert form["message"].value() == "Wann können wir die Halle ansehen?"
    assert signing.loads(form["opened"].value(), salt=EnquiryForm.SALT) > timezone.now().timestamp() - 60


def test_who_receives_it_is_asked_again_when_the_contact_has_changed(client, space):
    sent = entries(space)
    space.contact = ContactFactory(name="Ben Tal", email="tal@example.org")
    space.save()
    answer = client.post(form_address(space), sent)
    assert errors(answer)
    assert "Ben Tal" in answer.content.decode()
    client.post(form_address(space), sent | {"told": answer.context["form"]["told"].value()})
    assert OutgoingMail.objects.filter(to="tal@example.org").exists()


def test_a_double_click_is_one_enquiry(client, space):
    sent = entries(space)
    first, second = (client.post(form_address(space), sent) for _ in range(2))
    assert second.status_code == 302
    assert Enquiry.objects.count() == 1
    assert OutgoingMail.objects.count() == 3


def test_the_slower_half_of_a_double_click_is_the_enquiry_that_is_there(client, space, monkeypatch):
    """Neither sees the other's: the database alone knows that they are one form."""
    monkeypatch.setattr(enquiring, "find_duplicate", lambda *asked: None)
    test_a_double_click_is_one_enquiry(client, space)


@pytest.mark.parametrize("corrected", [{"email": "jana.kern@example.org"}, {"message": "Und bis wann?"}])
def test_the_same_form_sent_again_with_something_corrected_is_another_enquiry(client, space, corrected):
    sent = entries(space)
    client.post(form_address(space), sent)
    client.post(form_address(space), sent | corrected)
    assert Enquiry.objects.count() == 2


def test_the_same_words_within_a_minute_are_the_same_enquiry(client, space):
    client.post(form_address(space), entries(space))
    client.post(form_address(space), entries(space, seconds_ago=30))
    assert Enquiry.objects.count() == 1


def test_the_same_words_about_another_object_are_another_enquiry(client, space):
    other = SpaceFactory(name="Südhof", contact=space.contact)
    for asked in (space, other):
        client.post(form_address(asked), entries(asked))
    asked_about = [enquiry.spaces.get().name for enquiry in Enquiry.objects.order_by("pk")]
    assert asked_about == ["Nordhof", "Südhof"]


def test_the_same_words_later_are_another_enquiry(client, space):
    client.post(form_address(space), entries(space))
    Enquiry.objects.update(received_at=timezone.now() - timedelta(minutes=2))
    client.post(form_address(space), entries(space, seconds_ago=30))
    assert Enquiry.objects.count() == 2


def test_the_sixth_enquiry_in_an_hour_has_to_wait_and_is_not_lost(client, space):
    for number in range(5):
        client.post(form_address(space), entries(space, message=f"Frage {number}"))
    answer = client.post(form_address(space), entries(space, message="Die sechste"))
    assert errors(answer)
    assert "Die sechste" in answer.content.decode()
    client.post(form_address(space), entries(space, message="Von woanders"), REMOTE_ADDR="192.0.2.7")
    assert Enquiry.objects.count() == 6


def test_twenty_enquiries_a_day_are_the_most_however_far_apart():
    now = timezone.now()

    def is_too_much(hours_ago):
        Enquiry.objects.all().delete()
        for hours in hours_ago:
            EnquiryFactory(sender_mark="a", received_at=now - timedelta(hours=hours))
        return enquiring.exceeds_sender_limit("a", at=now)

    spread = [1.5 + number for number in range(20)]  # the last 20.5 hours ago
    assert is_too_much(spread)
    assert not is_too_much(spread[:-1])
    assert not is_too_much([*spread[:-1], 24])
    assert not enquiring.exceeds_sender_limit("b", at=now)


def test_a_mailbox_is_not_flooded_with_confirmations_and_no_enquiry_is_lost(client, space):
    for number in range(7):
        sent = entries(space, message=f"Frage {number}")
        client.post(form_address(space), sent, REMOTE_ADDR=f"192.0.2.{number}")
    assert Enquiry.objects.count() == 7
    assert OutgoingMail.objects.filter(to="jana@example.org").count() == 5
    assert OutgoingMail.objects.filter(to="berg@example.org").count() == 7


def test_a_mailbox_is_one_however_its_address_is_written(client, space):
    for number in range(enquiring.MAX_CONFIRMATIONS_PER_DAY + 1):
        email = "Jana@Example.org" if number % 2 else "jana@example.org"
        sent = entries(space, message=f"Frage {number}", email=email)
        client.post(form_address(space), sent, REMOTE_ADDR=f"192.0.2.{number}")
    confirmations = OutgoingMail.objects.filter(to__iexact="jana@example.org")
    assert confirmations.count() == enquiring.MAX_CONFIRMATIONS_PER_DAY


def test_a_form_without_its_token_gets_an_explanation(space):
    assert Client(enforce_csrf_checks=True).post(form_address(space), entries(space)).status_code == 403


def test_the_english_form_asks_for_the_english_consent(client, space):
    client.post(form_address(space, language="en"), entries(space))
    enquiry = Enquiry.objects.get()
    assert (enquiry.language, enquiry.consent_text) == ("en", ENQUIRY.texts["en"])
    assert "has arrived" in OutgoingMail.objects.get(to="jana@example.org").subject


def test_a_changed_consent_text_is_a_new_version():
    texts = "\n".join(f"{code}:{text}" for code, text in sorted(ENQUIRY.texts.items()))
    fingerprint = hashlib.sha256(texts.encode()).hexdigest()
    assert ENQUIRY.fingerprints[ENQUIRY.version] == fingerprint
