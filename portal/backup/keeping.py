"""How long backups are kept: they hold people's data, what was erased since among it."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

OURS = re.compile(r"portal-(\d{4}-\d\d-\d\d-\d{6})\.tar")
"""Names that `saving.default_path` gives; whatever else lies beside them is not ours to delete."""


def delete_outdated(folder, at=None):
    """Delete the backups in `folder` older than BACKUP_DAYS, by the time in their names; returns the paths."""
    over = timezone.localtime(at or timezone.now()) - timedelta(days=settings.BACKUP_DAYS)
    outdated = [path for path in sorted(Path(folder).glob("portal-*.tar")) if is_older(path, over)]
    for path in outdated:
        path.unlink()
    return outdated


def is_older(path, over):
    made_at = made_when(path)
    return made_at is not None and made_at < over


def oldest(folder):
    """When the oldest backup that lies in `folder` was begun; None where none of ours does."""
    return min(filter(None, map(made_when, Path(folder).glob("portal-*.tar"))), default=None)


def made_when(path):
    """The time in its name; None where it has none, so is not ours."""
    found = OURS.fullmatch(path.name)
    if not found:
        return None
    try:
        return timezone.make_aware(datetime.strptime(found[1], "%Y-%m-%d-%H%M%S"))
    except ValueError:
        return None
