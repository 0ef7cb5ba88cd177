"""Questions that pages ask again and again with other values: their SQL is worked out once.

Django works out the SQL of a queryset each time it is asked. For one thing of a hundred columns and its rows that takes
four times as long as asking the database and building the objects (docs/adr/0085-prepared-questions.md).
"""

from collections import defaultdict
from copy import copy
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import batched, count
from threading import local

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.geos import Point
from django.db import connection, connections, models
from django.db.models import Prefetch
from django.utils.timezone import localdate
from django.utils.translation import get_language

NUMBER, AT = 1_234_567_891, datetime(2345, 6, 7, 8, 9, tzinfo=UTC)
"""Values like these stand for real ones while the SQL is worked out."""

MOST_KEYS = 32
"""In one statement; for more of them there are several."""
KEYS = [f"key_{place}" for place in range(MOST_KEYS)]


def stand_ins(fields, first):
    """{name: value}, others for another `first`"""
    return {name: stand_in(field, first + place) for place, (name, field) in enumerate(fields.items())}


def stand_in(field, place):
    """A value for the field, another one for each place."""
    if isinstance(field, GeometryField):
        return Point(NUMBER, place, srid=field.srid)
    if isinstance(field, models.DateField):
        at = AT + timedelta(days=place)
        return at if isinstance(field, models.DateTimeField) else localdate(at)
    return field.to_python(NUMBER + place)


class Question:
    """A queryset in which only some values differ from time to time, with the rows that it prefetches (Related).

    `make(**values)` builds it; `fields`: {name of a value: the model's field it is compared with}. No value may change
    the form of the SQL: it is never None, and never a list. For a value called `at` its local day is filled in as well.
    What is prefetched hangs on no value.
    """

    def __init__(self, make, **fields):
        self.make, self.fields = make, fields
        self.compiled = {}

    def answer(self, **values):
        """A list of what the queryset gives: instances, or rows of values. Raises ValueError for None."""
        compiled = self.in_language()
        things = list(compiled.rows(values))
        for related in compiled.relations:
            related.fill(things)
        return things

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
        self.relations = [
            Related(self.queryset.model, prefetch.prefetch_to, make, fields)
            for prefetch in prefetches(make(**stand_ins(fields, 0)))
        ]

    def compile(self, make, fields, first):
        """(queryset, compiler, SQL, [(name of a value or None, parameter)]) with stand-ins from a place on."""
        standing = stand_ins(fields, first)
        queryset = make(**standing)
        if prefetches(queryset):
            queryset = queryset.prefetch_related(None)
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
        asked = self.with_answer(values, None, known)
        asked._fetch_all()
        return asked

    def with_answer(self, values, found, known=None):
        """The queryset, with an answer that was found otherwise."""
        asked = object.__new__(type(self.queryset))
        asked.__dict__.update(vars(self.queryset), _query=CompiledQuery(self, values), _result_cache=found)
        asked._known_related_objects = known or {}
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


class OfKeys:
    """A Question about any number of keys: in fact one for 1, 2, 4 … of them, whose last places the last key fills.

    `make(keys, **values)` builds the queryset, `field` is the one that the keys are compared with.
    """

    def __init__(self, make, field, **fields):
        self.make, self.field, self.fields = make, field, fields
        self.questions = {}

    def about(self, keys):
        """(question, its keys as values) until all keys were asked about."""
        for some in batched(keys, MOST_KEYS):
            places = 1 << (len(some) - 1).bit_length()
            filled = some + some[-1:] * (places - len(some))
            yield self.question(places), dict(zip(KEYS, filled, strict=False))

    def question(self, places):
        if places not in self.questions:
            names = KEYS[:places]
            self.questions[places] = Question(
                lambda **values: self.make([values.pop(name) for name in names], **values),
                **dict.fromkeys(names, self.field),
                **self.fields,
            )
        return self.questions[places]


class Related:
    """Rows that point at things, such as their photos: what the queryset prefetches by this name."""

    def __init__(self, model, name, make, fields):
        self.relation = next((each for each in model._meta.related_objects if each.name == name), None)
        self.make, self.fields = make, fields
        self.places = count(2000, 1000)
        if not getattr(self.relation, "one_to_many", False) or prefetches(self.rows()):
            raise ValueError(
                f"{name}: only rows that point at the things are prefetched, without rows of their own."
            )
        self.to_thing = self.relation.field
        to_thing, key = self.to_thing.attname, self.to_thing.target_field
        self.of_one = Question(lambda key: self.rows().filter(**{to_thing: key}), key=key)
        self.of_many = OfKeys(lambda keys: self.rows().filter(**{f"{to_thing}__in": keys}), key)

    def rows(self):
        """Each time with other stand-ins, so that rows that hang on a value are refused."""
        queryset = self.make(**stand_ins(self.fields, next(self.places)))
        [prefetch] = [each for each in prefetches(queryset) if each.prefetch_to == self.relation.name]
        if prefetch.queryset is None:
            return self.relation.related_model._default_manager.all()
        return prefetch.queryset

    def fill(self, things):
        """Lets the things have their rows, as Django's prefetching does."""
        known = {self.to_thing: {thing.pk: thing for thing in things}}
        one, keys = self.of_one.in_language(), [*known[self.to_thing]]
        rows = self.rows_of(keys, known) if len(keys) > 1 else None
        for thing in things:
            key = {"key": thing.pk}
            own = one.rows(key, known) if rows is None else one.with_answer(key, rows[thing.pk], known)
            vars(thing).setdefault("_prefetched_objects_cache", {})[self.relation.cache_name] = own

    def rows_of(self, keys, known):
        """{key: its rows}"""
        found = defaultdict(list)
        for question, values in self.of_many.about(keys):
            for row in question.in_language().rows(values, known):
                found[getattr(row, self.to_thing.attname)].append(row)
        return found


class Things:
    """The things that some keys name. `make(**values)`: a queryset of all of them, in which values differ as in a
    Question.
    """

    def __init__(self, make, **fields):
        self.make, self.fields = make, fields

    def in_bulk(self, keys, **values):
        """{key: thing}, without those that the queryset does not have."""
        asked = self.of_keys.about(keys)
        return {
            thing.pk: thing for question, of_keys in asked for thing in question.answer(**of_keys, **values)
        }

    @cached_property
    def of_keys(self):
        key = self.make(**stand_ins(self.fields, 0)).model._meta.pk
        return OfKeys(
            lambda keys, **values: self.make(**values).order_by().filter(pk__in=keys), key, **self.fields
        )


class Prepared:
    """`queryset().get(<key>=value)` with all that it prefetches."""

    def __init__(self, queryset, key):
        self.queryset, self.key = queryset, key

    def get(self, value):
        """The model's DoesNotExist where there is none."""
        found = self.question.answer(key=value) if fits(self.model._meta.get_field(self.key), value) else []
        if not found:
            raise self.model.DoesNotExist
        [thing] = found
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
        return Question(lambda key: self.queryset().filter(**{self.key: key}), key=field)


def fits(field, value):
    """Whether the column can hold the value at all: an address may name any number."""
    if not isinstance(field, models.IntegerField):
        return True
    least, most = connection.ops.integer_field_range(field.get_internal_type())
    return (least is None or value >= least) and (most is None or value <= most)


def prefetches(queryset):
    lookups = queryset._prefetch_related_lookups
    return [each if isinstance(each, Prefetch) else Prefetch(each) for each in lookups]
