"""Freshness checks: intervals, mails requesting checks, and their answers."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.access_policy import AccessPolicy
from regions.models import Area
from sites import choices
from sites.models.check_rules import LINK_VALIDITY_DAYS, Stage
from sites.models.facts import area_field
from sites.models.space import Space


class CheckIntervalQuerySet(models.QuerySet):
    def as_table(self):
        rows = self.values_list("area__key", "marketing_status", "days")
        return IntervalTable({(key, status): days for key, status, days in rows})


@dataclass(frozen=True)
class IntervalTable:
    """Days between checks by (area key or None, market status)."""

    days: dict

    def days_for(self, status, municipality=None):
        """Return the interval of the smallest area that has one, else of the region, else of the settings."""
        for key in [*(area.key for area in with_ancestors(municipality)), None]:
            if (key, status) in self.days:
                return self.days[key, status]
        return settings.CHECK_INTERVAL_DAYS[status]


def with_ancestors(area):
    while area is not None:
        yield area
        area = area.parent


class CheckInterval(models.Model):
    """Number of days after which an object has to be checked again."""

    access_policy = AccessPolicy.SHARED

    area = models.ForeignKey(
        Area,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="check_intervals",
        verbose_name=_("area"),
        help_text=_("A municipality, a district or a state. Empty: the whole region."),
    )
    marketing_status = models.CharField(
        _("market status"),
        max_length=10,
        choices=choices.MarketingStatus,
        default=choices.MarketingStatus.FREE,
    )
    days = models.PositiveSmallIntegerField(
        _("days"),
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_(
            "After so many days the contact is asked to check the property again. "
            "What is sold or let is not asked about; so long its page stays."
        ),
    )

    objects = CheckIntervalQuerySet.as_manager()

    class Meta:
        verbose_name = _("check interval")
        verbose_name_plural = _("check intervals")
        ordering = ["area__name", "marketing_status"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "marketing_status"],
                name="check_interval_once_per_area",
                violation_error_message=_("There is an interval for this area and status already."),
            ),
            # Two NULLs are not equal in SQL.
            models.UniqueConstraint(
                fields=["marketing_status"],
                condition=Q(area=None),
                name="check_interval_once_for_the_region",
                violation_error_message=_("There is an interval for the region and this status already."),
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=3650),
                name="check_interval_days_between_1_and_3650",
                violation_error_message=_("An interval has between 1 and 3650 days."),
            ),
        ]

    def __str__(self):
        return f"{self.area or _('whole region')}, {self.get_marketing_status_display()}: {self.days}"


class CheckRequest(models.Model):
    """One mail requesting checks. References the contact only, so that erasing it leaves no personal data.

    Its link is a signed token of this row, valid until `expires_on` (sites/freshness/links.py).
    """

    recipient = models.ForeignKey(
        "accounts.Contact",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="check_requests",
        verbose_name=_("recipient"),
        help_text=_("Empty: the region's office."),
    )
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    posted_on = models.DateField(_("posted on"))
    is_reminder = models.BooleanField(
        _("by itself"), default=True, help_text=_("Off: somebody asked for a new link.")
    )

    class Meta:
        verbose_name = _("check request")
        verbose_name_plural = _("check requests")
        ordering = ["-posted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "posted_on"],
                condition=Q(is_reminder=True),
                name="check_request_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["posted_on"],
                condition=Q(is_reminder=True, recipient=None),
                name="check_request_once_a_day_to_the_region",
            ),
        ]

    def __str__(self):
        return f"{self.posted_on}: {self.recipient or _('the region’s office')}"

    @property
    def expires_on(self):
        return self.posted_on + timedelta(days=LINK_VALIDITY_DAYS)

    def is_expired(self, at=None):
        return timezone.localdate(at) > self.expires_on


class CheckQuestion(models.Model):
    """One object in a mail; unique for each due date and stage."""

    owner_field = "space"

    request = models.ForeignKey(CheckRequest, models.CASCADE, related_name="questions")
    space = models.ForeignKey(Space, models.CASCADE, related_name="check_questions", verbose_name=_("space"))
    check_due = models.DateField(_("check due"))
    stage = models.CharField(_("stage"), max_length=6, choices=Stage)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["space__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "check_due", "stage"],
                condition=~Q(stage=Stage.ALONG),
                name="check_question_once_a_stage",
            ),
            models.UniqueConstraint(fields=["request", "space"], name="check_question_once_a_mail"),
        ]

    def __str__(self):
        return self.get_stage_display()


class OwnedBySpaceQuerySet(models.QuerySet):
    """Rows with the permissions of the space they belong to."""

    def visible_to(self, user):
        return self.filter(space__in=Space.objects.visible_to(user).order_by().values("pk"))

    def editable_by(self, user):
        return self.filter(space__in=Space.objects.editable_by(user).order_by().values("pk"))


class SpaceCheck(models.Model):
    """One check of an object; kept as long as the object."""

    owner_field = "space"

    class Answer(models.TextChoices):
        CORRECT = "correct", _("still correct")
        CHANGED = "changed", _("changed")
        RESERVED = "reserved", _("reserved")
        TAKEN = "taken", _("sold or let")

    space = models.ForeignKey(Space, models.CASCADE, related_name="checks", verbose_name=_("space"))
    answered_at = models.DateTimeField(_("answered"))
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    was_due = models.DateField(_("was due"), null=True, blank=True)
    name = models.CharField(_("by"), max_length=150)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )
    request = models.ForeignKey(
        CheckRequest,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("by the link of"),
    )
    changes = models.JSONField(_("changes"), default=list, blank=True)
    """[{"label": …, "before": …, "after": …}] as displayed, in the language of the administration."""

    objects = OwnedBySpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["-answered_at", "-pk"]
        indexes = [models.Index(fields=["space", "-answered_at"], name="space_check_latest_idx")]

    def __str__(self):
        return f"{self.get_answer_display()}, {self.name}"


class ReportedChange(models.Model):
    """A change reported by a contact for an editor to apply: another area (m²) or a remark."""

    owner_field = "space"

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("reported change", "open")
        TAKEN_OVER = "taken_over", _("taken over")
        DONE = "done", pgettext_lazy("reported change", "done")

    answer = models.OneToOneField(SpaceCheck, models.CASCADE, related_name="report", verbose_name=_("check"))
    space = models.ForeignKey(Space, models.CASCADE, related_name="reports", verbose_name=_("space"))
    area = area_field(pgettext_lazy("size", "area"))
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    state = models.CharField(
        pgettext_lazy("reported change", "state"), max_length=10, choices=State, default=State.OPEN
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    objects = OwnedBySpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported change")
        verbose_name_plural = _("reported changes")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False) | ~Q(remark=""), name="reported_change_says_something"
            )
        ]

    def __str__(self):
        return f"{self.space}: {self.get_state_display()}"
