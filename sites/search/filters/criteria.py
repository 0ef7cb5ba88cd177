"""Types of filter criteria. Their conditions (`Q`) are used to filter, to rank as wishes, and to count."""

from dataclasses import KW_ONLY, dataclass
from functools import reduce
from operator import and_, or_
from typing import ClassVar

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sites.facts.units import Unit
from sites.search.filters.fields import ChoicesField, FigureField, OneChoiceField

MATCH_NONE = Q(pk__in=[])


@dataclass(frozen=True)
class Criterion:
    """A parameter of the query string. The position of its form field is in `sites.facts.layout`.

    `kind`: the only kind of space that has it. `figure`: its value in `unknown=`, which also includes spaces for which
    `unknown` holds. `needs_roads`: requires a road graph. `narrows` is false for settings, which only change other
    criteria.
    """

    name: str
    label: str
    _: KW_ONLY
    kind: str = ""
    figure: str = ""
    unknown: Q | None = None
    hint: str = ""
    needs_roads: bool = False
    narrows: ClassVar = True
    is_repeatable: ClassVar = False

    def field(self) -> forms.Field:
        raise NotImplementedError

    def condition(self, value, cleaned_data) -> Q:
        """`value` is the criterion's cleaned value, `cleaned_data` those of all criteria."""
        raise NotImplementedError

    def restricted(self, condition, or_unknown) -> Q:
        """The condition restricted to the only kind that has it. `or_unknown`: whether an unknown figure matches."""
        if or_unknown:
            condition |= self.unknown
        return condition & Q(kind=self.kind) if self.kind else condition

    def describe(self, value):
        """The label of its chip; of a repeatable one, for a single value."""
        return format_lazy("{label}: {value}", label=self.label, value=value)

    def __deepcopy__(self, memo):
        return self


@dataclass(frozen=True)
class Limit(Criterion):
    """A lower or upper limit of a figure. `noun` is the figure's name, `steps` are the edges of its histogram.

    Values are capped at `max_value`: a number beyond the column's range would also match NULL. `rounding_bound` maps a
    value to the smallest number that is displayed as that value, where figures are displayed rounded.
    """

    _: KW_ONLY
    noun: str
    column: str
    unit: Unit
    is_minimum: bool = True
    custom_condition: callable = None
    max_value: int | None = None
    rounding_bound: callable = None
    steps: tuple = ()

    def field(self):
        return FigureField(unit=self.unit, label=self.label)

    def condition(self, value, cleaned_data):
        if self.custom_condition:
            return self.custom_condition(value)
        if self.max_value is not None:
            value = min(value, self.max_value)
        if self.rounding_bound:
            value = self.rounding_bound(value)
        return Q(**{f"{self.column}__{'gte' if self.is_minimum else 'lte'}": value})

    def describe(self, value):
        words = _("{figure} from {value}") if self.is_minimum else _("{figure} up to {value}")
        return format_lazy(words, figure=self.noun, value=self.unit.spell(value))


@dataclass(frozen=True)
class Choice(Criterion):
    """Any of the choices; `condition_for` returns the condition of one choice, `join` combines several."""

    _: KW_ONLY
    choices: tuple
    condition_for: callable
    join: callable = or_
    shows_label: bool = True
    is_repeatable: ClassVar = True

    def field(self):
        return ChoicesField(choices=self.choices, label=self.label)

    def condition(self, value, cleaned_data):
        return reduce(self.join, map(self.condition_for, value))

    def describe(self, value):
        label = dict(self.choices)[value]
        return super().describe(label) if self.shows_label else label


@dataclass(frozen=True)
class OneChoice(Choice):
    is_repeatable: ClassVar = False

    def field(self):
        return OneChoiceField(choices=self.choices, label=self.label)

    def condition(self, value, cleaned_data):
        return self.condition_for(value)


def single_value_choice(name, label, choices, column, without=(), **options):
    """A choice by a column with one value; "" is unknown."""
    offered = tuple(choice for choice in choices if choice[0] not in without)
    options = {"figure": name, "unknown": Q(**{column: ""})} | options
    return Choice(name, label, choices=offered, condition_for=lambda value: Q(**{column: value}), **options)


def multi_value_choice(name, label, choices, column, join=or_, **options):
    """A choice by a column with several values, each between blanks."""
    return Choice(
        name,
        label,
        choices=tuple(choices.choices),
        condition_for=lambda value: Q(**{f"{column}__contains": f" {value} "}),
        join=join,
        figure=name,
        unknown=Q(**{column: ""}),
        **options,
    )


def range_criteria(name, noun, unit, column, ends=("min",), unknown=None, max=None, **options):
    """The criteria `<name>_min` and `<name>_max`, as in `ends`; `max` returns the condition of the upper limit."""
    words = {"min": _("{figure} from"), "max": _("{figure} up to")}
    return [
        Limit(
            f"{name}_{end}",
            format_lazy(words[end], figure=noun),
            figure=name,
            unknown=unknown if unknown is not None else Q(**{f"{column}__isnull": True}),
            noun=noun,
            column=column,
            unit=unit,
            is_minimum=end == "min",
            custom_condition=max if end == "max" else None,
            **options,
        )
        for end in ends
    ]


MATCH_ALL = and_
