"""Driving times: "max. 10 min zur A 14", "30 Minuten um Leipzig", "within half an hour of Halle by truck".

Requires a road graph. The default vehicle is a lorry, for stations a car.
"""

from roads.engine import MINUTES_RANGE
from sites.search.phrases.numbers import BOUNDS, LOW, parse_number
from sites.search.phrases.vocabulary import LEXICONS, load_group

DURATIONS = load_group("duration", int)
"""Words for a number of minutes: "Viertelstunde"."""
VEHICLES = load_group("vehicle")
MAX_MINUTES = MINUTES_RANGE[1]
CAR_TOPIC = "station"
_JOINTS = ("drive", "before_topic", "away", "near", "inside", "article")


def driving_at(tokens, at, places, topic_at):
    """(filters, index after them) of a driving time and its destination, in either order; or None. The filters are None
    if no filter exists for such a time: at least 30 minutes, 200 minutes.

    places: a PhrasePlaces. topic_at(index): (Quantity, further filters, index after it) or None.
    """
    if time := _time(tokens, at):
        minutes, vehicle, end = time
        return _reached(tokens, end, minutes, vehicle, places, topic_at)
    target = _target(tokens, at, places, topic_at)
    time = target and _time(tokens, _skip(tokens, target[1]))
    if not time or _target(tokens, _skip(tokens, time[2]), places, topic_at):
        return None  # no driving time, or one that belongs to what follows
    minutes, vehicle, end = time
    return _filters(target[0], minutes, vehicle or target[2]), end


def _time(tokens, at):
    """(minutes or None, vehicle or None, index after them) of a time with words for driving around it; or None."""
    vehicle, at = _vehicle(tokens, _skip(tokens, at, ("drive", "inside")))
    is_least = False
    while bound := BOUNDS.match(tokens, at):
        is_least, at = is_least or bound[0] == LOW, bound[1]
    found = _duration(tokens, LEXICONS["article"].skip(tokens, at))
    if not found:
        return None
    behind, end = _vehicle(tokens, LEXICONS["drive"].skip(tokens, found[1]))
    is_supported = not is_least and 0 < found[0] <= MAX_MINUTES
    return round(found[0]) if is_supported else None, vehicle or behind, end


def _duration(tokens, at):
    if word := DURATIONS.match(tokens, at):
        return word
    if at >= len(tokens) or tokens[at].kind != "number" or (number := parse_number(tokens[at].raw)) is None:
        return None
    if found := LEXICONS["minutes"].match(tokens, at + 1):
        return number, found[1]
    found = LEXICONS["hours"].match(tokens, at + 1)
    if not found or number * 60 > MAX_MINUTES:
        return None  # "24 h Betrieb" is no driving time
    further = _duration(tokens, found[1]) if is_minutes(tokens, found[1]) else None
    return (number * 60 + further[0], further[1]) if further else (number * 60, found[1])


def is_minutes(tokens, at):
    """Whether `at` is a number of minutes: the second of "1 h 30 min"."""
    return (
        at < len(tokens) and tokens[at].kind == "number" and bool(LEXICONS["minutes"].match(tokens, at + 1))
    )


def _vehicle(tokens, at):
    return VEHICLES.match(tokens, at) or (None, at)


def _skip(tokens, at, names=_JOINTS):
    start = None
    while start != at:
        start = at
        for name in names:
            at = LEXICONS[name].skip(tokens, at)
    return at


def _target(tokens, at, places, topic_at):
    """((Quantity, further filters) or a place's token, index after it, default vehicle), or None.

    A landmark's longer name takes precedence over the word for its kind: "Flughafen Leipzig/Halle".
    """
    if at >= len(tokens):
        return None
    topic, place = topic_at(at), places.find_named(at)
    usual = "car" if topic and topic[0].name == CAR_TOPIC else None
    if topic and topic[0].has_drive_time and not (place and place[1] > topic[2]):
        return topic[:2], topic[2], usual
    return place and (*place, usual)


def _reached(tokens, end, minutes, vehicle, places, topic_at):
    target = _target(tokens, _skip(tokens, end), places, topic_at)
    if not target:
        return None
    behind, end = _vehicle(tokens, LEXICONS["drive"].skip(tokens, target[1]))
    return _filters(target[0], minutes, vehicle or behind or target[2]), end


def _filters(target, minutes, vehicle):
    if minutes is None:
        return None
    if isinstance(target, str):
        by_car = [("vehicle", vehicle)] if vehicle else []
        return [("place", target), ("minutes", str(minutes)), *by_car]
    quantity, further = target
    return [(f"{quantity.name}_{vehicle or 'lorry'}_minutes_max", str(minutes)), *further]
