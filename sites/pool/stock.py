"""Counts of spaces on offer by area, cached until the pool changes."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce

from django.contrib.gis.db.models import Extent
from django.db.models import Count, Max
from django.utils.timezone import localdate

from caching.fragments import cached
from caching.versions import snapshot_time
from regions.models import Area
from sites.choices import Kind
from sites.models import Space

AREA_PATHS = ("municipality", "municipality__parent", "municipality__parent__parent")


@dataclass
class Stock:
    """areas, plots_in: numbers of objects and of plots by the primary key of a municipality, district or state.

    extents: by kind the box around all public places, in metres (EPSG:3035). changed: the latest change.
    largest_municipality: the name of the region's, for examples; "" without municipalities or objects.
    """

    plots: int = 0
    halls: int = 0
    areas: Counter = field(default_factory=Counter)
    plots_in: Counter = field(default_factory=Counter)
    extents: dict = field(default_factory=dict)
    changed: datetime | None = None
    largest_municipality: str = ""

    def count(self, kind=None):
        return {None: self.plots + self.halls, Kind.PLOT: self.plots, Kind.HALL: self.halls}[kind]

    def extent(self, kind=None):
        """Return the extent in EPSG:3035, or None."""
        found = self.extents.values() if kind is None else [self.extents.get(kind)]
        return reduce(merge_extents, found, None)


def merge_extents(one, other):
    """Return the union of two extents, either of which may be None."""
    if one is None or other is None:
        return one or other
    return (*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:]))


def offer_counts():
    at = snapshot_time()
    rows = Space.objects.published(at).on_offer().order_by().rewrite(False).values_list("kind", *AREA_PATHS)
    # Part of this query, since all pages with a search field load the stock.
    towns = Area.objects.municipalities().valid(localdate(at)).filter(boundary__isnull=False)
    largest = Max(towns.largest_name())
    return rows.annotate(
        Count("pk"), largest=largest, changed=Max("updated_at"), extent=Extent("public_location")
    )


def current_stock():
    return cached("stock", ("sites", "regions"), count_stock)


def count_stock():
    found = Stock()
    for kind, town, district, state, count, largest, changed, extent in offer_counts():
        found.largest_municipality = largest or ""
        if kind == Kind.PLOT:
            found.plots += count
        else:
            found.halls += count
        for area in filter(None, (town, district, state)):
            found.areas[area] += count
            if kind == Kind.PLOT:
                found.plots_in[area] += count
        found.extents[kind] = merge_extents(found.extents.get(kind), extent)
        found.changed = max(found.changed or changed, changed)
    return found
