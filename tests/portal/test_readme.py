"""What the README tells an operator to type does what it says. The whole walk is tests/trials/test_installation.py."""

import os
import subprocess

import psycopg
import pytest
from django.db import connection

from tests.readme import ROOT, blocks, sudo_in


@pytest.fixture
def typed(tmp_path, transactional_db):
    """The README's lines of SQL, typed; the database and the role are gone afterwards."""
    sql = blocks("README.md", "A real installation")[0]
    done = subprocess.run(
        ["bash", "-ec", sql],
        env=os.environ | {"PATH": f"{sudo_in(tmp_path / 'bin')}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    yield done
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS portal WITH (FORCE)")
        cursor.execute("DROP ROLE IF EXISTS portal")


@pytest.mark.postgis
def test_the_sql_of_the_readme_makes_all_that_the_portal_needs(typed):
    assert typed.returncode == 0, typed.stderr
    with psycopg.connect("postgresql://portal:secret@localhost/portal", autocommit=True) as portal:
        assert not portal.execute("SELECT usesuper FROM pg_user WHERE usename = current_user").fetchone()[0]
        assert portal.execute("SHOW server_encoding").fetchone()[0] == "UTF8"
        portal.execute("CREATE TABLE place (point geometry(Point, 3035))")


def test_the_first_administrator_comes_without_questions_where_a_script_says_who():
    said = {
        password: subprocess.run(
            ["make", "--dry-run", "admin"],
            cwd=ROOT,
            env=os.environ | {"DJANGO_SUPERUSER_PASSWORD": password},
            capture_output=True,
            text=True,
        ).stdout.split()
        for password in ("", "something long")
    }
    assert "--no-input" not in said[""]
    assert "--no-input" in said["something long"]
