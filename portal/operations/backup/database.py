"""Saves and restores the database as one file: SQLite by its online backup, PostgreSQL by pg_dump."""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection

from caching.models import Change
from caching.triggers import new_start_number
from editing.models import UnsavedForm
from portal.operations.backup import BackupFault
from portal.operations.faults import explain

LEFT_OUT = [UnsavedForm._meta.db_table]
"""Tables whose rows are in no backup: what nobody has saved."""


def adapter_for(database=connection):
    return SqliteAdapter(database) if database.vendor == "sqlite" else PostgresAdapter(database)


class SqliteAdapter:
    """SQLite with SpatiaLite, a file."""

    vendor = "sqlite"

    def __init__(self, database):
        self.database = database
        self.path = Path(database.settings_dict["NAME"])

    def _sibling(self, ending):
        return self.path.with_name(f"{self.path.name}{ending}")

    def size(self):
        """Return the size in bytes, including the write-ahead log."""
        return sum(path.stat().st_size for path in (self.path, self._sibling("-wal")) if path.exists())

    def save(self, target):
        """Copy a snapshot of the database into a new file without blocking writers."""
        if not self.path.exists():
            raise BackupFault(f"There is no database yet: {self.path}")
        with (
            closing(sqlite3.connect(self.path, timeout=20)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # merges the write-ahead log
            copy.execute("PRAGMA secure_delete=ON")
            for table in (table for table in LEFT_OUT if has_table(copy, table)):
                copy.execute(f"DELETE FROM {table}")  # noqa: S608
            copy.commit()

    @staticmethod
    def find_fault(file):
        """Return what is wrong with a database file, or None. Constraints need SpatiaLite's functions."""
        try:
            with closing(sqlite3.connect(file)) as copy:
                copy.enable_load_extension(True)
                copy.load_extension(settings.SPATIALITE_LIBRARY_PATH)
                answers = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
        except sqlite3.Error as error:
            return str(error)
        return None if answers == ["ok"] else "; ".join(answers)

    def holds_data(self):
        return self.path.exists()

    def restore(self, file, kept):
        """Stage the file; return the pairs to rename aside (suffix `kept`) and into place, for a swap."""
        _renew_cache_version(file)
        self._checkpoint()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        staged = self._sibling(".restoring")  # on the same disk, so that the rename is atomic
        shutil.move(file, staged)
        present = [(self._sibling(more), self._sibling(kept + more)) for more in ("", "-wal", "-shm")]
        return [pair for pair in present if pair[0].exists()], [(staged, self.path)]

    def _checkpoint(self):
        """Close the database and merge its log, unless damaged. Raises BackupFault if others have it open."""
        self.database.close()
        if not self.path.exists():
            return
        try:
            with closing(sqlite3.connect(self.path, timeout=2, isolation_level=None)) as present:
                is_open = present.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "wal"
        except sqlite3.DatabaseError as error:
            is_open = "locked" in str(error)
        if is_open:
            raise BackupFault(
                f"Another program has the database open: {self.path}. End the portal and whatever else uses it."
            )


def _renew_cache_version(file):
    """Renew the cache version before the swap, so that cached pages of later versions are not reused."""
    table = Change._meta.db_table
    with closing(sqlite3.connect(file)) as copy, copy:
        if has_table(copy, table):
            copy.execute(f"UPDATE {table} SET number = ?", [new_start_number()])  # noqa: S608


def has_table(connection, table):
    """Whether a database, perhaps of an older version, has it."""
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", [table]).fetchone() is not None


class PostgresAdapter:
    """PostgreSQL with PostGIS, by its client programs."""

    vendor = "postgresql"

    def __init__(self, database):
        self.database = database

    def size(self):
        with self.database.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]

    def save(self, target):
        """Dump a snapshot in pg_dump's custom format without blocking writers."""
        others = [f"--exclude-schema={schema}" for schema in POSTGIS_SCHEMAS]
        others += [f"--exclude-table-data={table}" for table in LEFT_OUT]
        self._run("pg_dump", *others, "--format=custom", f"--file={target}")

    def find_fault(self, file):
        """Raise BackupFault if pg_restore cannot read the dump."""
        self._run("pg_restore", "--list", str(file))

    def holds_data(self):
        """Whether any of our tables exists: a dump needs a database without them."""
        tables = set(self.database.introspection.table_names())
        return not tables.isdisjoint(model._meta.db_table for model in apps.get_models())

    def restore(self, file, _kept=""):
        """Restore in one transaction, without PostGIS's own objects, which need superuser rights."""
        try:
            self.database.prepare_database()
        except DatabaseError as error:
            raise BackupFault(explain(error) or str(error)) from error
        self.database.close()
        listed = self._run("pg_restore", "--list", str(file)).splitlines()
        wanted = file.with_name(f"{file.name}.list")
        wanted.write_text("".join(f"{line}\n" for line in listed if not POSTGIS_ENTRY.search(line)))
        self._run("pg_restore", *RESTORE_OPTIONS, f"--use-list={wanted}", str(file))
        return [], []

    def _run(self, program, *arguments):
        """Run a client program and return its output. Raises BackupFault with its error message.

        Always passes the server's address, by which Debian's wrapper selects the version, and LC_ALL=C, because
        VERSION_MISMATCH matches English messages.
        """
        client = self.database.client
        options, environment = client.settings_to_cmd_args_env(self.database.settings_dict, [])
        *options, name = options[1:]  # psql's options, which the other programs share, but for the name
        try:
            done = subprocess.run(  # noqa: S603
                [program, *options, f"--dbname={name}", *arguments],
                env=os.environ | (environment or {}) | {"LC_ALL": "C"},
                capture_output=True,
                text=True,
            )
        except FileNotFoundError as error:
            raise BackupFault(
                f"{program} is not installed here. Install PostgreSQL's client programs (Debian: postgresql-client), "
                f"or do it where they are; docs/operating.md names the commands."
            ) from error
        if VERSION_MISMATCH.search(done.stderr):
            raise BackupFault(
                f"{program} is older than the database server or than the program that made the file. Install the "
                "server's own version of PostgreSQL's client programs. It said: "
                + " ".join(done.stderr.split())
            )
        if done.returncode:
            raise BackupFault(f"{program} failed: {done.stderr.strip()}")
        return done.stdout


VERSION_MISMATCH = re.compile("server version mismatch|unsupported version")
RESTORE_OPTIONS = ("--no-owner", "--no-acl", "--no-comments", "--single-transaction", "--exit-on-error")
POSTGIS_SCHEMAS = ("tiger", "tiger_data", "topology")
"""Schemas of PostGIS's extensions in its container images."""
POSTGIS_ENTRY = re.compile(
    r" EXTENSION - (postgis|fuzzystrmatch|address_standardizer)| spatial_ref_sys "
    rf"| (SCHEMA - )?({'|'.join(POSTGIS_SCHEMAS)}) "
)
"""Entries of PostGIS in a dump's list."""
