"""A row's name in links and mails: its key and the moment it was made.

The key alone lasts only as long as the database does. When a backup is restored the keys given since then are given
again, to other rows, while the links that were sent are still in people's mailboxes, with valid signatures.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def stable_token(row, moment):
    """moment: the field with the time it was made, which never changes. Of a stored row: "501-1764482400123456"."""
    return f"{row.pk}-{(getattr(row, moment) - EPOCH) // timedelta(microseconds=1)}"


def find_by_token(rows, name, moment):
    """The row of a queryset that bears the name. Raises DoesNotExist where none does, or another has got its key."""
    key = name.partition("-")[0]
    row = rows.filter(pk=key).first() if key.isascii() and key.isdigit() else None
    if row is None or stable_token(row, moment) != name:
        raise rows.model.DoesNotExist
    return row
