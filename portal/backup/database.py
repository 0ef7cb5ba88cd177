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
from django.db.migrations.recorder import MigrationRecorder

from caching.models import Change
from caching.triggers import new_number
from portal.backup import BackupFault
from portal.faults import sentence_on

PAGES = 256  # copied between two reports of progress
OF_EVERY_DATABASE = {"contenttypes.ContentType", "auth.Permission", "accounts.Session", "caching.Change"}
"""Models whose rows are there as soon as the tables are."""


def of(database=connection):
    return Embedded(database) if database.vendor == "sqlite" else Server(database)


class Embedded:
    """SQLite with SpatiaLite, a file."""

    vendor = "sqlite"

    def __init__(self, database):
        self.database = database
        self.path = Path(database.settings_dict["NAME"])

    def size(self):
        """Bytes; what waits in the write-ahead log included."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return sum(path.stat().st_size for path in (self.path, log) if path.exists())

    def save(self, target, progress):
        """Copy the database as it is at this moment into a new file; writers go on meanwhile.

        A transaction held open for reading keeps the moment: else each write would make SQLite begin again.
        """
        if not self.path.exists():
            raise BackupFault(f"There is no database yet: {self.path}")
        done = 0

        def report(_status, remaining, total):
            nonlocal done
            copied = (total - remaining) * page_size
            progress(copied - done)
            done = copied

        with closing(sqlite3.connect(self.path, timeout=20, isolation_level=None)) as source:
            page_size = source.execute("PRAGMA page_size").fetchone()[0]
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            with closing(sqlite3.connect(target)) as copy:
                source.backup(copy, pages=PAGES, progress=report, sleep=0)
                copy.execute("PRAGMA journal_mode=DELETE")  # all of it in one file
            source.execute("ROLLBACK")

    @staticmethod
    def fault_of(file):
        """What is wrong with a database file, or None. Constraints ask for SpatiaLite's functions."""
        try:
            with closing(sqlite3.connect(file)) as copy:
                copy.enable_load_extension(True)
                copy.load_extension(settings.SPATIALITE_LIBRARY_PATH)
                answers = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
        except sqlite3.Error as error:
            return str(error)
        return None if answers == ["ok"] else "; ".join(answers)

    @staticmethod
    def migrations_of(file):
        with closing(sqlite3.connect(file)) as copy:
            return sorted(copy.execute("SELECT app, name FROM django_migrations"))

    @staticmethod
    def renew(file):
        """Let no page that was kept be taken for one of this database: counted on from where the backup was made, its
        versions would come a second time. Before it takes its place, so that a restore that is cut off has it too.
        """
        table = Change._meta.db_table
        with closing(sqlite3.connect(file)) as copy, copy:
            if copy.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", [table]).fetchone():
                copy.execute(f"UPDATE {table} SET number = ?", [new_number()])  # noqa: S608

    def holds_data(self):
        return self.path.exists() and holds_rows(self.database)

    def settle(self):
        """Bring all of the database into its one file and let go of it. Raises BackupFault while others have it open.

        A damaged one cannot be settled; its log then goes with it.
        """
        self.database.close()
        if not self.path.exists():
            return
        try:
            with closing(sqlite3.connect(self.path, timeout=2, isolation_level=None)) as present:
                mode = present.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                return
            mode = "wal"
        except sqlite3.DatabaseError:
            return
        if mode == "wal":
            raise BackupFault(
                f"Another program has the database open: {self.path}. End the portal and whatever else uses it."
            )

    def files(self):
        """The file and its companions, as far as they are there: (path, what its name has more)."""
        names = ((self.path.with_name(self.path.name + more), more) for more in ("", "-wal", "-shm"))
        return [(path, more) for path, more in names if path.exists()]


class Server:
    """PostgreSQL with PostGIS: another program's, which knows best how to save itself."""

    vendor = "postgresql"

    def __init__(self, database):
        self.database = database

    def size(self):
        with self.database.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]

    def save(self, target, progress):
        """One consistent moment, in pg_dump's own format; writers go on meanwhile."""
        others = [f"--exclude-schema={schema}" for schema in COMPANIONS]
        self.run("pg_dump", self.name(), *others, "--format=custom", f"--file={target}")

    def fault_of(self, file):
        """What is wrong with a dump, or None. Nobody can look where there is no pg_restore."""
        if not shutil.which("pg_restore"):
            return None
        listed = self.call("pg_restore", "--list", str(file))
        if TOO_OLD_FOR_FILE in listed.stderr:
            raise too_old("pg_restore", listed)
        return listed.stderr.strip() if listed.returncode else None

    def migrations_of(self, file=None):
        return sorted(MigrationRecorder(self.database).applied_migrations())

    def holds_data(self):
        """Restoring wants a database without any of our tables: a dump brings them itself."""
        tables = set(self.database.introspection.table_names())
        return not tables.isdisjoint(model._meta.db_table for model in apps.get_models())

    def restore(self, file):
        """All of it in one transaction, or nothing. What belongs to PostGIS stays out: it needs rights we lack."""
        try:
            self.database.prepare_database()
        except DatabaseError as error:
            raise BackupFault(sentence_on(error) or str(error)) from error
        self.database.close()
        listed = self.run("pg_restore", "--list", str(file))
        wanted = file.with_name(f"{file.name}.list")
        wanted.write_text("".join(f"{line}\n" for line in listed.splitlines() if not OF_POSTGIS.search(line)))
        self.run("pg_restore", self.name(), *RESTORE_OPTIONS, f"--use-list={wanted}", str(file))

    def run(self, program, *arguments):
        """What the program writes. Raises BackupFault with what it complains of."""
        if not shutil.which(program):
            raise BackupFault(
                f"{program} is not installed here. Install PostgreSQL's client programs (Debian: postgresql-client), "
                f"or do it where they are; docs/operating.md names the commands."
            )
        done = self.call(program, *arguments)
        if TOO_OLD_FOR_SERVER in done.stderr or TOO_OLD_FOR_FILE in done.stderr:
            raise too_old(program, done)
        if done.returncode:
            raise BackupFault(f"{program} failed: {done.stderr.strip()}")
        return done.stdout

    def call(self, program, *arguments):
        """Every program is told of the server, even to read a file: Debian chooses the version by it.

        In English, because what goes wrong is told apart by it.
        """
        options, _name, environment = self.access()
        return subprocess.run(  # noqa: S603
            [program, *options, *arguments],
            env=os.environ | environment | {"LC_ALL": "C"},
            capture_output=True,
            text=True,
        )

    def name(self):
        return f"--dbname={self.access()[1]}"

    def access(self):
        """Options, name and environment. What Django tells psql, its siblings understand too."""
        known, environment = self.database.client.settings_to_cmd_args_env(self.database.settings_dict, [])
        *options, name = known[1:]
        return options, name, environment or {}


def too_old(program, done):
    return BackupFault(
        f"{program} is older than the database server or than the program that made the file. Install the server's own "
        f"version of PostgreSQL's client programs. It said: {' '.join(done.stderr.split())}"
    )


TOO_OLD_FOR_SERVER = "server version mismatch"
TOO_OLD_FOR_FILE = "unsupported version"
RESTORE_OPTIONS = ("--no-owner", "--no-acl", "--no-comments", "--single-transaction", "--exit-on-error")
COMPANIONS = ("tiger", "tiger_data", "topology")
"""Schemas of extensions that come along with PostGIS in its container images; ours is none of them."""
OF_POSTGIS = re.compile(
    r" EXTENSION - (postgis|fuzzystrmatch|address_standardizer)| spatial_ref_sys "
    rf"| (SCHEMA - )?({'|'.join(COMPANIONS)}) "
)
"""Lines of a dump's list that are about PostGIS and its companions."""


def holds_rows(database):
    """Whether the tables hold anything of somebody's making. What cannot be read may hold something."""
    try:
        tables = set(database.introspection.table_names())
        return any(
            model._base_manager.using(database.alias).exists()
            for model in apps.get_models()
            if model._meta.label not in OF_EVERY_DATABASE and model._meta.db_table in tables
        )
    except DatabaseError:
        return True
