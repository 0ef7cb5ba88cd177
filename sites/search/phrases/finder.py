"""Finds the items of a phrase: the longest match wins. Negated words are kept as text."""

from sites.search.phrases import numbers, quantities
from sites.search.phrases.currencies import foreign_sum_at
from sites.search.phrases.dates import date_at
from sites.search.phrases.drive_times import driving_at
from sites.search.phrases.items import Measurement, PhraseItem, is_kind, is_measured
from sites.search.phrases.negation import negated_words, negation_after, negation_before, negation_scope
from sites.search.phrases.places import PlaceMatch
from sites.search.phrases.vocabulary import LEXICONS, UPPERCASE_ONLY, VOCABULARY, load_group, parse_filters

MIN_BARE_SIZE_M2 = 100
"""A smaller number without a unit is no size."""
YEARS = range(2020, 2040)
"""Numbers that are no size next to a kind: "Halle 2027"."""
HALLE = "halle"
COMPOUND_HEADS = load_group("head", parse_filters).single_words()
"""Last parts of compounds that name a kind: "Reifenlager"."""


class ItemFinder:
    """Finds items in one pass over the tokens."""

    def __init__(self, tokens, language, places, has_roads=False):
        self.tokens, self.language, self.places = tokens, language, places
        self.has_roads = has_roads
        self.items = []
        self.verbatim, self.compounds = set(), set()
        """Indexes of tokens that are kept as text; of compounds, which are also search words."""

    def find(self):
        at = 0
        while at < len(self.tokens):
            at = self.step(at)

    def step(self, at):
        wish = LEXICONS["wish_before"].match(self.tokens, at)
        starts = (wish[1], LEXICONS["filler"].skip(self.tokens, wish[1])) if wish else (at,)
        item = next(
            (item for start in starts if start < len(self.tokens) and (item := self.item_at(start))), None
        )
        if item is None and (answered := negated_words(self, at)):
            return self.keep_verbatim(*answered)
        if item is None and LEXICONS["negation"].match(self.tokens, at):
            end, covers = negation_scope(self, at)
            start, before = (at, None) if covers else negation_before(self, at, end)
            self.items = [item for item in self.items if item is not before]
            return self.keep_verbatim(start, end)
        if item is None:
            return at + 1
        if item.meaning is None or (after := negation_after(self, item.end)):
            return self.keep_verbatim(at, item.end if item.meaning is None else after)
        if behind := LEXICONS["wish_behind"].match(self.tokens, item.end):
            item.end = behind[1]
        item.start, item.is_wish = at, bool(wish or behind)
        self.items.append(item)
        return item.end

    def keep_verbatim(self, start, end):
        self.verbatim.update(range(start, end))
        return end

    def item_at(self, at):
        rules = (
            *(
                self.foreign_sum,
                self.corridor,
                self.driving,
                self.date,
                self.introduced_place,
                self.temperature,
            ),
            *(self.product, self.measured, self.motorway, self.vocabulary_item, self.bare_place),
        )
        items = [item for rule in rules if (item := rule(at))]
        return max(items, key=lambda item: item.end, default=None)

    def foreign_sum(self, at):
        end = foreign_sum_at(self.tokens, at)
        return end and PhraseItem(at, end, None)

    def date(self, at):
        found = date_at(self.tokens, at)
        if not found or numbers.UNITS.match(self.tokens, found[1]):
            return None
        return PhraseItem(at, found[1], [("available_by", found[0].isoformat())])

    def corridor(self, at):
        """ "zwischen Halle und Leipzig"; without filters between two roads, or what is no place."""
        found = self.places.corridor(at)
        return found and PhraseItem(at, found[1], found[0])

    def driving(self, at):
        if not self.has_roads or (self.tokens[at].text == HALLE and not self.is_city(at)):
            return None
        found = driving_at(self.tokens, at, self.places, self.topic)
        return found and PhraseItem(at, found[1], found[0])

    def temperature(self, at):
        """ "2-8 °C", "minus 18 Grad": the highest temperature allowed in a hall."""
        start = at + (self.tokens[at].text in ("-", "minus"))
        found = numbers.figure_at(self.tokens[start:], 0)
        if not found or found[0].unit != "°C" or numbers.is_negative(self.tokens, at):
            return None
        if max(found[0].numbers) > quantities.MAX_CELSIUS:
            return None
        celsius = max(found[0].numbers) * (-1 if start > at else 1)
        return PhraseItem(
            at, start + found[1], Measurement(numbers.ParsedFigure(bare=celsius), quantities.TEMPERATURE)
        )

    def introduced_place(self, at):
        if not self.places.is_introduced(at) and not numbers.figure_at(self.tokens, at):
            return self.bare_place(at) if self.tokens[at].kind == "number" else None
        return self.place(at)

    def bare_place(self, at):
        if self.tokens[at].text == HALLE and not self.is_city(at):
            return None
        return self.place(at)

    def place(self, at):
        found = self.places.find_with_radius(at)
        return found and PhraseItem(at, found[1], found[0])

    def is_city(self, at):
        """Whether "Halle" is the city: in English, before "(Saale)", or after another word for the kind.

        In "Grundstück oder Halle" it is the hall, in "Leipzig oder Halle" and "nördlich von Halle" the city.
        """
        before = self.tokens[at - 1] if at else None
        if (city := self.places.find_named(at)) and city[1] > at + 1:
            return True
        if self.is_tied_to_place(at):
            return True
        if self.is_one_hall(at):
            return False
        start = at - 1 if before and LEXICONS["direction_of"].match(self.tokens, at - 1) else at
        if start and LEXICONS["direction"].match(self.tokens, start - 1):
            return True
        last = self.items[-1] if self.items else None
        if before and last and LEXICONS["joint"].match(self.tokens, at - 1):
            return isinstance(last.meaning, PlaceMatch)
        if last and before.text == "," and isinstance(last.meaning, PlaceMatch) and last.end == at - 1:
            return self.list_continues(at + 1)
        is_sized = (
            last
            and last.end == at
            and is_measured(last, quantities.AREA)
            and last.meaning.figure.unit == "m2"
        )
        joint = LEXICONS["joint"].match(self.tokens, at + 1)
        if joint and not is_sized and self.is_other_place(joint[1]):
            return True
        return self.language == "en" or any(map(is_kind, self.items))

    def is_tied_to_place(self, at):
        """ "Leipzig-Halle", "Halle-Leipzig", "Halle/Leipzig", and "Raum Leipzig Halle" at the end."""
        last = self.items[-1] if self.items else None
        if last and last.end == at and isinstance(last.meaning, PlaceMatch):
            is_last = [token.text for token in self.tokens[at + 1 : at + 2]] in ([], [","], [";"])
            if self.tokens[at].is_tied or (is_last and LEXICONS["region"].match(self.tokens, last.start)):
                return True
        behind = at + 1 < len(self.tokens) and self.tokens[at + 1]
        is_slash = behind and behind.text == "/" and behind.start == self.tokens[at].end
        start = at + 2 if is_slash else at + 1 if behind and behind.is_tied else None
        return start is not None and self.is_other_place(start)

    def is_other_place(self, at):
        """Whether an area is named here other than "Halle", which may be the hall."""
        found = self.places.find_named(at)
        is_area = bool(found and PlaceMatch(found[0], None).area_filters)
        return is_area and not (found[1] == at + 1 and self.tokens[at].text == HALLE)

    def is_one_hall(self, at):
        """ "mit Halle", "mit 10.000 m² Halle", or "Halle 3000 m²" after another figure."""
        figures = [item for item in self.items if is_measured(item, quantities.AREA)]
        start = figures[-1].start if figures and figures[-1].end == at else at
        if start and LEXICONS["one_hall"].match(self.tokens, start - 1):
            return True
        own = numbers.figure_at(self.tokens, at + 1)
        if not own or own[0].unit not in numbers.AREAS:
            return False
        is_apart = bool(at) and self.tokens[at - 1].text in (",", ";", "+")
        return bool(figures) or (is_apart and self.language != "en" and self.has_hall and own[0].unit == "m2")

    @property
    def has_hall(self):
        """Whether a kind of hall was named: "Produktion und Lager, Halle 2500 m²"."""
        return any(is_kind(item) and ("kind", "hall") in item.meaning for item in self.items)

    def list_continues(self, at):
        """Whether a list of places continues here: ", Dessau", "und Dessau"."""
        is_comma = [token.text for token in self.tokens[at : at + 1]] == [","]
        return bool((is_comma or LEXICONS["joint"].match(self.tokens, at)) and self.places.find_named(at + 1))

    def vocabulary_item(self, at):
        found = VOCABULARY.match(self.tokens, at)
        token = self.tokens[at]
        if not found or (token.text in UPPERCASE_ONLY and not token.raw.isupper()):
            return self.compound(at)
        if token.text == HALLE and found[1] == at + 1 and self.is_city(at) and self.places.find_named(at):
            return None
        if LEXICONS["estate"].match(self.tokens, at) and self.is_name(found[1]):
            return None
        return PhraseItem(at, found[1], found[0])

    def compound(self, at):
        """ "Reifenlager", "Eckgrundstück": the kind by the last part of the word, which is also a search word."""
        text = self.tokens[at].text
        for head, kind in COMPOUND_HEADS.items():
            if text.endswith(head) and len(text) > len(head) + 2:
                self.compounds.add(at)
                return PhraseItem(at, at + 1, kind)
        return None

    def is_name(self, at):
        """Whether it is a capitalised word without another meaning: "Nord"."""
        word = self.tokens[at] if at < len(self.tokens) else None
        is_word = word and word.kind == "word" and word.raw[0].isupper()
        is_known = is_word and (self.is_counted_noun(at) is False or quantities.TOPICS.match(self.tokens, at))
        return bool(is_word) and not is_known

    def topic(self, at):
        """(Quantity, further filters, index after it) of a word for what is measured, or of a motorway."""
        if road := self.road(at):
            return quantities.MOTORWAY, [("motorway", road[0])], road[1]
        found = quantities.TOPICS.match(self.tokens, at)
        return found and (found[0], [], found[1])

    def road(self, at):
        """(code, index after it) of "A 14", "Autobahn A14", "Autobahn 14"."""
        start = LEXICONS["road"].skip(self.tokens, at)
        token = self.tokens[start] if start < len(self.tokens) else None
        if token and token.kind == "motorway":
            return f"A {token.text.lstrip('ab ')}", start + 1
        is_number = token and start > at and token.kind == "number" and token.text.isdecimal()
        if is_number and len(token.text) < 4 and not numbers.UNITS.match(self.tokens, start + 1):
            return f"A {token.text}", start + 1
        return None

    def motorway(self, at):
        """A motorway, or a topic that is near without kilometres: "nahe der Autobahn"."""
        near = LEXICONS["near"].match(self.tokens, at)
        start = LEXICONS["before_topic"].skip(self.tokens, near[1]) if near else at
        topic = self.topic(start)
        if topic and topic[1]:
            return PhraseItem(at, topic[2], topic[1])
        if topic and near and topic[0].near:
            return PhraseItem(at, topic[2], [(topic[0].high, str(topic[0].near))])
        return None

    def product(self, at):
        """ "Tor 4x4,5 m", "2x10t Kran": a product written as one word is not supported."""
        before = quantities.TOPICS.match(self.tokens, at)
        end = numbers.product_at(self.tokens, before[1] if before else at)
        behind = end and not before and quantities.TOPICS.match(self.tokens, end)
        return end and PhraseItem(at, behind[1] if behind else end, None)

    def measured(self, at):
        return self.topic_then_figure(at) or self.figure_then_topic(at) or self.topic_alone(at)

    def topic_then_figure(self, at):
        """A topic before its figure, maybe after a bound: "Kran 10 t", "max. Fläche 3 ha"."""
        topic, bound = self.topic(at), None
        if not topic and (bounded := numbers.BOUNDS.match(self.tokens, at)):
            topic, bound = self.topic(bounded[1]), bounded[0]
        if not topic:
            return None
        quantity, further, start = topic
        if quantity is quantities.UNSUPPORTED and (end := self.count_within(start)):
            return PhraseItem(at, end, None)
        start = LEXICONS["before_figure"].skip(self.tokens, start)
        found = numbers.figure_at(self.tokens, start, quantities.TOPICS)
        is_counting = found and found[0].unit is None and self.is_counted_noun(found[1])
        if not found or is_counting or not self.fits(quantity, found):
            return None
        figure, end = found
        again = self.topic(end)
        if again and again[0] is quantity and not numbers.figure_at(self.tokens, again[2]):
            end = again[2]
        if bound == numbers.LOW and not quantity.low:
            bound = None  # a preposition: "ab Autobahn 3 km", "über A 14 2 km"
        return self.measured_item(at, end, Measurement(figure.with_bound(bound), quantity), further)

    def count_within(self, at):
        """The index after "im Umkreis 25 km mind. 500.000", a count of inhabitants and no size; else None."""
        within = numbers.figure_at(self.tokens, LEXICONS["radius"].skip(self.tokens, at))
        count = numbers.figure_at(self.tokens, within[1]) if within and within[0].unit == "km" else None
        return count[1] if count and count[0].unit is None else None

    def figure_then_topic(self, at):
        """A figure before its topic, "10 t Kran", or one whose unit is sufficient."""
        found = numbers.figure_at(self.tokens, at, quantities.TOPICS)
        if not found:
            return None
        figure, end = found
        after = LEXICONS["before_topic"].skip(self.tokens, end)
        topic = self.topic(after)
        if topic and topic[0].is_counted and figure.unit is None:
            return self.counted_topic(at, after, topic)
        is_joined = after > end or not topic or not topic[0].is_in_metres(figure)
        is_joined = is_joined or max(figure.numbers) >= quantities.MIN_METRES
        if topic and is_joined and self.fits(topic[0], found) and not self.has_own_figure(topic, figure):
            is_divisible = topic[0] is quantities.DIVISIBLE and after == end  # "6 ha teilbar" are 6 ha
            also = quantities.AREA.filters(figure) if is_divisible else []
            return self.measured_item(at, topic[2], Measurement(figure, topic[0]), [*also, *topic[1]])
        is_size = figure.unit is None and (figure.is_marked or self.is_beside_kind(at, end))
        is_size = is_size and not self.is_counted_noun(end)
        if is_size and min(figure.numbers) >= MIN_BARE_SIZE_M2:
            is_sum = figure.is_in_millions
            return PhraseItem(
                at, end, Measurement(figure, quantities.SALE_OR_RENT if is_sum else quantities.AREA)
            )
        if quantity := quantities.QUANTITY_BY_UNIT.get(figure.unit):
            return PhraseItem(at, end, Measurement(figure, quantity))
        return None

    def is_beside_kind(self, at, end):
        """ "Halle 2500", "5000 Lagerhalle": whether a bare number is next to a kind, whose size it is."""
        if self.tokens[at].text.isdecimal() and int(self.tokens[at].text) in YEARS:
            return False
        before = bool(self.items) and self.items[-1].end == at and is_kind(self.items[-1])
        behind = VOCABULARY.match(self.tokens, end)
        return before or bool(behind and behind[0] and behind[0][0][0] == "kind")

    def counted_topic(self, at, after, topic):
        """ "2 Kräne 10 t", "2 Kräne": the number is ignored, the figure or the existence is a filter."""
        own = self.topic_then_figure(after)
        if own and own.meaning and own.meaning.figure.unit:
            return PhraseItem(at, own.end, own.meaning)
        return PhraseItem(at, topic[2], [(topic[0].low, topic[0].alone)])

    def is_counted_noun(self, at):
        """Whether it is a word without another meaning, so that it is what a number counts: "5.000 Paletten"."""
        word = [token for token in self.tokens[at : at + 1] if token.kind == "word"]
        if not word or LEXICONS["filler"].match(word, 0):
            return False
        return self.item_at(at) is None and not LEXICONS["negation"].match(self.tokens, at)

    def topic_alone(self, at):
        topic = quantities.TOPICS.match(self.tokens, at)
        if topic and topic[0].alone:
            return PhraseItem(at, topic[1], [(topic[0].low, topic[0].alone)])
        return None

    def measured_item(self, at, end, measured, further):
        quantity = measured.quantity
        is_unread = quantity is quantities.UNSUPPORTED or measured.figure.unit in quantity.unread
        return PhraseItem(at, end, None if is_unread else measured, further)

    def fits(self, quantity, found):
        """Whether the figure has a unit of the quantity, or none where it is optional; a year does not fit."""
        figure, end = found
        if figure.unit not in (*quantity.units, *quantity.unread) or quantity.is_beyond(figure):
            return False
        is_sure = figure.unit is not None or quantity is quantities.UNSUPPORTED
        return is_sure or not date_at(self.tokens, end - 2)

    def has_own_figure(self, topic, figure):
        """Whether a figure after the topic is its own: "8000 m² Freifläche 2000 m²", not "20 m breit 50 m lang"."""
        if LEXICONS["behind_figure"].match(self.tokens, topic[2] - 1):
            return False
        found = numbers.figure_at(self.tokens, LEXICONS["before_figure"].skip(self.tokens, topic[2]))
        is_unit_sufficient = figure.unit in quantities.QUANTITY_BY_UNIT
        return bool(found) and is_unit_sufficient and self.fits(topic[0], found)
