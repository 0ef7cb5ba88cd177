"""How many objects each choice has, and how many leave open what was asked for: one cached answer.

A choice is counted under all filters but those of its own group, so that it says what choosing it would give.
"""

import hashlib
import json
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Count

from regions.models import Area
from sites.filters import AREA_FILTERS, AREA_NAMES

CACHE_SECONDS = 300

# Group of choices, and the column that says which choice an object belongs to.
COLUMNS = {
    "kind": "kind",
    "state": "municipality__parent__parent__key",
    "district": "municipality__parent__key",
    "municipality": "municipality__key",
    "status": "marketing_status",
    "zoning": "zoning",
}


@dataclass
class Facets:
    counts: dict = field(default_factory=dict)
    """Number of objects by group and choice; areas only where there are objects."""
    unknown: dict = field(default_factory=dict)
    """Number of objects left out because they do not state a figure that was asked for, by figure."""
    areas: dict = field(default_factory=dict)
    """Names of the areas counted, by official key."""

    def count(self, group, choice):
        return self.counts.get(group, {}).get(str(choice), 0)

    def area_choices(self, group):
        """(official key, name, count), by name."""
        choices = [(key, self.areas[key], count) for key, count in self.counts[group].items()]
        return sorted(choices, key=lambda choice: choice[1].casefold())


def facets(filterset, fingerprint):
    """The counts beside the filters. `fingerprint` names the state of the pool: another state, another answer."""
    wanted = {name: str(value) for name, value in sorted(filterset.wanted.items()) if name != "sort"}
    name = json.dumps([str(filterset.kind), wanted, str(fingerprint)])
    key = f"space-facets-{hashlib.sha256(name.encode()).hexdigest()}"
    return cache.get_or_set(key, lambda: count_facets(filterset), CACHE_SECONDS)


def count_facets(filterset):
    """Counted from one query: the objects by all their choices at once, summed up here in several ways."""
    figures = filterset.asked_figures
    flags = [f"{figure}_unknown" for figure in figures]
    cells = list(
        filterset.widened(*COLUMNS)
        .with_unknown(*figures)
        .values(*COLUMNS.values(), *flags)
        .annotate(objects=Count("pk"))
    )
    wanted = filterset.wanted
    chosen = {group: _as_set(wanted[group]) for group in COLUMNS if group in wanted}
    included = {f"{figure}_unknown" for figure in wanted.get("unknown", [])}

    def is_chosen(cell, besides=None):
        return all(cell[COLUMNS[group]] in choices for group, choices in chosen.items() if group != besides)

    def is_stated(cell, besides=None):
        return not any(cell[flag] for flag in flags if flag not in included and flag != besides)

    answer = Facets(counts={group: {} for group in COLUMNS})
    for group, column in COLUMNS.items():
        counts = answer.counts[group]
        for cell in cells:
            if cell[column] and is_chosen(cell, besides=group) and is_stated(cell):
                counts[cell[column]] = counts.get(cell[column], 0) + cell["objects"]
    for figure, flag in zip(figures, flags, strict=True):
        if flag not in included:
            answer.unknown[figure] = sum(
                cell["objects"]
                for cell in cells
                if cell[flag] and is_chosen(cell) and is_stated(cell, besides=flag)
            )
    _name_areas(answer, chosen)
    return answer


def _as_set(value):
    return set(value) if isinstance(value, list) else {value}


def _name_areas(answer, chosen):
    for group in AREA_FILTERS:
        for key in chosen.get(group, ()):
            answer.counts[group].setdefault(key, 0)
    keys = {key for group in AREA_FILTERS for key in answer.counts[group]}
    answer.areas = {area.key: area.full_name for area in Area.objects.by_key(*keys).only(*AREA_NAMES)}
