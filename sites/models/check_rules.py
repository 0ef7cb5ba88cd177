"""Rules of the freshness checks: due dates, reminder stages, unpublishing. Tables: docs/freshness.md.

All days count from `Space.check_due`.
"""

from datetime import time, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

GRACE_DAYS = 42
"""How long an unchecked object stays public; `Space.confirm_until` is its last day."""

MARKED_AFTER_DAYS = 14
"""From then on the page shows “not confirmed since …”."""

LOOKAHEAD_DAYS = 7
"""Objects that reach their stage within this period are included in the same mail."""

GIVE_UP_AFTER_DAYS = 72
"""No reminder is sent for checks due longer ago than this, for example after a long outage."""

LINK_VALIDITY_DAYS = 60
"""Validity of the link in a mail, excluding the day of sending; longer than the grace period."""

SEND_AT = time(7)
"""Local time: before offices open."""

TAKEN = "taken"


class Stage(models.TextChoices):
    DUE = "due", _("check due")
    SECOND = "second", _("reminder")
    DEPUTY = "deputy", _("deputy")
    REGION = "region", _("region")
    GONE = "gone", _("off the public pages")
    # Included in a mail sent for another object or on request.
    ALONG = "along", _("still open")


STAGE_DAYS = {Stage.DUE: 0, Stage.SECOND: 14, Stage.DEPUTY: 21, Stage.REGION: 28, Stage.GONE: GRACE_DAYS + 1}

OWNER_STAGES = (Stage.DUE, Stage.SECOND, Stage.GONE)
"""Stages mailed to the owner; each replaces the earlier ones."""


def next_due(wanted, known, today, begin=None):
    """Return the due date of the next check, never one that would unpublish an object without a warning.

    wanted: last check plus interval. known: the stored due date. begin: first day of a new period, None within a
    running one. A change of the rules makes a running period due today at the earliest; an overdue date is kept.
    """
    if begin is not None:
        return max(wanted, begin)
    if wanted >= today:
        return wanted
    return min(known, today)


def last_public_day(check_due):
    return check_due + timedelta(days=GRACE_DAYS)


def marked_unconfirmed_from(check_due):
    return check_due + timedelta(days=MARKED_AFTER_DAYS)
