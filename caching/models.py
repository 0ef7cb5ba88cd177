"""Changes that the public may see, recorded by the database itself (caching.triggers)."""

from django.db import models


class Change(models.Model):
    """A change of an app (`room`): on PostgreSQL one row per transaction, on SQLite one row with a counter."""

    room = models.CharField(max_length=40)
    number = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="change_once")]

    def __str__(self):
        return f"{self.room} {self.number}"
