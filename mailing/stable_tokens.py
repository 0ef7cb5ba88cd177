"""Tokens that identify a row in links and mails: its primary key and its creation time.

The key alone is not enough: after a backup is restored, keys issued since are issued again to other rows, while links
with valid signatures are still in people's mailboxes.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def stable_token(row, moment):
    """Return "501-1764482400123456" for a stored row; `moment` is the field with its fixed creation time."""
    return f"{row.pk}-{(getattr(row, moment) - EPOCH) // timedelta(microseconds=1)}"


def find_by_token(rows, token, moment):
    """Return the row of a queryset with the token. Raises DoesNotExist, also if the key now belongs to another row."""
    key = token.partition("-")[0]
    row = rows.filter(pk=key).first() if key.isascii() and key.isdigit() else None
    if row is None or stable_token(row, moment) != token:
        raise rows.model.DoesNotExist
    return row
