"""Last and next check of a space."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.gis.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from sites.models.check_rules import last_public_day, marked_unconfirmed_from, next_due

CONFIRMED_MESSAGE = gettext_noop("Details confirmed.")
ANSWERED_BY_MAIL_MESSAGE = gettext_noop("%(name)s, by the link of a mail: %(answer)s")
"""Messages of the history."""


class Freshness(models.Model):
    """Plans the next check. `data_as_of` is the day of the last one; `save()` sets `check_due` and `confirm_until`."""

    PLANNED_FIELDS = ("check_due", "confirm_until")
    PLANNING_INPUTS = ("workflow_state", "data_as_of", "check_due")

    # A name, since accounts may be deleted and contacts who answer a mail have none.
    checked_by = models.CharField(_("checked by"), max_length=150, blank=True, editable=False)
    checked_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("checked by"),
    )
    check_due = models.DateField(_("next check due"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @staticmethod
    def check_intervals():
        return apps.get_model("sites", "CheckInterval").objects.as_table()

    def plan_check(self, known=None, at=None, intervals=None):
        """Set `check_due` and `confirm_until`.

        known: stored values of PLANNING_INPUTS; None for a new row. intervals: an IntervalTable, for bulk callers.
        """
        if self._state.adding and self.check_due:  # a copy, or a row that was loaded
            self.confirm_until = last_public_day(as_date(self, "check_due"))
            return
        known = known or {}
        today = timezone.localdate(at)
        days = (intervals or self.check_intervals()).days_for(self.marketing_status, self.municipality)
        wanted = as_date(self, "data_as_of") + timedelta(days=days)
        begin = self.period_start(known, today)
        self.check_due = next_due(wanted, known.get("check_due"), today, begin)
        self.confirm_until = last_public_day(self.check_due)

    def planning_inputs(self):
        return {name: getattr(self, name) for name in self.PLANNING_INPUTS}

    def period_start(self, known, today):
        """Return the first day of a new period after a check or publication, None within a running period."""
        is_public = self.workflow_state == self.WorkflowState.PUBLISHED
        if is_public and self.published_from and timezone.localdate(self.published_from) > today:
            return timezone.localdate(self.published_from)
        goes_on = (
            self.check_due is not None
            and known.get("check_due") is not None
            and known["data_as_of"] == as_date(self, "data_as_of")
            and not (is_public and known["workflow_state"] != self.WorkflowState.PUBLISHED)
        )
        return None if goes_on else today

    def is_check_due(self, at=None):
        return self.check_due is not None and self.is_on_offer and self.check_due <= timezone.localdate(at)

    def is_marked_unconfirmed(self, at=None):
        """Whether the page shows “not confirmed since …”."""
        return self.is_check_due(at) and marked_unconfirmed_from(self.check_due) <= timezone.localdate(at)

    def is_stale(self, at=None):
        """Whether it is unpublished for lack of confirmation."""
        return self.confirm_until is not None and self.confirm_until < timezone.localdate(at)


def as_date(space, name):
    """Return the value of a date field of an unsaved object, which fixtures may set as text."""
    return space._meta.get_field(name).to_python(getattr(space, name))
