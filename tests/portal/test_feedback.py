from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.tasks import default_task_backend
from django.test import Client
from django.utils import timezone

from portal.feedback import finish
from portal.forms import FeedbackForm
from portal.models import Feedback
from portal.tasks import KEPT_WHEN_DONE, delete_feedback, mail_feedback
from tests.factories.portal import FeedbackFactory, SiteProfileFactory

pytestmark = pytest.mark.django_db

FORM = "/kontakt/rueckmeldung/"
THANKS = "/kontakt/rueckmeldung/danke/"


@pytest.fixture(autouse=True)
def tasks_and_cache(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    cache.clear()


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


def test_a_message_is_stored_and_its_mail_queued(client):
    answer = client.post(FORM, entries(name="Jana", email="jana@example.org"))
    assert (answer.status_code, answer["Location"]) == (302, THANKS)
    feedback = Feedback.objects.get()
    assert feedback.message == "Die Nummer stimmt nicht."
    assert (feedback.page, feedback.language, feedback.email) == (
        "/aktuelles/?page=2",
        "de",
        "jana@example.org",
    )
    assert feedback.mailed_at is None


def test_the_queue_gets_the_message_s_number(client):
    client.post(FORM, entries())
    [result] = default_task_backend.results
    assert list(result.args) == [Feedback.objects.get().pk]


def test_nobody_need_say_who_he_is(client):
    client.post(FORM, entries())
    assert Feedback.objects.get().name == ""


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
    assert not client.get(THANKS).cookies


def test_a_form_without_its_token_gets_an_explanation():
    answer = Client(enforce_csrf_checks=True).post(FORM, entries())
    assert answer.status_code == 403
    assert "konnte nicht gesendet werden" in answer.content.decode()


def test_the_mail_goes_to_the_region_s_office():
    SiteProfileFactory(email="buero@example.org")
    feedback = FeedbackFactory(message="Hallo", page="/aktuelles/", name="Jana", email="jana@example.org")
    mail_feedback.call(feedback.pk)
    [message] = mail.outbox
    assert message.to == ["buero@example.org"]
    assert message.reply_to == ["jana@example.org"]
    assert "Hallo" in message.body
    assert "/aktuelles/" in message.body
    feedback.refresh_from_db()
    assert feedback.mailed_at


def test_a_mail_is_sent_once():
    feedback = FeedbackFactory()
    mail_feedback.call(feedback.pk)
    mail_feedback.call(feedback.pk)
    assert len(mail.outbox) == 1


def test_the_message_id_is_always_the_same():
    feedback = FeedbackFactory()
    mail_feedback.call(feedback.pk)
    Feedback.objects.update(mailed_at=None)
    mail_feedback.call(feedback.pk)
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second


def test_what_visitors_write_never_enters_a_header():
    feedback = FeedbackFactory(name="Jana\nBcc: x@example.org", page="/\nBcc: y@example.org")
    mail_feedback.call(feedback.pk)
    headers = mail.outbox[0].message().as_string().split("\n\n")[0]
    assert "Bcc" not in headers


@pytest.fixture
def broken_server(monkeypatch):
    def refuse(self, *args, **kwargs):
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)


class QueueOnly:
    """Takes what is enqueued and when it is to run."""

    def __init__(self):
        self.queued = []

    def __call__(self, task, *, run_after):
        self.run_after = run_after
        return self

    def enqueue(self, *args):
        self.queued.append((self.run_after, args))


def test_a_failed_mail_is_tried_again_later(broken_server, monkeypatch):
    queue = QueueOnly()
    monkeypatch.setattr(
        type(mail_feedback), "using", lambda task, run_after: queue(task, run_after=run_after)
    )
    feedback = FeedbackFactory()
    mail_feedback.call(feedback.pk)
    [(run_after, args)] = queue.queued
    assert run_after > timezone.now()
    assert args == (feedback.pk, 1)
    feedback.refresh_from_db()
    assert feedback.mailed_at is None


def test_after_the_last_attempt_the_failure_is_told(broken_server):
    with pytest.raises(SMTPServerDisconnected):
        mail_feedback.call(FeedbackFactory().pk, attempt=5)


def test_deleted_feedback_is_not_mailed():
    mail_feedback.call(4711)
    assert not mail.outbox


def test_a_finished_message_is_to_be_deleted_after_six_months():
    feedback = FeedbackFactory()
    now = timezone.now()
    finish(feedback, at=now)
    [result] = default_task_backend.results
    assert result.task.func is delete_feedback.func
    assert result.task.run_after == now + KEPT_WHEN_DONE


def test_a_message_whose_time_is_over_is_erased():
    feedback = FeedbackFactory()
    finish(feedback, at=timezone.now() - KEPT_WHEN_DONE)
    delete_feedback.func(feedback.pk)
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "state", [{"is_done": False}, {"done_at": timezone.now()}], ids=["reopened", "done again"]
)
def test_a_message_that_was_opened_again_stays(state):
    feedback = FeedbackFactory()
    finish(feedback, at=timezone.now() - KEPT_WHEN_DONE)
    Feedback.objects.update(**state)
    delete_feedback.func(feedback.pk)
    assert Feedback.objects.exists()
