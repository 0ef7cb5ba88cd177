"""Queries by key whose SQL is compiled once: for the page of one thing, and for the cards of some.

Django compiles the SQL of a queryset each time it is evaluated. For a thing of a hundred columns and its rows that
takes four times as long as the database and the building of the instances (docs/adr/0085-prepared-questions.md).
"""

from collections import defaultdict
from functools import cached_property
from itertools import batched
from threading import local

from django.core.exceptions import ValidationError
from django.db.models import Expression, Prefetch
from django.utils.translation import get_language

MAX_KEYS = 32
"""In one statement; for more keys there are several. A statement has a place for one key, or for so many."""


class CompiledQuery:
    """`make()`, a queryset, narrowed to rows by the values of a unique field.

    The SQL is compiled once in each thread for each language, so `make()` must give the same whenever it is called: it
    may not depend on the time. Rows that point at the things (photos) may be prefetched, if they prefetch none.
    """

    def __init__(self, make, field="pk"):
        self.make, self.field = make, field
        self.of_thread = local()

    def get(self, value):
        """The instance. Raises the model's DoesNotExist, for a value that no row can have too."""
        try:
            self.model._meta.get_field(self.field).run_validators(value)
        except ValidationError:
            raise self.model.DoesNotExist from None
        for thing in self.fetch([value]):
            return thing
        raise self.model.DoesNotExist

    def in_bulk(self, values):
        """{primary key: instance} of those that exist."""
        return {thing.pk: thing for some in batched(values, MAX_KEYS) for thing in self.fetch([*some])}

    def fetch(self, values):
        """Instances, in the order of the queryset. Translated columns have other names in each language."""
        places = 1 if len(values) == 1 else MAX_KEYS
        compiled, key = vars(self.of_thread), (get_language(), places)
        if key not in compiled:
            compiled[key] = Statement(self.make(), self.field, places)
        return compiled[key].fetch(values)

    @cached_property
    def model(self):
        return self.make().model

    @cached_property
    def bare(self):
        """The same without select_related and prefetch_related."""
        return CompiledQuery(lambda: self.make().select_related(None).prefetch_related(None), self.field)


class Place(Expression):
    """Where a key is filled in: among the parameters of the SQL it stands for itself."""

    def __init__(self, number, output_field=None):
        super().__init__(output_field)
        self.number = number

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Statement:
    """The SQL of a queryset for a number of keys, and those of the rows that it prefetches.

    Belongs to one thread, as its connection does, and the readers of GEOS among its converters.
    """

    def __init__(self, queryset, field, places):
        self.relations = [Rows(queryset.model, prefetch, places) for prefetch in prefetches(queryset)]
        keys = [Place(number) for number in range(places)]
        self.queryset = queryset.prefetch_related(None).filter(**{f"{field}__in": keys})
        self.places = places
        self.compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        self.sql, self.parameters = self.compiler.as_sql()
        converters = self.compiler.get_converters([expression for expression, *_ in self.compiler.select])
        self.compiler.get_converters = lambda _expressions: converters
        self.queryset.query.get_compiler = lambda using, **_options: self.compiler

    def fetch(self, values):
        """Instances. At least one value, and as many as there are places at most: the last one fills the others."""
        values = values + values[-1:] * (self.places - len(values))
        filled = tuple(values[each.number] if isinstance(each, Place) else each for each in self.parameters)
        self.compiler.as_sql = lambda: (self.sql, filled)
        things = list(self.queryset.all())
        for relation in self.relations:
            relation.attach(things)
        return things


class Rows:
    """What a queryset prefetches: rows with a foreign key to the things."""

    def __init__(self, model, prefetch, places):
        name = prefetch.prefetch_to
        relation = next((each for each in model._meta.related_objects if each.name == name), None)
        if not getattr(relation, "one_to_many", False):
            raise ValueError(f"{name}: only rows that point at the things can be prefetched.")
        rows = prefetch.queryset
        if rows is None:
            rows = relation.related_model._default_manager.all()
        if prefetches(rows):
            raise ValueError(f"{name}: rows that are prefetched cannot prefetch rows of their own.")
        self.name, self.foreign_key = name, relation.field
        self.statement = Statement(rows, f"{self.foreign_key.name}__pk", places)

    def attach(self, things):
        """As Django's prefetch_related does."""
        by_key, rows = {thing.pk: thing for thing in things}, defaultdict(list)
        for row in self.statement.fetch([*by_key]) if by_key else ():
            key = getattr(row, self.foreign_key.attname)
            self.foreign_key.set_cached_value(row, by_key[key])
            rows[key].append(row)
        for thing in things:
            queryset = getattr(thing, self.name).all()
            queryset._result_cache = rows[thing.pk]  # no public API fills a queryset with rows
            # Where `thing.<name>.all()` looks first; the public Prefetch(to_attr=…) would need another name.
            vars(thing).setdefault("_prefetched_objects_cache", {})[self.name] = queryset


def prefetches(queryset):
    """The Prefetch objects of a queryset, which has no public attribute for them."""
    lookups = queryset._prefetch_related_lookups
    return [each if isinstance(each, Prefetch) else Prefetch(each) for each in lookups]
