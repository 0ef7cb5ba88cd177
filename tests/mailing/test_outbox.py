import os
import re
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused

import pytest
from django.conf import settings as settings_file
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.tasks import default_task_backend
from django.urls import reverse
from django.utils import timezone

from mailing import outbox
from mailing.models import OutgoingMail
from mailing.outbox import CLAIM_DURATION, RETRY_MINUTES, delete_outdated, post, send_due, send_mail
from mailing.querysets import SENT_RETENTION
from tests.factories.accounts import UserFactory
from tests.factories.portal import SiteProfileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def server(monkeypatch):
    """A mail server that refuses with the errors given to it, then accepts."""
    errors = []
    accept = mail.EmailMessage.send

    def send(message):
        if errors:
            raise errors.pop(0)
        return accept(message)

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    return errors


def letter(**changes):
    return {"to": "jana@example.org", "subject": "Hallo", "body": "Guten Tag"} | changes


def test_a_posted_mail_is_stored_and_its_sending_queued():
    stored = post(**letter(reply_to="amt@example.org"))
    assert OutgoingMail.objects.get().reply_to == "amt@example.org"
    [result] = default_task_backend.results
    assert (result.task.func, list(result.args)) == (send_mail.func, [stored.pk])


def test_a_mail_is_gone_with_the_transaction_it_was_posted_in():
    with transaction.atomic():
        post(**letter())
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("setting", "sender"),
    [
        ("portal@example.org", '"Region Süd, Büro" <portal@example.org>'),
        ("Standortportal <portal@example.org>", "Standortportal <portal@example.org>"),
    ],
)
def test_every_mail_says_who_writes_and_that_a_program_sent_it(settings, mailoutbox, setting, sender):
    settings.DEFAULT_FROM_EMAIL = setting
    SiteProfileFactory(name_de="Region Süd, Büro")
    post(**letter(headers={"List-Unsubscribe": "<https://example.org/>"}))
    send_due()
    [sent] = mailoutbox
    assert sent.from_email == sender
    assert sent.message()["From"].count("portal@example.org") == 1
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    assert sent.message()["List-Unsubscribe"] == "<https://example.org/>"


def test_no_other_module_makes_mails_of_its_own():
    """So that none lacks the name of its sender, or what keeps absence notes from answering it."""
    rooms = (
        path for path in Path(settings_file.BASE_DIR).glob("[a-z]*/**/*.py") if "tests" not in path.parts
    )
    making = {
        path.name for path in rooms if re.search(r"\bEmailM\w+\(|\bsend_mail\((?!mail_id)", path.read_text())
    }
    assert making == {"message.py"}


def test_the_queued_task_sends_the_mail():
    post(**letter(to="other@example.org"))
    headers = {"List-Unsubscribe": "<https://example.org/ab>"}
    stored = post(**letter(headers=headers, reply_to="amt@example.org"))
    send_mail.call(stored.pk)
    [message] = mail.outbox
    assert message.reply_to == ["amt@example.org"]
    assert (message.to, message.subject, message.body) == (["jana@example.org"], "Hallo", "Guten Tag")
    assert message.message()["List-Unsubscribe"] == "<https://example.org/ab>"
    assert OutgoingMail.objects.sent().get().attempts == 1


def test_a_mail_is_sent_once():
    stored = post(**letter())
    send_mail.call(stored.pk)
    send_mail.call(stored.pk)
    assert send_due() == 0
    assert len(mail.outbox) == 1


def test_the_same_key_is_the_same_mail():
    first, second = post(**letter(key="alert-7")), post(**letter(key="alert-7", body="Etwas anderes"))
    assert first.pk == second.pk
    assert first.message_id == "<alert-7@127.0.0.1>"
    assert outbox.is_posted("alert-7")
    assert not outbox.is_posted("alert-8")
    assert len(default_task_backend.results) == 1


def test_a_mail_for_later_waits():
    later = timezone.now() + timedelta(hours=1)
    post(**letter(at=later))
    assert send_due() == 0
    assert send_due(later) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Hallo\nBcc: alle@example.org"},
        {"subject": "Hallo\r"},
        {"subject": "Hallo\x7f"},
        {"subject": "x" * 256},
        {"to": "jana@example.org\nBcc: alle@example.org"},
        {"to": ""},
        {"reply_to": "jana@"},
        {"headers": {"X-Note": "a\r\nBcc: alle@example.org"}},
        {"headers": {"X\nBcc": "alle@example.org"}},
        {"headers": ["X-Note"]},
        {"key": "a\nb"},
    ],
)
def test_a_header_that_holds_more_than_it_should_is_refused(changes):
    with pytest.raises(ValidationError):
        post(**letter(**changes))
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("name", ["From", "TO", "Cc", "bcc", "Reply-To", "Subject", "Message-ID"])
def test_headers_that_have_a_field_are_refused_by_name(name):
    with pytest.raises(ValidationError, match=f"{name} hat ein eigenes Feld"):
        post(**letter(headers={name: "alle@example.org"}))


def test_a_mail_the_server_refuses_is_tried_again_later_with_the_same_message_id(server):
    server.append(SMTPRecipientsRefused({"jana@example.org": (450, b"later")}))
    stored = post(**letter())
    send_due()
    stored.refresh_from_db()
    assert "SMTPRecipientsRefused" in stored.last_error
    assert stored.next_attempt_at > timezone.now()
    assert send_due() == 0
    assert send_due(stored.next_attempt_at) == 1
    assert mail.outbox[0].message()["Message-ID"] == stored.message_id


def test_a_refused_mail_does_not_keep_the_next_waiting(server):
    server.append(SMTPRecipientsRefused({"jana@example.org": (550, b"unknown")}))
    post(**letter())
    post(**letter(to="erik@example.org"))
    assert send_due() == 1
    assert mail.outbox[0].to == ["erik@example.org"]


def test_when_no_server_answers_the_others_are_not_tried(server):
    server.append(ConnectionRefusedError())
    post(**letter())
    post(**letter(to="erik@example.org"))
    assert send_due() == 0
    assert list(OutgoingMail.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 0]


def test_that_no_server_answers_is_told_to_the_operator(server, caplog):
    server.append(ConnectionRefusedError("port 25"))
    post(**letter())
    send_due()
    assert caplog.messages == ["The mail server cannot be reached: port 25"]


def test_a_round_sends_so_many_and_the_next_goes_on(monkeypatch):
    monkeypatch.setattr(outbox, "BATCH_SIZE", 2)
    for number in range(3):
        post(**letter(to=f"{number}@example.org"))
    assert [send_due(), send_due(), send_due()] == [2, 1, 0]


def test_a_mail_is_given_up_after_some_five_days(server):
    server.extend(SMTPRecipientsRefused({}) for _ in range(20))
    stored = post(**letter())
    begun = stored.next_attempt_at
    while stored.next_attempt_at:
        last = stored.next_attempt_at
        send_due(last)
        stored.refresh_from_db()
    assert stored.is_failed
    assert stored.attempts == len(RETRY_MINUTES) + 1
    assert timedelta(days=4) < last - begun < timedelta(days=5)


def test_what_waits_longest_is_sent_first():
    now = timezone.now()
    for minutes in (2, 9, 5):
        post(**letter(to=f"after{minutes}@example.org", at=now - timedelta(minutes=minutes)))
    send_due(now)
    assert [sent.to for sent in mail.outbox] == [
        ["after9@example.org"],
        ["after5@example.org"],
        ["after2@example.org"],
    ]


def test_of_two_posted_at_the_same_moment_each_is_sent_by_itself_and_the_earlier_first():
    now = timezone.now()
    post(**letter(at=now))
    post(**letter(to="erik@example.org", at=now))
    assert send_due(now) == 2
    assert [sent.to for sent in mail.outbox] == [["jana@example.org"], ["erik@example.org"]]
    assert set(OutgoingMail.objects.values_list("attempts", flat=True)) == {1}


def test_a_mail_is_due_in_the_very_moment_it_was_posted_for():
    now = timezone.now()
    post(**letter(at=now))
    assert send_due(now - timedelta(microseconds=1)) == 0
    assert send_due(now) == 1


def test_two_senders_do_not_send_the_same_mail():
    stored = post(**letter())
    read_by_both = [OutgoingMail.objects.get(pk=stored.pk) for _ in range(2)]
    for mail_read in read_by_both:
        outbox.send(mail_read)
    assert len(mail.outbox) == 1


def test_a_mail_whose_sender_died_is_due_again_after_a_while():
    stored = post(**letter())
    now = timezone.now()
    OutgoingMail.objects.claim(stored, until=now + CLAIM_DURATION)
    assert send_due(now) == 0
    assert send_due(now + CLAIM_DURATION) == 1


def test_a_sent_mail_is_deleted_after_thirty_days():
    post(**letter())
    send_due()
    sent_at = OutgoingMail.objects.get().sent_at
    assert delete_outdated(sent_at + timedelta(days=30, microseconds=-1)) == 0
    assert delete_outdated(sent_at + timedelta(days=30)) == 1


def test_a_failed_mail_stays_for_somebody_to_see_but_not_for_ever():
    stored = post(**letter())
    OutgoingMail.objects.update(next_attempt_at=None)
    assert delete_outdated(stored.created_at + timedelta(days=90, microseconds=-1)) == 0
    assert delete_outdated(stored.created_at + timedelta(days=90)) == 1


def test_a_mail_that_still_waits_is_kept_however_long():
    stored = post(**letter(at=timezone.now() + timedelta(days=200)))
    assert delete_outdated(stored.created_at + timedelta(days=91)) == 0


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(administrator=True))


def test_the_administration_filters_mails_by_what_became_of_them(client, administrator):
    for name in ("waiting", "sent", "failed"):
        post(**letter(to=f"{name}@example.org"))
    OutgoingMail.objects.filter(to__startswith="sent").update(next_attempt_at=None, sent_at=timezone.now())
    OutgoingMail.objects.filter(to__startswith="failed").update(next_attempt_at=None)
    page = reverse("admin:mailing_outgoingmail_changelist")
    words = {"waiting": "wartet", "sent": "gesendet", "failed": "fehlgeschlagen"}
    for name, word in words.items():
        answer = client.get(page, {"state": name})
        [found] = answer.context["cl"].result_list
        assert found.to == f"{name}@example.org"
        assert f'class="field-state">{word}<' in answer.content.decode()
    assert client.get(page).context["cl"].result_count == 3


def test_a_failed_mail_is_sent_again_from_the_administration(client, administrator):
    stored = post(**letter())
    OutgoingMail.objects.update(next_attempt_at=None, attempts=10)
    page = reverse("admin:mailing_outgoingmail_changelist")
    assert "fehlgeschlagen" in client.get(page, {"state": "failed"}).content.decode()
    other = post(**letter(to="erik@example.org"))
    OutgoingMail.objects.filter(pk=other.pk).update(next_attempt_at=None)
    answer = client.post(page, {"action": "send_again", "_selected_action": [stored.pk]}, follow=True)
    assert "1 E-Mail geht hinaus." in answer.content.decode()
    assert send_due() == 1
    stored.refresh_from_db()
    assert stored.attempts == 1, "it has all its attempts again"


def test_a_sent_mail_is_not_sent_again_from_the_administration(client, administrator):
    stored = post(**letter())
    send_due()
    page = reverse("admin:mailing_outgoingmail_changelist")
    client.post(page, {"action": "send_again", "_selected_action": [stored.pk]})
    assert send_due() == 0


def test_nobody_edits_a_mail(client, administrator):
    stored = post(**letter())
    page = reverse("admin:mailing_outgoingmail_change", args=[stored.pk])
    assert client.post(page, {"body": "x"}).status_code == 403


def test_the_administration_tells_of_a_mail_what_helps_to_deliver_it_and_keeps_the_rest_closed(
    client, administrator
):
    link = "https://portal.example.org/suchauftrag/ende/geheim"
    stored = post(
        **letter(
            body=f"Liebe Frau Kern, {link}",
            reply_to="absenderin@example.org",
            headers={"List-Unsubscribe": f"<{link}>"},
        )
    )
    OutgoingMail.objects.update(next_attempt_at=None, attempts=10, last_error="SMTPException: voll")
    address = reverse("admin:mailing_outgoingmail_change", args=[stored.pk])
    pages = [address, reverse("admin:mailing_outgoingmail_changelist")]
    shown = [client.get(page).content.decode() for page in pages]
    for words in ("jana@example.org", "Hallo", "fehlgeschlagen", "SMTPException: voll"):
        assert words in shown[0]
    for page in shown:
        assert not re.search("geheim|Frau Kern|absenderin", page)


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(1, 1), (2, 5), (3, 30), (4, 120), (5, 720), (6, 1440), (7, 1440), (8, 1440), (9, 1440), (10, None)],
)
def test_the_pauses_grow_from_a_minute_to_a_day(attempts, minutes):
    now = timezone.now()
    assert outbox.next_attempt(attempts, now) == (minutes and now + timedelta(minutes=minutes))


def test_the_mail_posted_last_comes_first_in_the_administration():
    now = timezone.now()
    newest, oldest, middle = (post(**letter(to=f"{name}@example.org")) for name in "abc")
    for posted, hours in ((newest, 1), (oldest, 3), (middle, 2)):
        OutgoingMail.objects.filter(pk=posted.pk).update(created_at=now - timedelta(hours=hours))
    assert list(OutgoingMail.objects.all()) == [newest, middle, oldest]


def test_mails_kept_as_files_go_when_those_that_were_sent_do(settings):
    folder = settings.VAR_DIR / "mail"
    assert outbox.delete_outdated_files() == 0, "no folder yet"
    (folder / "a-folder").mkdir(parents=True)
    now = timezone.now()
    for name, age in (("old.log", SENT_RETENTION), ("young.log", SENT_RETENTION - timedelta(seconds=1))):
        (folder / name).write_text("To: jana@example.org")
        written_at = (now - age).timestamp()
        os.utime(folder / name, (written_at, written_at))
    assert outbox.delete_outdated_files(now) == 1
    assert {path.name for path in folder.iterdir()} == {"a-folder", "young.log"}
