"""Where: "in Leipzig", "bei 04103", "30 km um Halle (Saale)", "near LEJ airport", "Landkreis Nordsachsen".

Which names exist is asked once for the whole phrase, through the function handed in.
"""

from dataclasses import dataclass

from sites.phrases.numbers import figure_at, spelt
from sites.phrases.quantities import kilometres
from sites.phrases.tokens import Lexicon, words
from sites.places import kind_of, likeliest

DEFAULT_RADIUS_KM = "20"
LONGEST_NAME = 5

NEAR = words(
    "bei|bei der|nahe|nahe des|nahe dem|in der Nähe|in der Nähe des|in der Nähe der|in der Nähe vom|unweit"
    "|unweit von|unweit des"
    "|nahe bei|in der Nähe von|Nähe|nähe von|im Raum|Raum|Großraum|im Großraum|Region|in der Region|Region um"
    "|rund um|um|Umgebung"
    "|Umgebung von|Umland|im Umland von|im Umkreis von|Umkreis|Umkreis von|nah an|near|near to|nearby|close to|around"
    "|in the area of|area of|next to|vicinity of|in the vicinity of"
)
INSIDE = words("in|im|innerhalb von|aus|at|within|inside|Standort|location")
RADIUS = words(
    "im Umkreis von|Umkreis von|Umkreis|im Radius von|Radius von|Radius|mit Radius|within a radius of|radius of|radius"
    "|in einer Entfernung von|Entfernung"
)
AWAY = words(
    "um|von|vom|zu|zum|zur|nach|bis|of|from|around|to|rund um|im Umkreis von|Umkreis um|entfernt von|away from|near"
)
ARTICLES = words("der|dem|den|die|das|the|Stadt|city of|town of")
HINTS = Lexicon(
    {
        "Landkreis|LK|Kreis|district|district of|county of|Landkreises|Landkreis of": "district",
        "kreisfreie Stadt|Gemeinde|Stadt|city of|town of|municipality of": "municipality",
        "Bundesland|Freistaat|Land|state of|federal state of|Free State of": "state",
        "PLZ|Postleitzahl|postcode|zip|zip code|post code": "postcode",
        "Anschlussstelle|AS|Autobahnkreuz|junction|Güterbahnhof|Bahnhof|Hafen|Flughafen|Terminal": "landmark",
        "Gewerbepark|Industriepark|Gewerbegebiet|Industriegebiet|business park|industrial park|park": "park",
    }
)
KIND_WORDS = words(
    "airport|Flughafen|port|Hafen|station|Bahnhof|Hbf|terminal|junction|Anschlussstelle|entfernt|away"
)
"""May follow a landmark's name: "LEJ airport"."""
EXONYMS = {
    "saxony": "sachsen",
    "saxony anhalt": "sachsen anhalt",
    "lower saxony": "niedersachsen",
    "thuringia": "thueringen",
    "bavaria": "bayern",
    "hesse": "hessen",
    "north rhine westphalia": "nordrhein westfalen",
    "rhineland palatinate": "rheinland pfalz",
    "mecklenburg western pomerania": "mecklenburg vorpommern",
    "halle an der saale": "halle saale",
    "erzgebirge": "erzgebirgskreis",
    "vogtland": "vogtlandkreis",
    "saale holzland": "saale holzland kreis",
    "saale orla": "saale orla kreis",
}
"""English names of German states, and areas that are called in two ways."""


@dataclass(frozen=True)
class Located:
    token: str
    radius: str | None
    """Kilometres; None: inside."""

    @property
    def area_filter(self):
        """The filter of the list of areas that holds it, or None."""
        kind = kind_of(self.token)
        return (kind, self.token.partition(":")[2]) if kind in ("state", "district", "municipality") else None


class Places:
    """The places a phrase may name."""

    def __init__(self, tokens, find_places):
        self.tokens = tokens
        spans = {
            (start, end): spellings
            for start in range(len(tokens))
            for end in range(start + 1, min(start + LONGEST_NAME, len(tokens)) + 1)
            if (spellings := self._spellings(start, end))
        }
        known = find_places({name for names in spans.values() for name in names}) if spans else {}
        self._found = {
            span: tokens_of
            for span, names in spans.items()
            if (tokens_of := next((known[name] for name in names if known.get(name)), None))
        }

    def _spellings(self, start, end):
        """The names that the words from start to end may be, or () when they can be none."""
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
        names = [name, *([EXONYMS[name]] if name in EXONYMS else [])]
        if name.endswith(" airport"):
            names.append(f"flughafen {name.removesuffix(' airport')}")
        return names

    def at(self, at):
        """(Located, index after it) for the place named here, with what says how near, or None."""
        radius, start = self._radius_before(at)
        found = self.named(start)
        if not found:
            return None
        token, end = found
        if radius is None:
            trailing = self._radius_after(end)
            radius, end = trailing or (None, end)
        if radius is None and NEAR.match(self.tokens, at):
            radius = DEFAULT_RADIUS_KM
        return Located(token, radius), end

    def is_introduced(self, at):
        """Whether a word that can only introduce a place stands here."""
        return bool(NEAR.match(self.tokens, at) or INSIDE.match(self.tokens, at))

    def named(self, at):
        """(token, index after it) for the longest name here; of several places the likeliest, if there is one."""
        for start, hint in self._beginnings(at):
            for end in range(min(start + LONGEST_NAME, len(self.tokens)), start, -1):
                found = self._found.get((start, end), [])
                if token := likeliest(found, hint):
                    return token, KIND_WORDS.skip(self.tokens, end) if kind_of(token) == "landmark" else end
        return None

    def _beginnings(self, at):
        """Where the name may begin: with the word for its kind, behind that word, behind an article."""
        after = ARTICLES.skip(self.tokens, at)
        for start in dict.fromkeys((at, after)):
            yield start, None
            if hint := HINTS.match(self.tokens, start):
                yield hint[1], hint[0]

    def _radius_before(self, at):
        """What says how near before the name: (kilometres or None, index of the name)."""
        start = RADIUS.skip(self.tokens, at)
        if km := kilometres_at(self.tokens, start):
            return km[0], AWAY.skip(self.tokens, km[1])
        for lexicon in (NEAR, INSIDE):
            if found := lexicon.match(self.tokens, at):
                return None, found[1]
        return None, at

    def _radius_after(self, at):
        """ "Leipzig 30 km", "Leipzig (30 km)", "Leipzig, Umkreis 30 km": (kilometres, index after it), or None."""
        start = at
        while start < len(self.tokens) and self.tokens[start].text in (",", "(", "+"):
            start += 1
        is_comma = start > at and self.tokens[at].text == ","
        named = RADIUS.skip(self.tokens, start)
        if is_comma and named == start:
            return None
        km = kilometres_at(self.tokens, named)
        if not km or self._leads_elsewhere(km[1]):
            return None
        end = km[1] + (km[1] < len(self.tokens) and self.tokens[km[1]].text == ")")
        return km[0], KIND_WORDS.skip(self.tokens, end)

    def _leads_elsewhere(self, at):
        """Whether the kilometres are said of something that follows: "5 km zur Autobahn"."""
        return AWAY.match(self.tokens, at) is not None


def kilometres_at(tokens, at):
    found = figure_at(tokens, at)
    if not found or found[0].unit not in ("km", "mile"):
        return None
    figure, end = found
    number = next(number for number in (figure.high, figure.bare, figure.low) if number is not None)
    return (kilometres(number) if figure.unit == "mile" else spelt(number)), end
