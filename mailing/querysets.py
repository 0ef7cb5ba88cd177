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
        """Mails to be sent now, the longest waiting first."""
        return self.filter(next_attempt_at__lte=at or timezone.now()).order_by("next_attempt_at", "pk")

    def waiting(self):
        return self.filter(next_attempt_at__isnull=False)

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def failed(self):
        """Mails given up, which are retried only from the admin."""
        return self.filter(sent_at__isnull=True, next_attempt_at__isnull=True)

    def with_key(self, *beginnings):
        """Mails whose key begins with one of `beginnings`."""
        begins = [models.Q(message_id__startswith=f"<{beginning}") for beginning in beginnings]
        return self.filter(reduce(or_, begins))

    def outdated(self, at=None):
        """Mails past their retention: bodies hold personal data."""
        at = at or timezone.now()
        return self.filter(sent_at__lte=at - SENT_RETENTION) | self.failed().filter(
            created_at__lte=at - FAILED_RETENTION
        )

    def requeue_failed(self, at=None):
        """Reset the attempts of failed mails; return how many."""
        return self.failed().update(attempts=0, next_attempt_at=at or timezone.now())

    def claim(self, mail, until):
        """Claim one mail for this sender until then; return False if another process was faster or it is sent.

        A single conditional UPDATE (optimistic locking), so that no transaction stays open while talking to the mail
        server. If the sender dies, the mail is due again at `until`.
        """
        row = self.filter(pk=mail.pk, next_attempt_at=mail.next_attempt_at)
        return row.update(next_attempt_at=until, attempts=models.F("attempts") + 1) == 1


class RateLimitQuerySet(models.QuerySet):
    def expired(self, at=None):
        """Limits whose hour is over."""
        return self.filter(began_at__lte=(at or timezone.now()) - HOUR)

    def increment(self, key, at=None, cost=1):
        """Add `cost` and return the count of the current hour.

        Each step is one atomic statement, so that concurrent processes lose no counts.
        """
        at = at or timezone.now()
        mine = self.filter(key=key)
        mine.expired(at).update(began_at=at, count=0)
        if not mine.update(count=models.F("count") + cost):
            _limit, is_new = self.get_or_create(key=key, defaults={"began_at": at, "count": cost})
            if not is_new:  # another process was faster
                mine.update(count=models.F("count") + cost)
        return mine.values_list("count", flat=True).first() or cost

    def refund(self, key, cost):
        """Subtract `cost`, but never below zero: the hour may have ended since."""
        self.filter(key=key, count__gte=cost).update(count=models.F("count") - cost)
