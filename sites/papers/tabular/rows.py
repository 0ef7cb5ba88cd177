"""The rows of a table of spaces, generated in batches while the file is written."""

from regions.models import Area
from regions.querysets import GEOMETRY_FIELDS
from sites.models import Space
from sites.papers.tabular.columns import REQUIRED_FIELDS, TableRow, table_columns
from sites.pool.row_batches import iterate_in_batches


def space_table(spaces):
    """Return (header, rows) of spaces loaded `with_figures()`."""
    columns = table_columns()
    return [column.label for column in columns], (row_values(space, columns) for space in spaces)


def space_table_by_keys(keys):
    """Return (header, rows) of the public spaces with these keys, in their order."""
    return space_table(iterate_in_batches(keys, space_loader()))


def space_loader():
    """Return a function that loads spaces by key with the columns of a table; it loads each area only once."""
    pool = Space.objects.published().on_offer().only(*REQUIRED_FIELDS).prefetch_related("offers", "distances")
    areas = {}

    def load(keys):
        spaces = list(pool.filter(pk__in=keys))
        missing = {space.municipality_id for space in spaces} - {None, *areas}
        loaded = Area.objects.with_superiors().defer(*GEOMETRY_FIELDS).filter(pk__in=missing)
        areas.update({area.pk: area for area in loaded})
        for space in spaces:
            space.municipality = areas.get(space.municipality_id)
        return spaces

    return load


def row_values(space, columns):
    row = TableRow(space)
    return [column.value(row) for column in columns]
