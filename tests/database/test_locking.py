"""How long a process waits for the lock of the embedded database: real processes, a database in a file."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import DataError, OperationalError

from database import locking
from database.locking import is_transient

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # s
MOMENT = 1.0  # s; less than half of what a web request waits

SETTINGS = """
import json, time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import portal.wsgi
from django.db import OperationalError, connection, transaction
from database.locking import WEB_THREADS, fail_fast, lock_timeout

def seconds(write):
    began = time.monotonic()
    try:
        write()
    except OperationalError:
        return time.monotonic() - began
    raise AssertionError("the lock was not held")

def begin():
    with transaction.atomic():
        pass

def write_alone():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS more (id integer)")

def read():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_schema")

def at_the_same_time(write):
    together = Barrier(WEB_THREADS)
    def wait(_number):
        connection.ensure_connection()
        together.wait()
        return seconds(write)
    with ThreadPoolExecutor(WEB_THREADS) as pool:
        return sorted(pool.map(wait, range(WEB_THREADS)))
"""
TIMEOUT = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT spatialite_version()")
    print(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
"""


@pytest.fixture
def file(tmp_path):
    """An empty database that lets readers read while somebody writes, as all of the portal's do."""
    path = tmp_path / "portal.sqlite3"
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode=WAL")
    return path


@contextmanager
def held(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def said_by(code, path, **settings):
    """What a process prints that runs the code on the database in the file."""
    environment = os.environ | {
        "DATABASE_URL": f"spatialite:///{path}",
        "VAR_DIR": str(path.parent),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        **settings,
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_command_waits_as_long_as_the_settings_say(file):
    assert said_by(TIMEOUT, file) == 20_000


def test_a_web_request_waits_two_seconds(file):
    assert said_by(f"import portal.wsgi{TIMEOUT}", file) == 2_000


@pytest.mark.parametrize("write", ["begin", "write_alone"])
def test_half_of_the_threads_wait_and_the_next_writer_is_refused_at_once(file, write):
    with held(file):
        waited = said_by(f"{SETTINGS}print(json.dumps(at_the_same_time({write})))", file)
    assert len(waited) == 4
    assert max(waited[:2]) < MOMENT
    assert min(waited[2:]) > 1.9


def test_while_the_lock_is_held_for_long_no_third_thread_waits_at_all(file):
    code = """
with ThreadPoolExecutor(WEB_THREADS) as pool:
    waiting = [pool.submit(seconds, begin) for _half in range(2)]
    time.sleep(1)
    print(json.dumps([seconds(begin), *(one.result() for one in waiting)]))
"""
    with held(file):
        refused, *waited = said_by(SETTINGS + code, file)
    assert refused < 0.1
    assert min(waited) > 1.9


def test_a_lock_that_was_not_had_long_ago_is_not_held_for_long(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(locking, "monotonic", lambda: now[0])
    slots = locking.WriterSlots()

    def in_vain():
        with slots.acquire(0):
            raise OperationalError("database is locked")

    for seconds in (0, 2, 4):
        now[0] = 100.0 + seconds
        with pytest.raises(OperationalError):
            in_vain()
        assert slots.remaining_grace() == locking.LONG_HOLD_SECONDS - seconds
    now[0] = 200.0
    with slots.acquire(0):
        assert slots.remaining_grace() == locking.LONG_HOLD_SECONDS


def test_a_request_that_writes_twice_waits_no_longer_than_one_that_writes_once(file):
    code = """
with lock_timeout():
    print(json.dumps([seconds(begin), seconds(write_alone)]))
"""
    with held(file):
        first, second = said_by(SETTINGS + code, file)
    assert first > 1.9
    assert second < MOMENT


def test_a_write_that_is_not_worth_it_does_not_wait_and_readers_never_do(file):
    code = """
with fail_fast():
    waited = seconds(begin)
began = time.monotonic()
read()
print(json.dumps([waited, time.monotonic() - began]))
"""
    with held(file):
        assert max(said_by(SETTINGS + code, file)) < MOMENT


def test_whoever_waits_gets_the_lock_when_it_is_let_go(file):
    code = """
import sqlite3
from threading import Timer
other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False)
other.execute("BEGIN IMMEDIATE")
Timer(0.5, other.execute, ["ROLLBACK"]).start()
begin()
write_alone()
print(json.dumps("written"))
"""
    assert said_by(SETTINGS + code, file) == "written"


def test_a_wrong_statement_does_not_pass_by_waiting():
    with closing(sqlite3.connect(":memory:")) as base, pytest.raises(sqlite3.OperationalError) as raised:
        base.execute("SELECT * FROM nowhere")
    wrong = OperationalError("no such table")
    wrong.__cause__ = raised.value
    assert not is_transient(wrong)
    assert not is_transient(DataError("too long"))
    assert is_transient(OperationalError("database is locked"))


@pytest.mark.postgis
@pytest.mark.parametrize(("serves", "said"), [("import portal.wsgi", "2s"), ("", "0")])
def test_on_a_server_only_web_requests_stop_waiting_for_a_row(tmp_path, serves, said):
    code = f"""{serves}
import django, json
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    print(json.dumps(cursor.execute("SHOW lock_timeout").fetchone()[0]))
"""
    assert said_by(code, tmp_path / "none", DATABASE_URL=os.environ["DATABASE_URL"]) == said
