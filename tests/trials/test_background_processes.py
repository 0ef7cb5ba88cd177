"""Worker and clock are killed, their database is locked, full, stopped and restarted: readers are answered throughout.

Real processes as `make run` starts them. What happens to a server's database is tried on a cluster of its own.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest
from django.db import connection

from tests.serving import environment_of, free_port, get, manage, portal_of, process_of, served

PATIENCE = 180  # s
LOCKED_FOR = 32  # s
AWAY_FOR = 10  # s
ON_SPATIALITE = connection.vendor == "sqlite"

ADD_A_TASK = """
from datetime import timedelta
from django.utils import timezone
from mailing.outbox import send_mail
send_mail.using(run_after=timezone.now() + timedelta(seconds={seconds})).enqueue(4711)
"""
HOW_IT_STANDS = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.get().status)
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with all tables and static files."""
    var = tmp_path_factory.mktemp("prepared")
    manage(environment_of(var), "prepare")
    return var


def told(portal, sentence):
    return sum(sentence in line for line in portal.lines)


def test_worker_and_clock_are_killed_and_readers_do_not_notice(prepared, tmp_path):
    with served(portal_of(prepared, tmp_path)) as (portal, reader):
        for part, word in (("worker", "run_tasks"), ("clock", "run_due")) * 2:
            os.kill(process_of(portal, word), 9)
            portal.wait_for(f"The {part} ended by itself", PATIENCE)
    assert set(reader.answers) == {200}


if ON_SPATIALITE:

    def test_a_foreign_process_holds_the_lock_of_the_file(prepared, tmp_path):
        environment = portal_of(prepared, tmp_path)
        with served(environment) as (portal, reader):
            foreign = sqlite3.connect(tmp_path / "portal.sqlite3", isolation_level=None)
            foreign.execute("BEGIN IMMEDIATE")
            portal.wait_for("The worker waits for the database", LOCKED_FOR)
            threading.Event().wait(LOCKED_FOR)
            foreign.execute("ROLLBACK")
            portal.wait_for("The worker has its database back", PATIENCE)
            foreign.close()
        assert set(reader.answers) == {200}
        assert told(portal, "The worker waits for the database") == 1
        assert told(portal, "ended by itself") == 0

    if os.geteuid() == 0:

        def test_the_disk_is_full(prepared, tmp_path):
            var = tmp_path / "var"
            var.mkdir()
            size = sum(path.stat().st_size for path in prepared.rglob("*") if path.is_file())
            subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={size + 60_000_000}", "tmpfs", var], check=True
            )
            try:
                environment = portal_of(prepared, var)
                with served(environment) as (portal, reader):
                    manage(environment, "shell", "-c", ADD_A_TASK.format(seconds=10))
                    fill(var / "filler")
                    portal.wait_for("The worker waits for the database", PATIENCE)
                    (var / "filler").unlink()
                    portal.wait_for("The worker has its database back", PATIENCE)
                    assert (
                        manage(environment, "shell", "-c", HOW_IT_STANDS).stdout.split()[-1] == "SUCCESSFUL"
                    )
                assert set(reader.answers) == {200}
                assert told(portal, "ended by itself") == 0
            finally:
                subprocess.run(["umount", var], check=True)


def fill(path):
    with path.open("wb", buffering=0) as file:
        for size in (1_000_000, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                pass


class Cluster:
    """A PostgreSQL server of its own, to stop and start. Started by root it runs as the user postgres."""

    def __init__(self):
        [control] = sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))[-1:]
        self.bin = Path("/usr/lib/postgresql") / control.parts[4] / "bin"
        self.folder, self.port = Path(tempfile.mkdtemp()), free_port()
        self.as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.as_postgres:
            shutil.chown(self.folder, "postgres")
        self.call("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--pgdata", self.folder)
        self.start()

    @property
    def url(self):
        return f"postgis://postgres@127.0.0.1:{self.port}/postgres"

    def call(self, program, *arguments):
        subprocess.run(
            [*self.as_postgres, self.bin / program, *arguments],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            timeout=PATIENCE,
        )

    def start(self):
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = self.folder / "log"
        self.call("pg_ctl", "start", "--wait", "--pgdata", self.folder, "--log", log, "--options", options)

    def stop(self, mode):
        self.call("pg_ctl", "stop", "--wait", "--mode", mode, "--pgdata", self.folder)


@pytest.fixture(scope="module")
def cluster():
    cluster = Cluster()
    yield cluster
    cluster.stop("immediate")
    shutil.rmtree(cluster.folder)


@pytest.fixture(scope="module")
def on_a_server(cluster, tmp_path_factory):
    """The environment of a portal on that server."""
    environment = environment_of(
        tmp_path_factory.mktemp("var"), PORT=str(free_port()), DATABASE_URL=cluster.url
    )
    manage(environment, "prepare")
    return environment


@pytest.mark.postgis
@pytest.mark.parametrize(("mode", "seconds"), [("fast", AWAY_FOR), ("immediate", 0)])
def test_the_database_server_is_stopped_and_started(cluster, on_a_server, mode, seconds):
    with served(on_a_server) as (portal, reader):
        cluster.stop(mode)
        portal.wait_for("The worker waits for the database", PATIENCE)
        threading.Event().wait(seconds)
        cluster.start()
        portal.wait_for("The worker has its database back", PATIENCE)
        assert get(int(on_a_server["PORT"]))[0] == 200
    assert set(reader.answers) <= {200, 500, 503}  # answered, always
    assert told(portal, "The worker waits for the database") == 1
    assert told(portal, "ended by itself") == 0
