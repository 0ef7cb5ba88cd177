"""Column expressions whose SQL is compiled once and used in many querysets.

Django resolves and compiles each expression every time. For the hundred counts beside the filters of the pool that
takes thirty times as long as the database (docs/adr/0085-prepared-questions.md).
"""

import re
from datetime import date
from itertools import islice

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.models import Expression, Field
from modeltranslation.translator import translator


def compile_expressions(model, expressions):
    """[(SQL, parameters)] of expressions or conditions on the model's own columns.

    The SQL must be constant for the lifetime of the process: joins, subqueries, dates among the parameters and
    translated columns raise ValueError.
    """
    named = {f"column_{index}": expression for index, expression in enumerate(expressions)}
    queryset = model._base_manager.annotate(**named)
    compiler = queryset.query.get_compiler(queryset.db)
    compiled = [compiler.compile(queryset.query.annotations[name]) for name in named]
    translated = re.compile(
        "|".join(rf'\."{name}"' for name in translator.get_options_for_model(model).all_fields)
    )
    for sql, parameters in compiled:
        has_other_tables = len(queryset.query.alias_map) > 1 or "SELECT" in sql
        if has_other_tables or translated.search(sql) or any(map(is_date_parameter, parameters)):
            raise ValueError(f"Not only lasting columns of {model.__name__}: {sql}, {parameters}")
    return [(sql, tuple(parameters)) for sql, parameters in compiled]


def is_date_parameter(parameter):
    """SQLite gets dates and datetimes as text."""
    return isinstance(parameter, date) or bool(re.match(r"\d{4}-\d\d-\d\d", str(parameter)))


class CompiledColumns(Expression):
    """Several columns in place of one, for `values_list` of a queryset of the same model. Values are not converted."""

    output_field = Field()

    def __init__(self, columns):
        """`columns`: the result of `compile_expressions`."""
        super().__init__()
        self.columns = columns

    def as_sql(self, compiler, connection):
        return ", ".join(sql for sql, _parameters in self.columns), self.parameters()

    def parameters(self, more=()):
        """The parameters of all columns in order; `more` is appended to those of each column."""
        return [each for _sql, parameters in self.columns for each in (*parameters, *more)]


class CompiledCounts(CompiledColumns):
    """The number of rows for each condition.

    `within`: a condition (`Q`) added to each, compiled by Django on each use; it may span other tables.
    """

    def __init__(self, conditions, within=None):
        super().__init__(conditions)
        self.within = within or None

    def get_source_expressions(self):
        return [self.within]

    def set_source_expressions(self, expressions):
        [self.within] = expressions

    def as_sql(self, compiler, connection):
        try:
            suffix, more = self.compile_within(compiler)
        except EmptyResultSet:
            return ", ".join("0" for _condition in self.columns), []
        counts = [f"COUNT(*) FILTER (WHERE ({sql}){suffix})" for sql, _parameters in self.columns]
        return ", ".join(counts), self.parameters(more)

    def compile_within(self, compiler):
        """(SQL to append to each condition, its parameters)"""
        try:
            sql, parameters = compiler.compile(self.within) if self.within else ("", ())
        except FullResultSet:
            sql, parameters = "", ()
        return f" AND ({sql})" if sql else "", parameters


ALWAYS_TRUE = [("1 = 1", ())]
"""A condition that every row meets."""


def count_rows(queryset, counts):
    """{name: [number for each condition]} of the queryset's rows, which are neither grouped nor distinct.

    counts: {name: CompiledCounts}
    """
    rows = list(queryset.order_by().values_list(*counts.values()))
    if not rows:  # Django found without a query that the result is empty
        return {name: [0] * len(each.columns) for name, each in counts.items()}
    numbers = iter(rows[0])
    return {name: [*islice(numbers, len(each.columns))] for name, each in counts.items()}
