"""Triggers that note each change of a table the public sees something of, whatever makes it: a form, an import, SQL.

A migration that rebuilds a table of SQLite loses them, so each `migrate` looks whether all are there.
"""

import secrets

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from caching.models import Change

EVENTS = {"insert": "ROW", "update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}
"""For each what a trigger is called for. SQLite has no TRUNCATE."""

# Of one transaction one row: who writes at the same time never waits for it, and it is seen when the rest is.
FUNCTION = """
CREATE OR REPLACE FUNCTION caching_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO caching_change (room, number) VALUES (TG_ARGV[0], pg_current_xact_id()::text::bigint)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$
"""
ON_POSTGRESQL = """
CREATE TRIGGER {name} AFTER {event} ON "{table}" FOR EACH {each} EXECUTE FUNCTION caching_note('{room}')
"""
ON_SQLITE = """
CREATE TRIGGER "{name}" AFTER {event} ON "{table}" BEGIN
  UPDATE caching_change SET number = number + 1 WHERE room = '{room}';
END
"""
FOUND_ON_POSTGRESQL = """
SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname LIKE 'caching\\_%%' AND relnamespace = current_schema()::regnamespace
"""
FOUND_ON_SQLITE = (
    "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'caching\\_%%' ESCAPE '\\'"
)


def install(using, **_signal):
    """After a migration: add what is missing, take away what belongs to no table of ours any more."""
    connection = connections[using]
    is_sqlite = connection.vendor == "sqlite"
    rooms = rooms_by_table()
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if Change._meta.db_table not in tables:
            return
        events = [event for event in EVENTS if not (is_sqlite and event == "truncate")]
        wanted = {
            (f"caching_{event}_{table}", table): event for table in rooms.keys() & tables for event in events
        }
        cursor.execute(FOUND_ON_SQLITE if is_sqlite else FOUND_ON_POSTGRESQL)
        found = set(cursor.fetchall())
        for name, table in sorted(found - wanted.keys()):
            cursor.execute(f'DROP TRIGGER "{name}"' if is_sqlite else f'DROP TRIGGER "{name}" ON "{table}"')
        missing = sorted(wanted.keys() - found)
        if missing and not is_sqlite:
            cursor.execute(FUNCTION)
        for name, table in missing:
            statement = ON_SQLITE if is_sqlite else ON_POSTGRESQL
            event = wanted[name, table]
            cursor.execute(
                statement.format(
                    name=name, event=event.upper(), each=EVENTS[event], table=table, room=rooms[table]
                )
            )
        if is_of_another_cluster(cursor, is_sqlite):
            renew(using)
    begin(using, set(rooms.values()) - set(Change.objects.using(using).values_list("room", flat=True)))


def is_of_another_cluster(cursor, is_sqlite):
    """Whether a dump brought the numbers of transactions that are still to come here, and would not be noted again."""
    if is_sqlite:
        return False
    cursor.execute("SELECT MAX(number) > pg_current_xact_id()::text::bigint FROM caching_change")
    return bool(cursor.fetchone()[0])


def rooms_by_table():
    """{table: app} of all tables the public may see something of; what it never does stands in the settings."""
    all_of_them = [model._meta for model in apps.get_models(include_auto_created=True)]
    tables = [meta for meta in all_of_them if meta.managed and not meta.proxy]
    return {meta.db_table: meta.app_label for meta in tables if not is_unseen(meta)}


def is_unseen(meta):
    return not {meta.app_label, meta.label_lower}.isdisjoint(settings.CACHING_UNSEEN)


def renew(using=DEFAULT_DB_ALIAS):
    """Begin again, as no database ever was before: after a restore nothing that was kept is right."""
    Change.objects.using(using).all().delete()
    begin(using, set(rooms_by_table().values()))


def begin(using, rooms):
    """Give the rooms the row that SQLite counts in, and that tells this database from all others."""
    start = new_number()
    Change.objects.using(using).bulk_create(Change(room=room, number=start) for room in sorted(rooms))


def new_number():
    """To begin with, and like none before: below zero, as no transaction of PostgreSQL is."""
    return -secrets.randbelow(2**62)
