from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mailing.message import automatic_message
from mailing.querysets import OutgoingMailQuerySet, RateLimitQuerySet


def validate_one_line(value):
    """Reject control characters, which allow header injection."""
    if any(ord(character) < 32 or ord(character) == 127 for character in value):
        raise ValidationError(_("Line breaks and control characters are not allowed here."))


def validate_headers(headers):
    if not isinstance(headers, dict):
        raise ValidationError(_("Line breaks and control characters are not allowed here."))
    for name, value in headers.items():
        validate_one_line(name)
        validate_one_line(value)
        if name.lower() in {"message-id", "from", "to", "cc", "bcc", "reply-to", "subject"}:
            raise ValidationError(_("%(name)s has a field of its own."), params={"name": name})


class OutgoingMail(models.Model):
    """One mail to one address, stored before it is sent. Private data: no history, deleted some time after sending.

    `next_attempt_at` is set while the mail is to be sent and empty once sent or given up. One address per mail,
    because servers accept a mail even if they refuse some of its recipients.
    """

    message_id = models.CharField("Message-ID", max_length=255, unique=True, validators=[validate_one_line])
    to = models.EmailField(pgettext_lazy("mail", "to"))
    reply_to = models.EmailField(_("replies go to"), blank=True)
    subject = models.CharField(_("subject"), max_length=255, validators=[validate_one_line])
    body = models.TextField(_("text"))
    headers = models.JSONField(_("further headers"), default=dict, blank=True, validators=[validate_headers])
    created_at = models.DateTimeField(_("posted"), default=timezone.now)
    next_attempt_at = models.DateTimeField(
        _("next attempt"), null=True, blank=True, default=timezone.now, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(next_attempt_at__isnull=True),
                name="outgoingmail_sent_is_done",
            )
        ]

    def __str__(self):
        return f"{self.subject} → {self.to}"

    @property
    def is_failed(self):
        return self.sent_at is None and self.next_attempt_at is None

    def as_message(self):
        return automatic_message(
            subject=self.subject,
            body=self.body,
            to=[self.to],
            reply_to=[self.reply_to] if self.reply_to else [],
            headers={**self.headers, "Message-ID": self.message_id},
        )


class RateLimit(models.Model):
    """Count of one action by one network within an hour that began with the first.

    In the database, because several processes share it. `key` is the purpose and a keyed hash of the address; the row
    is deleted when its hour is over.
    """

    key = models.CharField(max_length=100, unique=True)
    began_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    objects = RateLimitQuerySet.as_manager()

    class Meta:
        verbose_name = _("rate limit")
        verbose_name_plural = _("rate limits")

    def __str__(self):
        return self.key
