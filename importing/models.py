from dataclasses import asdict

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from importing.querysets import MAX_DURATION, ImportRunQuerySet
from importing.reports import ReportSection
from importing.texts import storable_text


class ImportRun(models.Model):
    """One import of a file. Stored before the work begins, so that a killed run is visible."""

    class Outcome(models.TextChoices):
        STARTED = "started", pgettext_lazy("import", "not finished")
        DONE = "done", pgettext_lazy("import", "done")
        FAILED = "failed", pgettext_lazy("import", "failed")

    # A model label, see importing.kinds.
    kind = models.CharField(pgettext_lazy("import", "what"), max_length=100)
    file_name = models.CharField(_("file"), max_length=255)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("user")
    )
    # Kept when the account is deleted; empty for a management command.
    name = models.CharField(pgettext_lazy("import", "by"), max_length=150, blank=True)
    started_at = models.DateTimeField(pgettext_lazy("import", "started"), default=timezone.now, db_index=True)
    ended_at = models.DateTimeField(pgettext_lazy("import", "ended"), null=True)
    outcome = models.CharField(
        pgettext_lazy("import", "outcome"), max_length=10, choices=Outcome, default=Outcome.STARTED
    )
    fault = models.TextField(_("what went wrong"), blank=True)
    created = models.PositiveIntegerField(pgettext_lazy("import", "new"), default=0)
    changed = models.PositiveIntegerField(pgettext_lazy("import", "changed"), default=0)
    unchanged = models.PositiveIntegerField(pgettext_lazy("import", "unchanged"), default=0)
    removed = models.PositiveIntegerField(pgettext_lazy("import", "removed"), default=0)
    refused = models.PositiveIntegerField(pgettext_lazy("import", "refused"), default=0)
    # A list of importing.reports.ReportSection.
    report = models.JSONField(_("report"), default=list)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="started", ended_at=None) | (~Q(outcome="started") & ~Q(ended_at=None)),
                name="import_run_has_ended_with_an_outcome",
            )
        ]

    def __str__(self):
        return f"{self.kind_name}: {self.file_name}"

    @property
    def kind_name(self):
        try:
            return capfirst(apps.get_model(self.kind)._meta.verbose_name_plural)
        except LookupError:  # a model of an earlier version
            return self.kind

    @property
    def sections(self):
        return [ReportSection(**section) for section in self.report]

    def is_running(self, at=None):
        """Whether it may still be running; without an end after MAX_DURATION it was interrupted."""
        return (
            self.outcome == self.Outcome.STARTED and self.started_at > (at or timezone.now()) - MAX_DURATION
        )

    def finish(self, report):
        self.report = [asdict(section) for section in report.sections]
        for name, count in report.counts.items():
            setattr(self, name, count)
        self._end(self.Outcome.DONE)

    def fail(self, fault):
        self.fault = storable_text(fault)
        self._end(self.Outcome.FAILED)

    def _end(self, outcome):
        self.outcome, self.ended_at = outcome, timezone.now()
        self.save()
