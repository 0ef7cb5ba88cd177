"""What an operator can mend is one sentence; what only a programmer can mend stays a traceback."""

import errno
import os
import sqlite3
import subprocess
import sys
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import OperationalError, ProgrammingError

from portal.operations import faults
from tests.operating import ROOT, Portal

PASSWORD = "geheim"


def said_by(portal, *arguments, **environment):
    """The one line that a command says and ends with."""
    done = portal.call(*arguments, **environment)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("✗ ")
    assert PASSWORD not in line
    return line


@pytest.mark.parametrize("command", [("prepare",), ("backup",), ("createsuperuser", "--no-input")])
def test_a_database_that_cannot_be_reached_is_one_sentence(tmp_path, command):
    portal = Portal(tmp_path, f"postgis://portal:{PASSWORD}@127.0.0.1:1/portal")
    said = said_by(portal, *command, DJANGO_SUPERUSER_EMAIL="a@example.org", DJANGO_SUPERUSER_PASSWORD="x")
    assert "DATABASE_URL" in said
    assert "refused" in said


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "abc", "PORT must be a whole number"),
        ("DEMO", "yes", "DEMO must be 1 or 0, not “yes”."),
        ("HSTS_SUBDOMAINS", "on", "HSTS_SUBDOMAINS must be 1 or 0, not “on”."),
        ("TMPDIR", f"{ROOT}/manage.py", f"TMPDIR, the folder {ROOT}/manage.py, cannot be made: File exists."),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_nothing_is_made(tmp_path, name, value, words):
    assert words in said_by(Portal(tmp_path / "var"), "prepare", **{name: value})
    assert not (tmp_path / "var" / "portal.sqlite3").exists()


def test_a_traceback_is_there_for_those_who_ask(tmp_path):
    done = Portal(tmp_path).call("check", "--traceback", PORT="abc")
    assert "Traceback" in done.stderr


@pytest.mark.parametrize("port", ["abc", "0", "65536", "80 00", "8000; true"])
def test_a_port_that_is_none_stops_the_start_before_anything_is_done(port):
    done = subprocess.run(
        ["scripts/check-port"], cwd=ROOT, env=os.environ | {"PORT": port}, capture_output=True, text=True
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "PORT must be a whole number from 1 to 65535" in line


def test_a_log_folder_that_cannot_be_made_is_named_with_its_setting(tmp_path):
    (tmp_path / "file").write_text("")
    done = subprocess.run(
        ["bash", "-c", ". scripts/progress.sh; make_logs"],
        cwd=ROOT,
        env=os.environ | {"VAR_DIR": str(tmp_path / "file" / "var")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "VAR_DIR must be a folder" in done.stderr


def test_a_database_file_that_cannot_be_opened_is_told(tmp_path):
    said = said_by(
        Portal(tmp_path, f"spatialite:///{tmp_path}/nowhere/portal.sqlite3"), "migrate", "--skip-checks"
    )
    assert "unable to open database file" in said
    assert faults.current_user_name() in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("database or disk is full", "The disk is full: database or disk is full."),
        (
            "attempt to write a readonly database",
            "The database file cannot be used: attempt to write a readonly database. It must be a SpatiaLite database, "
            "and it and its folder must belong to anna, who runs this command.",
        ),
        ("no such table: news_article", None),
    ],
)
def test_what_hinders_a_database_file_is_told_and_a_mistake_of_ours_is_none(monkeypatch, words, sentence):
    monkeypatch.setattr(faults, "current_user_name", lambda: "anna")
    error = OperationalError(words)
    error.__cause__ = sqlite3.OperationalError(words)
    assert faults.explain(error) == sentence


@pytest.mark.postgis
@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgis:///nowhere", 'database "nowhere" does not exist'),
        (f"postgis://nobody:{PASSWORD}@localhost/postgres", "authentication failed"),
        (f"postgis://nobody:{PASSWORD}@nowhere.invalid/postgres", "nowhere.invalid"),
        ("postgis:///postgres?colour=red", 'invalid connection option "colour"'),
    ],
)
def test_a_server_that_does_not_let_us_in_is_told(tmp_path, url, words):
    said = said_by(Portal(tmp_path, url), "migrate", "--plan", "--skip-checks")
    assert words in said
    assert "README.md" in said


@pytest.mark.postgis
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("owner", "words"),
    [(True, 'psql -d NAME -c "CREATE EXTENSION postgis"'), (False, "should own its database")],
)
def test_a_right_that_the_role_lacks_is_one_sentence(tmp_path, owner, words):
    name = f"role_{uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'")
        cursor.execute(f"CREATE DATABASE {name} {f'OWNER {name}' if owner else ''}")
    url = f"postgis://{name}:{PASSWORD}@localhost/{name}"
    try:
        if not owner:
            Portal(tmp_path, f"postgis:///{name}").call(
                "shell",
                "--no-imports",
                "-c",
                "from django.db import connection; connection.prepare_database()",
            )
        assert words in said_by(Portal(tmp_path, url), "migrate", "--skip-checks", "--verbosity", "0")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            cursor.execute(f"DROP ROLE {name}")


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        ("42501", 'permission denied to create extension "postgis"', "which only a superuser can make"),
        ("0A000", 'extension "postgis" is not available', "apt-get install postgresql-postgis"),
        (
            "42501",
            'permission denied to create extension "pg_trgm"',
            "only the database's owner or a superuser",
        ),
        ("58P01", 'extension "pg_trgm" is not available', "apt-get install postgresql-contrib"),
        ("58P01", 'could not open extension "postgis"', "apt-get install postgresql-postgis"),
        ("42501", "permission denied for schema public", "should own its database"),
        ("0A000", "cached plan must not change", None),
        ("42P01", 'relation "extension "postgis"" does not exist', None),
    ],
)
def test_what_a_server_lacks_is_told_from_its_code(code, said, words):
    of_driver = Exception(said)
    of_driver.sqlstate = code
    error = ProgrammingError(said)
    error.__cause__ = of_driver
    sentence = faults.explain(error)
    assert sentence is None if words is None else words in sentence


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "must belong to"), (errno.EROFS, "must belong to"), (errno.ENOSPC, "disk is full")],
)
def test_a_file_that_cannot_be_written_is_named(number, words):
    said = faults.explain(OSError(number, os.strerror(number), "/srv/portal/serving.lock"))
    assert "/srv/portal/serving.lock" in said
    assert words in said


@pytest.mark.parametrize(
    "error", [ValueError("x"), ProgrammingError("no such column"), OSError(errno.EPIPE, "Broken pipe")]
)
def test_a_programmer_s_mistake_has_no_sentence(error):
    assert faults.explain(error) is None


def test_a_mistake_of_ours_is_raised(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["manage.py", "x"])
    with pytest.raises(ZeroDivisionError):
        faults.run_command(lambda: 1 / 0)
