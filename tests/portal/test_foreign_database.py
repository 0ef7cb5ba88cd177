"""A database that another version of the program made is refused in one sentence, and stays as it was."""

import sqlite3
from contextlib import closing

from portal.management.commands.prepare import check_origin
from tests.operating import Portal


def test_those_of_other_packages_are_not_looked_at():
    """They stay behind when their package goes."""
    check_origin({("silk", "0001_initial")}, set())


def test_whoever_starts_the_portal_reads_one_sentence_that_names_the_way(tmp_path):
    portal = Portal(tmp_path)
    with closing(sqlite3.connect(portal.file)) as base, base:
        base.execute(
            "CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied text)"
        )
        base.execute("INSERT INTO django_migrations VALUES (1, 'sites', '0002_market_record', '2026-11-25')")
    told = portal.call("prepare", DEMO="0")
    assert told.returncode != 0
    assert "Traceback" not in told.stderr
    assert "another version of the program (sites.0002_market_record)" in told.stderr
    assert "git checkout" in told.stderr
    with closing(sqlite3.connect(portal.file)) as base:
        assert base.execute("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sites%'").fetchone() == (0,)
