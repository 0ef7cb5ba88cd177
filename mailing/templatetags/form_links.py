"""Links to public forms that take people's data."""

from django import template

from mailing.opening import form_url as url_of

register = template.Library()


@register.simple_tag
def form_url(name):
    """{% form_url "portal:feedback" as url %}{% if url %} … {% endif %}: empty while the form is closed."""
    return url_of(name)
