"""The rows of a table of spaces, made as they are written: a pool of any size passes through in pieces."""

from regions.models import Area
from regions.querysets import SHAPES_OF_AREAS
from sites.models import Space
from sites.papers.tabular.columns import STORED, Line, columns
from sites.pool.pieces import in_pieces


def table(spaces):
    """(header, rows) of spaces that have `with_figures()`."""
    shown = columns()
    return [column.label for column in shown], (row_of(space, shown) for space in spaces)


def table_of_keys(keys):
    """(header, rows) of the public spaces with these keys, in their order."""
    return table(in_pieces(keys, loader()))


def loader():
    """Loads spaces with the columns of a table; each area they lie in once for all of them."""
    pool = Space.objects.published().on_offer().only(*STORED).prefetch_related("offers", "distances")
    areas = {}

    def load(keys):
        spaces = list(pool.filter(pk__in=keys))
        wanted = {space.municipality_id for space in spaces} - {None, *areas}
        found = Area.objects.with_superiors().defer(*SHAPES_OF_AREAS).filter(pk__in=wanted)
        areas.update({area.pk: area for area in found})
        for space in spaces:
            space.municipality = areas.get(space.municipality_id)
        return spaces

    return load


def row_of(space, shown):
    line = Line(space)
    return [column.value(line) for column in shown]
