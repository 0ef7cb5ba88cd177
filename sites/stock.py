"""What is on offer in all, by area: one question for each state of the pool, not one for each page."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max

from publishing.kept import kept
from sites.choices import Kind
from sites.models import Space

LEVELS = ("municipality", "municipality__parent", "municipality__parent__parent")


@dataclass
class Stock:
    """areas, plots_in: numbers of objects and of plots by the primary key of a municipality, district or state.

    changed: the latest change.
    """

    plots: int = 0
    halls: int = 0
    areas: Counter = field(default_factory=Counter)
    plots_in: Counter = field(default_factory=Counter)
    changed: datetime | None = None


def stock():
    return kept("stock", ("sites", "regions"), count_stock)


def count_stock():
    found = Stock()
    rows = Space.objects.published().on_offer().order_by().values_list("kind", *LEVELS)
    for kind, *areas, count, changed in rows.annotate(Count("pk"), Max("updated_at")):
        if kind == Kind.PLOT:
            found.plots += count
        else:
            found.halls += count
        for area in filter(None, areas):
            found.areas[area] += count
            if kind == Kind.PLOT:
                found.plots_in[area] += count
        found.changed = max(found.changed or changed, changed)
    return found
