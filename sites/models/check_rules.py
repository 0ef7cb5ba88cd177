"""When an object has to be checked, who is asked when, and when it leaves. Days; docs/freshness.md tells it in tables.

All days count from the day on which the check is due, `Space.check_due`.
"""

from datetime import time, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

GRACE_DAYS = 42
"""So long an unchecked object stays public; `Space.confirm_until` is its last day."""

MARKED_AFTER_DAYS = 14
"""From then on its page says “not confirmed since …”."""

LOOKAHEAD_DAYS = 7
"""What reaches its stage within so many days goes along, so that one mail does for all."""

GIVE_UP_AFTER_DAYS = 72
"""Nobody is asked any more, should the clock have stood still for so long."""

LINK_VALIDITY_DAYS = 60
"""So long the link of a mail works, the day of posting not counted: longer than the grace."""

SEND_AT = time(7)
"""Local time, so that the mail is there when the office opens."""

TAKEN = "taken"


class Stage(models.TextChoices):
    DUE = "due", _("check due")
    SECOND = "second", _("reminder")
    DEPUTY = "deputy", _("deputy")
    REGION = "region", _("region")
    GONE = "gone", _("off the public pages")
    # Listed in a mail that had to be written anyway, or that somebody asked for: no stage of its own.
    ALONG = "along", _("still open")


STAGE_DAYS = {Stage.DUE: 0, Stage.SECOND: 14, Stage.DEPUTY: 21, Stage.REGION: 28, Stage.GONE: GRACE_DAYS + 1}

OWNER_STAGES = (Stage.DUE, Stage.SECOND, Stage.GONE)
"""Those told to whom the object belongs; each stands in place of the earlier ones."""


def next_due(wanted, known, today, begin=None):
    """The day on which the check is due, never one that would take an object off the pages without a warning.

    wanted: the day of the last check and the interval. known: what is stored. begin: the first day on which somebody
    can be asked, where a period begins again; None where it goes on. A period that goes on may come due by a change of
    the rules, but on the same day at the earliest, and what is due stays due since then.
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
