"""Deletes old backups, which hold personal data, including data erased since."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

TIMESTAMP_FORMAT = "%Y-%m-%d-%H%M%S"
FILE_NAME_FORMAT = f"portal-{TIMESTAMP_FORMAT}.tar"
"""Default name; other files in the folder are never deleted."""


def delete_old_backups(folder, at=None):
    """Delete the backups in `folder` older than BACKUP_DAYS by the time in their names; return the paths."""
    over = timezone.localtime(at or timezone.now()) - timedelta(days=settings.BACKUP_DAYS)
    outdated = [path for path, made_at in sorted(_backups_in(folder)) if made_at < over]
    for path in outdated:
        path.unlink()
    return outdated


def oldest_backup_time(folder):
    """Return the start time of the oldest backup in `folder`, or None."""
    return min((made_at for _path, made_at in _backups_in(folder)), default=None)


def _backups_in(folder):
    for path in Path(folder).glob("portal-*.tar"):
        try:
            yield path, timezone.make_aware(datetime.strptime(path.name, FILE_NAME_FORMAT))
        except ValueError:
            continue
