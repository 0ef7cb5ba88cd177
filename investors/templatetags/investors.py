"""What a template may ask about a choice of objects."""

from django import template

from investors.selection import selection_query

register = template.Library()


@register.filter
def ids_query(numbers):
    """The query string that asks for these objects."""
    return selection_query(numbers)


@register.filter
def query_without(chosen, number):
    """The query string that asks for the other objects."""
    return chosen.without(number)
