"""Suggestions for an empty result: filters to remove, the nearest objects, the next sizes."""

from dataclasses import dataclass
from itertools import combinations
from math import comb

from django.contrib.gis.db.models.functions import Distance
from django.db.models import Count, F
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from formats.templatetags.typography import area as spell_area
from regions.crs import densified_bbox
from sites.search.filter_page.chips import changed_query
from sites.search.filters import LOCATION_FILTERS

MAX_SHOWN = 3
SIZE_FILTERS = ("area_min", "area_max")
MAX_COMBINATIONS = 200
"""Combinations of filters that are counted in one query."""


@dataclass
class Loosening:
    """The number of objects without some filters, or with these as wishes."""

    names: tuple
    filters: str
    """The labels of the filters, each in quotation marks."""
    count: int
    url: str
    wish_url: str


@dataclass
class Relaxation:
    """Objects that match relaxed filters, with the query string that finds them."""

    label: str
    url: str
    spaces: list
    page: object = None
    """The filter page with the filters as wishes, which lists those that each object meets."""


def removable_filters(filterset):
    """The musts without the kind, which is chosen by tabs."""
    return [name for name in filterset.musts if name != "kind"]


def count_without(filterset, chips, size):
    """The result without each combination of `size` filters, the largest first; one query."""
    musts = removable_filters(filterset)
    if not musts or comb(len(musts), size) > MAX_COMBINATIONS:
        return []
    choices = list(combinations(musts, size))
    counts = {
        f"less_{n}": Count("pk", filter=filterset.conjunction(*names)) for n, names in enumerate(choices)
    }
    found = filterset.queryset.order_by().aggregate(**counts)
    ways = [
        Loosening(
            names,
            format_labels(chips, names),
            found[f"less_{n}"],
            changed_query(filterset.data, drop=names),
            changed_query(filterset.data, drop=["sort"], wish=names),
        )
        for n, names in enumerate(choices)
    ]
    return sorted(ways, key=lambda way: -way.count)


def format_labels(chips, names):
    labels = [", ".join(chip.label for chip in chips if chip.name == name) for name in names]
    quoted = [_("“%(filter)s”") % {"filter": label} for label in labels]
    return get_text_list(quoted, pgettext("between filters", "and"))


def relax(filterset):
    """The nearest objects and the next sizes; if none match the other filters, these become wishes."""
    found = [*nearest_spaces(filterset), *next_sizes(filterset)]
    if found:
        return found
    others = [name for name in removable_filters(filterset) if name not in (*LOCATION_FILTERS, *SIZE_FILTERS)]
    return [
        *nearest_spaces(filterset, [*others, *SIZE_FILTERS]),
        *next_sizes(filterset, [*others, *LOCATION_FILTERS]),
    ]


def nearest_spaces(filterset, wishes=()):
    geometry = searched_geometry(filterset)
    if geometry is None:
        return []
    spaces = (
        filterset.queryset.filter(
            filterset.conjunction(*LOCATION_FILTERS, *wishes), public_location__isnull=False
        )
        .annotate(distance=Distance("public_location", geometry))
        .order_by("distance", "number")
        .with_card()[:MAX_SHOWN]
    )
    if "place" in filterset.musts:
        url = changed_query(filterset.data, wish=["place", *wishes], sort="distance")
    else:
        url = changed_query(filterset.data, drop=LOCATION_FILTERS, wish=wishes)
    return [Relaxation(_("The nearest properties"), url, list(spaces))] if spaces else []


def searched_geometry(filterset):
    musts, wanted = filterset.musts, filterset.wanted
    if "place" in musts:
        return wanted["place"].geometry
    if "polygon" in musts:
        return wanted["polygon"]
    return densified_bbox(*wanted["bbox"]) if "bbox" in musts else None


def next_sizes(filterset, wishes=()):
    """The largest objects that are too small, and the smallest that are too large."""
    if filterset.musts.keys().isdisjoint(SIZE_FILTERS):
        return []
    others = filterset.queryset.filter(filterset.conjunction(*SIZE_FILTERS, *wishes)).with_card()
    found = []
    smallest, largest = (filterset.wanted.get(name) for name in SIZE_FILTERS)
    if smallest is not None:
        smaller = list(others.filter(area__lt=smallest).order_by(F("area").desc(), "number")[:MAX_SHOWN])
        if smaller:
            label = _("The next smaller properties, up to %(area)s") % {"area": spell_area(smaller[0].area)}
            found.append(relax_limit(filterset, label, smaller, wishes, area_min=smaller[-1].area))
    if largest is not None:
        larger = list(others.filter(area__gt=largest).order_by(F("area").asc(), "number")[:MAX_SHOWN])
        if larger:
            parts = [space.smallest_area for space in larger]
            label = _("The next larger properties, from %(area)s") % {"area": spell_area(parts[0])}
            found.append(relax_limit(filterset, label, larger, wishes, area_max=max(*parts, smallest or 0)))
    return found


def relax_limit(filterset, label, spaces, wishes, **limit):
    """The spaces with the limit (m²) changed so that they match."""
    values = {name: f"{value.normalize():f}" for name, value in limit.items()}
    return Relaxation(label, changed_query(filterset.data, wish=wishes, **values), spaces)
