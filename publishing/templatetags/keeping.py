"""Pieces of pages that are the same for all readers."""

from django import template
from django.utils.safestring import mark_safe

from caching.fragments import cached, cached_in_process

register = template.Library()


class CachedFragmentNode(template.Node):
    def __init__(self, keeping, parts, nodelist):
        self.keeping, self.parts, self.nodelist = keeping, parts, nodelist

    def render(self, context):
        name, *rooms = (part.resolve(context) for part in self.parts)
        markup = self.keeping(f"piece:{name}", rooms, lambda: str(self.nodelist.render(context)))
        return mark_safe(markup)  # noqa: S308


@register.tag
def keep(parser, token):
    """{% keep "name" "room" "room" %} … {% endkeep %}: made once for each language and state of these rooms.

    Name all rooms that it shows something of, and leave nothing in it that hangs on the reader or the address.
    """
    return parse_fragment(parser, token, cached)


@register.tag
def remember(parser, token):
    """{% remember "name" "room" %} … {% endremember %}: likewise, in the memory of each process: for small pieces that
    are sooner made than read from the cache. Without a room it shows nothing of the database.
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
