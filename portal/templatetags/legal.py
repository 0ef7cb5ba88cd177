"""Filters for legally required pages."""

from django import template
from django.utils.safestring import mark_safe

from portal.legal.opening import without_closed_forms
from portal.legal.values import fill_in_values
from portal.placeholders import GAP

register = template.Library()


@register.filter
def with_values(markup, profile):
    """HTML with the values of settings and profile filled in, gaps marked, and without links to closed forms."""
    marked = GAP.sub(r"<mark>\g<0></mark>", fill_in_values(markup, profile))
    return mark_safe(without_closed_forms(marked))
