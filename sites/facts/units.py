"""Units: how each is written, and what of it is read as people type it. A stored figure is in the unit of its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from formats.figures import round_half_up
from formats.templatetags import typography


def plain(value):
    """A number with the decimals it has (0.80 → 0,8), but no more than two, or two digits: 208.333… → 208,33."""
    value = Decimal(str(value)).normalize()
    value = round_half_up(value, max(2, 1 - value.adjusted())).normalize()
    return typography.number(value, max(0, -value.as_tuple().exponent))


@dataclass(frozen=True)
class Unit:
    """`spellings` say what one of the unit typed is worth in our own unit.

    `spelt` writes a figure in running text, `written` in a table of facts, there with `places` decimals unless it is
    given. `in_label` is the symbol in brackets behind a label; `said` are the units of a search phrase that may follow
    the figure (sites/search/phrases/numbers.py), None among them when none has to.
    """

    symbol: str = ""
    spellings: Mapping = field(default_factory=dict)
    example: str = "12"
    spelt: Callable | None = None
    written: Callable | None = None
    places: int = 0
    in_label: str = ""
    said: tuple = (None,)

    def spell(self, value):
        if self.spelt:
            return self.spelt(value)
        return f"{plain(value)}{typography.NBSP}{self.symbol}" if self.symbol else plain(value)

    def write(self, value):
        if self.written:
            return self.written(value)
        number = typography.number(value, self.places)
        return f"{number}{typography.NBSP}{self.symbol}" if self.symbol else number

    def label(self, name):
        """“clear height (m)” of “clear height”."""
        symbol = self.label_symbol
        return format_lazy("{name} ({symbol})", name=name, symbol=symbol) if symbol else name

    @property
    def label_symbol(self):
        return self.in_label or self.symbol

    def __deepcopy__(self, memo):
        return self


def size(m2):
    """Hectares from 1 ha on, with the square metres behind: 12,5 ha (125.000 m²)."""
    short, exact = typography.area(m2), typography.m2(m2)
    return short if short == exact else f"{short} ({exact})"


def ratio(value):
    return typography.number(value, 1 if value * 10 == int(value * 10) else 2)


PER_DAY = Decimal(1) / 24
# 1 kW counts as 1 kVA: a power factor is never stated, and a connection is sold by its kVA.
KVA = {"kva": 1, "kw": 1, "mva": 1000, "mw": 1000}
CUBIC_METRES = {"m³/h": 1, "m3/h": 1, "cbm/h": 1, "m³/d": PER_DAY, "m3/d": PER_DAY, "m³/tag": PER_DAY}

# The international acre.
ACRE, SQUARE_FOOT = Decimal("4046.8564224"), Decimal("0.09290304")
FOOT, MILE = Decimal("0.3048"), Decimal("1.609344")
EUROS, PER_SQUARE_METRE = (
    ("€", "eur", "euro"),
    ("/m²", "/m2", "/qm", "/sqm", "prom²", "proqm", "persqm", "perm²"),
)

SQUARE_METRES = Unit(
    "m²",
    {
        **dict.fromkeys(("m²", "m2", "qm", "sqm"), 1),
        **dict.fromkeys(("ha", "hektar", "hectare", "hectares"), 10_000),
        **dict.fromkeys(("acre", "acres"), ACRE),
        **dict.fromkeys(("sqft", "ft²", "ft2"), SQUARE_FOOT),
    },
    _("20,000 for square metres or 2 ha"),
    spelt=typography.area,
    written=size,
    said=("m2", "ha", "acre", "ft2"),
)
FLOOR_SPACE = replace(SQUARE_METRES, written=typography.m2)
"""Square metres of a building: never told in hectares."""
MILLION, MILLIONS = 1_000_000, ("mio", "mio.", "million", "millionen", "m")
PEOPLE = Unit(
    spellings={
        **dict.fromkeys(("inhabitants", "people", "einwohner", "menschen"), 1),
        **dict.fromkeys(MILLIONS, MILLION),
    },
    example=_("250,000 or 1 million"),
)
EUR = Unit(
    "€",
    {
        **dict.fromkeys(("€", "eur", "euro", "euros"), 1),
        **dict.fromkeys((f"{million}{euro}" for million in MILLIONS for euro in ("", *EUROS)), MILLION),
        **dict.fromkeys((f"{euro}{million}" for million in MILLIONS for euro in EUROS), MILLION),
    },
    _("1,250,000 or 2 million"),
    spelt=typography.eur,
    written=typography.eur,
    in_label="EUR",
)
EUR_YEAR = replace(EUR, in_label=_("EUR a year"))
EUR_M2 = Unit(
    "€/m²",
    {f"{euro}{per}": 1 for euro in EUROS for per in ("", *PER_SQUARE_METRE)},
    "35",
    spelt=typography.eur_m2,
    written=typography.eur_m2,
    in_label="EUR/m²",
)
EUR_M2_MONTH = replace(EUR_M2, in_label=_("EUR/m² and month"))
EUR_M2_YEAR = replace(EUR_M2, in_label=_("EUR/m² and year"))
METRES = Unit(
    "m",
    {"m": 1, "meter": 1, "metre": 1, "metres": 1, "ft": FOOT, "feet": FOOT},
    "10 m",
    spelt=typography.metres,
    written=typography.metres,
    said=("m", "ft", None),
)
KILOMETRES = Unit("km", {"km": 1, "m": Decimal("0.001"), "mile": MILE, "miles": MILE}, "5 km", typography.km)
PERCENT = Unit(
    "%",
    {"%": 1, "percent": 1, "prozent": 1},
    "20 %",
    spelt=typography.percent,
    written=typography.percent,
    said=("%",),
)
PERCENT_YEAR = replace(PERCENT, in_label=_("% a year"))
TONNES = Unit(
    "t",
    {"t": 1, "to": 1, "kg": Decimal("0.001")},
    "5 t",
    spelt=typography.tonnes,
    written=typography.tonnes,
    said=("t", None),
)
KILOGRAMS = Unit("kg", {"kg": 1, "t": 1000}, "500 kg")
# The trade takes 10 kN for 1 t; the exact 9.81 would turn away the very hall that states 5 t/m² for 50 kN/m².
KN = Decimal("0.1")
TONNES_M2 = Unit(
    "t/m²",
    {
        f"{unit}{per}": worth
        for unit, worth in (("t", 1), ("to", 1), ("kn", KN))
        for per in ("", *PER_SQUARE_METRE)
    },
    "5 t/m²",
    places=1,
    said=("t/m2", "kN/m2", "t", "kN", None),
)
KILOVOLTAMPERES = Unit("kVA", KVA, "2 MVA")
CUBIC_METRES_HOUR = Unit("m³/h", CUBIC_METRES, "500 m³/h")
MEGAWATTS = Unit("MW", {"mw": 1, "kw": Decimal("0.001")}, "2 MW")
MEGABITS = Unit(
    "Mbit/s", {"mbit/s": 1, "mbit": 1, "mbps": 1, "gbit/s": 1000, "gbit": 1000, "gbps": 1000}, "1000 Mbit/s"
)
DECIBELS = Unit(
    "dB(A)/m²", {"db(a)/m²": 1, "db(a)/m2": 1, "db(a)": 1, "db": 1}, "60 dB(A)/m²", places=1, said=("dB",)
)
KILOWATT_HOURS = Unit("kWh/(m²·a)", {"kwh": 1, "kwh/m²": 1, "kwh/(m²·a)": 1, "kwh/(m²a)": 1}, "120", places=1)
MINUTES = Unit("min", {"min": 1}, "15 min")
MONTHS = Unit(
    _("months"),
    {"months": 1, "month": 1, "monate": 1, "monat": 1, "years": 12, "year": 12, "jahre": 12, "jahr": 12},
    "24",
    lambda value: format_lazy(_("{count} months"), count=plain(value)),
    said=("month", "year"),
)
YEARS = Unit(_("years"), {"years": 1, "year": 1, "jahre": 1, "jahr": 1}, "10")
RATIO = Unit(example="0.8", written=ratio)
NUMBER = Unit(example="4")
CALENDAR_YEAR = Unit(example="1998", written=str)
