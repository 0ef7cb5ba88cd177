"""Overlay tables with unsaved rows, for this database connection only (docs/adr/0044).

A temporary view shadows the table of the same name, so every query of a page reads the table without the hidden rows
and with the added ones. Temporary tables belong to one connection: no contended lock is taken, and the rollback removes
them.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone

from database.locking import read_only

FIRST_UNSAVED_KEY = 10**15
"""Unsaved rows have keys above all others, the same each time, so that links to them work."""
CREATE_TABLE = "CREATE TEMPORARY TABLE {rows} AS SELECT {columns} FROM {below} WHERE FALSE"
CREATE_VIEW = """
    CREATE TEMPORARY VIEW {table} AS
    SELECT {columns} FROM {below} WHERE {stays} UNION ALL SELECT {columns} FROM {rows}
"""


@dataclass(frozen=True)
class TableLayer:
    """Hides rows of the table of `model` whose `column` is in `hidden_keys` (integers), adds `rows`, with keys."""

    model: type[models.Model]
    hidden_keys: tuple = ()
    rows: list = field(default_factory=list)
    column: str = ""
    """Defaults to the primary key."""

    @property
    def opts(self):
        return self.model._meta.concrete_model._meta


@contextmanager
def overlaid_tables(layers):
    """Within the block the database reads as if the layers were stored; writes fail, and caches are bypassed.

    `layers` may be a generator: it sees the layers it has yielded before.
    """
    with without_caches(), without_write_lock(), transaction.atomic():
        with connection.cursor() as cursor:
            for layer in layers:
                create_overlay(cursor, layer)
        with read_only():
            yield
        transaction.set_rollback(True)


@contextmanager
def without_caches():
    """Replace all caches of this thread by dummies."""
    kept = {alias: caches[alias] for alias in caches}
    try:
        for alias in kept:
            caches[alias] = DummyCache(alias, {})
        yield
    finally:
        for alias, cache in kept.items():
            caches[alias] = cache


@contextmanager
def without_write_lock():
    """Begin transactions within the block without a write lock; prepare the connection for views instead of tables."""
    if connection.vendor == "sqlite":
        thing, name, value = connection, "transaction_mode", "DEFERRED"
    else:  # a view has no primary key for functional dependency in GROUP BY
        thing, name, value = connection.features, "allows_group_by_selected_pks", False
    before = getattr(thing, name)
    setattr(thing, name, value)
    try:
        yield
    finally:
        setattr(thing, name, before)


def create_overlay(cursor, layer):
    name = connection.ops.quote_name
    table, rows_table = name(layer.opts.db_table), name(f"unsaved {layer.opts.db_table}")
    columns = ", ".join(name(each.column) for each in layer.opts.local_concrete_fields)
    # SQLite resolves the name with each query, PostgreSQL when the view is created.
    below = f"main.{table}" if connection.vendor == "sqlite" else table
    keys = ", ".join(str(int(key)) for key in layer.hidden_keys)
    stays = f"{name(layer.column or layer.opts.pk.column)} NOT IN ({keys})" if layer.hidden_keys else "TRUE"
    names = {"rows": rows_table, "table": table, "below": below, "columns": columns, "stays": stays}
    cursor.execute(CREATE_TABLE.format(**names))
    if layer.rows:
        insert_unsaved_rows(cursor, layer, table, rows_table)
    cursor.execute(CREATE_VIEW.format(**names))


def insert_unsaved_rows(cursor, layer, table, rows_table):
    """Insert like Django, but into another table and without side effects of saving, such as files."""
    fields = layer.opts.local_concrete_fields
    for row in layer.rows:
        set_auto_timestamps(row, fields)
    query = InsertQuery(layer.opts.model)
    query.insert_values(fields, layer.rows, raw=True)
    for sql, values in query.get_compiler(connection=connection).as_sql():
        cursor.execute(sql.replace(table, rows_table, 1), values)


def set_auto_timestamps(row, fields):
    """Set auto_now fields of a row that was never saved."""
    for each in fields:
        is_noted = getattr(each, "auto_now_add", False) or getattr(each, "auto_now", False)
        if is_noted and getattr(row, each.attname) is None:
            setattr(row, each.attname, timezone.now())
