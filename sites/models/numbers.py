"""Public numbers: short, immutable, never reused, even after the object is deleted."""

from django.db import IntegrityError, models, transaction
from django.db.models import Max

FIRST_NUMBER = 1001


class IssuedNumberQuerySet(models.QuerySet):
    def issue(self):
        """Reserve and return the next free number. Safe under concurrency."""
        number = (self.aggregate(last=Max("value"))["last"] or FIRST_NUMBER - 1) + 1
        try:
            with transaction.atomic(using=self.db):
                self.bulk_create([self.model(value=number)])
        except IntegrityError:
            return self.issue()
        return number


class IssuedNumber(models.Model):
    value = models.PositiveIntegerField(primary_key=True)

    objects = IssuedNumberQuerySet.as_manager()

    def __str__(self):
        return str(self.value)
