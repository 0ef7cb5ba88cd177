"""Transactional outbox: mails are stored in the caller's transaction and sent at least once (docs/adr/0017).

`post()` stores; a task sends within seconds; `send_due()`, called every minute by `run_due`, retries after failed
servers and workers. Every attempt has the same Message-ID.
"""

import logging
import uuid
from datetime import timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from mailing.models import OutgoingMail
from mailing.querysets import SENT_RETENTION

logger = logging.getLogger(__name__)

RETRY_MINUTES = (1, 5, 30, 120, 720, 1440, 1440, 1440, 1440)  # given up after about five days
CLAIM_DURATION = timedelta(minutes=5)  # longer than any SMTP session; each reply has 20 s
BATCH_SIZE = 100  # mails per call of `send_due`, so that other duties are not delayed


def post(*, to, subject, body, reply_to="", headers=None, key="", at=None):
    """Store a mail in the caller's transaction and enqueue its sending.

    to, reply_to: one plain address each. subject: one line. headers: further ones such as List-Unsubscribe.
    key: basis of the Message-ID, for example "enquiry-17-confirmation"; posting it again returns the existing mail.
    at: earliest time of sending.
    Raises ValidationError for an invalid address, a line break in a header, or a subject too long.
    """
    mail = OutgoingMail(
        message_id=message_id(key or uuid.uuid4().hex),
        to=to,
        reply_to=reply_to,
        subject=subject,
        body=body,
        headers=headers or {},
        next_attempt_at=at or timezone.now(),
    )
    mail.full_clean(validate_unique=False, validate_constraints=False)
    fields = ("to", "reply_to", "subject", "body", "headers", "next_attempt_at")
    mail, is_new = OutgoingMail.objects.get_or_create(
        message_id=mail.message_id, defaults={field: getattr(mail, field) for field in fields}
    )
    if is_new and at is None:
        send_mail.enqueue(mail.pk)
    return mail


def is_posted(key):
    """Whether a mail with this key exists, sent or not."""
    return OutgoingMail.objects.filter(message_id=message_id(key)).exists()


@task
def send_mail(mail_id):
    """Send one mail if it is due."""
    mail = OutgoingMail.objects.due().filter(pk=mail_id).first()
    if mail:
        send(mail)


def message_id(key):
    return f"<{key}@{urlsplit(settings.SITE_URL).hostname}>"


def send_due(at=None):
    """Send due mails; return how many were sent. Stops early if the server cannot be reached."""
    sent = 0
    for mail in OutgoingMail.objects.due(at)[:BATCH_SIZE]:
        error = send(mail, at)
        sent += error is None
        if isinstance(error, OSError) and not isinstance(error, SMTPException):
            logger.warning("The mail server cannot be reached: %s", error)
            break
    return sent


def send(mail, at=None):
    """Send one mail unless another process does; return the error, if any, after scheduling the next attempt."""
    now = max(at or timezone.now(), timezone.now())
    if not OutgoingMail.objects.claim(mail, until=now + CLAIM_DURATION):
        return None
    mail.attempts += 1
    row = OutgoingMail.objects.filter(pk=mail.pk)
    try:
        mail.as_message().send()
    except Exception as error:  # no error may delay the next mail
        row.update(
            next_attempt_at=next_attempt(mail.attempts, now), last_error=f"{type(error).__name__}: {error}"
        )
        return error
    row.update(sent_at=now, next_attempt_at=None, last_error="")
    return None


def next_attempt(attempts, now):
    """Return when to try again after so many attempts; None: give up."""
    if attempts > len(RETRY_MINUTES):
        return None
    return now + timedelta(minutes=RETRY_MINUTES[attempts - 1])


def delete_outdated(at=None):
    """Delete mails past their retention; return how many."""
    return OutgoingMail.objects.outdated(at).delete()[0]


def delete_outdated_files(at=None):
    """Delete outdated mail files, which are written if no mail server is set; return how many."""
    over = ((at or timezone.now()) - SENT_RETENTION).timestamp()
    folder = settings.VAR_DIR / "mail"
    outdated = [path for path in folder.glob("*") if path.is_file() and path.stat().st_mtime <= over]
    for path in outdated:
        path.unlink(missing_ok=True)
    return len(outdated)
