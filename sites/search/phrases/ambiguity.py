"""Alternatives for ambiguous phrases: Halle the city, and the hall."""

from sites.choices import Kind
from sites.search.filters import CRITERIA
from sites.search.phrases.filter_builder import filter_names
from sites.search.phrases.finder import HALLE
from sites.search.phrases.items import is_kind
from sites.search.phrases.places import PlaceMatch

CITY_NAME, HALL_IN_CITY = "Halle (Saale)", "{hall} in Halle (Saale)"


def other_readings(text, tokens, finder):
    """Unambiguous phrases for other meanings of this one, if no other word resolves the ambiguity."""
    [*halls] = [item for item in finder.items if is_bare_halle(item, tokens)]
    if len(halls) != 1 or not finder.places.find_named(halls[0].start) or is_unambiguous(halls[0], finder):
        return []
    start, end = tokens[halls[0].start].start, tokens[halls[0].start].end
    hall = "hall" if finder.language == "en" else "Halle"
    first = CITY_NAME if is_kind(halls[0]) else hall
    return [text[:start] + meaning + text[end:] for meaning in (first, HALL_IN_CITY.format(hall=hall))]


def is_bare_halle(item, tokens):
    return item.end == item.start + 1 and tokens[item.start].text == HALLE


def is_unambiguous(halle, finder):
    """Whether another place or kind is named, or what only halls have; in German, also if it is a city."""
    others = [item for item in finder.items if item is not halle]
    kinds = {CRITERIA[name].kind for name in filter_names(others) if name}
    is_hall = is_kind(halle) and Kind.HALL in kinds
    is_led = finder.language != "en" and not is_kind(halle)
    return is_hall or is_led or any(is_kind(item) or isinstance(item.meaning, PlaceMatch) for item in others)
