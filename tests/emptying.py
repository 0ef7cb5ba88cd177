"""How a test that commits leaves the database: as empty as it found it.

Django empties every table by TRUNCATE, which makes all their files again, a thousand on a server, and has all content
types and permissions written again. Here go the rows of the tables that hold some, and what Django itself wrote stays.
"""

from contextlib import contextmanager

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.management.sql import emit_post_migrate_signal
from django.db import connections
from django.db.models.signals import post_migrate

CREATE_PERMISSIONS = "django.contrib.auth.management.create_permissions"

WRITTEN_BY_DJANGO = ("django_content_type", "auth_permission")
"""The signal after a migration fills them: as the models are, whatever the test was."""

_as_made = {}
"""{name of a database: what Django wrote into it}"""


def empty(alias):
    connection = connections[alias]
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        if name not in _as_made or _as_made[name] != written(cursor):
            call_command("flush", verbosity=0, interactive=False, database=alias, reset_sequences=False)
            _as_made[name] = written(cursor)
            return
        connection.ops.execute_sql_flush(statements(connection, filled(connection, cursor)))
    with without_makers_of_rights():
        emit_post_migrate_signal(verbosity=0, interactive=False, db=alias)


@contextmanager
def without_makers_of_rights():
    """The signal without those that would put together, app by app, what is there."""
    assert post_migrate.disconnect(create_contenttypes)
    assert post_migrate.disconnect(dispatch_uid=CREATE_PERMISSIONS)
    try:
        yield
    finally:
        post_migrate.connect(create_contenttypes)
        post_migrate.connect(create_permissions, dispatch_uid=CREATE_PERMISSIONS)


def written(cursor):
    """Tells whether rows came or went; nobody changes one."""
    asked = (f'SELECT COUNT(*), MIN(id), MAX(id) FROM "{table}"' for table in WRITTEN_BY_DJANGO)
    cursor.execute(" UNION ALL ".join(asked))
    return cursor.fetchall()


def filled(connection, cursor):
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    asked = [
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")"
        for table in sorted(tables.difference(WRITTEN_BY_DJANGO))
    ]
    cursor.execute(" UNION ALL ".join(asked))
    return [table for (table,) in cursor.fetchall()]


def statements(connection, tables):
    if connection.vendor != "postgresql":
        return connection.ops.sql_flush(no_style(), tables)
    # Neither triggers nor foreign keys have a say, so the order is free.
    return ["SET LOCAL session_replication_role = replica", *(f'DELETE FROM "{table}"' for table in tables)]
