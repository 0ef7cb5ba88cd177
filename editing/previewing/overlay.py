"""Rows that are not stored, laid over the tables: this connection reads them as if they were (docs/adr/0044).

A temporary view stands before the table of the same name, so that every query of a page meets the table without the
rows that leave, and with those that come. Temporary tables belong to one connection alone: no lock is taken that
anybody waits for, and the transaction takes back the little that was made.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone

from database.locking import reading_only

FIRST_UNSAVED_KEY = 10**15
"""Rows that are not stored have keys beyond all others, the same ones each time, so that links to them work."""
CREATE_TABLE = "CREATE TEMPORARY TABLE {rows} AS SELECT {columns} FROM {below} WHERE FALSE"
CREATE_VIEW = """
    CREATE TEMPORARY VIEW {table} AS
    SELECT {columns} FROM {below} WHERE {stays} UNION ALL SELECT {columns} FROM {rows}
"""


@dataclass(frozen=True)
class TableLayer:
    """Of the table of `model` those leave whose `column` holds one of the whole numbers `leaving`; `rows` come, with
    keys.
    """

    model: type[models.Model]
    hidden_keys: tuple = ()
    rows: list = field(default_factory=list)
    column: str = ""
    """That of the primary key, if none is named."""

    @property
    def opts(self):
        return self.model._meta.concrete_model._meta


@contextmanager
def overlaid_tables(layers):
    """Within the block the database reads as if the rows of the layers were stored, and stores nothing; nothing made
    meanwhile enters a cache.

    `layers` is read one by one: a generator meets those that it has given already.
    """
    with without_caches(), without_write_lock(), transaction.atomic():
        with connection.cursor() as cursor:
            for layer in layers:
                create_overlay(cursor, layer)
        with reading_only():
            yield
        transaction.set_rollback(True)


@contextmanager
def without_caches():
    """This thread reads and writes none."""
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
    """A transaction within the block takes no lock as it begins; for views in place of tables."""
    if connection.vendor == "sqlite":
        thing, name, value = connection, "transaction_mode", "DEFERRED"
    else:  # a view has no primary key by which the server would know all other columns of a group
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
    # SQLite looks for it with each query, PostgreSQL as the view is made.
    below = f"main.{table}" if connection.vendor == "sqlite" else table
    keys = ", ".join(str(int(key)) for key in layer.hidden_keys)
    stays = f"{name(layer.column or layer.opts.pk.column)} NOT IN ({keys})" if layer.hidden_keys else "TRUE"
    names = {"rows": rows_table, "table": table, "below": below, "columns": columns, "stays": stays}
    cursor.execute(CREATE_TABLE.format(**names))
    if layer.rows:
        insert_unsaved_rows(cursor, layer, table, rows_table)
    cursor.execute(CREATE_VIEW.format(**names))


def insert_unsaved_rows(cursor, layer, table, rows_table):
    """As Django would, but into another table, and without anything that belongs to storing, such as files."""
    fields = layer.opts.local_concrete_fields
    for row in layer.rows:
        set_auto_timestamps(row, fields)
    query = InsertQuery(layer.opts.model)
    query.insert_values(fields, layer.rows, raw=True)
    for sql, values in query.get_compiler(connection=connection).as_sql():
        cursor.execute(sql.replace(table, rows_table, 1), values)


def set_auto_timestamps(row, fields):
    """What storing notes by itself, for a row that has never been stored."""
    for each in fields:
        is_noted = getattr(each, "auto_now_add", False) or getattr(each, "auto_now", False)
        if is_noted and getattr(row, each.attname) is None:
            setattr(row, each.attname, timezone.now())
