"""Measurable quantities with their words, units and filters. Most are facts (sites/facts).

A figure without a bound is a minimum; for prices, distances and terms a maximum.
"""

from dataclasses import dataclass
from decimal import Decimal

from sites.facts import FACTS
from sites.facts import units as fact_units
from sites.facts.units import ACRE, FOOT, MILE, SQUARE_FOOT
from sites.models.stored import DRIVE_TARGETS
from sites.search.phrases.numbers import HIGH, LOW, format_number
from sites.search.phrases.tokens import Lexicon
from sites.search.phrases.vocabulary import WORDS

SQUARE_METRES = {"acre": ACRE, "ft2": SQUARE_FOOT}
AREA_UNITS = fact_units.SQUARE_METRES.said
POWER_UNITS = ("kVA", "MVA", "kW", "MW")
MIN_METRES = 100
"""A smaller figure before a landmark is no distance: "Halle 10 m Autobahn"."""
FILTER_UNITS = {"ha": "ha", "kN/m2": "kN/m²", "kN": "kN", "m3/d": "m³/d"} | {
    unit: unit for unit in POWER_UNITS
}
"""Units that filters parse themselves; all others are converted to the filter's unit."""
FACTORS = {"Gbit/s": 1000, "year": 12}
KILOMETRE = 1000
"""m."""
MAX_BARE_NUMBER = 1000
"""From here on a number without a unit is an area, no number of docks or tonnes."""
MAX_CELSIUS = 60
MAX_CELSIUS_BY_CONTROL = (("frozen", -5), ("chilled", 12), ("tempered", MAX_CELSIUS))
"""Temperature control by its highest temperature in °C."""

GRID_LEVELS = ((1, "low"), (60, "medium"), (150, "high"))


@dataclass(frozen=True)
class Quantity:
    name: str
    units: tuple
    """Including None if the unit is optional."""
    low: str | None = None
    high: str | None = None
    bare: str = LOW
    words: str = ""
    unread: tuple = ()
    """Units that are not supported with these words: "Büro 200 m²"."""
    alone: str | None = None
    """Value of the lower limit if there is no figure."""
    near: int | None = None
    """Kilometres that "near" means."""
    is_counted: bool = False
    """A number before the word is a count: "2 Kräne"."""
    takes_product: bool = False
    """Uses the smaller number of "12 x 24"."""
    has_drive_time: bool = False
    """Has a filter for minutes by road."""
    max_value: int | None = None
    """The largest plausible figure; if set, figures for another `kind` of space are excluded."""
    kind: str = ""

    def filters(self, figure):
        """The filters of a figure; none if there is no filter for its bound.

        Ends of a range without a filter are ignored: "10-12 m" is at least 10 m.
        """
        limits = {LOW: figure.low, HIGH: figure.high}
        if figure.bare is not None:
            limits[self.bare] = figure.bare
        names = {LOW: self.low, HIGH: self.high}
        return [
            (
                names[end],
                filter_value(number / KILOMETRE, "km")
                if self.is_in_metres(figure)
                else filter_value(number, figure.unit),
            )
            for end, number in limits.items()
            if number is not None and names[end]
        ]

    def is_in_metres(self, figure):
        """Whether the figure is a distance in metres."""
        return "km" in self.units and figure.unit == "m" and self.high is not None

    def is_beyond(self, figure):
        """Whether a bare number is too large for the quantity: "Kran ab 5000" is no crane's load."""
        is_small = self.low is not None and AREA_UNITS[0] not in self.units and "eur" not in self.units
        return is_small and figure.unit is None and min(figure.numbers) >= MAX_BARE_NUMBER


def filter_value(number, unit):
    if unit == "ft":
        return format_number((number * FOOT).quantize(Decimal("0.1")))
    if unit == "mile":
        return miles_to_km(number)
    if unit in SQUARE_METRES:
        return format_number((number * SQUARE_METRES[unit]).quantize(Decimal(1)))
    if unit in FILTER_UNITS:
        return f"{format_number(number)} {FILTER_UNITS[unit]}"
    return format_number(number * FACTORS.get(unit, 1))


def miles_to_km(miles):
    return format_number((miles * MILE).quantize(Decimal("0.1")))


def quantity_of_fact(fact):
    """The quantity of a fact with a filter."""
    name, spec, phrase = fact.asked_as, fact.filter, fact.filter.phrase
    units = fact.asked_in.said
    low = phrase.low or (f"{name}_min" if "min" in spec.ends else None)
    return Quantity(
        name,
        (*units, None) if phrase.unit_is_optional else units,
        low,
        f"{name}_max" if "max" in spec.ends else None,
        bare=LOW if low else HIGH,
        words=WORDS[name],
        unread=phrase.unread,
        alone=phrase.alone,
        is_counted=phrase.is_counted,
        takes_product=phrase.takes_product,
        max_value=phrase.most,
        kind=fact.kind,
    )


def make_quantity(name, units, low=None, high=None, **options):
    return Quantity(name, units, low, high, words=WORDS[name], **options)


def distance_quantity(name, near=20):
    options = {"near": near, "has_drive_time": name in DRIVE_TARGETS.values()}
    return make_quantity(name, ("km", "m", "mile"), high=f"{name}_km_max", bare=HIGH, **options)


def supply_quantity(name, units=("m3/h", "m3/d"), unread=()):
    return make_quantity(name, units, f"{name}_min", unread=unread)


FACTS_BY_WORD = {fact.asked_as: fact for fact in FACTS.values() if fact.filter and fact.asked_as in WORDS}
FACT_QUANTITIES = {name: quantity_of_fact(fact) for name, fact in FACTS_BY_WORD.items()}
AREA = FACT_QUANTITIES["area"]
DIVISIBLE = FACT_QUANTITIES["divisible"]
POWER = supply_quantity("power", POWER_UNITS)
FIBRE = supply_quantity("fibre", ("Mbit/s", "Gbit/s"))
PRICE = make_quantity("price", ("eur/m2", "eur", None), "price_m2_min", "price_m2_max", bare=HIGH)
RENT = make_quantity("rent", ("eur/m2", "eur", None), "rent_m2_min", "rent_m2_max", bare=HIGH)
MONTHLY_RENT = make_quantity("monthly_rent", ("eur/m2", "eur", None), "rent_m2_min", "rent_m2_max", bare=HIGH)
PRICE_TOTAL = Quantity("price_total", ("eur",), "price_total_min", "price_total_max", bare=HIGH)
RENT_YEAR = Quantity("rent_year", ("eur",), "rent_year_min", "rent_year_max", bare=HIGH)
SALE_OR_RENT = make_quantity("sale_or_rent", ("eur/m2", "eur", None), bare=HIGH)
TEMPERATURE = Quantity("temperature", ("°C",))
MOTORWAY = distance_quantity("motorway", near=5)
VOLTAGE = Quantity("voltage", ("kV",))
UNSUPPORTED = make_quantity(
    "not_asked_for", (*AREA_UNITS, *POWER_UNITS, "m", "km", "t", "eur", "eur/m2", "%", "month", "year", None)
)
"""Figures without a filter, listed so that they are not mistaken for others."""

QUANTITIES = [
    *FACT_QUANTITIES.values(),
    POWER,
    FIBRE,
    PRICE,
    RENT,
    MONTHLY_RENT,
    SALE_OR_RENT,
    MOTORWAY,
    VOLTAGE,
    UNSUPPORTED,
    *(supply_quantity(name, unread=POWER_UNITS) for name in ("gas", "water", "waste_water", "hydrogen")),
    supply_quantity("district_heat", ("MW",)),
    *(
        distance_quantity(name)
        for name in ("airport", "port", "terminal", "freight_station", "station", "substation")
    ),
    distance_quantity("federal_road", near=5),
]

TOPICS = Lexicon({quantity.words: quantity for quantity in QUANTITIES if quantity.words})

QUANTITY_BY_UNIT = {
    **{
        unit: FACT_QUANTITIES[name]
        for name, fact in FACTS_BY_WORD.items()
        for unit in fact.filter.phrase.meant_by
    },
    **dict.fromkeys(POWER_UNITS, POWER),
    "eur/m2": SALE_OR_RENT,
    "eur": SALE_OR_RENT,
    "Mbit/s": FIBRE,
    "Gbit/s": FIBRE,
    "kV": VOLTAGE,
}
"""The quantity of a figure without a topic. Tonnes and kilometres are ambiguous."""


def temperature_control(celsius):
    return next(how for how, warmest in MAX_CELSIUS_BY_CONTROL if celsius <= warmest)


def grid_level(kilovolts):
    return next((level for limit, level in GRID_LEVELS if kilovolts <= limit), "extra_high")
