"""Queries by key whose SQL is compiled once: for detail pages and lists of cards.

Django compiles the SQL of a queryset each time it is evaluated. For a model of a hundred columns with its related rows
that takes four times as long as database and instantiation (docs/adr/0085-prepared-questions.md).
"""

from collections import defaultdict
from functools import cached_property
from itertools import batched
from threading import local

from django.core.exceptions import ValidationError
from django.db.models import Expression, Prefetch
from django.utils.translation import get_language

MAX_KEYS = 32
"""Keys per statement; more keys take several. A statement has placeholders for one key or for this many."""


class CompiledQuery:
    """The queryset `make()`, filtered by values of a unique field.

    The SQL is compiled once per thread and language, so `make()` must always return the same queryset, independent of
    the time. Reverse foreign keys (photos) may be prefetched, but not nested.
    """

    def __init__(self, make, field="pk"):
        self.make, self.field = make, field
        self.thread_local = local()

    def get(self, value):
        """The instance. Raises the model's DoesNotExist, also for values that the field does not allow."""
        try:
            self.model._meta.get_field(self.field).run_validators(value)
        except ValidationError:
            raise self.model.DoesNotExist from None
        for instance in self.fetch([value]):
            return instance
        raise self.model.DoesNotExist

    def in_bulk(self, values):
        """{primary key: instance} of those that exist."""
        return {row.pk: row for batch in batched(values, MAX_KEYS) for row in self.fetch([*batch])}

    def fetch(self, values):
        """Instances in the order of the queryset. Translated columns differ by language."""
        size = 1 if len(values) == 1 else MAX_KEYS
        compiled, key = vars(self.thread_local), (get_language(), size)
        if key not in compiled:
            compiled[key] = CompiledStatement(self.make(), self.field, size)
        return compiled[key].fetch(values)

    @cached_property
    def model(self):
        return self.make().model

    @cached_property
    def without_related(self):
        """The same without select_related and prefetch_related."""
        return CompiledQuery(lambda: self.make().select_related(None).prefetch_related(None), self.field)


class KeyPlaceholder(Expression):
    """A parameter that is replaced by a key on execution."""

    def __init__(self, number, output_field=None):
        super().__init__(output_field)
        self.number = number

    def as_sql(self, compiler, connection):
        return "%s", [self]


class CompiledStatement:
    """The compiled SQL of a queryset for `size` keys, and of its prefetched rows.

    Bound to one thread, like its connection and the GEOS readers among its converters.
    """

    def __init__(self, queryset, field, size):
        self.relations = [PrefetchedRows(queryset.model, each, size) for each in prefetch_objects(queryset)]
        keys = [KeyPlaceholder(number) for number in range(size)]
        self.queryset = queryset.prefetch_related(None).filter(**{f"{field}__in": keys})
        self.size = size
        self.compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        self.sql, self.parameters = self.compiler.as_sql()
        converters = self.compiler.get_converters([expression for expression, *_ in self.compiler.select])
        self.compiler.get_converters = lambda _expressions: converters
        self.queryset.query.get_compiler = lambda using, **_options: self.compiler

    def fetch(self, values):
        """Instances for 1 to `size` values; the last value fills the remaining placeholders."""
        values = values + values[-1:] * (self.size - len(values))
        filled = tuple(values[p.number] if isinstance(p, KeyPlaceholder) else p for p in self.parameters)
        self.compiler.as_sql = lambda: (self.sql, filled)
        instances = list(self.queryset.all())
        for relation in self.relations:
            relation.attach(instances)
        return instances


class PrefetchedRows:
    """Prefetched rows with a foreign key to the queryset's model."""

    def __init__(self, model, prefetch, size):
        name = prefetch.prefetch_to
        relation = next((each for each in model._meta.related_objects if each.name == name), None)
        if not getattr(relation, "one_to_many", False):
            raise ValueError(f"{name}: only rows that point at the things can be prefetched.")
        rows = prefetch.queryset
        if rows is None:
            rows = relation.related_model._default_manager.all()
        if prefetch_objects(rows):
            raise ValueError(f"{name}: rows that are prefetched cannot prefetch rows of their own.")
        self.name, self.foreign_key = name, relation.field
        self.statement = CompiledStatement(rows, f"{self.foreign_key.name}__pk", size)

    def attach(self, instances):
        """As Django's prefetch_related does."""
        by_key, rows = {instance.pk: instance for instance in instances}, defaultdict(list)
        for row in self.statement.fetch([*by_key]) if by_key else ():
            key = getattr(row, self.foreign_key.attname)
            self.foreign_key.set_cached_value(row, by_key[key])
            rows[key].append(row)
        for instance in instances:
            queryset = getattr(instance, self.name).all()
            queryset._result_cache = rows[instance.pk]  # no public API fills a queryset with rows
            # Where `instance.<name>.all()` looks first; the public Prefetch(to_attr=…) would need another name.
            vars(instance).setdefault("_prefetched_objects_cache", {})[self.name] = queryset


def prefetch_objects(queryset):
    """The Prefetch objects of a queryset, which has no public attribute for them."""
    lookups = queryset._prefetch_related_lookups
    return [each if isinstance(each, Prefetch) else Prefetch(each) for each in lookups]
