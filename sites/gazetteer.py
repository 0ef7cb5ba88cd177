"""Names as people write them, and the places called so."""

import re
from collections import defaultdict
from difflib import get_close_matches

from regions.models import Landmark, Postcode
from sites.landmark_names import how_well, kind_and_name
from sites.places import (
    Place,
    PlaceKind,
    find_place,
    landmark_label,
    likeliest,
    named_places,
    suggest_places,
    words_of,
)

LONGEST_NAME = 100
"""Characters; what is longer names no place."""
MOST_CANDIDATES = 8
MOST_ALIKE, ALIKE_FROM = 3, 0.75
"""Places offered for a misspelt name, and how alike they must be (difflib's ratio)."""

_ROAD = re.compile(r"[AB] ?\d+")
_TITLES = ("lutherstadt ", "hansestadt ", "landeshauptstadt ", "stadt ")


def known_places(names):
    """Tokens of the places called by one of the folded names: {"leipzig": ["area:14713000", "area:14729"]}.

    Six questions to the database, however many names.
    """
    known, halves = defaultdict(list), defaultdict(list)
    landmarks = list(Landmark.objects.only("kind", "name", "code"))
    for place, spellings in _places(names, landmarks):
        for name in spellings & names:
            known[name].append(place.token)
        for name in names.intersection(map(words_of, place.halves)):
            halves[name].append(place.token)
    for name, towns in halves.items():
        if not any(token.startswith("area:") for token in known[name]):
            known[name] += towns
    for name in names - known.keys():
        if tokens := _landmarks_called(name, landmarks):
            known[name] = tokens
    return dict(known)


def _landmarks_called(name, landmarks):
    """Tokens of the landmarks that a word for their kind and a part of their name fit best."""
    called = kind_and_name(name)
    if not called:
        return []
    fits = [(fit, landmark) for landmark in landmarks if (fit := how_well(*called, landmark)) is not None]
    best = min((fit for fit, _landmark in fits), default=None)
    return [f"landmark:{landmark.pk}" for fit, landmark in fits if fit == best]


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
    candidates = suggest_places(text) or [find_place(token) for token in exact[:MOST_CANDIDATES]]
    if len(candidates) == 1:
        return find_place(candidates[0].token), []
    return None, candidates


def places_spelt_like(text):
    """Areas and parks that a misspelt name may mean, the most alike first: "Lepzig" is like Leipzig."""
    named = {}
    for place, *names in named_places(""):
        if place.kind in (PlaceKind.AREA, PlaceKind.PARK):
            for name in (*names[:1], *place.halves):
                named.setdefault(words_of(name), place)
    alike = get_close_matches(words_of(text[:LONGEST_NAME]), named, n=MOST_ALIKE, cutoff=ALIKE_FROM)
    return list(dict.fromkeys(named[name] for name in alike))


def _places(names, landmarks):
    for place, *spellings in named_places(""):
        if place.kind != PlaceKind.LANDMARK:
            yield place, _spellings(place.label, *spellings)
    for landmark in landmarks:
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
    """Its name and its code; what else it may be called stands in sites/landmark_names.py."""
    spellings = {words_of(label), words_of(landmark.name)}
    if landmark.code and not _ROAD.fullmatch(landmark.code):
        spellings.add(words_of(landmark.code))
    return spellings - {""}
