"""Cached template fragments that are the same for all visitors."""

from django import template
from django.utils.safestring import mark_safe

from caching.fragments import cached, cached_in_process

register = template.Library()


class CachedFragmentNode(template.Node):
    def __init__(self, keeping, parts, nodelist):
        self.keeping, self.parts, self.nodelist = keeping, parts, nodelist

    def render(self, context):
        name, *apps = (part.resolve(context) for part in self.parts)
        markup = self.keeping(f"piece:{name}", apps, lambda: str(self.nodelist.render(context)))
        return mark_safe(markup)  # noqa: S308


@register.tag
def keep(parser, token):
    """{% keep "name" "app" "app" %} … {% endkeep %}: rendered once for each language and state of these apps.

    Name all apps whose data it shows; the content must not depend on the user or the URL.
    """
    return parse_fragment(parser, token, cached)


@register.tag
def remember(parser, token):
    """{% remember "name" "app" %} … {% endremember %}: likewise, in the memory of each process, for fragments that are
    rendered faster than read from the cache. Without an app it must show nothing from the database.
    """
    return parse_fragment(parser, token, cached_in_process)


def parse_fragment(parser, token, keeping):
    tag, *parts = token.split_contents()
    if len(parts) < 2 and keeping is cached:
        raise template.TemplateSyntaxError(
            f"{tag} wants a name and the rooms that the piece shows something of."
        )
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return CachedFragmentNode(keeping, [parser.compile_filter(part) for part in parts], nodelist)
