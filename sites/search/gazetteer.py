"""Look-up of places by name, as people write it."""

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain

from caching.fragments import cached_in_process
from caching.stores import Store
from formats.folding import fold
from regions.models import Landmark, Postcode
from sites.search.landmark_names import landmark_match_rank, split_kind_and_name
from sites.search.places import (
    PlaceKind,
    SearchPlace,
    areas_with_names,
    find_place,
    landmarks_with_names,
    likeliest_token,
    normalise_name,
    parks_with_names,
    suggest_places,
)

MAX_NAME_LENGTH = 100
"""Characters."""
MAX_CANDIDATES = 8
MAX_SIMILAR, MIN_SIMILARITY = 3, 0.75
"""Places offered for a misspelt name, and their minimal difflib ratio."""

_BETWEEN, _AND = r"(?:zwischen|between) (.+)", r" (?:und|and) "
_LISTED, _OR = r"(.+ (?:oder|or) .+)", r" (?:oder|or) |, "
_ROAD = re.compile(r"[AB] ?\d+")
_TITLES = ("lutherstadt ", "hansestadt ", "landeshauptstadt ", "stadt ")
_WORDS = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True)
class NameIndex:
    """Index by folded name: place tokens by name and by half of a double town, words as written by folded word."""

    tokens_by_name: dict
    tokens_by_half: dict
    words: dict
    landmarks: list


def find_place_tokens(names):
    """Place tokens by folded name, in at most four queries: {"leipzig": ["area:14713000", "area:14729"]}."""
    gazetteer = _name_index()
    known = {name: list(gazetteer.tokens_by_name[name]) for name in names if name in gazetteer.tokens_by_name}
    for place, spellings in _postcodes(names):
        for name in spellings & names:
            known.setdefault(name, []).append(place.token)
    for name in names & gazetteer.tokens_by_half.keys():
        if not any(token.startswith("area:") for token in known.get(name, ())):
            known[name] = [*known.get(name, ()), *gazetteer.tokens_by_half[name]]
    for name in names - known.keys():
        if tokens := _match_landmarks(name, gazetteer.landmarks):
            known[name] = tokens
    return known


def place_name_words():
    """{folded word: word as written} of the words of names of areas and parks, from five letters on."""
    return _name_index().words


_store = Store(4)
"""Current and previous index of each of two languages: some 1.5 MB in a region of 1,500 municipalities."""


def _name_index():
    return cached_in_process("gazetteer", ("sites", "regions"), _build_name_index, within=_store)


def _build_name_index():
    areas, parks = areas_with_names(), list(parks_with_names())
    landmarks = list(Landmark.objects.only("kind", "name", "code"))
    tokens_by_name, tokens_by_half, words = defaultdict(list), defaultdict(list), {}
    for place, *names in chain(areas, parks):
        for name in _spellings(place.label, *names):
            tokens_by_name[name].append(place.token)
        for half in place.halves:
            tokens_by_half[normalise_name(half)].append(place.token)
    for landmark, name, code, _in_words in landmarks_with_names(landmarks):
        for spelling in _landmark_spellings(landmark.label, name, code):
            tokens_by_name[spelling].append(landmark.token)
    written = _WORDS.findall("\n".join(place.label for place, *_names in chain(areas, parks)))
    for word in dict.fromkeys(written):  # a district's name occurs in a hundred labels
        words.setdefault(fold(word), word)
    return NameIndex(dict(tokens_by_name), dict(tokens_by_half), words, landmarks)


def _match_landmarks(name, landmarks):
    """Tokens of the landmarks that best match a word for their kind and a part of their name."""
    parts = split_kind_and_name(name)
    if not parts:
        return []
    fits = [
        (fit, landmark)
        for landmark in landmarks
        if (fit := landmark_match_rank(*parts, landmark)) is not None
    ]
    best = min((fit for fit, _landmark in fits), default=None)
    return [f"landmark:{landmark.pk}" for fit, landmark in fits if fit == best]


def resolve_place(text):
    """(place with its geometry or None, candidates) for a token or a name as typed.

    None when the name is unknown or ambiguous; a city is preferred to the district of the same name.
    """
    if place := find_place(text):
        return place, []
    if not isinstance(text, str) or len(text) > MAX_NAME_LENGTH:
        return None, []
    if (several := _parse_several(text)) and (place := find_place(several)):
        return place, []
    name = normalise_name(text)
    exact = find_place_tokens({name}).get(name, [])
    if token := likeliest_token(exact):
        return find_place(token), []
    candidates = suggest_places(text) or [find_place(token) for token in exact[:MAX_CANDIDATES]]
    if len(candidates) == 1:
        return find_place(candidates[0].token), []
    return None, candidates


def _parse_several(text):
    """The token of "zwischen Halle (Saale) und Leipzig" or "Leipzig oder Dresden", or None."""
    for kind, pattern, joint in ((PlaceKind.BETWEEN, _BETWEEN, _AND), (PlaceKind.EITHER, _LISTED, _OR)):
        if found := re.fullmatch(pattern, text, re.IGNORECASE):
            names = re.split(joint, found[1], flags=re.IGNORECASE)
            places = [resolve_place(name)[0] for name in names] if len(names) > 1 else []
            if places and all(places):
                return f"{kind}:{','.join(place.token for place in places)}"
    return None


def similar_places(text):
    """Areas and parks with a name like the misspelt one, the most similar first: Leipzig for "Lepzig"."""
    named = {}
    for place, name, *_spelt in chain(areas_with_names(), parks_with_names()):
        for spelling in (name, *place.halves):
            named.setdefault(normalise_name(spelling), place)
    alike = get_close_matches(
        normalise_name(text[:MAX_NAME_LENGTH]), named, n=MAX_SIMILAR, cutoff=MIN_SIMILARITY
    )
    return list(dict.fromkeys(named[name] for name in alike))


def _postcodes(names):
    codes = [name for name in names if re.fullmatch(r"\d{5}", name, re.ASCII)]
    for postcode in Postcode.objects.filter(code__in=codes) if codes else ():
        place = SearchPlace(f"postcode:{postcode.code}", str(postcode), PlaceKind.POSTCODE)
        yield place, {postcode.code, normalise_name(str(postcode))}


def _spellings(label, *names):
    """The folded names with and without text in brackets, and with and without a city's title."""
    written = {label, *names, *(name.partition("(")[0] for name in names)}
    spellings = {normalise_name(name) for name in written}
    return spellings | {name.partition(" ")[2] for name in spellings if name.startswith(_TITLES)}


def _landmark_spellings(label, name, code):
    """Folded name and code; for other variants see sites/search/landmark_names.py."""
    spellings = {normalise_name(label), normalise_name(name)}
    if code and not _ROAD.fullmatch(code):
        spellings.add(normalise_name(code))
    return spellings - {""}
