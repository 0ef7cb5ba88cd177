"""Backups are kept for as long as the privacy notice says, and no longer."""

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.backup.keeping import delete_outdated

NOW = datetime(2026, 11, 28, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def test_backups_older_than_said_are_deleted_and_nothing_else(settings, tmp_path):
    settings.BACKUP_DAYS = 7
    names = [
        "portal-2026-11-21-022959.tar",  # over by a second
        "portal-2026-11-21-023000.tar",
        "portal-2026-11-28-023000.tar",
        "portal-before-upgrade.tar",
        "portal-2026-99-99-000000.tar",
        "safe.tar",
    ]
    for name in names:
        (tmp_path / name).touch()
    assert [path.name for path in delete_outdated(tmp_path, NOW)] == names[:1]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])
