"""What a database holds for the models of our rooms: columns, constraints, indexes; to compare two."""

from pathlib import Path

from django.apps import apps
from django.conf import settings


def tables(connection):
    """{table: {"columns": […], "constraints": […], "spatial": […]}}, all of it text, in an order of its own.

    Constraints are known by what they do; of those that we name ourselves, by their names too.
    """
    with connection.cursor() as cursor:
        return {name: described(connection, cursor, name) for name in sorted(names())}


def models():
    ours = [config for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
    found = [model for config in ours for model in config.get_models(include_auto_created=True)]
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def names():
    return {model._meta.db_table for model in models()}


def described(connection, cursor, table):
    read = connection.introspection
    return {
        "columns": columns(connection, cursor, table),
        "constraints": sorted(
            written(name, constraint)
            for name, constraint in read.get_constraints(cursor, table).items()
            if not name.endswith("__spatial__index")  # SpatiaLite's, told beside
        ),
        "spatial": spatial_indexes(connection, cursor, table),
    }


def columns(connection, cursor, table):
    """Each with its type as SQL writes it, and whether it may be NULL."""
    if connection.vendor == "sqlite":
        cursor.execute('SELECT name, type, "notnull" FROM pragma_table_info(%s)', [table])
    else:
        cursor.execute(
            "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [table],
        )
    return sorted(
        f"{name}: {kind}, {'NOT NULL' if is_needed else 'NULL'}"
        for name, kind, is_needed in cursor.fetchall()
    )


def written(name, constraint):
    is_named = constraint["check"] or (constraint["index"] and not constraint["foreign_key"])
    kinds = [kind for kind in ("primary_key", "unique", "foreign_key", "check", "index") if constraint[kind]]
    columns = [*(constraint["columns"] or ()), *(constraint.get("orders") or ())]
    return " ".join(filter(None, [name if is_named and not name.startswith("__") else "", *kinds, *columns]))


def spatial_indexes(connection, cursor, table):
    """The columns whose index is spatial: an R*Tree with its triggers, or GiST."""
    if connection.vendor == "sqlite":
        cursor.execute(
            "SELECT f_geometry_column FROM geometry_columns"
            " WHERE f_table_name = lower(%s) AND spatial_index_enabled = 1 AND 0 < ("
            "   SELECT count(*) FROM sqlite_master WHERE type = 'table'"
            "   AND name = 'idx_' || f_table_name || '_' || f_geometry_column)",
            [table],
        )
    else:
        cursor.execute(
            "SELECT attname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
            " JOIN pg_am ON pg_am.oid = relam JOIN pg_attribute ON attrelid = indexrelid"
            " WHERE amname = 'gist' AND indrelid = %s::regclass",
            [table],
        )
    return sorted(row[0] for row in cursor.fetchall())


def geometries(table):
    """The columns of a table that are to have a spatial index."""
    return sorted(
        field.column
        for model in models()
        if model._meta.db_table == table
        for field in model._meta.local_fields
        if getattr(field, "spatial_index", False)
    )
