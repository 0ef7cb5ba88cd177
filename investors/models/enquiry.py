"""An enquiry and its state. Private data: no history; anonymised after the retention period."""

import secrets
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Contact, Organisation
from accounts.querysets import StewardedQuerySet
from investors.working_days import working_days_before, working_days_between
from publishing.access_policy import AccessPolicy
from sites.models import Space

REFERENCE_ALPHABET = (
    "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0, 1, I, O: references are read out by telephone
)
REMINDER_AFTER = 3  # working days, to the contact
REGION_REMINDER_AFTER = 6  # working days, to the region
LATEST_ANSWERED = 50
"""Enquiries that an office's usual answer time is made of."""
SENDER_MARK_LIFETIME = timedelta(hours=24)


def new_reference():
    """Return a random reference such as A-7K3F9Q2H, one of 10^12."""
    return "A-" + "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))


class EnquiryQuerySet(StewardedQuerySet):
    """Visible to the stewards of its spaces at the time of the enquiry, and to the region's staff."""

    def waiting(self):
        return self.filter(state=Enquiry.State.NEW, anonymised_at__isnull=True)

    def waiting_for(self, days, at=None):
        """Return those waiting for so many working days (Monday to Friday)."""
        return self.waiting().filter(received_at__lte=working_days_before(at or timezone.now(), days))

    def due_for_anonymising(self, at=None):
        """Return those without change of state during the retention period."""
        before = (at or timezone.now()) - timedelta(days=settings.ENQUIRY_RETENTION_DAYS)
        return self.filter(state_changed_at__lte=before, anonymised_at__isnull=True)

    def with_expired_sender_mark(self, at=None):
        """Return those whose sender's hashes are no longer needed."""
        before = (at or timezone.now()) - SENDER_MARK_LIFETIME
        return self.filter(received_at__lte=before).exclude(sender_mark="", submission=None)

    def stewarded_by_any(self, organisations):
        rows = EnquirySpace.objects.filter(steward__in=organisations)
        return self.filter(pk__in=rows.values("enquiry"))


class Enquiry(models.Model):
    access_policy = AccessPolicy.STEWARD

    class State(models.TextChoices):
        NEW = "new", _("new")
        ANSWERED = "answered", _("answered")
        VIEWING = "viewing", _("viewing")
        WON = "won", _("won")
        LOST = "lost", _("lost")

    class LostReason(models.TextChoices):
        PRICE = "price", _("price")
        SIZE = "size", _("size")
        LOCATION = "location", _("location")
        EQUIPMENT = "equipment", _("equipment or servicing")
        LAW = "law", _("planning law")
        TIME = "time", _("not available in time")
        ELSEWHERE = "elsewhere", _("settled elsewhere")
        SILENT = "silent", _("no answer any more")
        OTHER = "other", _("another reason, or unknown")

    reference = models.CharField(_("reference"), max_length=12, unique=True, default=new_reference)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=150)
    company = models.CharField(_("company"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    message = models.TextField(_("message"), max_length=5000)
    copy_to = models.EmailField(_("copy to the region"))
    consent_version = models.CharField(_("version of the consent"), max_length=20)
    consent_text = models.TextField(_("consent"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    # Keyed hashes for rate limits and duplicate submissions; erased after a day.
    sender_mark = models.CharField(max_length=64, blank=True, editable=False)
    submission = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - unique

    state = models.CharField(
        pgettext_lazy("enquiry", "state"), max_length=10, choices=State, default=State.NEW
    )
    state_changed_at = models.DateTimeField(_("state since"), default=timezone.now, editable=False)
    lost_reason = models.CharField(_("why it was lost"), max_length=10, choices=LostReason, blank=True)
    lost_note = models.CharField(_("why, in words"), max_length=300, blank=True)
    notes = models.TextField(
        _("internal notes"), blank=True, help_text=_("For colleagues; deleted with the personal data.")
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("contact reminded"), null=True, blank=True, editable=False)
    region_reminded_at = models.DateTimeField(_("region reminded"), null=True, blank=True, editable=False)
    anonymised_at = models.DateTimeField(_("anonymised"), null=True, blank=True, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "received_at"], name="enquiry_pipeline_idx"),
            models.Index(fields=["sender_mark", "received_at"], name="enquiry_sender_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="lost", lost_reason__gt="") | (~Q(state="lost") & Q(lost_reason="")),
                name="enquiry_lost_has_a_reason",
                violation_error_message=_("Say why it was lost; other states need no reason."),
            )
        ]

    def __str__(self):
        return self.reference

    def steward_ids(self):
        return {row.steward_id for row in self.spaces.all()} - {None} if self.pk else set()

    def set_state(self, state, lost_reason="", lost_note="", at=None):
        """Set the state and its time; the first state after "new" counts as the answer."""
        at = at or timezone.now()
        if state != self.state:
            self.state_changed_at = at
        if state != self.State.NEW and self.answered_at is None:
            self.answered_at = at
        self.state, self.lost_reason, self.lost_note = state, lost_reason, lost_note

    def reply_address(self):
        """Return the address that answers to a reply go to: the first contact's, else the office's."""
        return next(filter(None, (one.email for one in self.recipients.all())), self.copy_to)

    def usual_answer_time(self):
        """Return the median working days until the answer of the latest enquiries to the same offices, or None."""
        answered = Enquiry.objects.filter(answered_at__isnull=False, spaces__steward__in=self.steward_ids())
        latest = answered.distinct().order_by("-received_at", "-pk")[:LATEST_ANSWERED]
        days = [enquiry.age_in_working_days() for enquiry in latest]
        return median(days) if days else None

    def age_in_working_days(self, at=None):
        """Return working days until the answer, or until now."""
        return working_days_between(self.received_at, self.answered_at or at or timezone.now())


class EnquirySpace(models.Model):
    """A space of the enquiry, with its name at that time."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="spaces", verbose_name=_("enquiry"))
    space = models.ForeignKey(
        Space, models.SET_NULL, null=True, related_name="enquiry_rows", verbose_name=_("property")
    )
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=160)
    steward = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, related_name="+", verbose_name=_("responsible office")
    )

    class Meta:
        verbose_name = _("property of the enquiry")
        verbose_name_plural = _("properties of the enquiry")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.number} {self.name}"


class EnquiryRecipient(models.Model):
    """A recipient, as shown to the sender before sending."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="recipients", verbose_name=_("enquiry"))
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, related_name="+", verbose_name=_("contact")
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["pk"]

    def __str__(self):
        return ", ".join(filter(None, [self.name, self.organisation]))


class EnquiryReply(models.Model):
    """A reply that was sent from the administration; deleted with the personal data of the enquiry."""

    MAX_CHARACTERS = 10_000

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="replies", verbose_name=_("enquiry"))
    text = models.TextField(_("reply"), max_length=MAX_CHARACTERS)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    author_name = models.CharField(_("name"), max_length=150)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        default_permissions = ()
        ordering = ["sent_at", "pk"]

    def __str__(self):
        return f"{self.enquiry}: {self.author_name}"
