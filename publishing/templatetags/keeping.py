"""Pieces of pages that are the same for all readers."""

from django import template
from django.utils.safestring import mark_safe

from publishing.kept import kept

register = template.Library()


class Keep(template.Node):
    def __init__(self, name, rooms, nodelist):
        self.name, self.rooms, self.nodelist = name, rooms, nodelist

    def render(self, context):
        name, *rooms = (value.resolve(context) for value in (self.name, *self.rooms))
        return mark_safe(kept(f"piece:{name}", rooms, lambda: str(self.nodelist.render(context))))  # noqa: S308


@register.tag
def keep(parser, token):
    """{% keep "name" "room" "room" %} … {% endkeep %}: made once for each language and state of these rooms.

    Name all rooms that it shows something of, and leave nothing in it that hangs on the reader or the address.
    """
    _tag, name, *rooms = token.split_contents()
    if not rooms:
        raise template.TemplateSyntaxError(
            "keep wants a name and the rooms that the piece shows something of."
        )
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Keep(parser.compile_filter(name), [parser.compile_filter(room) for room in rooms], nodelist)
