"""Restores a backup while the portal is stopped, and keeps the previous state beside it."""

import os
import shutil
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from portal.operations.backup import BackupFault, archive, database, erasures, parts, swap
from portal.operations.backup.retention import TIMESTAMP_FORMAT
from portal.operations.backup.saving import check_free_space
from portal.server import data_lock


@dataclass
class RestoreReport:
    """What a restore did, or would do. `kept`: paths of the previous state; `migrations_ahead`: to be applied."""

    manifest: archive.Manifest
    migrations_ahead: int = 0
    finished_another: bool = False
    kept: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def restore(path, *, replace=False, dry_run=False, progress=lambda step, done, total: None, at=None):
    """Restore from the archive at `path`. Raises BackupFault, with nothing changed.

    Verifies and unpacks everything first; renaming is the last step (`swap`). Without `replace` only onto an empty
    portal.
    """
    try:
        with data_lock.hold_exclusive(), archive.open_archive(path) as packed:
            report = RestoreReport(packed.manifest, finished_another=not dry_run and swap.finish_swap())
            target = database.adapter_for()
            report.migrations_ahead = check_compatibility(packed.manifest, target)
            refusal = refusal_reason(target, replace)
            if refusal and not dry_run:
                raise BackupFault(refusal)
            packed.verify("Verify" if dry_run else "Unpack and verify", progress)
            if dry_run:
                report.notes += [refusal] if refusal else []
            else:
                progress("Database", 0, 1)
                report.kept = unpack_and_swap(
                    packed, target, f"{timezone.localtime(at or timezone.now()):{TIMESTAMP_FORMAT}}"
                )
                report.notes += clear_cache()
            report.notes += restore_notes(packed.manifest)
            return report
    except data_lock.DataInUse as error:
        raise BackupFault(str(error)) from error
    except OSError as error:
        raise BackupFault(f"The backup could not be restored: {error}") from error


def check_compatibility(manifest, target):
    """Return the number of migrations the archive lacks. Raises BackupFault for another vendor or a newer program."""
    if manifest.vendor != target.vendor:
        raise BackupFault(
            f"The archive holds a database of the kind {manifest.vendor}; DATABASE_URL names one of the kind "
            f"{target.vendor}. They cannot be exchanged."
        )
    known = MigrationLoader(None).disk_migrations.keys()
    apps = {app for app, _name in known}
    unknown = [
        f"{app}.{name}" for app, name in manifest.migrations if app in apps and (app, name) not in known
    ]
    if unknown:
        made_by = f" Its program was {manifest.program}: git checkout {manifest.program}"
        raise BackupFault(
            f"The archive was made by a newer program than this one (it knows {unknown[0]}). Update the program first, "
            f"then restore.{made_by if manifest.program else ''}"
        )
    return len(known - set(manifest.migrations))


def refusal_reason(target, replace):
    """Return why the present state prevents a restore, or None."""
    if target.vendor == "postgresql" and target.holds_data():
        return (
            "The database that DATABASE_URL names has tables already. Make a new, empty one (createdb), name it in "
            "DATABASE_URL and restore into it; the old one stays as it is."
        )
    if not replace and (
        target.holds_data() or any(name.startswith("media/") for name in parts.list_backup_files())
    ):
        return (
            "There is content here already. With --replace (make: REPLACE=1) the backup takes its place, and the "
            "present state is kept aside."
        )
    return None


def unpack_and_swap(packed, target, stamp):
    """Unpack the archive and swap it in; return the new paths of the previous state."""
    folder, aside, into = swap.staging_folder(), [], []
    folder.mkdir()
    try:
        check_free_space(folder.parent, packed.manifest.size)
        packed.unpack(folder)
        copy = folder / packed.manifest.database
        if fault := target.find_fault(copy):
            raise BackupFault(f"The archive's database is damaged: {fault}")
        if (folder / erasures.FILE_NAME).exists():
            erasures.merge_erasures(folder / erasures.FILE_NAME, erasures.erasures_path())
        aside, into = target.restore(copy, f".before-{stamp}")
        for part, place in parts.part_paths().items():
            has_new = (folder / part).exists()
            if os.path.lexists(place) and (has_new or part not in parts.OPTIONAL_PARTS):
                aside.append((place, place.with_name(f"{place.name}.before-{stamp}")))
            if has_new:
                into.append((folder / part, place))
        swap.swap(aside, into)
        return [kept for _place, kept in aside]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for staged, _place in into:
            staged.unlink(missing_ok=True)


def clear_cache():
    """Clear the cache, whose keys may collide with the restored state. Return notes for the operator."""
    try:
        cache.clear()
    except Exception:  # depends on the cache backend
        return [
            "The cache that CACHE_URL names could not be emptied. Empty it before the portal is served again."
        ]
    return []


def restore_notes(manifest):
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
