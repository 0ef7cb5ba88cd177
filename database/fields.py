"""A text that is searched for pieces of words, by an index (docs/adr/0072)."""

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Contains

SHORTEST = 3
"""Characters of a piece that the index knows; for shorter ones all texts are read."""


class SearchTextField(models.TextField):
    """Folded text (formats.folding). `contains` asks an index, which `word_index.install` makes after each migration.

    PostgreSQL's planner chooses its index by itself.
    """


@SearchTextField.register_lookup
class ContainsPiece(Contains):
    def as_sqlite(self, compiler, connection):
        if not self.is_known_to_the_index():
            return self.as_sql(compiler, connection)
        meta, column = self.lhs.target.model._meta, self.lhs.target.column
        key, index, text = map(connection.ops.quote_name, (meta.pk.column, index_of(meta.db_table), column))
        alias = connection.ops.quote_name(self.lhs.alias)
        literal = self.rhs.replace('"', '""')
        known = f"SELECT rowid FROM {index} WHERE {text} MATCH %s"  # noqa: S608 (names of ours)
        return f"{alias}.{key} IN ({known})", [f'"{literal}"']

    def is_known_to_the_index(self):
        return (
            isinstance(self.lhs, Col)
            and isinstance(self.rhs, str)
            and len(self.rhs) >= SHORTEST
            and "\0" not in self.rhs
        )


def index_of(table):
    """The name of a table's index of words."""
    return f"words_{table}"
