"""The texts of the pages that the law asks for."""

from django import template
from django.utils.safestring import mark_safe

from portal.legal.opening import without_closed_forms
from portal.legal.values import fill_in_values
from portal.placeholders import GAP

register = template.Library()


@register.filter
def with_values(markup, profile):
    """HTML of a text with what it says of settings and of the region's profile filled in, gaps marked, and without
    links to forms that are closed.
    """
    marked = GAP.sub(r"<mark>\g<0></mark>", fill_in_values(markup, profile))
    return mark_safe(without_closed_forms(marked))
