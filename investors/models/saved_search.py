"""A search whose subscriber gets mails, with the proof of consent."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.choices import Kind

CONFIRMATION_PERIOD = timedelta(days=7)
RUN_TIME = time(7)
"""Local time."""


class SavedSearchQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed(self):
        return self.filter(confirmed_at__isnull=True)

    def unconfirmed_too_long(self, at=None):
        """Return those whose confirmation link has expired."""
        return self.unconfirmed().filter(requested_at__lte=(at or timezone.now()) - CONFIRMATION_PERIOD)

    def due(self, at=None):
        """Return confirmed ones not run since their last scheduled time: every morning, or Monday morning."""
        morning = last_run_hour(at or timezone.now())
        monday = morning - timedelta(days=morning.weekday())
        return self.confirmed().filter(
            Q(frequency=SavedSearch.Frequency.DAILY, last_run_at__lt=morning)
            | Q(frequency=SavedSearch.Frequency.WEEKLY, last_run_at__lt=monday)
        )

    def duplicates_of(self, search):
        same = self.filter(email__iexact=search.email, kind=search.kind, query=search.query)
        return same.exclude(pk=search.pk)


def last_run_hour(at):
    """Return the last RUN_TIME before `at`, in local time also across changes to summer time."""
    local = timezone.localtime(at)
    day = local.date() if local.time() >= RUN_TIME else local.date() - timedelta(days=1)
    return datetime.combine(day, RUN_TIME, tzinfo=local.tzinfo)


class SavedSearch(models.Model):
    """Private data: no history; deleted when the subscriber unsubscribes.

    `query` is the normalised query string of a list page, without the kind, which is in the path. No alert is sent
    before `confirmed_at`. `snapshot` is the state at the last mail: number → status, prices, area, name.
    """

    class Frequency(models.TextChoices):
        DAILY = "daily", _("every morning")
        WEEKLY = "weekly", _("once a week, on Monday")

    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, blank=True)
    query = models.TextField(_("filters"), blank=True)
    frequency = models.CharField(_("how often"), max_length=6, choices=Frequency, default=Frequency.WEEKLY)

    consent_version = models.CharField(_("version of the consent text"), max_length=10)
    consent_text = models.TextField(_("consent"))
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)
    request_mark = models.CharField(_("mark of the requesting address"), max_length=64, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmation_mark = models.CharField(_("mark of the confirming address"), max_length=64, blank=True)

    last_run_at = models.DateTimeField(_("last run"), null=True, blank=True)
    snapshot = models.JSONField(default=dict, editable=False)
    invalid_since = models.DateTimeField(_("filters invalid since"), null=True, blank=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["frequency", "last_run_at"], name="savedsearch_due_idx")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_at__gte=F("requested_at")),
                name="savedsearch_confirmed_after_request",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, last_run_at__isnull=True)
                | Q(confirmed_at__isnull=False, last_run_at__isnull=False),
                name="savedsearch_runs_once_confirmed",
            ),
        ]

    def __str__(self):
        return f"{self.email}: {self.kind or '…'}?{self.query}"

    def get_absolute_url(self):
        route = {Kind.PLOT: "sites:plots", Kind.HALL: "sites:halls"}.get(self.kind, "sites:list")
        return f"{reverse(route)}?{self.query}" if self.query else reverse(route)

    @property
    def data(self):
        return QueryDict(self.query)

    @property
    def is_confirmed(self):
        return self.confirmed_at is not None
