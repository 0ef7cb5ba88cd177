"""Django's library `i18n`, known to every template without being loaded. Words that stand in the template are looked up
once a language, not for each page: a page says fifty of them, which takes a twentieth of its time. Not where they are
just written (DEBUG).
"""

from django.conf import settings
from django.template import Library
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Words(i18n.TranslateNode):
    """A {% translate %} of which nothing hangs on the page."""

    def __init__(self, *parts):
        super().__init__(*parts)
        self.said = {}

    def render(self, context):
        key = get_language(), context.autoescape
        if key not in self.said:
            self.said[key] = super().render(context)
        return self.said[key]


@register.tag("translate")
@register.tag("trans")
def do_translate(parser, token):
    node = i18n.do_translate(parser, token)
    return Words(node.filter_expression, node.noop) if is_constant(node) and not settings.DEBUG else node


def is_constant(node):
    said = node.filter_expression
    return said.var.lookups is None and not (said.filters or node.asvar or node.message_context)
