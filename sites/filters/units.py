"""Units as people type them: what a filter reads, and in what unit it thinks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from formats.templatetags import typography


def plain(value):
    """A number with the decimals it has: 0.80 → 0,8."""
    value = Decimal(str(value)).normalize()
    return typography.number(value, max(0, -value.as_tuple().exponent))


@dataclass(frozen=True)
class Unit:
    """`spellings` say what one of the unit typed is worth in our own unit."""

    symbol: str = ""
    spellings: Mapping = field(default_factory=dict)
    example: str = "12"
    spelt: Callable | None = None

    def spell(self, value):
        if self.spelt:
            return self.spelt(value)
        return f"{plain(value)}{typography.NBSP}{self.symbol}" if self.symbol else plain(value)

    def __deepcopy__(self, memo):
        return self


PER_DAY = Decimal(1) / 24
# 1 kW counts as 1 kVA: a power factor is never stated, and a connection is sold by its kVA.
KVA = {"kva": 1, "kw": 1, "mva": 1000, "mw": 1000}
CUBIC_METRES = {"m³/h": 1, "m3/h": 1, "cbm/h": 1, "m³/d": PER_DAY, "m3/d": PER_DAY, "m³/tag": PER_DAY}

ACRE, SQUARE_FOOT = Decimal("4046.8564"), Decimal("0.09290304")
FOOT, MILE = Decimal("0.3048"), Decimal("1.609344")
EUROS, PER_SQUARE_METRE = (
    ("€", "eur", "euro"),
    ("/m²", "/m2", "/qm", "/sqm", "prom²", "proqm", "persqm", "perm²"),
)

SQUARE_METRES = Unit(
    "m²",
    {
        "m²": 1,
        "m2": 1,
        "qm": 1,
        "sqm": 1,
        "ha": 10_000,
        "hektar": 10_000,
        "hectare": 10_000,
        "hectares": 10_000,
        "acre": ACRE,
        "acres": ACRE,
        "sqft": SQUARE_FOOT,
        "ft²": SQUARE_FOOT,
        "ft2": SQUARE_FOOT,
    },
    _("20,000 for square metres or 2 ha"),
    typography.area,
)
EUR = Unit("€", {"€": 1, "eur": 1, "euro": 1}, _("1,250,000"))
EUR_M2 = Unit(
    "€/m²",
    {f"{euro}{per}": 1 for euro in EUROS for per in ("", *PER_SQUARE_METRE)},
    "35",
    typography.eur_m2,
)
METRES = Unit(
    "m", {"m": 1, "meter": 1, "metre": 1, "metres": 1, "ft": FOOT, "feet": FOOT}, "10 m", typography.metres
)
KILOMETRES = Unit("km", {"km": 1, "m": Decimal("0.001"), "mile": MILE, "miles": MILE}, "5 km", typography.km)
PERCENT = Unit("%", {"%": 1, "percent": 1, "prozent": 1}, "20 %", typography.percent)
TONNES = Unit("t", {"t": 1, "to": 1, "kg": Decimal("0.001")}, "5 t", typography.tonnes)
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
)
KILOVOLTAMPERES = Unit("kVA", KVA, "2 MVA")
CUBIC_METRES_HOUR = Unit("m³/h", CUBIC_METRES, "500 m³/h")
MEGAWATTS = Unit("MW", {"mw": 1, "kw": Decimal("0.001")}, "2 MW")
MEGABITS = Unit(
    "Mbit/s", {"mbit/s": 1, "mbit": 1, "mbps": 1, "gbit/s": 1000, "gbit": 1000, "gbps": 1000}, "1000 Mbit/s"
)
DECIBELS = Unit("dB(A)/m²", {"db(a)/m²": 1, "db(a)/m2": 1, "db(a)": 1, "db": 1}, "60 dB(A)/m²")
MONTHS = Unit(
    _("months"),
    {"months": 1, "month": 1, "monate": 1, "monat": 1, "years": 12, "year": 12, "jahre": 12, "jahr": 12},
    "24",
    lambda value: format_lazy(_("{count} months"), count=plain(value)),
)
RATIO = Unit("", {}, "0.8")
NUMBER = Unit("", {}, "4")
