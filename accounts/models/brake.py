from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.querysets import BrakeQuerySet


class Brake(models.Model):
    """A throttle: the number of attempts for an account, network or browser, and when the next is allowed.

    In the database, because several processes count together. `key` is the purpose and a keyed hash, without personal
    data; the row is deleted after a day without an attempt.
    """

    key = models.CharField(max_length=100, unique=True)
    count = models.PositiveIntegerField(default=0)
    open_at = models.DateTimeField()
    tried_at = models.DateTimeField(db_index=True)

    objects = BrakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("brake on guessing")
        verbose_name_plural = _("brakes on guessing")

    def __str__(self):
        return self.key
