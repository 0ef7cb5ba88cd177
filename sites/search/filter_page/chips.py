"""The filters in force as words, each with the address of the same page without it, or with it as a wish."""

from dataclasses import dataclass

from sites.search.filters import AREA_FILTERS, CRITERIA, PARAMETERS_BY_FIGURE
from sites.sorts import DEFAULT_SORT

UNREAD, CORRECTED, OTHER_READINGS = "unread", "meant", "other"
"""What a phrase said and no filter asks for, what was read as meant (“leipzg:Leipzig”), and what else it may mean."""
NOTE_PARAMETERS = (UNREAD, CORRECTED, OTHER_READINGS)
"""Of a phrase just read (sites/search/phrase_redirects.py): the page tells it once, no filter reads it."""
PHRASE = "phrase"
"""The phrase itself, for its field."""


@dataclass
class Chip:
    label: str
    url: str
    """The query string of the page without this filter, with its question mark; "?" when nothing is left."""
    name: str = ""
    """The filter's name in the address."""
    is_wish: bool = False
    toggle_url: str = ""
    """The query string that makes a must a wish and a wish a must, with the last chip of a filter; else ""."""


def active_chips(filterset):
    chips = []
    for name in in_display_order(filterset.wanted):
        if name in ("sort", "nice", "vehicle"):
            continue
        wanted = filterset.wanted[name]
        values = list(value_pairs(filterset, name, wanted))
        chips += [
            Chip(
                str(label(filterset, name, value)),
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
"""What is asked around a place, though it is no filter of its own."""


def in_display_order(names):
    """With radius and driving time behind the place that they start at."""
    names = list(names)
    for name in PLACE_SETTINGS:
        if "place" in names and name in names:
            names.remove(name)
            names.insert(names.index("place") + 1, name)
    return names


def value_pairs(filterset, name, wanted):
    """Each value as it was understood, and as it stands in the address."""
    raw = filterset.data.getlist(name)
    if not CRITERIA[name].is_repeatable:
        return [(wanted, raw[-1])]
    return zip(wanted, dict.fromkeys(raw), strict=False)


def label(filterset, name, value):
    if name in AREA_FILTERS:
        return filterset.areas[value].full_name
    if name == "place" and filterset.wanted.keys().isdisjoint(PLACE_SETTINGS):
        return CRITERIA[name].describe_inside(value)
    return CRITERIA[name].describe(value)


def url_without(data, *dropped):
    """The query string without one value of a filter (name, value), and without what only served it."""
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
    """Without the settings that serve no filter any more."""
    if "place" not in query:
        query.pop("radius", None)
        query.pop("minutes", None)
    if "minutes" not in query:
        query.pop("vehicle", None)
    still_open = [
        figure
        for figure in query.getlist("unknown")
        if any(name in query for name in PARAMETERS_BY_FIGURE.get(figure, ()))
    ]
    query.setlist("unknown", still_open)
    query.setlist("nice", [name for name in query.getlist("nice") if name in query])
    return query


def url_with_wish_toggled(data, name):
    """The query string with the filter as a wish, or, if it is one, as a must."""
    nice = data.getlist("nice")
    if name in nice:
        return changed_query(data, nice=[item for item in nice if item != name])
    return changed_query(data, wish=[name])


def mark_as_wishes(query, names):
    """Makes filters wishes. The first wish ranks: the usual order, which a form sends unasked, gives way to it."""
    nice = query.getlist("nice")
    if not nice and query.get("sort") == DEFAULT_SORT:
        del query["sort"]
    query.setlist("nice", list(dict.fromkeys([*nice, *names])))


def url_including_unknown(data, figure):
    """The query string that also takes in what does not state the figure."""
    return changed_query(data, unknown=[*data.getlist("unknown"), figure])


def changed_query(data, *, drop=(), wish=(), **values):
    """The query string without the filters `drop`, with those of `wish` as wishes, and with other values for some."""
    query = data.copy()
    for name in ("page", *drop):
        query.pop(name, None)
    for name, value in values.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    if wish:
        mark_as_wishes(query, wish)
    return query_string(drop_unused_settings(query) if drop or wish else query)


def query_string(data):
    data = data.copy()
    for name in NOTE_PARAMETERS:
        data.pop(name, None)
    return f"?{data.urlencode(safe=':,;')}" if data else "?"
