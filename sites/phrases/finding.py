"""What stands at each word of a phrase.

The longest reading wins; of equally long ones a date before a place with its preposition, then figures, words, and a
bare name. What is denied is kept as text.
"""

import re
from dataclasses import dataclass, field

from sites.phrases import numbers, quantities
from sites.phrases.dates import date_at
from sites.phrases.places import NEAR, Located
from sites.phrases.tokens import words
from sites.phrases.vocabulary import (
    CAPITALS,
    FILLERS,
    FURTHER,
    NEGATIONS,
    NO_MUST,
    TURNS,
    VOCABULARY,
    WITHOUT,
)

SMALLEST_BARE_SIZE = 100
"""m²; a smaller number without a unit is no size."""
_BEFORE_FIGURE = words(":|=|von|der|mit|of|is|with|the|ist|beträgt|in")
_BEFORE_TOPIC = words(
    "zum|zur|zu|bis|bis zum|bis zur|von|vom|der|dem|die|den|an|am|bei|to|from|of|the|a|by|pro|im|in|nach"
    "|nächsten|next|for"
)
_HALLE = "halle"
_ONE_HALL = ("mit", "einer", "eine", "fuer", "samt")
"""Before "Halle" where another word has named the kind: "Grundstück mit Halle" is not in Halle."""
_ROADS = words("Autobahn|Autobahnen|Autobahnanschluss|Autobahnauffahrt|motorway|BAB|an der Autobahn")
_LEADS_TO_ROAD = words("an|der|die|zur|nahe|near|on|the|to|from|of|along|off")


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


class Finder:
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
        is_without, start = WITHOUT.match(self.tokens, at), at + 1
        at, covers = start, False
        while at < len(self.tokens) and self.tokens[at].text not in (",", ";"):
            if item := self.item_at(at):
                if is_without and at > start and self.is_bare_figure(item) and not covers:
                    break  # "ohne Stützen 5.000 m²": the figure is another matter, but not in "keine unter 2 ha"
                at, covers = item.end, True
                if not (joint := FURTHER.match(self.tokens, at)):
                    break
                at = joint[1]
            elif covers or TURNS.match(self.tokens, at):
                break
            else:
                at += 1
        return at, covers

    def is_bare_figure(self, item):
        """Whether a figure stands here with neither a bound nor the word for what it measures before it."""
        is_figure = isinstance(item.meaning, Measured) and item.meaning.figure.bare is not None
        return is_figure and self.tokens[item.start].kind == "number"

    def denied_after(self, at):
        """The index after "… nicht nötig", "…: no", when that is said of what stands before; else None."""
        is_answer = at < len(self.tokens) and self.tokens[at].text == ":"
        at += is_answer
        if not NEGATIONS.match(self.tokens, at) or self.item_at(at):
            return None
        if not is_answer and self.denies_what_follows(at):
            return None
        end, covers = self.denied(at)
        return None if covers else end

    def denies_what_follows(self, at):
        """ "GI ohne Wohnbebauung" is a GI; but "Gleis kein Muss" needs none, nor does "rail no"."""
        is_followed = at + 1 < len(self.tokens) and self.tokens[at + 1].kind == "word"
        is_no_must = any(
            NO_MUST.match(self.tokens, place) for place in (at + 1, at + 2)
        )  # "keine zwingende Bedingung"
        return is_followed and bool(WITHOUT.match(self.tokens, at)) and not is_no_must

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
        if at and self.tokens[at - 1].text in _ONE_HALL:
            return False
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
        if token and token.text == "a" and (code := self.small_road(start)):
            return code, start + 2
        is_number = token and start > at and token.kind == "number" and token.text.isdecimal()
        if is_number and len(token.text) < 4 and not numbers.UNITS.match(self.tokens, start + 1):
            return f"A {token.text}", start + 1
        return None

    def small_road(self, at):
        """ "A 9" of "a 9", unless something is counted: "a 9 m hall". In English something leads to a road."""
        number = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if not number or number.kind != "number" or not re.fullmatch(r"[1-9]\d{0,2}", number.text):
            return None
        is_end = at + 2 == len(self.tokens) or self.tokens[at + 2].kind == "mark"
        is_led = at and (_LEADS_TO_ROAD.match(self.tokens, at - 1) or _ROADS.match(self.tokens, at - 1))
        is_road = is_led or is_end or self.language != "en"
        is_counting = numbers.figure_at(self.tokens, at + 1)[1] > at + 2 if is_road else True
        if is_counting or quantities.TOPICS.match(self.tokens, at + 2) or self.names_unit(at + 2):
            return None
        return f"A {number.text}"

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
        """First what is measured, then the figure: "Kran 10 t". A bound may stand before both: "max. Fläche 3 ha"."""
        topic, bound = self.topic(at), None
        if not topic and (bounded := numbers.BOUNDS.match(self.tokens, at)):
            topic, bound = self.topic(bounded[1]), bounded[0]
        if not topic:
            return None
        quantity, further, start = topic
        found = numbers.figure_at(self.tokens, _BEFORE_FIGURE.skip(self.tokens, start), quantities.TOPICS)
        if (
            not found
            or not self.fits(quantity, found)
            or (found[0].unit is None and self.names_unit(found[1]))
        ):
            return None
        figure, end = found
        again = self.topic(end)
        if again and again[0] is quantity and not numbers.figure_at(self.tokens, again[2]):
            end = again[2]
        if bound == numbers.LOW and not quantity.low:
            bound = None  # a preposition: "ab Autobahn 3 km", "über A 14 2 km"
        return self.item(at, end, Measured(figure.bounded(bound), quantity), further)

    def figure_here(self, at):
        """ "10 t Kran", or a figure whose unit tells what it is."""
        found = numbers.figure_at(self.tokens, at, quantities.TOPICS)
        if not found:
            return None
        figure, end = found
        after = _BEFORE_TOPIC.skip(self.tokens, end)
        topic = self.topic(after)
        if topic and topic[0].is_counted and figure.unit is None:
            return self.counted(at, after, topic)
        is_joined = after > end or not topic or not topic[0].is_in_metres(figure)
        is_joined = is_joined or max(figure.numbers) >= quantities.METRES_FROM
        if topic and is_joined and self.fits(topic[0], found) and not self.has_own_figure(topic, figure):
            return self.item(at, topic[2], Measured(figure, topic[0]), topic[1])
        is_size = figure.unit is None and figure.is_marked and not self.names_unit(end)
        if is_size and min(figure.numbers) >= SMALLEST_BARE_SIZE:
            return Item(at, end, Measured(figure, quantities.AREA))
        if quantity := quantities.BY_UNIT.get(figure.unit):
            return Item(at, end, Measured(figure, quantity))
        return None

    def counted(self, at, after, topic):
        """ "2 Kräne 10 t", "2 Kräne": how many there are is no filter, but that there is one, and of what figure."""
        own = self.figure_of(after)
        if own and own.meaning and own.meaning.figure.unit:
            return Item(at, own.end, own.meaning)
        return Item(at, topic[2], [(topic[0].low, topic[0].alone)])

    def names_unit(self, at):
        """Whether a word stands here that says what was counted, and nothing else: "5.000 Paletten"."""
        if (
            at >= len(self.tokens)
            or self.tokens[at].kind != "word"
            or FILLERS.match(self.tokens[at : at + 1], 0)
        ):
            return False
        return self.item_at(at) is None and not NEGATIONS.match(self.tokens, at)

    def topic_alone(self, at):
        topic = quantities.TOPICS.match(self.tokens, at)
        if topic and topic[0].alone:
            return Item(at, topic[1], [(topic[0].low, topic[0].alone)])
        return None

    def item(self, at, end, measured, further):
        quantity = measured.quantity
        is_asked_for = (
            quantity is not quantities.NOT_ASKED_FOR and measured.figure.unit not in quantity.unread
        )
        return Item(at, end, measured if is_asked_for else None, further)

    def fits(self, quantity, found):
        """A unit must be the quantity's own. Where none is needed a unit may not follow, nor a year stand."""
        figure, end = found
        if figure.unit not in (*quantity.units, *quantity.unread):
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
