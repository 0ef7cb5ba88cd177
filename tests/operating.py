"""Portals of their own under a temporary folder, and an operator's commands on them."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 120  # s


class Portal:
    """A portal's folder, and its commands. Another `program` (a checkout, with its own packages) may run them."""

    program, python = ROOT, sys.executable

    def __init__(self, folder, url=None):
        self.var = folder
        self.file = folder / "portal.sqlite3"
        self.media = folder / "media"
        self.url = url or f"spatialite:///{self.file}"

    def call(self, *arguments, timeout=PATIENCE, **environment):
        return subprocess.run(
            [self.python, "manage.py", *map(str, arguments)],
            cwd=self.program,
            env=self.environment_of(**environment),
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    def environment_of(self, **others):
        """What a process of this portal is told, and nothing of the portal that the tests may run beside."""
        ours = {"SECRET_KEY", "SECOND_FACTOR_KEY", "LOOK_DIR"}
        kept = {key: value for key, value in os.environ.items() if key not in ours}
        return kept | {"DATABASE_URL": self.url, "VAR_DIR": str(self.var), **others}

    def backup(self, path):
        done = self.call("backup", path)
        assert done.returncode == 0, done.stderr
        return path

    def refused(self, *arguments):
        """What a restore says that changes nothing."""
        before = self.state()
        done = self.call("restore", *arguments)
        assert done.returncode != 0
        assert "Traceback" not in done.stderr
        assert self.state() == before
        return done.stderr

    def restore(self, *arguments):
        done = self.call("restore", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, group):
        with closing(sqlite3.connect(self.file)) as base, base:
            base.execute("INSERT INTO auth_group (name) VALUES (?)", [group])

    def rows(self):
        return rows_of(self.file)

    def state(self):
        """The bytes of every file that counts; the folder of backups and the lock are none of them."""
        ours = (path for path in self.var.rglob("*") if path.is_file() and path.name != "serving.lock")
        return {str(path.relative_to(self.var)): path.read_bytes() for path in ours if path.suffix != ".tar"}


def rows_of(file):
    with closing(sqlite3.connect(file)) as base:
        names = [
            row[0] for row in base.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'")
        ]
        return {name: sorted(base.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}


def notice_is_published():
    """For the setting PRIVACY_NOTICE: forms are open in tests, but for those that ask when they are."""
    return True
