"""What `make run` does to database and static files before it serves."""

import fcntl
import re
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from portal.management.commands import prepare
from tests.operating import Portal


@pytest.fixture
def called(monkeypatch, settings, tmp_path):
    """The names of the commands that `prepare` calls, none of which runs."""
    names = []
    settings.STATIC_ROOT = tmp_path
    settings.VAR_DIR.mkdir()

    def record(name, **options):
        names.append(name)

    monkeypatch.setattr(prepare, "call_command", record)
    return names


@pytest.fixture(autouse=True)
def with_migrations(settings):
    """The tables of tests are made without them."""
    settings.MIGRATION_MODULES = {}


@pytest.fixture
def migrated_database(monkeypatch):
    known = MigrationLoader(None).disk_migrations
    monkeypatch.setattr(MigrationRecorder, "has_table", lambda recorder: True)
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: known)


@pytest.fixture
def empty_database(monkeypatch):
    monkeypatch.setattr(MigrationRecorder, "has_table", lambda recorder: False)
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: {})


@pytest.mark.django_db
def test_a_second_start_touches_no_data_and_says_nothing(called, migrated_database):
    call_command("prepare")
    called.clear()
    told = StringIO()
    call_command("prepare", stdout=told)
    assert called == ["compilemessages"]
    assert told.getvalue() == ""


@pytest.mark.django_db
def test_an_empty_database_is_migrated_before_the_demo_is_loaded(
    called, empty_database, monkeypatch, settings
):
    settings.DEMO = True
    monkeypatch.setattr(prepare, "missing_steps", lambda: ["Nobody can log in yet."])
    told = StringIO()
    call_command("prepare", first_steps=True, stdout=told)
    assert called == ["compilemessages", "migrate", "load_demo", "collectstatic"]
    first, *lines = told.getvalue().splitlines()
    assert re.fullmatch(r"→ Create the database \(migrations: [1-9]\d+\)", first)
    assert lines == [
        "→ Load the demo region (DEMO=0 leaves it out)",
        "→ Lay down drafts of the legal pages (7)",
        "→ Collect static files",
        "→ Before visitors come",
        "  Nobody can log in yet.",
    ]


@pytest.mark.django_db
def test_a_database_of_before_is_migrated_as_it_is(called, migrated_database, monkeypatch, settings):
    known = MigrationLoader(None).disk_migrations
    monkeypatch.setattr(
        MigrationRecorder,
        "applied_migrations",
        lambda recorder: {key: known[key] for key in list(known)[:-1]},
    )
    settings.DEMO = True
    told = StringIO()
    call_command("prepare", stdout=told)
    assert called == ["compilemessages", "migrate", "collectstatic"]
    assert told.getvalue().startswith("→ Migrate the database (migrations: 1)\n")


@pytest.mark.django_db
def test_who_builds_needs_no_collected_files_and_who_changes_one_has_them_collected(
    called, migrated_database, monkeypatch, settings
):
    settings.DEBUG = True
    call_command("prepare")
    settings.DEBUG = False
    assert called == ["compilemessages"]
    fingerprints = iter("aab")
    monkeypatch.setattr(prepare, "_fingerprint_of_static_files", lambda: next(fingerprints))
    for _start in range(3):
        call_command("prepare")
    assert called.count("collectstatic") == 2


@pytest.mark.django_db
def test_one_start_collects_at_a_time_and_the_next_sees_that_it_is_done(
    called, migrated_database, monkeypatch, settings
):
    def is_locked():
        with (settings.VAR_DIR / "static.lock").open("a") as file, pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return "a"

    monkeypatch.setattr(prepare, "_fingerprint_of_static_files", is_locked)
    monkeypatch.setattr(
        prepare, "call_command", lambda name, **options: name == "collectstatic" and is_locked()
    )
    call_command("prepare")
    assert (settings.STATIC_ROOT / ".fingerprint").read_text() == "a"
    with (settings.VAR_DIR / "static.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.django_db
def test_an_empty_database_stays_empty_without_demo(called, empty_database, settings):
    settings.DEMO = False
    call_command("prepare")
    assert called == ["compilemessages", "migrate", "collectstatic"]


@pytest.mark.django_db
def test_a_demo_that_fails_to_load_says_how_to_try_again(called, empty_database, monkeypatch, settings):
    def fail(name, **options):
        if name == "load_demo":
            raise ValueError("no pictures")

    settings.DEMO = True
    monkeypatch.setattr(prepare, "call_command", fail)
    with pytest.raises(CommandError, match="no pictures\nTry again with: make demo"):
        call_command("prepare")


@pytest.mark.django_db
def test_a_folder_that_an_earlier_program_left_open_is_closed(called, settings):
    settings.VAR_DIR.chmod(0o755)
    call_command("prepare")
    assert settings.VAR_DIR.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_everybody_s_stays_so(tmp_path):
    tmp_path.chmod(0o1777)
    prepare.restrict_permissions(tmp_path)
    assert tmp_path.stat().st_mode & 0o7777 == 0o1777


@pytest.mark.postgis
@pytest.mark.django_db(transaction=True)
def test_a_server_s_database_must_hold_every_letter(tmp_path):
    name = f"ascii_{uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
    try:
        said = Portal(tmp_path, f"postgis:///{name}").call("prepare").stderr
        assert "encoded in SQL_ASCII" in said
        assert "Traceback" not in said
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
