"""Backup and restore of a database on a PostgreSQL server: as a superuser, and as the ordinary role that owns it."""

import os
import shutil
from contextlib import contextmanager
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from portal.operations.backup import BackupFault, database
from tests.operating import Portal


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgis
def test_a_server_s_database_goes_into_a_new_empty_one(tmp_path, django_db_blocker):
    from django.contrib.auth.models import Group

    Group.objects.create(name="Redaktion")
    name = connection.settings_dict["NAME"]
    old, new = Portal(tmp_path / "old", f"postgis:///{name}"), Portal(tmp_path / "new", "postgis:///restored")
    old.var.mkdir(), new.var.mkdir()
    (old.media / "bilder").mkdir(parents=True)
    (old.media / "bilder" / "halle.jpg").write_bytes(b"\xff\xd8")
    archive = old.backup(tmp_path / "backup.tar")
    assert "has tables already" in old.refused(archive, "--replace")
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE restored")
    try:
        new.restore(archive)
        assert (new.media / "bilder" / "halle.jpg").read_bytes() == b"\xff\xd8"
        assert groups_in(SimpleNamespace(settings_dict={"NAME": "restored"})) == ["Redaktion"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP DATABASE restored WITH (FORCE)")


PASSWORD = "secret"


@pytest.fixture
def ordinary(transactional_db):
    """Makes databases that belong to an ordinary role, with the extensions named, each as Django's connection to it."""
    role = f"role_{uuid4().hex[:12]}"
    made = []

    def make(*extensions):
        name = f"{role}_{len(made)}"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} OWNER {role}")
        made.append(connection.copy())
        made[-1].settings_dict |= {"NAME": name, "USER": role, "PASSWORD": PASSWORD, "HOST": "localhost"}
        with opened(made[-1]) as cursor:
            for extension in extensions:
                cursor.execute(f"CREATE EXTENSION {extension} CASCADE")
        return made[-1]

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    yield make
    with connection.cursor() as cursor:
        for other in made:
            other.close()
            cursor.execute(f"DROP DATABASE {other.settings_dict['NAME']} WITH (FORCE)")
        cursor.execute(f"DROP ROLE {role}")


@contextmanager
def opened(other):
    """A superuser's cursor on that database."""
    with psycopg.connect(dbname=other.settings_dict["NAME"], autocommit=True) as superuser:
        yield superuser.cursor()


def groups_in(other):
    with opened(other) as cursor:
        return [row[0] for row in cursor.execute("SELECT name FROM auth_group")]


def owners_in(other):
    with opened(other) as cursor:
        tables = cursor.execute("SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public'")
        return {owner for table, owner in tables if table != "spatial_ref_sys"}


def dump_of(source, path):
    database.PostgresAdapter(source).save(path)
    return path


@pytest.mark.postgis
def test_an_ordinary_role_restores_what_a_superuser_saved_and_saves_it_again(tmp_path, ordinary):
    """With the companions of PostGIS too, which its container images put into every database."""
    from django.contrib.auth.models import Group

    Group.objects.create(name="Redaktion")
    second, third = ordinary("postgis", "postgis_topology", "postgis_tiger_geocoder"), ordinary("postgis")
    database.PostgresAdapter(second).restore(dump_of(connection, tmp_path / "1.dump"))
    database.PostgresAdapter(third).restore(dump_of(second, tmp_path / "2.dump"))
    for restored in (second, third):
        assert groups_in(restored) == ["Redaktion"]
        assert owners_in(restored) == {restored.settings_dict["USER"]}


@pytest.mark.postgis
def test_a_database_without_postgis_is_told_how_it_gets_it(tmp_path, ordinary):
    with pytest.raises(BackupFault, match='psql -d NAME -c "CREATE EXTENSION postgis"'):
        database.PostgresAdapter(ordinary()).restore(dump_of(connection, tmp_path / "1.dump"))


def program(folder, name, script):
    """A PATH on which a program of that name comes first."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/bash\n{script}\n")
    (folder / name).chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


TOO_OLD = {
    "pg_dump": "echo 'pg_dump: error: aborting because of server version mismatch' >&2; exit 1",
    "pg_restore": "echo 'pg_restore: error: unsupported version (1.16) in file header' >&2; exit 1",
}


@pytest.mark.postgis
def test_a_dump_is_checked_by_the_version_that_made_it(tmp_path, ordinary, monkeypatch):
    """Debian takes the version of the first cluster of this machine for a program that is not told of a server."""
    choose = (
        f'case " $* " in *" -h "*) exec {shutil.which("pg_restore")} "$@" ;; esac\n{TOO_OLD["pg_restore"]}'
    )
    dump = dump_of(ordinary(), tmp_path / "dump")
    monkeypatch.setenv("PATH", program(tmp_path / "bin", "pg_restore", choose))
    assert database.PostgresAdapter(ordinary()).find_fault(dump) is None


@pytest.mark.postgis
@pytest.mark.parametrize("name", TOO_OLD)
def test_a_client_that_is_too_old_is_not_taken_for_a_damaged_database(tmp_path, ordinary, monkeypatch, name):
    there = ordinary("postgis")
    dump = dump_of(there, tmp_path / "dump")
    monkeypatch.setenv("PATH", program(tmp_path / "bin", name, TOO_OLD[name]))
    use = {
        "pg_dump": lambda: dump_of(there, dump),
        "pg_restore": lambda: database.PostgresAdapter(there).find_fault(dump),
    }
    with pytest.raises(BackupFault, match=f"{name} is older than the database server"):
        use[name]()
