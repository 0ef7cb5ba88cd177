"""What each unit that people type is worth in our own, and how our own is spelt."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sites.facts import units
from sites.search.filters.fields import FigureField

TYPED = {
    "SQUARE_METRES": {
        "20.000 m²": 20_000, "20.000 qm": 20_000, "2 ha": 20_000, "2 Hektar": 20_000, "1 acre": "4046.8564224",
        "10 sq ft": "0.9290304", "10 ft²": "0.9290304",
    },
    "EUR": {"1.250.000 €": 1_250_000, "EUR 1,250,000": 1_250_000},
    "EUR_M2": {"35 €/m²": 35, "€35 per sqm": 35, "35 Euro pro qm": 35, "35": 35},
    "PEOPLE": {"500.000 Einwohner": 500_000, "500,000 people": 500_000, "1 Mio": 1_000_000, "1,5 million": 1_500_000},
    "METRES": {"10 m": 10, "10 Meter": 10, "10 ft": "3.048", "10 feet": "3.048"},
    "KILOMETRES": {"5 km": 5, "800 m": "0.8", "2 miles": "3.218688"},
    "PERCENT": {"20 %": 20, "20 Prozent": 20, "20 percent": 20},
    "TONNES": {"5 t": 5, "500 kg": "0.5"},
    "KILOGRAMS": {"500 kg": 500, "2 t": 2000},
    "TONNES_M2": {"5 t/m²": 5, "50 kN/m²": 5, "50 kN": 5},
    "KILOVOLTAMPERES": {"2 MVA": 2000, "2 MW": 2000, "630 kVA": 630, "630 kW": 630},
    "CUBIC_METRES_HOUR": {"500 m³/h": 500, "500 cbm/h": 500, "240 m³/d": 10, "240 m³/Tag": 10},
    "MEGAWATTS": {"2 MW": 2, "500 kW": "0.5"},
    "MEGABITS": {"1 Gbit/s": 1000, "1 Gbps": 1000, "10 Gbit": 10_000, "100 Mbit": 100},
    "DECIBELS": {"60 dB(A)/m²": 60, "60 dB": 60},
    "KILOWATT_HOURS": {"120 kWh": 120, "120 kWh/m²": 120, "88,4 kWh/(m²·a)": "88.4"},
    "MINUTES": {"15 min": 15},
    "YEARS": {"10 Jahre": 10, "1 year": 1},
    "MONTHS": {"24": 24, "2 Jahre": 24, "2 years": 24, "6 Monate": 6},
}  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "typed", "worth"),
    [(unit, typed, worth) for unit, typings in TYPED.items() for typed, worth in typings.items()],
)
def test_a_figure_comes_out_in_our_own_unit(unit, typed, worth):
    read = FigureField(unit=getattr(units, unit), decimal_places=8).clean(typed)
    assert read == Decimal(str(worth))


@pytest.mark.parametrize(("unit", "typed"), [("TONNES", "5 m"), ("MEGAWATTS", "2 MVA"), ("PERCENT", "20 €")])
def test_a_unit_of_something_else_is_refused(unit, typed):
    with pytest.raises(ValidationError):
        FigureField(unit=getattr(units, unit)).clean(typed)


def test_all_that_is_read_of_a_unit_is_in_this_table():
    """Units that are only told otherwise, such as a floor space, read the same as their like."""
    read = [units.__dict__[name].spellings for name in TYPED]
    known = [(name, unit) for name, unit in vars(units).items() if isinstance(unit, units.Unit)]
    assert [name for name, unit in known if unit.spellings and unit.spellings not in read] == []


@pytest.mark.parametrize(
    ("unit", "value", "spelt"),
    [
        ("SQUARE_METRES", 20_000, "2,0 ha"),
        ("EUR_M2", 35, "35 €/m²"),
        ("KILOVOLTAMPERES", 2000, "2.000 kVA"),
        ("CUBIC_METRES_HOUR", Decimal("0.50"), "0,5 m³/h"),
        ("TONNES_M2", 5, "5 t/m²"),
        ("MONTHS", 24, "24 Monate"),
        ("RATIO", Decimal("0.80"), "0,8"),
    ],
)
def test_a_figure_is_told_with_the_decimals_it_has(unit, value, spelt):
    assert str(getattr(units, unit).spell(value)).replace("\u00a0", " ") == spelt
