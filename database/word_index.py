"""The indexes by which a piece of a text is found at any size (docs/adr/0072).

PostgreSQL: GIN over the groups of three characters. SQLite: an FTS5 table over the same, which triggers keep right. A
migration that rebuilds a table of SQLite loses its triggers, so each `migrate` looks whether all is as it should be.
"""

from django.apps import apps
from django.db import connections

from database.fields import SearchTextField, index_of

ON_POSTGRESQL = 'CREATE INDEX IF NOT EXISTS "{index}" ON "{table}" USING gin ("{text}" gin_trgm_ops)'
OF_EDITORS = 'CREATE INDEX IF NOT EXISTS "{index}_of_editors" ON "{table}" USING gin ({columns})'
"""For what Django makes of `icontains`. SQLite reads the rows."""

ON_SQLITE = """
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

FOUND_ON_SQLITE = r"""
SELECT name, type, sql FROM sqlite_master
WHERE name LIKE 'words\_%' ESCAPE '\' AND (type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE%')
"""


def install(using, **_signal):
    """After a migration: make what is missing or stands for something else; on SQLite drop what is of no use."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        texts = [names for names in searched() if names["table"] in present]
        (on_sqlite if connection.vendor == "sqlite" else on_postgresql)(cursor, texts)


def searched():
    """What the statements name, for each text that is searched; a model may name columns that editors search too."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SearchTextField) and model._meta.managed:
                table = model._meta.db_table
                yield {
                    "table": table,
                    "index": index_of(table),
                    "text": field.column,
                    "key": model._meta.pk.column,
                    "of_editors": getattr(model, "searched_by_editors", ()),
                }


def on_postgresql(cursor, texts):
    """The database's owner may make this extension; without the right to, an operator reads what to do."""
    cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
    if texts and not cursor.fetchone():
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for names in texts:
        cursor.execute(ON_POSTGRESQL.format(**names))
        if names["of_editors"]:
            columns = ", ".join(f'(UPPER("{column}"::text)) gin_trgm_ops' for column in names["of_editors"])
            cursor.execute(OF_EDITORS.format(**names, columns=columns))


def on_sqlite(cursor, texts):
    cursor.execute(FOUND_ON_SQLITE, None)
    found = {name: (kind, sql) for name, kind, sql in cursor.fetchall()}
    for names in texts:
        index = names["index"]
        wanted = {index: ("table", ON_SQLITE.format(**names).strip())} | {
            f"{index}_{event}": ("trigger", trigger.format(**names).strip())
            for event, trigger in TRIGGERS.items()
        }
        there = {name: found.pop(name) for name in wanted if name in found}
        if there != wanted:
            drop(cursor, there)
            for _kind, statement in wanted.values():
                cursor.execute(statement)
            cursor.execute(REBUILD.format(**names))
    drop(cursor, found)


def drop(cursor, found):
    for name, (kind, _sql) in found.items():
        cursor.execute(f'DROP {kind.upper()} IF EXISTS "{name}"')
