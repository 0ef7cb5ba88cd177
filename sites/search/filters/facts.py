"""The questions that facts may be asked, made of their declarations."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sites.facts import in_group
from sites.search.filters.questions import Choice, OneChoice, among, figure

ANSWERS = {"yes": _("yes"), "no": _("no")}


def of_facts(section):
    """The questions of a section of the filter form, in its order."""
    facts = in_group(section, lambda fact: fact.filter and fact.filter.place)
    return [question for fact in facts for question in of_fact(fact)]


def of_fact(fact):
    asked, field = fact.filter, fact.field
    options = {"kind": fact.kind, "place": asked.place, "hint": asked.hint}
    if isinstance(field, models.BooleanField):
        return [yes_or_no(fact, options)]
    if asked.values:
        return [one_of_the_values(fact, options)]
    if field.choices:
        options["says_label"] = asked.says_label
        return [
            among(fact.asked_as, fact.short_label, field.flatchoices, fact.name, asked.without, **options)
        ]
    options |= {"steps": asked.steps, "max": asked.at_most}
    column = asked.column or fact.name
    return figure(fact.asked_as, fact.short_label, fact.asked_in, column, asked.ends, **options)


def yes_or_no(fact, options):
    """Left open only where the field can be; else what is not said is “no”."""
    if fact.field.null:
        options |= {"figure": fact.asked_as, "unknown": Q(**{f"{fact.name}__isnull": True})}
    return OneChoice(
        fact.asked_as,
        fact.short_label,
        choices=tuple((value, ANSWERS[value]) for value in fact.filter.values),
        holds=lambda value: Q(**{fact.name: value == "yes"}),
        **options,
    )


def one_of_the_values(fact, options):
    """Of a text that is typed: case does not matter."""
    return Choice(
        fact.asked_as,
        fact.short_label,
        choices=tuple((value, value) for value in fact.filter.values),
        holds=lambda value: Q(**{f"{fact.name}__iexact": value}),
        figure=fact.asked_as,
        unknown=Q(**{fact.name: ""}),
        **options,
    )
