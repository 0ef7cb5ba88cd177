"""Places in a phrase: "in Leipzig", "bei 04103", "30 km um Halle (Saale)", "near LEJ airport"."""

from dataclasses import dataclass

from sites.search.landmark_names import KIND_WORDS
from sites.search.phrases.numbers import figure_at, format_number
from sites.search.phrases.quantities import TOPICS, miles_to_km
from sites.search.phrases.vocabulary import LEXICONS, load_group
from sites.search.places import likeliest_token, token_kind

NEAR_RADIUS_KM = "20"
MAX_NAME_WORDS = 5
_NEARNESS = "naehe"
""" "Flughafennähe Leipzig"."""
KIND_HINTS = load_group("place")
EXONYMS = load_group("called")
"""Names of areas in another language."""
BEYOND = "beyond"
"""Instead of a radius: a minimal distance, for which there is no filter."""


@dataclass(frozen=True)
class PlaceMatch:
    token: str
    radius: str | None
    """Kilometres; None: inside."""

    @property
    def is_list(self):
        return self.token.startswith("either:")

    @property
    def area_filters(self):
        """The place as area filters; several places only if they are of one kind."""
        tokens = self.token.removeprefix("either:").split(",")
        kinds = {token_kind(token) for token in tokens}
        if len(kinds) > 1 or self.radius or not kinds <= {"state", "district", "municipality"}:
            return []
        return [(kind, token.removeprefix("area:")) for kind in kinds for token in tokens]


class PhrasePlaces:
    """The places that a phrase may name."""

    def __init__(self, tokens, find_places):
        self.tokens = tokens
        spans = {
            (start, end): spellings
            for start in range(len(tokens))
            for end in range(start + 1, min(start + MAX_NAME_WORDS, len(tokens)) + 1)
            if (spellings := self._spellings(start, end))
        }
        known = find_places({name for names in spans.values() for name in names}) if spans else {}
        self._found = {
            span: tokens_of
            for span, names in spans.items()
            if (tokens_of := next((known[name] for name in names if known.get(name)), None))
        }

    def _spellings(self, start, end):
        """Possible names of the tokens from start to end, or ()."""
        inside = self.tokens[start:end]
        parts = [token for token in inside if token.kind != "mark"]
        if not parts or inside[0].kind == "mark" or inside[-1].text not in (")", parts[-1].text):
            return ()
        if any(token.text not in ("/", "(", ")") for token in inside if token.kind == "mark"):
            return ()
        if any(token.kind in ("quoted", "date") for token in parts):
            return ()
        name = " ".join(token.text.replace(".", " ") for token in parts)
        if name.isdecimal() and len(name) != 5:
            return ()
        names = [name, *EXONYMS.exact(parts)]
        if _NEARNESS in name:
            names.append(name.replace(_NEARNESS, ""))
        if name.endswith(" airport"):
            names.append(f"flughafen {name.removesuffix(' airport')}")
        return names

    def find_with_radius(self, at):
        """(PlaceMatch, index after it) of the place at `at` with its radius, or None.

        None instead of a PlaceMatch if no filter exists for the distance: at least 10 km from a place.
        """
        radius, start = self._radius_before(at)
        found = self.find_named(start)
        if not found:
            return None
        token, end = found
        if radius == BEYOND:
            return None, LEXICONS["drive"].skip(self.tokens, end)
        if radius is None:
            trailing = self._radius_after(end)
            radius, end = trailing or (None, end)
            if radius == BEYOND:
                return None, end
        behind = LEXICONS["near_behind"].match(self.tokens, end)
        if behind and not (TOPICS.match(self.tokens, end) and figure_at(self.tokens, behind[1])):
            radius, end = radius or NEAR_RADIUS_KM, behind[1]
        words = [token.text for token in self.tokens[at:end]]
        is_near = LEXICONS["near"].match(self.tokens, at) or any(word.endswith(_NEARNESS) for word in words)
        is_near = is_near or any(
            LEXICONS["direction"].match(self.tokens, place) for place in (at - 2, at - 1) if place >= 0
        )
        return PlaceMatch(token, radius or (NEAR_RADIUS_KM if is_near else None)), end

    def corridor(self, at):
        """(PlaceMatch, index after it) of "zwischen Halle und Leipzig", "von Halle bis Leipzig"; or None.

        None instead of a PlaceMatch if what follows "zwischen" are no two places; it is reported as not understood.
        """
        lead = LEXICONS["between"].match(self.tokens, at)
        if lead and figure_at(self.tokens, lead[1]):
            return None
        start = lead[1] if lead else LEXICONS["away"].skip(self.tokens, at)
        one = self.find_named(start)
        joint = (one or lead) and LEXICONS["and" if lead else "until"].match(
            self.tokens, one[1] if one else start + 1
        )
        other = joint and self.find_named(joint[1])
        if one and other and one[0] != other[0]:
            return PlaceMatch(f"between:{one[0]},{other[0]}", None), other[1]
        if not lead:
            return None
        return None, self._end_of_list(one[1]) if one else joint[1] + 1 if joint else start

    def _end_of_list(self, at):
        """The index after further names of a list: "zwischen Leipzig, Halle und Dessau"."""
        while at < len(self.tokens):
            joint = LEXICONS["joint"].match(self.tokens, at)
            start = joint[1] if joint else at + (self.tokens[at].text == ",")
            following = start > at and self.find_named(start)
            if not following:
                is_name = bool(joint) and all(
                    token.raw[0].isupper() for token in self.tokens[start : start + 1]
                )
                return min(start + 1, len(self.tokens)) if is_name else at
            at = following[1]
        return at

    def end_of_place_list(self, at):
        """The index after ", Halle und Dessau", which continues a list of places; `at` if there is none."""
        end = at
        while end < len(self.tokens) and self.tokens[end].text == "," and (found := self.find_named(end + 1)):
            end = found[1]
        joint = LEXICONS["joint"].match(self.tokens, end) if end > at else None
        last = joint and self.find_named(joint[1])
        return last[1] if last else at

    def is_introduced(self, at):
        """Whether a word at `at` can only introduce a place."""
        return bool(LEXICONS["near"].match(self.tokens, at) or LEXICONS["inside"].match(self.tokens, at))

    def find_named(self, at):
        """(token, index after it) of the longest name here, of several places the likeliest; or None."""
        for start, hint in self._beginnings(at):
            for end in range(min(start + MAX_NAME_WORDS, len(self.tokens)), start, -1):
                found = [] if self._is_a_hall(start, end) else self._found.get((start, end), [])
                if (token := likeliest_token(found, hint)) and not self._is_part_of_town(
                    token, hint, start, end
                ):
                    is_landmark = token_kind(token) == "landmark"
                    return token, LEXICONS["landmark"].skip(self.tokens, end) if is_landmark else end
        return None

    def _is_a_hall(self, start, end):
        """Whether it is "neben der Halle": no city has an article."""
        return bool(start and end == start + 1 and LEXICONS["a_hall"].match(self.tokens, start - 1))

    def _is_part_of_town(self, token, hint, start, end):
        """Whether a landmark's name lacks a word for its kind: "Leipzig Nord" is no junction."""
        words = {token.text.removesuffix(_NEARNESS) for token in self.tokens[start:end]}
        is_said = hint or LEXICONS["landmark"].match(self.tokens, end) or words & KIND_WORDS.keys()
        is_longer = end > start + 1 and (start, start + 1) in self._found
        return token_kind(token) == "landmark" and is_longer and not is_said

    def _beginnings(self, at):
        """(index, kind or None) where the name may begin: at `at`, after an article, or after a word for its kind."""
        after = LEXICONS["article"].skip(self.tokens, at)
        for start in dict.fromkeys((at, after)):
            yield start, None
            if hint := KIND_HINTS.match(self.tokens, start):
                yield hint[1], hint[0]

    def _radius_before(self, at):
        """(kilometres or None, index of the name after them)."""
        start = LEXICONS["radius"].skip(self.tokens, at)
        if km := kilometres_at(self.tokens, start, is_radius=self._is_radius(at, start)):
            return km[0], LEXICONS["away"].skip(self.tokens, km[1])
        for lexicon in (LEXICONS["near"], LEXICONS["inside"]):
            if found := lexicon.match(self.tokens, at):
                return None, found[1]
        return None, at

    def _is_radius(self, start, end):
        """Whether the tokens are like "Umkreis von", not "in einer Entfernung von"."""
        return end > start and not any(token.text == "entfernung" for token in self.tokens[start:end])

    def _radius_after(self, at):
        """ "Leipzig 30 km", "Leipzig (30 km)", "Leipzig, Umkreis 30 km": (kilometres, index after it), or None."""
        start = at
        while start < len(self.tokens) and self.tokens[start].text in (",", "(", "+"):
            start += 1
        is_comma = start > at and self.tokens[at].text == ","
        named = LEXICONS["radius"].skip(self.tokens, start)
        if is_comma and named == start:
            return None
        km = kilometres_at(self.tokens, named, is_radius=self._is_radius(start, named))
        if not km or LEXICONS["away"].match(self.tokens, km[1]):
            return None  # belongs to what follows: "5 km zur Autobahn"
        end = km[1] + (km[1] < len(self.tokens) and self.tokens[km[1]].text == ")")
        return km[0], LEXICONS["landmark"].skip(self.tokens, end)


def kilometres_at(tokens, at, is_radius=False):
    """(kilometres or BEYOND, index after them) of a distance at `at`, or None.

    is_radius: it follows a word for a radius, so that "at least 10 km" is a radius as well.
    """
    found = figure_at(tokens, at, TOPICS)
    if not found or found[0].unit not in ("km", "mile"):
        return None
    figure, end = found
    if figure.high is None and figure.bare is None and not is_radius:
        return BEYOND, end
    number = next(number for number in (figure.high, figure.bare, figure.low) if number is not None)
    return (miles_to_km(number) if figure.unit == "mile" else format_number(number)), end
