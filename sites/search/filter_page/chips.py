"""Chips: labels of the active filters, each with the query string of the page without it, or with it as a wish."""

from dataclasses import dataclass

from sites.search.filters import AREA_FILTERS, CRITERIA, PARAMETERS
from sites.sorts import DEFAULT_SORT

UNREAD, CORRECTED, ALTERNATIVES = "unread", "meant", "other"
"""Parameters for parts of a phrase without a filter, corrections (“leipzg:Leipzig”), and alternative phrases."""
PHRASE_NOTES = (UNREAD, CORRECTED, ALTERNATIVES)
"""Parameters of a redirect (sites/search/phrase_redirects.py) that the page shows once; no filter uses them."""
PHRASE = "phrase"
"""Parameter of the phrase in force, which fills the search field."""


@dataclass
class Chip:
    label: str
    url: str
    """The query string of the page without this filter, with its question mark; "?" when nothing is left."""
    name: str = ""
    """The filter's parameter."""
    is_wish: bool = False
    toggle_url: str = ""
    """The query string that turns a must into a wish and vice versa, on the last chip of a filter; else ""."""


def active_chips(filterset):
    chips = []
    for name in in_display_order(filterset.wanted):
        if name in ("sort", "nice", "vehicle"):
            continue
        wanted = filterset.wanted[name]
        values = list(value_pairs(filterset, name, wanted))
        chips += [
            Chip(
                str(chip_label(filterset, name, value)),
                url_without(filterset.data, name, raw),
                name,
                name in filterset.wishes,
            )
            for value, raw in values
        ]
        if values and CRITERIA[name].narrows and name != "kind":
            chips[-1].toggle_url = url_with_wish_toggled(filterset.data, name)
    return chips


PLACE_SETTINGS = ("minutes", "radius")
"""Settings that only apply to a place."""


def in_display_order(names):
    """The names with radius and driving time after the place."""
    names = list(names)
    for name in PLACE_SETTINGS:
        if "place" in names and name in names:
            names.remove(name)
            names.insert(names.index("place") + 1, name)
    return names


def value_pairs(filterset, name, wanted):
    """(cleaned value, raw value) of each value."""
    raw = filterset.data.getlist(name)
    if not CRITERIA[name].is_repeatable:
        return [(wanted, raw[-1])]
    return zip(wanted, dict.fromkeys(raw), strict=False)


def chip_label(filterset, name, value):
    if name in AREA_FILTERS:
        return filterset.areas[value].full_name
    if name == "place" and filterset.wanted.keys().isdisjoint(PLACE_SETTINGS):
        return CRITERIA[name].describe_inside(value)
    return CRITERIA[name].describe(value)


def url_without(data, *dropped):
    """The query string without one value of a filter (name, value), and without settings that only served it."""
    name, value = dropped
    query = data.copy()
    query.pop("page", None)
    values = query.getlist(name)
    remaining = [item for item in values if item != str(value)] if len(values) > 1 else []
    if remaining and (name not in CRITERIA or CRITERIA[name].is_repeatable):
        query.setlist(name, remaining)
    else:
        query.pop(name, None)
    return query_string(drop_unused_settings(query))


def drop_unused_settings(query):
    """Remove settings that no longer apply to a filter."""
    if "place" not in query:
        query.pop("radius", None)
        query.pop("minutes", None)
    if "minutes" not in query:
        query.pop("vehicle", None)
    still_open = [
        figure
        for figure in query.getlist("unknown")
        if any(name in query for name in PARAMETERS.get(figure, ()))
    ]
    query.setlist("unknown", still_open)
    query.setlist("nice", [name for name in query.getlist("nice") if name in query])
    return query


def url_with_wish_toggled(data, name):
    """The query string with the filter turned into a wish, or back into a must."""
    nice = data.getlist("nice")
    if name in nice:
        return changed_query(data, nice=[item for item in nice if item != name])
    return changed_query(data, wish=[name])


def add_wishes(query, names):
    """Mark filters as wishes. The first one removes the default order, which a form always sends, to rank by wishes."""
    nice = query.getlist("nice")
    if not nice and query.get("sort") == DEFAULT_SORT:
        del query["sort"]
    query.setlist("nice", list(dict.fromkeys([*nice, *names])))


def url_including_unknown(data, figure):
    """The query string that also includes spaces that do not state the figure."""
    return changed_query(data, unknown=[*data.getlist("unknown"), figure])


def changed_query(data, *, drop=(), wish=(), **values):
    """The query string without the filters `drop`, with those of `wish` as wishes, and with the given values."""
    query = data.copy()
    for name in ("page", *drop):
        query.pop(name, None)
    for name, value in values.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    if wish:
        add_wishes(query, wish)
    return query_string(drop_unused_settings(query) if drop or wish else query)


def query_string(data):
    data = data.copy()
    for name in PHRASE_NOTES:
        data.pop(name, None)
    return f"?{data.urlencode(safe=':,;')}" if data else "?"
