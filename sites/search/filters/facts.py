"""The questions that facts may be asked, made of their declarations."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sites.facts import FACTS
from sites.facts.layout import FILTER_FORM
from sites.search.filters.criteria import Choice, OneChoice, range_criteria, single_value_choice

YES_NO_LABELS = {"yes": _("yes"), "no": _("no")}


FACTS_BY_PARAMETER = {fact.asked_as: fact for fact in FACTS.values() if fact.filter}


def criteria_of_group(section):
    """The criteria that facts make, of the section of this name in the filter form, in its order."""
    [group] = [group for group in FILTER_FORM if group.name == section]
    facts = [FACTS_BY_PARAMETER[name] for name in group.names() if name in FACTS_BY_PARAMETER]
    return [criterion for fact in facts for criterion in criteria_of_fact(fact)]


def criteria_of_fact(fact):
    asked, field = fact.filter, fact.field
    options = {"kind": fact.kind, "hint": asked.hint}
    if isinstance(field, models.BooleanField):
        return [yes_no_criterion(fact, options)]
    if asked.values:
        return [text_criterion(fact, options)]
    if field.choices:
        options["shows_label"] = asked.says_label
        return [
            single_value_choice(
                fact.asked_as, fact.short_label, field.flatchoices, fact.name, asked.without, **options
            )
        ]
    options |= {"steps": asked.steps, "max": asked.at_most}
    column = asked.column or fact.name
    return range_criteria(fact.asked_as, fact.short_label, fact.asked_in, column, asked.ends, **options)


def yes_no_criterion(fact, options):
    """Left open only where the field can be; else what is not said is “no”."""
    if fact.field.null:
        options |= {"figure": fact.asked_as, "unknown": Q(**{f"{fact.name}__isnull": True})}
    return OneChoice(
        fact.asked_as,
        fact.short_label,
        choices=tuple((value, YES_NO_LABELS[value]) for value in fact.filter.values),
        condition_for=lambda value: Q(**{fact.name: value == "yes"}),
        **options,
    )


def text_criterion(fact, options):
    """Of a text that is typed: case does not matter."""
    return Choice(
        fact.asked_as,
        fact.short_label,
        choices=tuple((value, value) for value in fact.filter.values),
        condition_for=lambda value: Q(**{f"{fact.name}__iexact": value}),
        figure=fact.asked_as,
        unknown=Q(**{fact.name: ""}),
        **options,
    )
