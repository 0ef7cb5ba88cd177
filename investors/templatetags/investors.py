"""Query strings of selected spaces."""

from django import template

from investors.selection import selection_query

register = template.Library()


@register.filter
def ids_query(numbers):
    return selection_query(numbers)


@register.filter
def query_without(chosen, number):
    return chosen.without(number)
