"""Puts a backup back while nobody serves. What was there before is kept beside it."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from portal import serving
from portal.backup import BackupFault, archive, database, erasures, parts, swap
from portal.backup.saving import SPARE_BYTES, Steps, megabytes, open_new


@dataclass
class Restored:
    """What a restore did, or would do: the archive's list, what the next start does, where the old things are."""

    manifest: archive.Manifest
    migrations_ahead: int = 0
    finished_another: bool = False
    kept: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def restore(path, *, replace=False, dry_run=False, progress=lambda step, done, total: None, at=None):
    """Restore from the archive at `path`. Raises BackupFault, with everything as it was.

    All is unpacked and proved beside the present files first; renaming is the last step (`swap`). Without `replace`
    only onto a portal that holds nothing yet.
    """
    try:
        with serving.alone(), archive.opened(path) as packed:
            report = Restored(packed.manifest, finished_another=not dry_run and swap.finish())
            target = database.of()
            report.migrations_ahead = check_program(packed.manifest, target)
            refusal = refusal_of(target, replace)
            if dry_run:
                report.notes += [refusal] if refusal else []
                packed.read(progress=Steps(progress, "Verify", packed.manifest.size))
            elif refusal:
                raise BackupFault(refusal)
            else:
                put_back(packed, target, report, progress, at or timezone.now())
            report.notes += notes_on(packed.manifest)
            return report
    except serving.InUse as error:
        raise BackupFault(str(error)) from error
    except OSError as error:
        raise BackupFault(f"The backup could not be restored: {error}") from error


def check_program(manifest, target):
    """How many migrations the archive lacks. Refuses another kind of database, and what a newer program made."""
    if manifest.vendor != target.vendor:
        raise BackupFault(
            f"The archive holds a database of the kind {manifest.vendor}; DATABASE_URL names one of the kind "
            f"{target.vendor}. They cannot be exchanged."
        )
    known = MigrationLoader(None).disk_migrations
    rooms = {app for app, _name in known}
    unknown = sorted(
        f"{app}.{name}" for app, name in manifest.migrations if app in rooms and (app, name) not in known
    )
    if unknown:
        made_by = (
            f" Its program was {manifest.program}: git checkout {manifest.program}"
            if manifest.program
            else ""
        )
        raise BackupFault(
            f"The archive was made by a newer program than this one (it knows {unknown[0]}). Update the program first, "
            f"then restore.{made_by}"
        )
    return len(known.keys() - set(manifest.migrations))


def refusal_of(target, replace):
    """Why nothing may be restored onto what is here, or None."""
    if target.vendor == "postgresql" and target.holds_data():
        return (
            "The database that DATABASE_URL names has tables already. Make a new, empty one (createdb), name it in "
            "DATABASE_URL and restore into it; the old one stays as it is."
        )
    if not replace and (target.holds_data() or any(name.startswith("media/") for name in parts.files())):
        return (
            "There is content here already. With --replace (make: REPLACE=1) the backup takes its place, and the "
            "present state is kept aside."
        )
    return None


def put_back(packed, target, report, progress, at):
    places = parts.places()
    with staged(packed, target, places, progress) as unpacked:
        copy = unpacked[packed.manifest.database]
        if fault := target.fault_of(copy):
            raise BackupFault(f"The archive's database is damaged: {fault}")
        stamp = timezone.localtime(at).strftime("%Y-%m-%d-%H%M%S")
        aside, into = [], []
        if target.vendor == "sqlite":
            if target.migrations_of(copy) != packed.manifest.migrations:
                raise BackupFault("The archive's database and its list of migrations do not agree.")
            target.renew(copy)
            target.settle()
            aside += [(file, kept_as(target.path, stamp, more)) for file, more in target.files()]
            into.append((copy, target.path))
        for part, place in places.items():
            new = unpacked.get(part)
            if new is None and part in parts.STAYS_IF_MISSING:
                continue
            if part == erasures.NAME:
                erasures.merge_into(new, place)
            if os.path.lexists(place):
                aside.append((place, kept_as(place, stamp)))
            if new is not None:
                into.append((new, place))
        if target.vendor == "postgresql":
            progress("Database", 0, 1)
            target.restore(copy)
        swap.swap(aside, into)
        report.kept = [kept for _present, kept in aside]
    report.notes += forget_pages()


def forget_pages():
    """What was kept of the present state may bear the names of the restored one. Returns notes for the operator."""
    try:
        cache.clear()
    except Exception:  # of whatever serves as a cache
        return [
            "The cache that CACHE_URL names could not be emptied. Empty it before the portal is served again."
        ]
    return []


@contextmanager
def staged(packed, target, places, progress):
    """Every part unpacked and proved beside the place it goes to, by name; what is not taken away goes afterwards.

    Beside, because only there a rename is one step: a folder may lie on a disk of its own.
    """
    folders, unpacked = {}, {}
    check_room(packed.manifest, places)
    places = places | {packed.manifest.database: database_place(packed, target)}

    def stage(part):
        if part not in unpacked:
            place = places[part]
            place.parent.mkdir(parents=True, exist_ok=True)
            folders[part] = Path(tempfile.mkdtemp(prefix=".restoring-", dir=place.parent))
            unpacked[part] = folders[part] / place.name
        return unpacked[part]

    def open_target(name):
        part, _slash, rest = name.partition("/")
        if part not in places:  # a key that the environment gives, a look that is kept elsewhere
            return archive.nowhere(name)
        path = stage(part) / rest if rest else stage(part)
        path.parent.mkdir(parents=True, exist_ok=True)
        return open_new(path) if part in parts.FILES else path.open("xb")

    try:
        packed.read(open_target, Steps(progress, "Unpack and verify", packed.manifest.size))
        yield unpacked
    finally:
        for folder in folders.values():
            shutil.rmtree(folder, ignore_errors=True)


def database_place(packed, target):
    return target.path if target.vendor == "sqlite" else Path(settings.VAR_DIR) / packed.manifest.database


def check_room(manifest, places):
    folder = places["media"].parent
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < manifest.size + SPARE_BYTES:
        raise BackupFault(
            f"Too little room in {folder}: {megabytes(manifest.size + SPARE_BYTES)} are needed, {megabytes(free)} are "
            "free."
        )


def kept_as(place, stamp, more=""):
    """Where the present state goes: `portal.sqlite3.before-2026-11-30-081500-wal`, companions after their database."""
    return place.with_name(f"{place.name}.before-{stamp}{more}")


def notes_on(manifest):
    if parts.SECOND_FACTOR_KEY not in manifest.files:
        yield (
            "The archive holds no key for authenticator apps: unless this portal still has the one of that time, "
            "people log in with a recovery code and set their app up again."
        )
    if os.environ.get("SECRET_KEY"):
        yield "The secret key comes from SECRET_KEY; the archive's own was left alone."
    elif "secret-key" not in manifest.files:
        yield (
            "The archive holds no secret key: it came from SECRET_KEY. Set it as it was, or logins and sent links end."
        )
