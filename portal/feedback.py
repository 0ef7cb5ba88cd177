"""Visitors' feedback: stored first, then mailed through the outbox."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mailing import outbox
from mailing.models import OutgoingMail
from mailing.stable_tokens import stable_token
from portal.models import Feedback, SiteProfile

FEEDBACK_RETENTION = timedelta(days=183)  # as the privacy page promises


def store_feedback(feedback):
    """Store the message and queue its mail to the region's office in one transaction."""
    with transaction.atomic():
        feedback.save()
        queue_mail(feedback)


def queue_mail(feedback):
    """Headers hold only our own text and a validated e-mail address; visitors' text is in the body."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            feedback.message,
            "",
            _("Page: %(page)s") % {"page": settings.SITE_URL + feedback.page if feedback.page else "–"},
            _("Name: %(name)s") % {"name": feedback.name or "–"},
            _("E-mail: %(email)s") % {"email": feedback.email or "–"},
            _("Language: %(language)s") % {"language": feedback.language},
        ]
        outbox.post(
            to=office_address()[1],
            reply_to=feedback.email,
            subject=_("Feedback: %(topic)s") % {"topic": feedback.get_topic_display()},
            body="\n".join(lines),
            key=mail_key(feedback),
        )


def mail_key(feedback):
    return f"feedback-{stable_token(feedback, 'created_at')}"


def queued_mails(feedback):
    """Its mails in the outbox."""
    return OutgoingMail.objects.with_key(f"{mail_key(feedback)}@")


def office_address():
    """Name and e-mail address of the region's office."""
    profile = SiteProfile.current()
    return profile.organisation or profile.name, profile.email or settings.DEFAULT_FROM_EMAIL


def mark_feedback_done(feedback, at=None):
    """Mark the message as done, which starts its retention period."""
    feedback.is_done, feedback.done_at = True, at or timezone.now()
    feedback.save()


def delete_outdated(at=None):
    """A duty: delete messages and their mails after FEEDBACK_RETENTION, unless reopened; return the number of rows."""
    over = (at or timezone.now()) - FEEDBACK_RETENTION
    return Feedback.objects.filter(is_done=True, done_at__lte=over).delete()[0]
