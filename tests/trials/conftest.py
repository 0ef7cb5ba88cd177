"""Databases of their own for what is served in a trial: a file, or a new one on the server that DATABASE_URL names."""

from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection

from tests import file_database
from tests.trials.served import ServedPortal

TRIAL_DATABASE = "portal_trial"

django_db_setup = file_database.django_db_setup


def on_server(*statements, database=None):
    """Execute statements in the test database's cluster, in another `database` of it when named."""
    settings = connection.settings_dict
    address = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    known = {name: value for name, value in address.items() if value}
    with psycopg.connect(dbname=database or settings["NAME"], autocommit=True, **known) as server:
        for statement in statements:
            server.execute(statement)


@contextmanager
def database_on_server(name, options=""):
    """The URL of a new database in the test database's cluster, dropped afterwards; None where databases are files."""
    if connection.vendor != "postgresql":
        yield None
        return
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    on_server(drop, f"CREATE DATABASE {name} {options}")
    yield f"postgis:///{name}"
    on_server(drop)


@pytest.fixture(scope="module")
def database_url():
    """None where the portal makes its own file."""
    with database_on_server(TRIAL_DATABASE) as url:
        if url:
            # As in production: the throw-away cluster answers before it has written, and a crash would lose what it
            # promised.
            on_server(f"ALTER DATABASE {TRIAL_DATABASE} SET synchronous_commit = on")
        yield url


@pytest.fixture(scope="module")
def demo(tmp_path_factory, database_url):
    """The demo region, prepared and not yet served."""
    portal = ServedPortal(tmp_path_factory.mktemp("demo"), database_url).prepare()
    yield portal
    portal.end()
