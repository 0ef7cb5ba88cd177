"""Questions about mails and about shares of the hour."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import models
from django.utils import timezone

SENT_RETENTION = timedelta(days=30)
FAILED_RETENTION = timedelta(days=90)
HOUR = timedelta(hours=1)


class OutgoingMailQuerySet(models.QuerySet):
    def due(self, at=None):
        """To be sent now, the longest waiting first."""
        return self.filter(next_attempt_at__lte=at or timezone.now()).order_by("next_attempt_at", "pk")

    def waiting(self):
        return self.filter(next_attempt_at__isnull=False)

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def failed(self):
        """Given up; only somebody in the administration brings them to life again."""
        return self.filter(sent_at__isnull=True, next_attempt_at__isnull=True)

    def with_key(self, *beginnings):
        """Those posted under a key that begins in one of these ways."""
        begins = [models.Q(message_id__startswith=f"<{beginning}") for beginning in beginnings]
        return self.filter(reduce(or_, begins))

    def outdated(self, at=None):
        """What has been kept long enough: bodies hold personal data."""
        at = at or timezone.now()
        return self.filter(sent_at__lte=at - SENT_RETENTION) | self.failed().filter(
            created_at__lte=at - FAILED_RETENTION
        )

    def requeue_failed(self, at=None):
        """Give the failed ones all their attempts again; returns how many."""
        return self.failed().update(attempts=0, next_attempt_at=at or timezone.now())

    def claim(self, mail, until):
        """Take one mail for this sender until then; False when another was quicker, or it is sent.

        One UPDATE that only succeeds while the row still says what was read: the same on both databases, without a
        transaction held open during the conversation with the server. A sender that dies leaves a mail that is due
        again at `until`.
        """
        row = self.filter(pk=mail.pk, next_attempt_at=mail.next_attempt_at)
        return row.update(next_attempt_at=until, attempts=models.F("attempts") + 1) == 1


class RateLimitQuerySet(models.QuerySet):
    def expired(self, at=None):
        """Whose hour is over."""
        return self.filter(began_at__lte=(at or timezone.now()) - HOUR)

    def increment(self, key, at=None, cost=1):
        """How often it was by now, or what it cost.

        Each step is one statement, so that processes do not lose each other's counts.
        """
        at = at or timezone.now()
        mine = self.filter(key=key)
        mine.expired(at).update(began_at=at, count=0)
        if not mine.update(count=models.F("count") + cost):
            _limit, is_new = self.get_or_create(key=key, defaults={"began_at": at, "count": cost})
            if not is_new:  # another process was quicker
                mine.update(count=models.F("count") + cost)
        return mine.values_list("count", flat=True).first() or cost

    def refund(self, key, cost):
        """What was counted for nothing. Never below zero: its hour may have ended meanwhile."""
        self.filter(key=key, count__gte=cost).update(count=models.F("count") - cost)
