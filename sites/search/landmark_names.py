"""Matches landmarks by a word for their kind before or after a part of their name. All words are folded.

"Flughafen Leipzig", "Leipzig airport", "Leipziger Hafen", "AS Halle-Ost", "port of Riesa".
"""

from functools import lru_cache

from formats.folding import fold
from regions.models import Landmark
from sites.search.places import normalise_name

Kind = Landmark.Kind

_SPELLINGS = {
    Kind.AIRPORT: "Flughafen|Flughafens|Verkehrsflughafen|Flugplatz|Airport",
    Kind.PORT: "Hafen|Hafens|Binnenhafen|port|inland port|harbour|harbor",
    Kind.STATION: "Bahnhof|Bahnhofs|Hauptbahnhof|Hbf|Bf|Fernbahnhof|ICE Bahnhof|Personenbahnhof|station|railway station"
    "|train station|main station|central station",
    Kind.FREIGHT_STATION: "Güterbahnhof|Gbf|Rangierbahnhof|freight station|freight yard",
    Kind.RAIL_TERMINAL: "Terminal|KV Terminal|Containerterminal|Umschlagterminal|Umschlagbahnhof|container terminal"
    "|intermodal terminal|rail terminal",
    Kind.MOTORWAY_JUNCTION: "Anschlussstelle|AS|Autobahnanschlussstelle|Autobahnanschluss|Autobahnauffahrt|Auffahrt"
    "|Autobahnabfahrt|Abfahrt|Autobahnausfahrt|Ausfahrt|Autobahnkreuz|Kreuz|Autobahndreieck|Dreieck|junction"
    "|motorway junction|interchange|motorway interchange|motorway exit|exit",
    Kind.SUBSTATION: "Umspannwerk|substation",
}
KIND_WORDS = {fold(word): kind for kind, words in _SPELLINGS.items() for word in words.split("|")}
CROSSINGS = {fold(word) for word in ("Autobahnkreuz", "Kreuz", "Autobahndreieck", "Dreieck", "interchange")}
"""Words for junctions of two motorways, whose names contain one of them."""

_JOINTS = {"in", "von", "der", "des", "am", "an", "bei", "zu", "of", "the", "at", "near"}
_WHOLE, _ALTERNATIVE, _BEGINNING, _WORDS = range(4)


@lru_cache(maxsize=4096)
def split_kind_and_name(called):
    """(word for the kind, name) if the folded name contains both, else None: "port of riesa" → ("port", "riesa")."""
    words = called.split()
    for count in range(min(2, len(words) - 1), 0, -1):
        before, behind = " ".join(words[:count]), " ".join(words[-count:])
        for kind_word, rest in ((before, words[count:]), (behind, words[:-count])):
            while rest and rest[0] in _JOINTS:
                rest = rest[1:]
            if kind_word in KIND_WORDS and rest:
                return kind_word, " ".join(rest)
    return None


def landmark_match_rank(kind_word, name, landmark):
    """Rank of the match of a name with a landmark, lower is better; None when it does not match.

    The order is: whole name, one side of its slash, beginning, any of its words. So "Flughafen Leipzig" is
    Leipzig/Halle rather than Leipzig-Altenburg.
    """
    if KIND_WORDS[kind_word] != landmark.kind:
        return None
    full = normalise_name(landmark.name).split()
    is_crossing = not CROSSINGS.isdisjoint([kind_word, *name.split()])
    if is_crossing == CROSSINGS.isdisjoint(full):
        return None
    fits = [_match_rank(spelling, landmark.name, landmark.kind) for spelling in _name_variants(name)]
    return min((fit for fit in fits if fit is not None), default=None)


def _match_rank(name, full_name, kind):
    own = _without_kind(normalise_name(full_name).split(), kind)
    without_brackets = _without_kind(normalise_name(full_name.partition("(")[0]).split(), kind)
    typed = _without_kind(name.split(), kind)
    if not typed:
        return None
    if typed in (own, without_brackets):
        return _WHOLE
    if "/" in full_name and typed in [
        _without_kind(normalise_name(part).split(), kind) for part in full_name.split("/")
    ]:
        return _ALTERNATIVE
    if own[: len(typed)] == typed:
        return _BEGINNING
    return _WORDS if set(typed) <= set(own) else None


def _without_kind(words, kind):
    """Remove the words for the kind, and the "er" of a town's adjective: "Schkeuditzer Kreuz" → schkeuditz."""
    words = [word for word in words if KIND_WORDS.get(word) != kind]
    return [word.removesuffix("er") for word in words] if kind == Kind.MOTORWAY_JUNCTION else words


def _name_variants(name):
    """The name, and without the "er" of a town's adjective: leipziger, riesaer."""
    return [name, name.removesuffix("er")] if name.endswith("er") else [name]
