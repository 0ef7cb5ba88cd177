"""Builds filters from the items of a whole phrase, which determine whether 35 €/m² is a price or a rent."""

from dataclasses import replace
from itertools import pairwise, zip_longest
from operator import and_

from sites.choices import Kind
from sites.search.filters import CRITERIA
from sites.search.phrases import quantities
from sites.search.phrases.items import Measurement, is_measured
from sites.search.phrases.numbers import ParsedFigure
from sites.search.phrases.places import PlaceMatch
from sites.search.phrases.vocabulary import LEXICONS, TODAY

MAX_PRICE_M2 = 1000
"""Up to here, euros without "per m²" are a price per m², above a total sum."""
MIN_SALE_SUM = 20_000
"""Euros from which a sum for a hall is its price, unless it is to let."""
MAX_RENT_M2 = 100
"""Euros per m² and month; more is no rent. Without "per m²" a larger sum is the total rent."""
MAX_WORDS_BETWEEN = 4
"""Between two kinds."""

PLOT_FILTERS = {name for name, criterion in CRITERIA.items() if criterion.kind == Kind.PLOT}
"""Filters that only plots have: "GRZ 0,8, Höhe 20 m" is no hall's height."""


def filter_names(items):
    """Names of the possible filters of words and figures."""
    for item in items:
        if isinstance(item.meaning, list):
            yield from (name for name, _value in item.meaning)
        elif isinstance(item.meaning, Measurement) and item.meaning.quantity:
            yield from (item.meaning.quantity.low, item.meaning.quantity.high)


def kind_of_item(item):
    """The kind of space that a word names, or None."""
    return dict(item.meaning).get("kind") if isinstance(item.meaning, list) else None


def secondary_items(items, tokens):
    """Words for a kind that is not searched for: "Grundstück für Logistik", "Halle mit Grundstück".

    The first word is the kind searched for, in a compound the last ("warehouse site"); in a list both are.
    """
    kinds = [item for item in items if kind_of_item(item)]
    turns = [(one, other) for one, other in pairwise(kinds) if kind_of_item(one) != kind_of_item(other)]
    has_two_sizes = sum(is_measured(item, quantities.AREA) for item in items) > 1
    if not all(has_two_sizes or is_compound(*turn, tokens) or is_beside(*turn, tokens) for turn in turns):
        return []
    if not turns:
        return []
    sought = kind_of_item(turns[0][1]) if is_compound(*turns[0], tokens) else kind_of_item(kinds[0])
    others = [item for item in kinds if kind_of_item(item) != sought]
    return others + [
        item for item in items if is_measured(item, quantities.AREA) and is_size_of(item, others, tokens)
    ]


def is_size_of(size, kinds, tokens):
    """Whether a size belongs to one of the kinds: "on 3 ha plot"."""
    is_led = bool(size.start) and bool(LEXICONS["beside"].match(tokens, size.start - 1))
    return is_led and any(size.end == kind.start for kind in kinds)


def find_alternatives(items, tokens):
    """(start, end) of alternatives joined by "oder" that filters cannot express."""
    for item, following in zip_longest(items, items[1:]):
        if item.end >= len(tokens) or not LEXICONS["either"].match(tokens, item.end):
            continue
        start = item.end + 1
        near = following and following.start - start < MAX_WORDS_BETWEEN - 1
        if near and all(token.kind == "word" for token in tokens[start : following.start]):
            if not is_either(item, following):
                yield item.start, following.end
        elif start < len(tokens) and tokens[start].kind == "word":
            yield item.start, start + 1


def is_either(one, other):
    """Whether filters can express one or the other: those of one name, or two places without a corridor."""
    if isinstance(one.meaning, PlaceMatch) and isinstance(other.meaning, PlaceMatch):
        return not (is_corridor(one) or is_corridor(other))
    names, others = ({name for name in filter_names([item]) if name} for item in (one, other))
    joins = [getattr(CRITERIA[name], "join", None) for name in names & others]
    return bool(joins) and and_ not in joins


def is_corridor(item):
    """“Zwischen Halle und Leipzig”."""
    return item.meaning.token.startswith("between:")


def group_places(items, tokens):
    """Group places of the same list: "Leipzig oder Halle", "Halle/Leipzig", "Leipzig, Dresden", "Leipzig-Halle"."""
    lists = []
    for item in items:
        if lists and is_joined(lists[-1][-1], item, tokens):
            lists[-1].append(item)
        else:
            lists.append([item])
    return lists


def is_joined(one, other, tokens):
    if is_corridor(one) or is_corridor(other):
        return False
    if one.end == other.start:
        return tokens[other.start].is_tied or is_one_region(one, other, tokens)
    small = [token for token in tokens[one.end : other.start] if not LEXICONS["article"].match([token], 0)]
    return bool(small) and all(token.text == "," or LEXICONS["joint"].match([token], 0) for token in small)


def is_one_region(one, other, tokens):
    """ "Raum Halle Leipzig", "Leipzig Halle region", not "Raum Delitzsch Nordsachsen", a town and its district."""
    kinds = [
        filters[0][0]
        for item in (one, other)
        if (filters := PlaceMatch(item.meaning.token, None).area_filters)
    ]
    is_said = LEXICONS["region"].match(tokens, one.start) or LEXICONS["near_behind"].match(
        tokens, other.end - 1
    )
    return bool(is_said) and len(kinds) == 2 and kinds[0] == kinds[1] != "state"


def is_compound(one, other, tokens):
    """Whether only a blank separates them; signs such as "&" are no tokens."""
    return other.start == one.end and tokens[one.end - 1].end + 1 >= tokens[other.start].start


def is_beside(one, other, tokens):
    """Whether the second follows a preposition, with articles and the like between: "für eine große Halle"."""
    before = range(max(one.end, other.start - MAX_WORDS_BETWEEN), other.start)
    is_listed = any(LEXICONS["joint"].match(tokens, at) or tokens[at].kind == "mark" for at in before)
    return not is_listed and any(LEXICONS["beside"].match(tokens, place) for place in before)


def merge_places(items):
    """The union of the places of a list, with the first radius given."""
    tokens = list(dict.fromkeys(item.meaning.token for item in items))
    radius = next((item.meaning.radius for item in items if item.meaning.radius), None)
    return PlaceMatch(tokens[0] if len(tokens) == 1 else f"either:{','.join(tokens)}", radius)


class FilterBuilder:
    """Turns the items of a phrase into filters."""

    def __init__(self, items, tokens, today):
        self.alternatives = list(find_alternatives(items, tokens))
        items = [item for item in items if not any(a <= item.start < z for a, z in self.alternatives)]
        self.items, self.today = items, today
        pairs = [pair for item in items if isinstance(item.meaning, list) for pair in item.meaning]
        self.secondary = secondary_items(items, tokens)
        kinds = {kind_of_item(item) for item in items if item not in self.secondary} - {None}
        self.is_both = len(kinds) > 1
        is_plot = not kinds and any(name in PLOT_FILTERS for name in filter_names(items))
        self.kind = Kind.PLOT if is_plot else kinds.pop() if len(kinds) == 1 else None
        self.disposals = {value for name, value in pairs if name == "disposal"}
        self.places = {}
        """The place of each item, by index of its first token."""
        lists = group_places([item for item in items if isinstance(item.meaning, PlaceMatch)], tokens)
        self.located = [merge_places(items) for items in lists]
        for items, located in zip(lists, self.located, strict=True):
            self.places |= {item.start: located for item in items}

    def build(self, finder):
        """All filters as (name, value). Repetitions of a single-valued filter are kept as text."""
        filters = {}
        for start, end in self.alternatives:
            finder.keep_verbatim(start, end)
        for item in self.items:
            if item in self.secondary or self.is_plot_only(item):
                finder.keep_verbatim(item.start, item.end)
                continue
            found = self.filters_of_item(item)
            if is_measured(item, quantities.TEMPERATURE):
                filters.pop("temperature_control", None)  # °C is more precise than "temperature controlled"
            taken = [name for name, value in found if name in filters and not CRITERIA[name].is_repeatable]
            is_other = any(filters[name] != [value] for name, value in found if name in taken)
            if is_other or (item.meaning and not found):
                finder.keep_verbatim(item.start, item.end)
                continue
            for name, value in found:
                if value not in filters.setdefault(name, []):
                    filters[name].append(value)
        if self.is_both:
            for name in ("kind", "hall_type"):
                filters.pop(name, None)
        wishes = {name for item in self.items if item.is_wish for name, _value in self.filters_of_item(item)}
        nice = [("nice", name) for name in filters if name in wishes - {"kind", "radius"}]
        return [(name, value) for name, values in filters.items() for value in values] + nice

    def is_plot_only(self, item):
        """Whether only plots have it but a hall is searched: "Halle im Industriegebiet" would match nothing."""
        names = set(filter_names([item])) - {None}
        return self.kind == Kind.HALL and bool(names) and names <= PLOT_FILTERS

    def filters_of_item(self, item):
        if isinstance(item.meaning, Measurement):
            found = self.filters_of_figure(item.meaning)
            return [*found, *item.extra_filters] if found else []
        if isinstance(item.meaning, PlaceMatch):
            return self.place_filters(self.places[item.start])
        return [(name, self.today.isoformat() if value == TODAY else value) for name, value in item.meaning]

    def filters_of_figure(self, measured):
        figure, quantity = measured.figure, measured.quantity
        if figure.is_product and figure.each and quantity.is_counted:  # 2 x 20 t: the load of each
            figure = ParsedFigure(bare=figure.each, unit=figure.unit)
        if figure.is_product and not quantity.takes_product:
            return []
        if quantity is quantities.TEMPERATURE:
            return [("temperature_control", quantities.temperature_control(figure.bare))]
        if quantity is quantities.VOLTAGE:
            return [("grid_level", quantities.grid_level(figure.bare or figure.low or figure.high))]
        if quantity.max_value and not self.is_plausible(quantity, figure):
            return []
        if quantity is quantities.SALE_OR_RENT and figure.unit is None and not self.is_sum_of_sale(figure):
            return []
        if quantity is quantities.MONTHLY_RENT:
            quantity, figure = quantities.RENT, replace(figure, is_monthly=True)
        if quantity is quantities.SALE_OR_RENT:
            is_rent = self.is_rent(figure) and not self.is_sum_of_sale(figure)
            quantity = quantities.RENT if is_rent else quantities.PRICE
        return self.price_or_rent(quantity, figure)

    def price_or_rent(self, quantity, figure):
        if quantity not in (quantities.PRICE, quantities.RENT):
            return quantity.filters(figure)
        largest = MAX_RENT_M2 if quantity is quantities.RENT else MAX_PRICE_M2
        if max(figure.numbers) <= largest or (figure.unit == "eur/m2" and quantity is quantities.PRICE):
            return quantity.filters(figure)
        return [] if figure.unit == "eur/m2" else self.total_filters(quantity, figure)

    def total_filters(self, quantity, figure):
        """A total sum; for a rent only with its period."""
        if quantity is quantities.PRICE:
            return quantities.PRICE_TOTAL.filters(figure)
        return quantities.RENT_YEAR.filters(figure.multiplied(12)) if figure.is_monthly else []

    def is_sum_of_sale(self, figure):
        is_sum = figure.unit != "eur/m2" and min(figure.numbers) >= MIN_SALE_SUM
        return is_sum and not figure.is_monthly and self.disposals != {"lease"}

    def is_plausible(self, quantity, figure):
        """Metres of a plot are no hall's height, nor are 750 m, the length of a train."""
        is_of_other_kind = self.kind and quantity.kind and self.kind != quantity.kind
        return not is_of_other_kind and max(figure.numbers) <= quantity.max_value

    def is_rent(self, figure):
        """By "per month", else by how it is offered, else by the kind: halls are let, plots are sold."""
        if figure.is_monthly or self.disposals == {"lease"}:
            return True
        if figure.unit == "eur/m2" and max(figure.numbers) > MAX_RENT_M2:
            return False
        return self.kind == Kind.HALL and self.disposals != {"sale"}

    def place_filters(self, located):
        """The first place with a radius, or the only one, becomes `place`; other areas become area filters."""
        around = [place for place in self.located if place.radius or not place.area_filters]
        chosen = around[0] if around else self.located[0] if len(self.located) == 1 else None
        if located is chosen and not (located.is_list and located.area_filters):
            return [("place", located.token), *([("radius", located.radius)] if located.radius else [])]
        return located.area_filters if not located.radius else []
