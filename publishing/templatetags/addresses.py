"""Django's {% url %}, known to every template, that looks up a page without arguments once a language: every page names
dozens of them, and a lookup takes as long as a row of a table.
"""

from django.template import Library, defaulttags
from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language

register = Library()


class Address(defaulttags.URLNode):
    """Of which nothing hangs on the page."""

    def __init__(self, *parts):
        super().__init__(*parts)
        self.found = {}

    def render(self, context):
        key = get_language(), get_script_prefix(), get_urlconf()
        if key not in self.found:
            self.found[key] = super().render(context)
        return self.found[key]


@register.tag
def url(parser, token):
    node = defaulttags.url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar) if is_constant(node) else node


def is_constant(node):
    """The administration's hang on the site that is asked for."""
    name = node.view_name
    if not isinstance(name.var, str) or name.var.startswith("admin:"):
        return False
    return not (name.filters or node.args or node.kwargs or node.asvar)
