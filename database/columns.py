"""What is asked of other rows each time, with its SQL worked out once.

Django works out each expression of a queryset again, and its SQL. For the hundred counts beside the filters of the pool
that takes thirty times as long as the database (docs/adr/0085-prepared-questions.md).
"""

import re
from datetime import date
from itertools import islice

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.models import Expression, Field
from modeltranslation.translator import translator


def in_sql(model, expressions):
    """[(SQL, parameters)] of expressions or conditions that ask nothing but the model's own columns.

    The SQL stays for the life of the process. ValueError for what would be another one some day: what asks other tables
    or hangs on a day, and translated columns.
    """
    named = {f"column_{place}": expression for place, expression in enumerate(expressions)}
    queryset = model._base_manager.annotate(**named)
    compiler = queryset.query.get_compiler(queryset.db)
    compiled = [compiler.compile(queryset.query.annotations[name]) for name in named]
    translated = re.compile(
        "|".join(rf'\."{name}"' for name in translator.get_options_for_model(model).all_fields)
    )
    for sql, parameters in compiled:
        asks_others = len(queryset.query.alias_map) > 1 or "SELECT" in sql
        if asks_others or translated.search(sql) or any(map(is_of_a_day, parameters)):
            raise ValueError(f"Not only lasting columns of {model.__name__}: {sql}, {parameters}")
    return [(sql, tuple(parameters)) for sql, parameters in compiled]


def is_of_a_day(parameter):
    """SQLite gets days and moments as texts."""
    return isinstance(parameter, date) or bool(re.match(r"\d{4}-\d\d-\d\d", str(parameter)))


class Columns(Expression):
    """Several columns in place of one, for `values_list` of a queryset of the same model. Each value comes as the
    database hands it over.
    """

    output_field = Field()

    def __init__(self, columns):
        """`columns`: as `in_sql` gives them."""
        super().__init__()
        self.columns = columns

    def as_sql(self, compiler, connection):
        return ", ".join(sql for sql, _parameters in self.columns), self.parameters()

    def parameters(self, more=()):
        """Those of all columns in their order; `more`: what each column has behind its own."""
        return [each for _sql, parameters in self.columns for each in (*parameters, *more)]


class Counts(Columns):
    """How many rows meet each of these conditions.

    `within`: a condition (`Q`) that they have to meet as well. It may ask other tables, and Django works it out.
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
            also, more = self.and_within(compiler)
        except EmptyResultSet:
            return ", ".join("0" for _condition in self.columns), []
        counts = [f"COUNT(*) FILTER (WHERE ({sql}){also})" for sql, _parameters in self.columns]
        return ", ".join(counts), self.parameters(more)

    def and_within(self, compiler):
        """(SQL to be added to each condition, its parameters)"""
        try:
            sql, parameters = compiler.compile(self.within) if self.within else ("", ())
        except FullResultSet:
            sql, parameters = "", ()
        return f" AND ({sql})" if sql else "", parameters


EVERY_ROW = [("1 = 1", ())]
"""A condition that each row meets."""


def counted(queryset, counts):
    """{name: [number for each condition]} of the queryset's rows, which are neither grouped nor distinct.

    counts: {name: Counts}
    """
    rows = list(queryset.order_by().values_list(*counts.values()))
    if not rows:  # Django knows without the database that nothing is found
        return {name: [0] * len(each.columns) for name, each in counts.items()}
    numbers = iter(rows[0])
    return {name: [*islice(numbers, len(each.columns))] for name, each in counts.items()}
