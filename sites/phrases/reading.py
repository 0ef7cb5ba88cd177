"""A phrase read: what it asks for as filters, and the rest as text.

At every word the longest reading wins; of equally long ones a date before a place with its preposition, then figures,
words, and a bare name. What no rule reads, and what is denied, stays text. Order, wording and limits: docs/phrases.md.
"""

from dataclasses import dataclass, field
from datetime import date

from sites.choices import Kind
from sites.phrases import numbers, quantities
from sites.phrases.dates import date_at
from sites.phrases.places import NEAR, Located, Places
from sites.phrases.tokens import Lexicon, clean, tokenise, words
from sites.phrases.vocabulary import CAPITALS, FILLERS, FURTHER, NEGATIONS, TODAY, TURNS, VOCABULARY

MAXIMUM_LENGTH = 200
"""Characters read of a phrase, as many as the text search takes."""
SMALLEST_BARE_SIZE = 100
"""m²; a smaller number without a unit is no size."""
LARGEST_PRICE_M2 = 1000
"""Euros without "per m²" are a price per m² up to here, a total sum above."""

REPEATABLE = {
    "kind",
    "hall_type",
    "disposal",
    "status",
    "zoning",
    "plan_status",
    "round_the_clock",
    "rail_siding",
    "ownership",
    "funding_area",
    "previous_use",
    "contamination",
    "servicing",
    "utility",
    "grid_level",
    "sprinkler",
    "heating",
    "temperature_control",
    "energy_class",
    "motorway",
    "state",
    "district",
    "municipality",
}
_BEFORE_FIGURE = words(":|=|von|der|mit|of|is|with|the|ist|beträgt")
_BEFORE_TOPIC = words(
    "zum|zur|zu|von|vom|der|dem|die|den|an|am|bei|to|from|of|the|a|by|pro|im|in|nach|nächsten|next|for"
)
_HALLE = "halle"
_ROADS = Lexicon({"Autobahn|Autobahnen|motorway|BAB|an der Autobahn|an der|an die": True})


@dataclass(frozen=True)
class Span:
    """What was understood: characters `start` to `end` of the reading's text, and the filters they became."""

    start: int
    end: int
    filters: tuple


@dataclass(frozen=True)
class Reading:
    text: str
    """The phrase as it was read: one line, without control characters, cut at MAXIMUM_LENGTH."""
    filters: list
    """Pairs (name, value) as in an address."""
    understood: list
    rest: str
    """What was not understood, for the text search."""
    is_cut: bool = False


@dataclass(frozen=True)
class Measured:
    """A figure, and what it measures: None when only the unit tells."""

    figure: numbers.Figure
    quantity: quantities.Quantity | None = None


@dataclass
class Item:
    start: int
    end: int
    meaning: object
    """Filters, Measured, Located, or None for what is known to have no filter."""
    further: list = field(default_factory=list)
    """Filters that go with it."""


def read_phrase(text, language, find_places, today=None):
    """Read a German or English phrase.

    `find_places(names)` gives, for a set of folded names, the tokens of the places called so: {"leipzig": ["area:14713"]}.
    `language` decides only that "Halle" in an English page is the city. `today` is what "sofort" means.
    """
    text, is_cut = clean(text, MAXIMUM_LENGTH)
    tokens = tokenise(text)
    finder = _Finder(tokens, language, Places(tokens, find_places))
    finder.find()
    filters, understood = _Decision(finder.items, today or date.today()).filters(finder, tokens)
    return Reading(text, filters, understood, _rest(text, tokens, finder), is_cut)


class _Finder:
    """Goes through the tokens once, and notes what stands there."""

    def __init__(self, tokens, language, places):
        self.tokens, self.language, self.places = tokens, language, places
        self.items = []
        self.verbatim = set()
        """Indexes of tokens that stay text as they are."""

    def find(self):
        at = 0
        while at < len(self.tokens):
            at = self.step(at)

    def step(self, at):
        item = self.item_at(at)
        if item is None and NEGATIONS.match(self.tokens, at):
            return self.keep(at, self.denied(at)[0])
        if item is None:
            return at + 1
        if item.meaning is None or (after := self.denied_after(item.end)):
            return self.keep(at, item.end if item.meaning is None else after)
        self.items.append(item)
        return item.end

    def keep(self, start, end):
        self.verbatim.update(range(start, end))
        return end

    def denied(self, at):
        """(index after what the negation at `at` covers, whether it covers something that has a reading)."""
        at, covers = at + 1, False
        while at < len(self.tokens) and self.tokens[at].text not in (",", ";"):
            if item := self.item_at(at):
                at, covers = item.end, True
                if not (joint := FURTHER.match(self.tokens, at)):
                    break
                at = joint[1]
            elif covers or TURNS.match(self.tokens, at):
                break
            else:
                at += 1
        return at, covers

    def denied_after(self, at):
        """The index after "… nicht nötig", "…: no", when that is said of what stands before; else None."""
        if at < len(self.tokens) and self.tokens[at].text == ":":
            at += 1
        if not NEGATIONS.match(self.tokens, at) or self.item_at(at):
            return None
        end, covers = self.denied(at)
        return None if covers else end

    def item_at(self, at):
        rules = (self.date, self.introduced_place, self.measured, self.motorway, self.said, self.bare_place)
        items = [item for rule in rules if (item := rule(at))]
        return max(items, key=lambda item: item.end, default=None)

    def date(self, at):
        found = date_at(self.tokens, at)
        if not found or numbers.UNITS.match(self.tokens, found[1]):
            return None
        return Item(at, found[1], [("available_by", found[0].isoformat())])

    def introduced_place(self, at):
        if not self.places.is_introduced(at) and not numbers.figure_at(self.tokens, at):
            return self.bare_place(at) if self.tokens[at].kind == "number" else None
        return self.place(at)

    def bare_place(self, at):
        if self.tokens[at].text == _HALLE and not self.is_city(at):
            return None
        return self.place(at)

    def place(self, at):
        found = self.places.at(at)
        return found and Item(at, found[1], found[0])

    def is_city(self, at):
        """Whether "Halle" is the city: in English, before "(Saale)", or once another word has named the kind.

        In "Grundstück oder Halle" it is the hall, in "Leipzig oder Halle" the city.
        """
        if any(token.text == "saale" for token in self.tokens[at + 1 : at + 4]):
            return True
        if at and self.items and FURTHER.match(self.tokens, at - 1):
            return isinstance(self.items[-1].meaning, Located)
        said = [pair for item in self.items if isinstance(item.meaning, list) for pair in item.meaning]
        return self.language == "en" or any(name == "kind" for name, _value in said)

    def said(self, at):
        found = VOCABULARY.match(self.tokens, at)
        token = self.tokens[at]
        if not found or (token.text in CAPITALS and not token.raw.isupper()):
            return None
        if token.text == _HALLE and found[1] == at + 1 and self.is_city(at) and self.places.named(at):
            return None
        return Item(at, found[1], found[0])

    def topic(self, at):
        """(Quantity, filters that go with it, index after it): a word that names what is measured, or a motorway."""
        if road := self.road(at):
            return quantities.MOTORWAY, [("motorway", road[0])], road[1]
        found = quantities.TOPICS.match(self.tokens, at)
        return found and (found[0], [], found[1])

    def road(self, at):
        """(code, index after it) of "A 14", "Autobahn A14", "Autobahn 14"."""
        start = _ROADS.skip(self.tokens, at)
        token = self.tokens[start] if start < len(self.tokens) else None
        if token and token.kind == "motorway":
            return f"A {token.text.lstrip('ab ')}", start + 1
        is_number = token and start > at and token.kind == "number" and token.text.isdecimal()
        if is_number and len(token.text) < 4 and not numbers.UNITS.match(self.tokens, start + 1):
            return f"A {token.text}", start + 1
        return None

    def motorway(self, at):
        """A motorway, or something near without kilometres: "nahe der Autobahn"."""
        near = NEAR.match(self.tokens, at)
        start = _BEFORE_TOPIC.skip(self.tokens, near[1]) if near else at
        topic = self.topic(start)
        if topic and topic[1]:
            return Item(at, topic[2], topic[1])
        if topic and near and topic[0].near:
            return Item(at, topic[2], [(topic[0].high, str(topic[0].near))])
        return None

    def measured(self, at):
        return self.figure_of(at) or self.figure_here(at) or self.topic_alone(at)

    def figure_of(self, at):
        """ "Kran 10 t": first what is measured, then the figure."""
        topic = self.topic(at)
        if not topic:
            return None
        quantity, further, start = topic
        found = numbers.figure_at(self.tokens, _BEFORE_FIGURE.skip(self.tokens, start))
        if not found or not self.fits(quantity, found):
            return None
        end = found[1]
        again = self.topic(end)
        if again and again[0] is quantity and not numbers.figure_at(self.tokens, again[2]):
            end = again[2]
        return self.item(at, end, Measured(found[0], quantity), further)

    def figure_here(self, at):
        """ "10 t Kran", or a figure whose unit tells what it is."""
        found = numbers.figure_at(self.tokens, at)
        if not found:
            return None
        figure, end = found
        topic = self.topic(_BEFORE_TOPIC.skip(self.tokens, end))
        if topic and self.fits(topic[0], found) and not self.has_own_figure(topic, figure):
            return self.item(at, topic[2], Measured(figure, topic[0]), topic[1])
        is_size = figure.unit is None and figure.is_marked
        if (
            is_size
            and min(n for n in (figure.low, figure.high, figure.bare) if n is not None) >= SMALLEST_BARE_SIZE
        ):
            return Item(at, end, Measured(figure, quantities.AREA))
        if quantity := quantities.BY_UNIT.get(figure.unit):
            return Item(at, end, Measured(figure, quantity))
        return None

    def topic_alone(self, at):
        topic = quantities.TOPICS.match(self.tokens, at)
        if topic and topic[0].alone:
            return Item(at, topic[1], [(topic[0].low, topic[0].alone)])
        return None

    def item(self, at, end, measured, further):
        is_asked_for = measured.quantity is not quantities.NOT_ASKED_FOR
        return Item(at, end, measured if is_asked_for else None, further)

    def fits(self, quantity, found):
        """A unit must be the quantity's own. Where none is needed a unit may not follow, nor a year stand."""
        figure, end = found
        if figure.unit not in quantity.units:
            return False
        return (
            figure.unit is not None
            or quantity is quantities.NOT_ASKED_FOR
            or not date_at(self.tokens, end - 2)
        )

    def has_own_figure(self, topic, figure):
        """In "8000 m² Freifläche 2000 m²" the yard's figure is the second."""
        found = numbers.figure_at(self.tokens, _BEFORE_FIGURE.skip(self.tokens, topic[2]))
        tells_itself = figure.unit in quantities.BY_UNIT
        return bool(found) and tells_itself and self.fits(topic[0], found)


class _Decision:
    """Turns what was found into filters, once the whole phrase is known."""

    def __init__(self, items, today):
        self.items, self.today = items, today
        said = [pair for item in items if isinstance(item.meaning, list) for pair in item.meaning]
        kinds = {value for name, value in said if name == "kind"}
        self.kind = kinds.pop() if len(kinds) == 1 else None
        self.is_both = len(kinds) > 1
        self.disposals = {value for name, value in said if name == "disposal"}
        self.located = [item.meaning for item in items if isinstance(item.meaning, Located)]

    def filters(self, finder, tokens):
        """All filters, and the spans they came from. What names a single-valued filter again stays text."""
        decided, understood = {}, []
        for item in self.items:
            found = self.of(item)
            taken = [name for name, value in found if name in decided and name not in REPEATABLE]
            if (
                not found
                and item.meaning
                or any(decided[name] != [value] for name, value in found if name in taken)
            ):
                finder.keep(item.start, item.end)
                continue
            for name, value in found:
                if value not in decided.setdefault(name, []):
                    decided[name].append(value)
            span = (tokens[item.start].start, tokens[item.end - 1].end, tuple(found))
            understood.append(Span(*span))
        if self.is_both:
            decided.pop("kind")
        return [(name, value) for name, values in decided.items() for value in values], understood

    def of(self, item):
        if isinstance(item.meaning, Measured):
            return [*self.measured(item.meaning), *item.further]
        if isinstance(item.meaning, Located):
            return self.place(item.meaning)
        return [(name, self.today.isoformat() if value == TODAY else value) for name, value in item.meaning]

    def measured(self, measured):
        figure, quantity = measured.figure, measured.quantity
        if quantity is quantities.VOLTAGE:
            return [("grid_level", quantities.grid_level(figure.bare or figure.low or figure.high))]
        if quantity is quantities.CLEAR_HEIGHT and self.kind == Kind.PLOT:
            return []
        if quantity is quantities.SALE_OR_RENT:
            quantity = quantities.RENT if self.is_rent(figure) else quantities.PRICE
        if quantity in (quantities.PRICE, quantities.RENT):
            highest = max(number for number in (figure.low, figure.high, figure.bare) if number is not None)
            if figure.unit != "eur/m2" and highest > LARGEST_PRICE_M2:
                return []
        return quantity.filters(figure)

    def is_rent(self, figure):
        """Said by "per month", else by how it is offered, else by the kind: halls are let, plots are sold."""
        if figure.is_monthly or self.disposals == {"lease"}:
            return True
        return self.kind == Kind.HALL and self.disposals != {"sale"}

    def place(self, located):
        """The first place with a radius, or the only one, is searched around; areas beside it are lists of areas."""
        around = [place for place in self.located if place.radius or not place.area_filter]
        chosen = around[0] if around else self.located[0] if len(self.located) == 1 else None
        if located is chosen:
            return [("place", located.token), *([("radius", located.radius)] if located.radius else [])]
        return [located.area_filter] if located.area_filter and not located.radius else []


def _rest(text, tokens, finder):
    """The words that nothing was made of, as typed; those without a question of their own only where denied."""
    read = {index for item in finder.items for index in range(item.start, item.end)} - finder.verbatim
    left = [
        index
        for index, token in enumerate(tokens)
        if index in finder.verbatim
        or not (index in read or token.kind == "mark" or FILLERS.match(tokens[index : index + 1], 0))
    ]
    parts, previous = [], None
    for index in left:
        token = tokens[index]
        if previous is not None and index == previous + 1:
            parts[-1] = (parts[-1][0], token.end)
        else:
            parts.append((token.start, token.end))
        previous = index
    return " ".join(text[start:end] for start, end in parts).strip(' "„“”»«')
