"""Forms that make something, each of which makes it once, however often its button is pressed."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone


class SentForm(models.Model):
    """A form with a key of its own that one user has sent, and what it made. Forgotten after an hour."""

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
        """(the form, whether it is sent for the first time).

        Within a transaction: who sends the same form meanwhile waits until that has ended.
        """
        at = at or timezone.now()
        cls.objects.filter(sent_at__lt=at - cls.RETENTION).delete()
        try:
            with transaction.atomic():
                return cls.objects.create(user=user, key=key, sent_at=at), True
        except IntegrityError:
            return cls.objects.get(user=user, key=key), False
