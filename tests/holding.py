"""Somebody else who holds the lock that writers need, as an import or a backup would; readers are not in their way."""

import html
from contextlib import contextmanager

from django.apps import apps
from django.db import connection


@contextmanager
def lock_held():
    """Outside of a transaction of the test's own. On PostgreSQL a lock on every table, waited for a moment only."""
    other = connection.copy()
    other.connect()
    try:
        if other.vendor == "sqlite":
            other.connection.execute("BEGIN IMMEDIATE")
        else:
            # Not PostGIS's own views, whose lock would be one on the server's catalogue, which no writer of ours takes.
            models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
            tables = {model._meta.db_table for model in models}
            names = ", ".join(f'"{table}"' for table in sorted(tables))
            other.connection.execute(f"BEGIN; LOCK TABLE {names} IN EXCLUSIVE MODE")
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 100")
        yield
    finally:
        other.connection.execute("ROLLBACK")
        other.connection.close()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 0")


def text_of(answer):
    return html.unescape(answer.content.decode())


def assert_busy(answer):
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "no-store" in answer["Cache-Control"]
    assert "Der Server ist gerade beschäftigt" in text_of(answer)
