"""The rows of a table of spaces, made as they are written: a pool of any size passes through in pieces."""

from itertools import batched

from regions.models import Area
from regions.querysets import SHAPES_OF_AREAS
from sites.models import Space
from sites.tabular.columns import STORED, Line, columns

PIECE = 500
"""Spaces in memory at a time."""


def table(spaces):
    """(header, rows) of spaces that have `with_figures()`."""
    shown = columns()
    return [column.label for column in shown], (row_of(space, shown) for space in spaces)


def table_of_keys(keys):
    """(header, rows) of the public spaces with these keys, in their order.

    Each piece is a query of its own: no cursor and no transaction stays open between them, however long a file takes.
    What left the pool meanwhile is left out.
    """
    return table(in_pieces(keys))


def in_pieces(keys):
    pool = Space.objects.published().on_offer().only(*STORED).prefetch_related("offers", "distances")
    areas = {}
    for piece in batched(keys, PIECE):
        found = {space.pk: space for space in pool.filter(pk__in=piece)}
        wanted = {space.municipality_id for space in found.values()} - {None, *areas}
        areas |= {
            area.pk: area
            for area in Area.objects.with_superiors().defer(*SHAPES_OF_AREAS).filter(pk__in=wanted)
        }
        for space in (found[key] for key in piece if key in found):
            space.municipality = areas.get(space.municipality_id)
            yield space


def row_of(space, shown):
    line = Line(space)
    return [column.value(line) for column in shown]
