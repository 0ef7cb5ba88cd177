"""Ten or a hundred times as many rows, by SQL on PostgreSQL: each copy gets keys of its own and another place."""

from dataclasses import dataclass

from django.core.management.color import no_style
from django.db import connection

from news.models import Article
from sites.models import BusinessPark, Offer, Space, SpaceDistance, SpacePhoto, Utility

MOVED_M = 20_000
A_REGION = 10
"""Copies that lie in one region, as many as the first 100,000. More lie in others to the east and north, as dense."""
REGION_M, ABREAST = 300_000, 4


@dataclass(frozen=True)
class Table:
    """How a table is copied: which columns are moved on by how much, or get a word more."""

    model: type
    keys: dict
    """{column: model whose keys it holds}, its own key among them."""
    counted: tuple = ()
    """Columns that count on as the keys do."""
    named: tuple = ()
    """Columns whose text has to differ."""
    placed: tuple = ()
    """Columns of points and boundaries."""


POOL = [
    Table(BusinessPark, {"id": BusinessPark}, named=("slug", "name"), placed=("location", "boundary")),
    Table(
        Space,
        {"id": Space, "park_id": BusinessPark},
        counted=("number",),
        placed=("location", "public_location", "boundary"),
    ),
    Table(Offer, {"id": Offer, "space_id": Space}),
    Table(Utility, {"id": Utility, "space_id": Space}),
    Table(SpaceDistance, {"id": SpaceDistance, "space_id": Space}),
    Table(SpacePhoto, {"id": SpacePhoto, "space_id": Space}),
]
NEWS = [Table(Article, {"id": Article}, named=("slug",))]


def copy(tables, times, progress):
    """Add `times` - 1 copies of all rows of the tables, a copy of all at a time."""
    with connection.cursor() as cursor:
        # Keys are right as they are made, and who fills an empty database needs no notes of changes.
        cursor.execute("SET session_replication_role = replica")
        tops = {table.model: top(cursor, table.model) for table in tables}
        for number in range(1, times):
            for table in tables:
                cursor.execute(statement(cursor, table, tops), {"copy": number})
            progress(number + 1, times)
        for reset in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(reset)
        cursor.execute("SET session_replication_role = DEFAULT")


def top(cursor, model):
    cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {model._meta.db_table}")  # noqa: S608
    return cursor.fetchone()[0]


def statement(cursor, table, tops):
    name = table.model._meta.db_table
    columns = [column.name for column in connection.introspection.get_table_description(cursor, name)]
    columns = [column for column in columns if column not in generated(cursor, name)]
    values = ", ".join(value(table, column, tops) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{name}" ({names}) SELECT {values} FROM "{name}" WHERE id <= {tops[table.model]}'  # noqa: S608


def generated(cursor, name):
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'ALWAYS'",
        [name],
    )
    return {column for (column,) in cursor.fetchall()}


def value(table, column, tops):
    if column in table.keys:
        return f'"{column}" + %(copy)s * {tops[table.keys[column]]}'
    if column in table.counted:
        return f'"{column}" + %(copy)s * {tops[table.model]}'
    if column in table.named:
        return f"\"{column}\" || '-' || %(copy)s"
    if column in table.placed:
        near = [f"%(copy)s * {prime} %% {2 * MOVED_M} - {MOVED_M}" for prime in (7919, 104_729)]
        region = f"%(copy)s / {A_REGION}"
        east = f"{near[0]} + {region} %% {ABREAST} * {REGION_M}"
        north = f"{near[1]} + {region} / {ABREAST} * {REGION_M}"
        return f'ST_Translate("{column}", {east}, {north})'
    return f'"{column}"'
