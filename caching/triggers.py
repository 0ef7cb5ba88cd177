"""Triggers that record each change of a publicly visible table, by a form, an import or plain SQL.

On SQLite a migration that rebuilds a table drops its triggers, so each `migrate` checks that all exist.
"""

import secrets

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from caching.models import Change

EVENTS = {"insert": "ROW", "update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}
"""The FOR EACH clause by event. SQLite has no TRUNCATE."""

# One row per transaction: concurrent writers never wait, and it becomes visible with the other changes.
CREATE_FUNCTION = """
CREATE OR REPLACE FUNCTION caching_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO caching_change (room, number) VALUES (TG_ARGV[0], pg_current_xact_id()::text::bigint)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$
"""
CREATE_TRIGGER_POSTGRESQL = """
CREATE TRIGGER {name} AFTER {event} ON "{table}" FOR EACH {each} EXECUTE FUNCTION caching_note('{room}')
"""
CREATE_TRIGGER_SQLITE = """
CREATE TRIGGER "{name}" AFTER {event} ON "{table}" BEGIN
  UPDATE caching_change SET number = number + 1 WHERE room = '{room}';
END
"""
LIST_TRIGGERS_POSTGRESQL = """
SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname LIKE 'caching\\_%%' AND relnamespace = current_schema()::regnamespace
"""
LIST_TRIGGERS_SQLITE = (
    "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'caching\\_%%' ESCAPE '\\'"
)


def install_triggers(using, **_signal):
    """After a migration: create missing triggers, drop those of other tables."""
    connection = connections[using]
    is_sqlite = connection.vendor == "sqlite"
    labels = apps_by_table()
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if Change._meta.db_table not in tables:
            return
        events = [event for event in EVENTS if not (is_sqlite and event == "truncate")]
        wanted = {
            (f"caching_{event}_{table}", table): event for table in labels.keys() & tables for event in events
        }
        cursor.execute(LIST_TRIGGERS_SQLITE if is_sqlite else LIST_TRIGGERS_POSTGRESQL)
        found = set(cursor.fetchall())
        for name, table in sorted(found - wanted.keys()):
            cursor.execute(f'DROP TRIGGER "{name}"' if is_sqlite else f'DROP TRIGGER "{name}" ON "{table}"')
        missing = sorted(wanted.keys() - found)
        if missing and not is_sqlite:
            cursor.execute(CREATE_FUNCTION)
        for name, table in missing:
            statement = CREATE_TRIGGER_SQLITE if is_sqlite else CREATE_TRIGGER_POSTGRESQL
            event = wanted[name, table]
            cursor.execute(
                statement.format(
                    name=name, event=event.upper(), each=EVENTS[event], table=table, room=labels[table]
                )
            )
        if is_from_other_cluster(cursor, is_sqlite):
            reset_versions(using)
    present = Change.objects.using(using).values_list("room", flat=True)
    insert_start_rows(using, set(labels.values()) - set(present))


def is_from_other_cluster(cursor, is_sqlite):
    """Whether a dump brought transaction numbers that are still in the future here: inserting them would do nothing."""
    if is_sqlite:
        return False
    cursor.execute("SELECT MAX(number) > pg_current_xact_id()::text::bigint FROM caching_change")
    return bool(cursor.fetchone()[0])


def apps_by_table():
    """{table: app} of all publicly visible tables, which are all but settings.CACHING_UNSEEN."""
    models = [model._meta for model in apps.get_models(include_auto_created=True)]
    tables = [meta for meta in models if meta.managed and not meta.proxy]
    return {meta.db_table: meta.app_label for meta in tables if not is_never_public(meta)}


def is_never_public(meta):
    return not {meta.app_label, meta.label_lower}.isdisjoint(settings.CACHING_UNSEEN)


def reset_versions(using=DEFAULT_DB_ALIAS):
    """Start from new version numbers: after a restore no cached value is valid."""
    Change.objects.using(using).all().delete()
    insert_start_rows(using, set(apps_by_table().values()))


def insert_start_rows(using, labels):
    """Insert the row of each app that SQLite counts in, and that distinguishes this database from others."""
    start = new_start_number()
    Change.objects.using(using).bulk_create(Change(room=label, number=start) for label in sorted(labels))


def new_start_number():
    """A random number below zero, unlike any transaction number of PostgreSQL."""
    return -secrets.randbelow(2**62)
