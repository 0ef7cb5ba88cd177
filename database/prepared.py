"""Questions that pages ask again and again with other values: their SQL is worked out once.

Django works out the SQL of a queryset each time it is asked. For one thing of a hundred columns and its rows that takes
four times as long as asking the database and building the objects (docs/adr/0085-prepared-questions.md).
"""

from copy import copy
from datetime import UTC, datetime, timedelta
from functools import cached_property
from threading import local

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.geos import Point
from django.db import connection, connections, models
from django.db.models import Prefetch
from django.utils.timezone import localdate
from django.utils.translation import get_language

NUMBER, AT = 1_234_567_891, datetime(2345, 6, 7, 8, 9, tzinfo=UTC)
"""Values like these stand for real ones while the SQL is worked out."""


def stand_in(field, place):
    """A value for the field, another one for each place."""
    if isinstance(field, GeometryField):
        return Point(NUMBER, place, srid=field.srid)
    if isinstance(field, models.DateField):
        at = AT + timedelta(days=place)
        return at if isinstance(field, models.DateTimeField) else localdate(at)
    return field.to_python(NUMBER + place)


class Question:
    """A queryset in which only some values differ from time to time.

    `make(**values)` builds it; `fields`: {name of a value: the model's field it is compared with}. No value may change
    the form of the SQL: it is never None, and never a list. For a value called `at` its local day is filled in as well.
    """

    def __init__(self, make, **fields):
        self.make, self.fields = make, fields
        self.compiled = {}

    def answer(self, **values):
        """A list of what the queryset gives: instances, or rows of values. Raises ValueError for None."""
        return list(self.in_language().rows(values))

    def in_language(self):
        """The SQL for the active language: translated columns have other names in each."""
        language = get_language()
        if language not in self.compiled:
            self.compiled[language] = Compiled(self.make, self.fields)
        return self.compiled[language]


class Compiled:
    def __init__(self, make, fields):
        self.make = make
        self.fields = fields | {"day": models.DateField()} if "at" in fields else fields
        self.queryset, self.compiler, self.sql, self.parameters = self.compile(make, fields, 0)
        _queryset, _compiler, sql, parameters = self.compile(make, fields, 1000)
        is_the_same = (sql, fixed(parameters)) == (self.sql, fixed(self.parameters))
        if not is_the_same or self.fields.keys() - dict(parameters).keys():
            raise ValueError(f"Not all of {[*self.fields]} stand in the SQL as they are: {sql}, {parameters}")
        self.columns = [expression for expression, *_ in self.compiler.select]
        self.has_composite_fields = self.compiler.has_composite_fields(self.columns)
        self.of_thread = local()

    def compile(self, make, fields, first):
        """(queryset, compiler, SQL, [(name of a value or None, parameter)]) with stand-ins from a place on."""
        standing = {
            name: stand_in(field, first + place) for place, (name, field) in enumerate(fields.items())
        }
        queryset = make(**standing)
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, parameters = compiler.as_sql()
        known = self.as_parameters(standing, queryset.db).items()
        names = [next((name for name, value in known if value == each), None) for each in parameters]
        return queryset, compiler, sql, list(zip(names, parameters, strict=True))

    def converters(self, compiler):
        """Those of geometries hold a reader of GEOS, which belongs to one thread."""
        known = vars(self.of_thread)
        if "converters" not in known:
            known["converters"] = compiler.get_converters(self.columns)
        return known["converters"]

    def rows(self, values, known=None):
        """The queryset, with its answer. `known`: what rows belong to, as Django notes it, {field: {key: object}}."""
        asked = object.__new__(type(self.queryset))
        asked.__dict__.update(vars(self.queryset), _query=CompiledQuery(self, values))
        asked._known_related_objects = known or {}
        asked._fetch_all()
        return asked

    def as_parameters(self, values, using):
        """{name: value as this database wants it}"""
        if None in values.values():
            raise ValueError(f"None of {values}: the SQL would be another one.")
        if "at" in values:
            values = values | {"day": localdate(values["at"])}
        return {name: as_parameter(self.fields[name], value, using) for name, value in values.items()}


def fixed(parameters):
    """What does not differ from time to time: names in place of values that do."""
    return [name or value for name, value in parameters]


def as_parameter(field, value, using):
    return field.get_db_prep_value(field.get_prep_value(value), connections[using], prepared=True)


class CompiledQuery:
    """Replaces the query of a queryset: its compiler has nothing left to work out."""

    def __init__(self, compiled, values):
        self.compiled, self.values = compiled, values

    def __getattr__(self, name):
        return getattr(self.compiled.queryset.query, name)

    def chain(self, klass=None):
        """For who asks for less than there is, or in another order: Django has to work that out."""
        return self.compiled.make(**self.values).query.chain(klass)

    def get_compiler(self, using):
        real = self.compiled.as_parameters(self.values, using)
        parameters = tuple(real[name] if name else each for name, each in self.compiled.parameters)
        compiler = copy(self.compiled.compiler)
        compiler.connection = connections[using]  # as it is now
        compiler.as_sql = lambda: (self.compiled.sql, parameters)
        converters = self.compiled.converters(compiler)
        compiler.get_converters = lambda _columns: converters
        compiler.has_composite_fields = lambda _columns: self.compiled.has_composite_fields
        return compiler


class Prepared:
    """`queryset().get(<key>=value)` with all that it prefetches, which are rows that point at the thing."""

    def __init__(self, queryset, key):
        self.queryset, self.key = queryset, key

    def get(self, value):
        """The model's DoesNotExist where there is none."""
        found = self.question.answer(key=value) if fits(self.model._meta.get_field(self.key), value) else []
        if not found:
            raise self.model.DoesNotExist
        [thing] = found
        thing._prefetched_objects_cache = {}
        for relation, question in self.relations:
            known = {relation.field: {thing.pk: thing}}
            rows = question.in_language().rows({"key": thing.pk}, known)
            thing._prefetched_objects_cache[relation.cache_name] = rows
        return thing

    @cached_property
    def bare(self):
        """The same without select_related and prefetch_related."""
        return Prepared(lambda: self.queryset().select_related(None).prefetch_related(None), self.key)

    @cached_property
    def model(self):
        return self.queryset().model

    @cached_property
    def question(self):
        field = self.model._meta.get_field(self.key)
        return Question(
            lambda key: self.queryset().prefetch_related(None).filter(**{self.key: key}), key=field
        )

    @cached_property
    def relations(self):
        """[(relation, Question about its rows)]"""
        names = [prefetch.prefetch_to for prefetch in prefetches(self.queryset())]
        return [self.relation(self.model._meta.get_field(name)) for name in names]

    def relation(self, relation):
        to_thing = relation.field

        def rows(key):
            [prefetch] = [each for each in prefetches(self.queryset()) if each.prefetch_to == relation.name]
            rows = prefetch.queryset
            if rows is None:
                rows = relation.related_model._default_manager.all()
            return rows.filter(**{to_thing.attname: key})

        return relation, Question(rows, key=to_thing.target_field)


def fits(field, value):
    """Whether the column can hold the value at all: an address may name any number."""
    if not isinstance(field, models.IntegerField):
        return True
    least, most = connection.ops.integer_field_range(field.get_internal_type())
    return (least is None or value >= least) and (most is None or value <= most)


def prefetches(queryset):
    lookups = queryset._prefetch_related_lookups
    return [each if isinstance(each, Prefetch) else Prefetch(each) for each in lookups]
