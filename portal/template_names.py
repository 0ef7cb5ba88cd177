"""Names in templates, such as `space.municipality.name`, looked up in fewer steps than Django's.

Django asks each thing on the way for an item first and catches what is thrown; a list of spaces looks up 2,000 names.
"""

from django.template.base import FilterExpression, Variable, VariableDoesNotExist
from django.template.smartif import TokenBase


class Name(Variable):
    """Attributes of a thing in the context. Whatever else is on the way Django looks up: items, functions, faults."""

    __slots__ = ()

    def resolve(self, context):
        if self.translate:  # {% translate %} sets it when it is rendered
            return super().resolve(context)
        first, *attributes = self.lookups
        for known in reversed(context.dicts):
            if first in known:
                current = known[first]
                break
        else:
            raise VariableDoesNotExist("Failed lookup for key [%s] in %r", (first, context))
        for place, attribute in enumerate(attributes):
            if callable(current) or hasattr(type(current), "__getitem__"):
                return rest_by_django(context, current, attributes[place:])
            try:
                current = getattr(current, attribute)
            except Exception:  # noqa: BLE001 (Django knows which of them are silent)
                return rest_by_django(context, current, attributes[place:])
        return rest_by_django(context, current, ()) if callable(current) else current


class Rest(Variable):
    """What comes after a thing that the context knows as ""."""

    __slots__ = ()

    def __init__(self, bits):
        self.var, self.literal, self.lookups, self.translate = "", None, ("", *bits), False


def rest_by_django(context, current, bits):
    """Goes on from there: what came before may be dear, or give something else the next time."""
    context.dicts.append({"": current})
    try:
        return Rest(bits).resolve(context)
    finally:
        context.dicts.pop()


class NameAlone(FilterExpression):
    """A name without filters."""

    __slots__ = ()

    def resolve(self, context, ignore_failures=False):
        try:
            return self.var.resolve(context)
        except VariableDoesNotExist:
            if ignore_failures:
                return None
            told = context.template.engine.string_if_invalid
            return told % self.var if "%s" in told else told


def quicken_names(part):
    """Of a node, or of what it consists of; nodes within it are not looked at."""
    if isinstance(part, FilterExpression):
        quicken_expression(part)
    elif isinstance(part, dict):
        quicken_names([*part.values()])
    elif type(part) in (list, tuple):
        for each in part:
            quicken_names(each)
    elif isinstance(part, TokenBase):  # of an {% if %}
        quicken_names([getattr(part, name, None) for name in ("first", "second", "value")])


def quicken_expression(expression):
    arguments = [argument for _filter, given in expression.filters for is_name, argument in given if is_name]
    for name in filter(is_name_of_context, [expression.var, *arguments]):
        name.__class__ = Name
    if type(expression.var) is Name and type(expression) is FilterExpression and not expression.filters:
        expression.__class__ = NameAlone


def is_name_of_context(said):
    return type(said) is Variable and said.lookups is not None
