"""A text field with a substring index (docs/adr/0072)."""

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Contains

MIN_INDEXED_LENGTH = 3
"""The index holds trigrams; shorter search terms scan the table."""


class SearchTextField(models.TextField):
    """Folded text (formats.folding). `contains` uses an index that `word_index.install_indexes` creates after
    migrations.

    On PostgreSQL the planner chooses it.
    """


@SearchTextField.register_lookup
class IndexedContains(Contains):
    def as_sqlite(self, compiler, connection):
        if not self.can_use_index():
            return self.as_sql(compiler, connection)
        meta, column = self.lhs.target.model._meta, self.lhs.target.column
        key, index, text = map(connection.ops.quote_name, (meta.pk.column, index_name(meta.db_table), column))
        alias = connection.ops.quote_name(self.lhs.alias)
        literal = self.rhs.replace('"', '""')
        matches = f"SELECT rowid FROM {index} WHERE {text} MATCH %s"  # noqa: S608 (no user input)
        return f"{alias}.{key} IN ({matches})", [f'"{literal}"']

    def can_use_index(self):
        return (
            isinstance(self.lhs, Col)
            and isinstance(self.rhs, str)
            and len(self.rhs) >= MIN_INDEXED_LENGTH
            and "\0" not in self.rhs
        )


def index_name(table):
    """The name of a table's search index."""
    return f"words_{table}"
