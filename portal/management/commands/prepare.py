import fcntl
import hashlib
import os
import stat
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.legal import drafts
from portal.operations.backup import swap
from portal.operations.first_steps import missing_steps
from portal.operations.subject_requests import erasing
from portal.server import data_lock


class Command(BaseCommand):
    help = "Compile catalogues, migrate the database and collect static files, each only where it is due."
    requires_system_checks = []  # run after compiling the catalogues, which URLs depend on

    def add_arguments(self, parser):
        parser.add_argument("--first-steps", action="store_true", help="say what the portal still lacks")

    def handle(self, *, first_steps=False, **options):
        self._finish_restore()
        restrict_permissions(settings.VAR_DIR)
        call_command("compilemessages", ignore_patterns=[".venv", "var", "node_modules"], verbosity=0)
        self.check()
        created = self._migrate()
        if created and settings.DEMO:
            self._load_demo()
        if erasing.repeat_erasures():
            self._print_step("Erase again what was erased on request since the backup")
        if count := drafts.create_missing():
            self._print_step(f"Lay down drafts of the legal pages ({count})")
        if not settings.DEBUG:
            self._collect_static()
        if first_steps and (steps := missing_steps()):
            self._print_step("Before visitors come")
            for step in steps:
                self.stdout.write(f"  {step}")

    def _finish_restore(self):
        """Refuse to start during a restore, and finish an interrupted one, before the database is used."""
        try:
            data_lock.hold_shared()
        except data_lock.DataInUse as error:
            raise CommandError(error) from error
        if swap.finish_swap():
            self._print_step("Finish the restore that was cut off")

    def _migrate(self):
        """Apply pending migrations; return whether the database was empty."""
        executor = MigrationExecutor(connection)
        empty = not executor.recorder.has_table()
        if empty:
            check_encoding()
        else:
            check_origin(executor.recorder.applied_migrations(), executor.loader.disk_migrations)
        if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._print_step(f"{'Create' if empty else 'Migrate'} the database (migrations: {len(plan)})")
            call_command("migrate", interactive=False, verbosity=0)
        return empty

    def _load_demo(self):
        self._print_step("Load the demo region (DEMO=0 leaves it out)")
        try:
            call_command("load_demo", stdout=self.stdout, stderr=self.stderr)
        except Exception as error:
            # The next start does not retry, because the tables exist now.
            raise CommandError(
                f"The demo region could not be loaded: {error}\nTry again with: make demo"
            ) from error

    def _collect_static(self):
        """Collect static files if they changed, one process at a time."""
        with (settings.VAR_DIR / "static.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            fingerprint = _fingerprint_of_static_files()
            collected = settings.STATIC_ROOT / ".fingerprint"
            if collected.exists() and collected.read_text() == fingerprint:
                return
            self._print_step("Collect static files")
            call_command("collectstatic", interactive=False, verbosity=0)
            collected.write_text(fingerprint)

    def _print_step(self, what):
        self.stdout.write(f"→ {what}")
        self.stdout.flush()


def restrict_permissions(folder):
    """Set mode 700 on our own folder, which earlier versions left open, unless it is sticky (/tmp)."""
    facts = folder.stat()
    if facts.st_mode & 0o077 and not facts.st_mode & stat.S_ISVTX and facts.st_uid == os.geteuid():
        folder.chmod(0o700)


def check_origin(applied, known):
    """Refuse a database with unknown migrations, made by another version. Arguments: {(app label, name)}."""
    labels = {
        config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR
    }
    if foreign := sorted(f"{app}.{name}" for app, name in set(applied) - set(known) if app in labels):
        raise CommandError(
            f"This database was made by another version of the program ({foreign[-1]}). Go on with that version "
            "(git checkout), or begin with an empty database: docs/operating.md, “Upgrade”."
        )


def check_encoding():
    """Refuse a PostgreSQL database without UTF-8, which could not sort or search our texts."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
    if encoding != "UTF8":
        raise CommandError(
            f"The database is encoded in {encoding}. Make it again as README.md says: with TEMPLATE template0 ENCODING "
            "'UTF8'."
        )


def _fingerprint_of_static_files():
    """Return a hash of every static file's name, size and mtime."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return digest.hexdigest()
