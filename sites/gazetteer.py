"""Names as people write them, and the places called so."""

import re
from collections import defaultdict

from regions.models import Landmark, Postcode
from sites.phrases.places import likeliest
from sites.places import (
    Place,
    PlaceKind,
    find_place,
    landmark_label,
    named_places,
    suggest_places,
    words_of,
)

LONGEST_NAME = 100
"""Characters; what is longer names no place."""

_ROAD = re.compile(r"[AB] ?\d+")
_TITLES = ("lutherstadt ", "hansestadt ", "landeshauptstadt ", "stadt ")
_CALLED = {Landmark.Kind.AIRPORT: "flughafen", Landmark.Kind.PORT: "hafen"}


def known_places(names):
    """Tokens of the places called by one of the folded names: {"leipzig": ["area:14713000", "area:14729"]}.

    Six questions to the database, however many names.
    """
    known = defaultdict(list)
    for place, spellings in _places(names):
        for name in spellings & names:
            known[name].append(place.token)
    return dict(known)


def resolve_place(text):
    """(Place with its geometry or None, the places it may mean) for a token or a name as typed.

    None when several or none are called so; of a city and the district of its name the city is meant.
    """
    if place := find_place(text):
        return place, []
    if not isinstance(text, str) or len(text) > LONGEST_NAME:
        return None, []
    name = words_of(text)
    exact = known_places({name}).get(name, [])
    if token := likeliest(exact):
        return find_place(token), []
    candidates = suggest_places(text)
    if len(candidates) == 1:
        return find_place(candidates[0].token), []
    return None, candidates


def _places(names):
    for place, *spellings in named_places(""):
        if place.kind != PlaceKind.LANDMARK:
            yield place, _spellings(place.label, *spellings)
    for landmark in Landmark.objects.only("kind", "name", "code"):
        place = Place(f"landmark:{landmark.pk}", landmark_label(landmark), PlaceKind.LANDMARK)
        yield place, _landmark_spellings(landmark, place.label)
    codes = [name for name in names if re.fullmatch(r"\d{5}", name, re.ASCII)]
    for postcode in Postcode.objects.filter(code__in=codes) if codes else ():
        place = Place(f"postcode:{postcode.code}", str(postcode), PlaceKind.POSTCODE)
        yield place, {postcode.code, words_of(str(postcode))}


def _spellings(*names):
    """With what stands in brackets and without, with a city's title and without."""
    spellings = {words_of(name) for name in names} | {words_of(name.partition("(")[0]) for name in names[1:]}
    return spellings | {
        name.removeprefix(title) for name in spellings for title in _TITLES if name.startswith(title)
    }


def _landmark_spellings(landmark, label):
    """Its name and its code; an airport or port also with that word, and by the beginning of its name then."""
    spellings = {words_of(label), words_of(landmark.name)}
    if landmark.code and not _ROAD.fullmatch(landmark.code):
        spellings.add(words_of(landmark.code))
    if called := _CALLED.get(landmark.kind):
        parts = words_of(landmark.name).removeprefix(f"{called} ").split()
        spellings |= {" ".join([called, *parts[:count]]) for count in range(1, len(parts) + 1)}
    return spellings - {""}
