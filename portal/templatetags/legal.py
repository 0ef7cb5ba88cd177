"""The texts of the pages that the law asks for."""

from django import template
from django.utils.safestring import mark_safe

from portal.legal.gaps import marked
from portal.legal.values import filled

register = template.Library()


@register.filter
def with_values(markup, profile):
    """HTML of a text with what it says of settings and of the region's profile filled in, and gaps marked."""
    return mark_safe(marked(filled(markup, profile)))
