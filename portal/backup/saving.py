"""Takes a backup while the portal serves."""

import os
import shutil
import subprocess
import tarfile
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from portal.backup import BackupFault, archive, database, parts

SPARE_BYTES = 64 * 1024 * 1024
"""What a disk should have left after it."""


def default_path(at=None):
    stamp = timezone.localtime(at or timezone.now()).strftime("%Y-%m-%d-%H%M%S")
    return Path(settings.VAR_DIR) / "backup" / f"portal-{stamp}.tar"


def save(path, progress=lambda step, done, total: None, at=None, second_factor_key=False):
    """Write the archive to `path`, read it again and compare; returns its Manifest. Raises BackupFault.

    Files go in first, then the database, then what files have come since: so a row never lacks its file. What was
    deleted meanwhile may be in the archive without a row. The name appears when all is proved.
    """
    path = Path(path)
    source = database.of()
    list_files = partial(parts.files, second_factor_key)
    found = list_files()
    size = sum(size for _path, size, _time in found.values())
    try:
        prepare_folder(path, size + 2 * source.size())
        unproved, copy = beside(path, ".part"), beside(path, ".database.part")
        try:
            with (
                open_new(unproved) as file,
                tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar,
            ):
                manifest = write(tar, source, list_files, found, copy, progress, at or timezone.now())
                tar.close()
                file.flush()
                os.fsync(file.fileno())
            with archive.opened(unproved) as written:
                written.read(progress=Steps(progress, "Verify", written.manifest.size))
            unproved.rename(path)
        finally:
            unproved.unlink(missing_ok=True)
            copy.unlink(missing_ok=True)
    except OSError as error:
        raise BackupFault(f"The backup could not be written: {error}") from error
    return manifest


def write(tar, source, list_files, found, copy, progress, at):
    size = sum(size for _path, size, _time in found.values())
    writer = archive.Writer(tar, Steps(progress, "Files", size))
    for name, (file, _size, _time) in found.items():
        writer.add(name, file)
    with open_new(copy):
        pass  # made by us, so that nobody else can read it
    source.save(copy, Steps(progress, "Database", source.size()))
    if fault := source.fault_of(copy):
        raise BackupFault(f"The database is damaged, so no backup of it was made: {fault}")
    for name, facts in list_files().items():
        if facts != found.get(name):
            writer.add(name, facts[0])
    member = archive.DATABASES[source.vendor]
    writer.progress = Steps(progress, "Database into the archive", copy.stat().st_size)
    writer.add(member, copy)
    manifest = archive.Manifest(
        made_at=timezone.localtime(at).isoformat(timespec="seconds"),
        site_url=settings.SITE_URL,
        program=program(),
        vendor=source.vendor,
        migrations=source.migrations_of(copy),
    )
    writer.close(manifest)
    return manifest


class Steps:
    """Adds up bytes and reports them as one step of the work."""

    def __init__(self, progress, step, total):
        self.progress = progress
        self.step = step
        self.total = total
        self.done = 0

    def __call__(self, count):
        self.done = min(self.done + count, self.total)
        self.progress(self.step, self.done, self.total)


def program():
    """The commit this program stands at, to go back to; empty where git cannot tell."""
    command = ["git", "-C", str(settings.BASE_DIR), "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""


def prepare_folder(path, size):
    if path.exists():
        raise BackupFault(f"There is a file {path} already. Give the backup another name.")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    free = shutil.disk_usage(path.parent).free
    if free < size + SPARE_BYTES:
        raise BackupFault(
            f"Too little room in {path.parent}: {megabytes(size + SPARE_BYTES)} are needed, {megabytes(free)} are free."
        )


def beside(path, ending):
    return path.with_name(path.name + ending)


def open_new(path):
    """A new file that only its owner can read."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, archive.MODE), "wb")


def megabytes(size):
    return f"{size / 1_000_000:,.1f} MB"
