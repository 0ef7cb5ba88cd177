"""Substring indexes over trigrams (docs/adr/0072).

PostgreSQL: GIN. SQLite: an FTS5 table, updated by triggers. A migration that rebuilds a table of SQLite drops its
triggers, so each `migrate` checks and repairs them.
"""

from django.apps import apps
from django.db import connections

from database.fields import SearchTextField, index_name

CREATE_INDEX_POSTGRESQL = (
    'CREATE INDEX IF NOT EXISTS "{index}" ON "{table}" USING gin ("{text}" gin_trgm_ops)'
)
CREATE_EDITOR_INDEX = 'CREATE INDEX IF NOT EXISTS "{index}_of_editors" ON "{table}" USING gin ({columns})'
"""For `icontains` as Django compiles it. SQLite scans the rows."""

CREATE_TABLE_SQLITE = """
CREATE VIRTUAL TABLE "{index}" USING fts5(
  "{text}", content="{table}", content_rowid="{key}", columnsize=0, tokenize="trigram case_sensitive 1"
)
"""
TRIGGERS = {
    "insert": """
CREATE TRIGGER "{index}_insert" AFTER INSERT ON "{table}" BEGIN
  INSERT INTO "{index}" (rowid, "{text}") VALUES (new."{key}", new."{text}");
END
""",
    "delete": """
CREATE TRIGGER "{index}_delete" AFTER DELETE ON "{table}" BEGIN
  INSERT INTO "{index}" ("{index}", rowid, "{text}") VALUES ('delete', old."{key}", old."{text}");
END
""",
    "update": """
CREATE TRIGGER "{index}_update" AFTER UPDATE OF "{key}", "{text}" ON "{table}"
WHEN (old."{key}", old."{text}") <> (new."{key}", new."{text}") BEGIN
  INSERT INTO "{index}" ("{index}", rowid, "{text}") VALUES ('delete', old."{key}", old."{text}");
  INSERT INTO "{index}" (rowid, "{text}") VALUES (new."{key}", new."{text}");
END
""",
}
REBUILD = """INSERT INTO "{index}" ("{index}") VALUES ('rebuild')"""

LIST_INDEX_OBJECTS_SQLITE = r"""
SELECT name, type, sql FROM sqlite_master
WHERE name LIKE 'words\_%' ESCAPE '\' AND (type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE%')
"""


def install_indexes(using, **_signal):
    """After a migration: create what is missing or outdated; on SQLite drop what is unused."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        texts = [names for names in indexed_texts() if names["table"] in present]
        (sync_on_sqlite if connection.vendor == "sqlite" else create_on_postgresql)(cursor, texts)


def indexed_texts():
    """Names for the statements, per SearchTextField; `searched_by_editors` of a model lists further columns."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SearchTextField) and model._meta.managed:
                table = model._meta.db_table
                yield {
                    "table": table,
                    "index": index_name(table),
                    "text": field.column,
                    "key": model._meta.pk.column,
                    "of_editors": getattr(model, "searched_by_editors", ()),
                }


def create_on_postgresql(cursor, texts):
    """Creating the extension needs a right that the owner of the database has."""
    cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
    if texts and not cursor.fetchone():
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for names in texts:
        cursor.execute(CREATE_INDEX_POSTGRESQL.format(**names))
        if names["of_editors"]:
            columns = ", ".join(f'(UPPER("{column}"::text)) gin_trgm_ops' for column in names["of_editors"])
            cursor.execute(CREATE_EDITOR_INDEX.format(**names, columns=columns))


def sync_on_sqlite(cursor, texts):
    cursor.execute(LIST_INDEX_OBJECTS_SQLITE, None)
    found = {name: (kind, sql) for name, kind, sql in cursor.fetchall()}
    for names in texts:
        index = names["index"]
        wanted = {index: ("table", CREATE_TABLE_SQLITE.format(**names).strip())} | {
            f"{index}_{event}": ("trigger", trigger.format(**names).strip())
            for event, trigger in TRIGGERS.items()
        }
        existing = {name: found.pop(name) for name in wanted if name in found}
        if existing != wanted:
            drop_objects(cursor, existing)
            for _kind, statement in wanted.values():
                cursor.execute(statement)
            cursor.execute(REBUILD.format(**names))
    drop_objects(cursor, found)


def drop_objects(cursor, found):
    for name, (kind, _sql) in found.items():
        cursor.execute(f'DROP {kind.upper()} IF EXISTS "{name}"')
