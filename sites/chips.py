"""The filters in force as words, each with the address of the same page without it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from publishing.templatetags.typography import area, eur_m2, long_date, metres
from sites.choices import Kind, MarketingStatus, Zoning
from sites.filters import AREA_FILTERS, ASKS_FOR, UNKNOWN_LABELS


@dataclass
class Chip:
    label: str
    url: str
    """The query string of the page without this filter, with its question mark; "?" when nothing is left."""


def active_chips(filterset):
    return [
        Chip(label(filterset, name, value), without(filterset.data, name, value))
        for name, wanted in filterset.wanted.items()
        if name != "sort"
        for value in (wanted if isinstance(wanted, list) else [wanted])
    ]


def label(filterset, name, value):
    if name in AREA_FILTERS:
        return filterset.areas[value].full_name
    return LABELS[name](value)


LABELS = {
    "q": lambda value: _("contains %(words)s") % {"words": value},
    "kind": lambda value: Kind(value).label,
    "area_min": lambda value: _("from %(figure)s") % {"figure": area(value)},
    "area_max": lambda value: _("up to %(figure)s") % {"figure": area(value)},
    "price_m2_max": lambda value: _("sale up to %(figure)s") % {"figure": eur_m2(value)},
    "rent_m2_max": lambda value: _("rent up to %(figure)s") % {"figure": eur_m2(value)},
    "status": lambda value: MarketingStatus(value).label,
    "available_by": lambda value: _("available by %(day)s") % {"day": long_date(value)},
    "zoning": lambda value: Zoning(value).label,
    "clear_height_min": lambda value: _("clear height from %(figure)s") % {"figure": metres(value)},
    "bbox": lambda value: _("map section"),
    "unknown": lambda value: _("also %(objects)s") % {"objects": UNKNOWN_LABELS[value]},
}


def without(data, *dropped):
    """The query string without one value of a filter (name, value), and without what only served it."""
    name, value = dropped
    kept = data.copy()
    kept.pop("page", None)
    values = kept.getlist(name)
    remaining = [item for item in values if item != str(value)] if len(values) > 1 else []
    if remaining:
        kept.setlist(name, remaining)
    else:
        kept.pop(name, None)
    still_open = [
        figure for figure in kept.getlist("unknown") if any(asks in kept for asks in ASKS_FOR.get(figure, ()))
    ]
    kept.setlist("unknown", still_open)
    return f"?{kept.urlencode()}"


def with_unknown(data, figure):
    """The query string that also takes in what does not state the figure."""
    kept = data.copy()
    kept.pop("page", None)
    kept.appendlist("unknown", figure)
    return f"?{kept.urlencode()}"
