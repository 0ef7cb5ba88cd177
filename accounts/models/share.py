from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.querysets import ShareQuerySet


class Share(models.Model):
    """How often one address did one thing within the hour that began with the first time.

    In the database, because several processes count together. `key` is the purpose and a keyed hash of the address; the
    row is deleted when its hour is over.
    """

    key = models.CharField(max_length=100, unique=True)
    began_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("share of the hour")
        verbose_name_plural = _("shares of the hour")

    def __str__(self):
        return self.key
