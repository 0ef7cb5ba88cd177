"""That something changed which the public may see. The database itself writes it down (caching.triggers)."""

from django.db import models


class Change(models.Model):
    """Of a room, that is an app. On PostgreSQL a row for each transaction, on SQLite one row that counts."""

    room = models.CharField(max_length=40)
    number = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="change_once")]

    def __str__(self):
        return f"{self.room} {self.number}"
