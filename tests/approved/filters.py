"""What each filter of the pool finds in the small region, in which words, and what it says to what it cannot read."""

from sites.models import Space
from sites.search.filters import CRITERIA, SpaceFilterSet
from sites.search.filters.criteria import Limit
from sites.search.filters.fields import ChoicesField, FigureField, OneChoiceField

SQUARE = "51.3,12.1;51.5,12.1;51.5,12.5;51.3,12.5"
PLACES = {
    "place": (
        "area:14730110",
        "Torgau",
        "torgau ",
        "Schkeuditzer Kreuz",
        "A 14",
        "point:51.4,12.2",
        "04435",
        "Tourgau",
    )
    + ("point:12.2,51.4", "point:1,1", "point:51,4", "point:x", "park:x", "x", "Flughafen Leipzig/Halle"),
    "radius": ("1", "500", "500,1", "0", "-1", "x", "30 km"),
    "bbox": (
        "12.1,51.3,12.5,51.5",
        "12.5,51.3,12.1,51.5",
        "51.3,12.1,51.5,12.5",
        "1,2,3",
        "x",
        "0,0,1,1",
        "nan,0,1,1",
    ),
    "polygon": (
        SQUARE,
        f"{SQUARE};51.3,12.1",
        "51.3,12.1;51.5,12.5",
        "12.1,51.3;12.1,51.5;12.5,51.5",
        "1,1;1,2;2,2",
    )
    + (
        "51.3,12.1;51.5,12.5;51.5,12.1;51.3,12.5",
        "51.3,12.1;x",
        "51.3;12.1;51",
        ";",
        "51.3,12.1,1;51,12;52,12",
    ),
    "state": ("14", "15", "x", "14730"),
    "district": ("14730", "14", "99999"),
    "municipality": ("14730110", "14730", "1473011"),
    "motorway": ("A 14", "a14", "B 2", "14", "x"),
}
BESIDE = {"radius": {"place": "point:51.4,12.2"}}


def filters(_world):
    return {"filters": "\n".join(line for name in CRITERIA for line in told(name))}


def told(name):
    for value in values_of(name):
        for more in ({}, {"unknown": CRITERIA[name].figure}) if CRITERIA[name].figure else ({},):
            asked = SpaceFilterSet(
                {name: value} | BESIDE.get(name, {}) | more, queryset=Space.objects.published()
            )
            if asked.is_valid() or not more:
                yield f"{name}={value}{' or unknown' if more else ''}: {answer(asked, name)}"


def values_of(name):
    if name in PLACES:
        return PLACES[name]
    field = CRITERIA[name].field()
    if isinstance(field, FigureField):
        return [*(stored(CRITERIA[name]) or ["4,5"]), "5 Äpfel"]
    if isinstance(field, ChoicesField | OneChoiceField):
        values = [str(value) for value, _label in field.choices]
        return [values[0], values[-1], "nonsense"]
    return ("Nordfeld", "4711", "2026-12-01", "1.12.2026", "x")


def stored(criterion):
    """What one of the region has, so that the limit itself is met."""
    if not isinstance(criterion, Limit) or criterion.custom_condition:
        return []
    values = Space.objects.published().values_list(criterion.column, flat=True)
    return [f"{value:f}".replace(".", ",") for value in sorted(filter(None, values))[:1]]


def answer(asked, name):
    if not asked.is_valid():
        return " ".join(str(message) for messages in asked.errors.values() for message in messages)
    found = asked.matches.values_list("number", flat=True)
    numbers = " ".join(map(str, found if name == "sort" else sorted(found)))
    wanted = asked.wanted.get(name)
    values = wanted if isinstance(wanted, list) else [wanted]
    words = [str(CRITERIA[name].describe(value)) for value in values if value is not None]
    return f"{' + '.join(words)} -> {numbers or 'none'}"
