"""How long backups are kept: they hold people's data, what was erased since among it."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

TIMESTAMP_FORMAT = "%Y-%m-%d-%H%M%S"
FILE_NAME_FORMAT = f"portal-{TIMESTAMP_FORMAT}.tar"
"""What a backup is called by default; whatever else lies beside them is not ours to delete."""


def delete_old_backups(folder, at=None):
    """Delete the backups in `folder` older than BACKUP_DAYS, by the time in their names; returns the paths."""
    over = timezone.localtime(at or timezone.now()) - timedelta(days=settings.BACKUP_DAYS)
    outdated = [path for path, made_at in sorted(_backups_in(folder)) if made_at < over]
    for path in outdated:
        path.unlink()
    return outdated


def oldest_backup_time(folder):
    """When the oldest backup that lies in `folder` was begun; None where none of ours does."""
    return min((made_at for _path, made_at in _backups_in(folder)), default=None)


def _backups_in(folder):
    for path in Path(folder).glob("portal-*.tar"):
        try:
            yield path, timezone.make_aware(datetime.strptime(path.name, FILE_NAME_FORMAT))
        except ValueError:
            continue
