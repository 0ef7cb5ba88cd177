from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from mailing.models import OutgoingMail
from mailing.outbox import message_id, send_due
from portal import feedback
from portal.feedback import FEEDBACK_RETENTION, mail_key, mark_feedback_done, store_feedback
from portal.forms import FeedbackForm
from portal.models import Feedback
from portal.operations.duties import run_due
from tests.factories.accounts import UserFactory
from tests.factories.portal import FeedbackFactory, SiteProfileFactory
from tests.reading import cookies_of

pytestmark = pytest.mark.django_db

FORM = "/kontakt/rueckmeldung/"
THANKS = "/kontakt/rueckmeldung/danke/"


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


def entries(seconds_ago=60, **changes):
    opened = (timezone.now() - timedelta(seconds=seconds_ago)).timestamp()
    return {
        "topic": "mistake",
        "message": "Die Nummer stimmt nicht.",
        "page": "/aktuelles/?page=2",
        "opened": signing.dumps(opened, salt=FeedbackForm.SALT),
    } | changes


def test_every_page_leads_to_the_form_and_names_itself(client):
    assert f"{FORM}?page=%2Faktuelles%2F" in client.get("/aktuelles/").content.decode()


def test_the_form_keeps_the_page_it_is_about(client):
    assert 'name="page" value="/aktuelles/"' in client.get(FORM, {"page": "/aktuelles/"}).content.decode()


def test_a_message_is_stored(client):
    answer = client.post(FORM, entries(name="Jana", email="jana@example.org"))
    assert (answer.status_code, answer["Location"]) == (302, THANKS)
    feedback = Feedback.objects.get()
    assert feedback.message == "Die Nummer stimmt nicht."
    assert (feedback.page, feedback.language, feedback.email) == (
        "/aktuelles/?page=2",
        "de",
        "jana@example.org",
    )


def test_mistakes_are_said_beside_the_field_and_nothing_typed_is_lost(client):
    page = client.post(FORM, entries(message="", name="Jana", email="jana@")).content.decode()
    assert "Fehler:" in page.split("</title>")[0]
    assert 'role="alert"' in page
    assert 'href="#id_message"' in page
    assert 'id="id_email_error"' in page
    assert 'value="jana@"' in page
    assert 'value="Jana"' in page
    assert not Feedback.objects.exists()


def test_a_machine_that_fills_in_the_hidden_field_is_told(client):
    page = client.post(FORM, entries(homepage="https://spam.example")).content.decode()
    assert "Nur Maschinen füllen es aus" in page
    assert not Feedback.objects.exists()


def test_nobody_types_in_a_second(client):
    page = client.post(FORM, entries(seconds_ago=1)).content.decode()
    assert "Das ging sehr schnell" in page
    assert "Die Nummer stimmt nicht." in page
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("opened", ["", "made-up", "\x00"])
def test_a_made_up_time_is_refused(client, opened):
    assert client.post(FORM, entries(opened=opened)).status_code == 200
    assert not Feedback.objects.exists()


def test_the_sixth_message_in_an_hour_has_to_wait_and_is_not_lost(client):
    for _ in range(5):
        client.post(FORM, entries())
    page = client.post(FORM, entries(message="Die sechste")).content.decode()
    assert set(Feedback.objects.values_list("name", "email")) == {("", "")}  # nobody need say who they are
    assert Feedback.objects.count() == 5
    assert "in einer Stunde" in page
    assert "Die sechste" in page


def test_another_address_has_its_own_share(client):
    for _ in range(5):
        client.post(FORM, entries())
    client.post(FORM, entries(), REMOTE_ADDR="192.0.2.7")
    assert Feedback.objects.count() == 6


def test_behind_our_proxy_the_visitor_s_address_counts(client, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(7):
        client.post(FORM, entries(), headers={"x-forwarded-for": f"203.0.113.1, 192.0.2.{number}"})
    assert Feedback.objects.count() == 7


def test_a_household_has_one_share_however_many_addresses_it_has(client):
    for number in range(6):
        client.post(FORM, entries(message=str(number)), REMOTE_ADDR=f"2001:db8:1:2::{number}")
    client.post(FORM, entries(message="von nebenan"), REMOTE_ADDR="2001:db8:1:3::1")
    assert Feedback.objects.count() == 6


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_a_page_elsewhere_is_not_kept(client, page):
    client.post(FORM, entries(page=page))
    assert Feedback.objects.get().page == ""


@pytest.mark.parametrize(
    "changes", [{"topic": "x"}, {"message": "\x00"}, {"message": "x" * 6000}, {"page": "/" * 999}]
)
def test_odd_input_is_refused_politely(client, changes):
    assert client.post(FORM, entries(**changes)).status_code == 200
    assert not Feedback.objects.exists()


def test_only_the_form_sets_a_cookie(client):
    assert set(client.get(FORM).cookies) == {"csrftoken"}
    assert not cookies_of(client.get(THANKS))


def test_a_form_without_its_token_gets_an_explanation():
    answer = Client(enforce_csrf_checks=True).post(FORM, entries())
    assert answer.status_code == 403
    assert "konnte nicht gesendet werden" in answer.content.decode()


def test_the_mail_goes_to_the_region_s_office(client):
    SiteProfileFactory(email="buero@example.org")
    client.post(FORM, entries(name="Jana", email="jana@example.org"))
    stored = OutgoingMail.objects.get()
    assert (stored.to, stored.reply_to) == ("buero@example.org", "jana@example.org")


def test_the_office_reads_in_german_of_what_somebody_says_in_english(client):
    SiteProfileFactory(email="buero@example.org")
    answer = client.post("/en/contact/feedback/", entries(page="/en/news/", topic="idea"))
    assert (answer.status_code, answer["Location"]) == (302, "/en/contact/feedback/thanks/")
    mail, feedback = OutgoingMail.objects.get(), Feedback.objects.get()
    assert mail.subject == "Rückmeldung: Ich habe einen Wunsch oder eine Idee"
    assert mail.body.splitlines() == [
        "Die Nummer stimmt nicht.",
        "",
        f"Seite: {settings.SITE_URL}/en/news/",
        "Name: –",
        "E-Mail: –",
        "Sprache: en",
    ]
    assert mail.message_id == message_id(mail_key(feedback))


def test_without_an_office_a_message_goes_to_the_sender_of_all_mails(client):
    SiteProfileFactory(email="")
    client.post(FORM, entries())
    assert OutgoingMail.objects.get().to == settings.DEFAULT_FROM_EMAIL


def test_the_form_takes_of_an_address_what_it_can_store(client):
    form = client.get(FORM, {"page": f"/{'x' * 500}"}).context["form"]
    assert form["page"].value() == f"/{'x' * 399}"


def test_what_visitors_write_never_enters_a_header():
    store_feedback(FeedbackFactory.build(name="Jana\nBcc: x@example.org", page="/\nBcc: y@example.org"))
    headers = OutgoingMail.objects.get().as_message().message().as_string().split("\n\n")[0]
    assert "Bcc" not in headers


def test_the_administration_says_when_the_message_was_mailed(client):
    feedback = FeedbackFactory.build()
    store_feedback(feedback)
    send_due()
    client.force_login(UserFactory(administrator=True))
    page = client.get(reverse("admin:portal_feedback_change", args=[feedback.pk])).content.decode()
    assert date_format(timezone.localtime(), "j. F Y") in page


@pytest.mark.parametrize(("more", "is_kept"), [(timedelta(microseconds=-1), True), (timedelta(), False)])
def test_a_message_is_erased_six_months_after_it_was_done(more, is_kept):
    done_at = timezone.now()
    mark_feedback_done(FeedbackFactory(), at=done_at)
    FeedbackFactory()
    run_due(done_at + FEEDBACK_RETENTION + more, [feedback.delete_outdated])
    assert Feedback.objects.filter(is_done=True).exists() is is_kept
    assert Feedback.objects.filter(is_done=False).exists()


def test_with_a_message_goes_its_mail_and_no_other():
    messages = [FeedbackFactory.build(pk=pk) for pk in (1, 12)]
    for message in messages:
        store_feedback(message)
    messages[0].delete()
    assert [mail.message_id for mail in OutgoingMail.objects.all()] == [message_id(mail_key(messages[1]))]


@pytest.mark.parametrize(
    "state", [{"is_done": False}, {"done_at": timezone.now()}], ids=["reopened", "done again"]
)
def test_a_message_that_was_opened_again_stays(state):
    mark_feedback_done(FeedbackFactory(), at=timezone.now() - FEEDBACK_RETENTION)
    Feedback.objects.update(**state)
    feedback.delete_outdated()
    assert Feedback.objects.exists()
