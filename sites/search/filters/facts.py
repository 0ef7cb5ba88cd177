"""Criteria generated from the declarations of facts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sites.facts import FACTS
from sites.facts.layout import FILTER_FORM
from sites.search.filters.criteria import Choice, OneChoice, range_criteria, single_value_choice

YES_NO_LABELS = {"yes": _("yes"), "no": _("no")}


FACTS_BY_PARAMETER = {fact.asked_as: fact for fact in FACTS.values() if fact.filter}


def criteria_of_group(section):
    """The criteria of facts in the filter form's section of this name, in its order."""
    [group] = [group for group in FILTER_FORM if group.name == section]
    facts = [FACTS_BY_PARAMETER[name] for name in group.names() if name in FACTS_BY_PARAMETER]
    return [criterion for fact in facts for criterion in criteria_of_fact(fact)]


def criteria_of_fact(fact):
    spec, field = fact.filter, fact.field
    options = {"kind": fact.kind, "hint": spec.hint}
    if isinstance(field, models.BooleanField):
        return [yes_no_criterion(fact, options)]
    if spec.values:
        return [text_criterion(fact, options)]
    if field.choices:
        options["shows_label"] = spec.says_label
        return [
            single_value_choice(
                fact.asked_as, fact.short_label, field.flatchoices, fact.name, spec.without, **options
            )
        ]
    options |= {"steps": spec.steps, "max": spec.at_most}
    column = spec.column or fact.name
    return range_criteria(fact.asked_as, fact.short_label, fact.asked_in, column, spec.ends, **options)


def yes_no_criterion(fact, options):
    """Unknown only where the field is nullable; otherwise unset means “no”."""
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
    """A choice by a free text field, ignoring case."""
    return Choice(
        fact.asked_as,
        fact.short_label,
        choices=tuple((value, value) for value in fact.filter.values),
        condition_for=lambda value: Q(**{f"{fact.name}__iexact": value}),
        figure=fact.asked_as,
        unknown=Q(**{fact.name: ""}),
        **options,
    )
