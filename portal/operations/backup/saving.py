"""Makes a backup while the portal is running."""

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.operations.backup import BackupFault, archive, database, parts
from portal.operations.backup.retention import FILE_NAME_FORMAT

MIN_FREE_BYTES = 64 * 1024 * 1024
"""Free disk space to leave."""


def default_path(at=None):
    return (
        Path(settings.VAR_DIR)
        / "backup"
        / timezone.localtime(at or timezone.now()).strftime(FILE_NAME_FORMAT)
    )


def save_backup(path, progress=lambda step, done, total: None, at=None, second_factor_key=False):
    """Write the archive, verify it, then rename it to `path`; return its Manifest. Raises BackupFault."""
    path = Path(path)
    unproved, copy = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.database.part")
    for file in (path, unproved):  # the second belongs to a concurrent backup
        if file.exists():
            raise BackupFault(f"There is a file {file} already. Give the backup another name.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unproved.open("xb") as file:
            try:
                with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                    manifest = write_archive(tar, copy, progress, at or timezone.now(), second_factor_key)
                file.flush()
                os.fsync(file.fileno())
                with archive.open_archive(unproved) as written:
                    written.verify("Verify", progress)
                unproved.rename(path)
            finally:
                unproved.unlink(missing_ok=True)
                copy.unlink(missing_ok=True)
    except OSError as error:
        raise BackupFault(f"The backup could not be written: {error}") from error
    return manifest


def write_archive(tar, copy, progress, at, second_factor_key):
    """Write files, then the database (via the file `copy`), then files changed since, so that no row lacks its file.

    Files deleted during the backup may be in the archive without a row.
    """
    source, found = database.adapter_for(), parts.list_backup_files(second_factor_key)
    total = sum(size for _path, size, _time in found.values())
    check_free_space(copy.parent, total + 2 * source.size())
    files, done = {}, 0
    for name, (path, size, _time) in found.items():
        progress("Files", done, total)
        archive.add_file(tar, files, name, path)
        done += size
    progress("Database", 0, 1)
    source.save(copy)
    if fault := source.find_fault(copy):
        raise BackupFault(f"The database is damaged, so no backup of it was made: {fault}")
    for name, facts in parts.list_backup_files(second_factor_key).items():
        if facts != found.get(name):
            archive.add_file(tar, files, name, facts[0])
    archive.add_file(tar, files, archive.DATABASES[source.vendor], copy)
    manifest = archive.Manifest(
        made_at=timezone.localtime(at).isoformat(timespec="seconds"),
        site_url=settings.SITE_URL,
        program=program_version(),
        vendor=source.vendor,
        migrations=sorted(MigrationRecorder(connection).applied_migrations()),
        files=files,
    )
    archive.add_manifest(tar, manifest)
    return manifest


def program_version():
    """Return the current git commit, or "" if unknown."""
    command = ["git", "-C", str(settings.BASE_DIR), "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""


def check_free_space(folder, size):
    """Raise BackupFault unless the disk of `folder` has `size` + MIN_FREE_BYTES free."""
    free = shutil.disk_usage(folder).free
    if free < size + MIN_FREE_BYTES:
        raise BackupFault(
            f"Too little room in {folder}: {megabytes(size + MIN_FREE_BYTES)} are needed, {megabytes(free)} are free."
        )


def megabytes(size):
    return f"{size / 1_000_000:,.1f} MB"
