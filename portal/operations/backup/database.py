"""The database as one file: the embedded one by SQLite's online backup, a server's by its own pg_dump."""

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
from caching.triggers import new_number
from portal.operations.backup import BackupFault
from portal.operations.faults import explain


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
        """Bytes; what waits in the write-ahead log included."""
        return sum(path.stat().st_size for path in (self.path, self._sibling("-wal")) if path.exists())

    def save(self, target):
        """Copy the database as it is at this moment into a new file, in one step; writers go on meanwhile."""
        if not self.path.exists():
            raise BackupFault(f"There is no database yet: {self.path}")
        with (
            closing(sqlite3.connect(self.path, timeout=20)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # all of it in one file

    @staticmethod
    def find_fault(file):
        """What is wrong with a database file, or None. Constraints ask for SpatiaLite's functions."""
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
        """What to rename aside, ending in `kept`, and what then to its place, each as pairs for a swap."""
        _renew_cache_version(file)
        self._checkpoint()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        staged = self._sibling(
            ".restoring"
        )  # where a rename is one step: the database may be on a disk of its own
        shutil.move(file, staged)
        present = [(self._sibling(more), self._sibling(kept + more)) for more in ("", "-wal", "-shm")]
        return [pair for pair in present if pair[0].exists()], [(staged, self.path)]

    def _checkpoint(self):
        """Bring all of the database into its one file and let go of it. Raises BackupFault while others have it open.

        A damaged one cannot be settled; its log then goes with it.
        """
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
    """Let no page that was kept be taken for one of this database: counted on from where the backup was made, its
    versions would come a second time. Before it takes its place, so that a restore that is cut off has it too.
    """
    table = Change._meta.db_table
    with closing(sqlite3.connect(file)) as copy, copy:
        if copy.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", [table]).fetchone():
            copy.execute(f"UPDATE {table} SET number = ?", [new_number()])  # noqa: S608


class PostgresAdapter:
    """PostgreSQL with PostGIS: another program's, which knows best how to save itself."""

    vendor = "postgresql"

    def __init__(self, database):
        self.database = database

    def size(self):
        with self.database.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]

    def save(self, target):
        """One consistent moment, in pg_dump's own format; writers go on meanwhile."""
        others = [f"--exclude-schema={schema}" for schema in POSTGIS_SCHEMAS]
        self._run("pg_dump", *others, "--format=custom", f"--file={target}")

    def find_fault(self, file):
        """Raises BackupFault where pg_restore cannot read the dump."""
        self._run("pg_restore", "--list", str(file))

    def holds_data(self):
        """Restoring wants a database without any of our tables: a dump brings them itself."""
        tables = set(self.database.introspection.table_names())
        return not tables.isdisjoint(model._meta.db_table for model in apps.get_models())

    def restore(self, file, _kept=""):
        """All of it in one transaction, or nothing. What belongs to PostGIS stays out: it needs rights we lack."""
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
        """What the program writes. Raises BackupFault with what it complains of.

        It gets the server's address even to read a file, because Debian chooses the version by it; and it answers in
        English, because a version that is too old is recognised by that.
        """
        client = self.database.client
        options, environment = client.settings_to_cmd_args_env(self.database.settings_dict, [])
        *options, name = options[1:]  # those of psql, which its siblings have too, but for the name
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
"""Schemas of extensions that come along with PostGIS in its container images; ours is none of them."""
POSTGIS_ENTRY = re.compile(
    r" EXTENSION - (postgis|fuzzystrmatch|address_standardizer)| spatial_ref_sys "
    rf"| (SCHEMA - )?({'|'.join(POSTGIS_SCHEMAS)}) "
)
"""Lines of a dump's list that are about PostGIS and its companions."""
