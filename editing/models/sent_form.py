"""Idempotency keys of forms that add an object."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone


class SentForm(models.Model):
    """The key of a form that a user has submitted, and the object it added. Deleted after an hour."""

    RETENTION = timedelta(hours=1)
    MAX_KEY_LENGTH = 64

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=MAX_KEY_LENGTH)
    object_id = models.PositiveBigIntegerField(null=True)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="sentform_once")]

    def __str__(self):
        return self.key

    @staticmethod
    def new_key():
        return secrets.token_urlsafe(16)

    @classmethod
    def claim(cls, user, key, at=None):
        """Return (the row, whether the key is new). Within a transaction concurrent submissions wait until it ends."""
        at = at or timezone.now()
        cls.objects.filter(sent_at__lt=at - cls.RETENTION).delete()
        try:
            with transaction.atomic():
                return cls.objects.create(user=user, key=key, sent_at=at), True
        except IntegrityError:
            return cls.objects.get(user=user, key=key), False
