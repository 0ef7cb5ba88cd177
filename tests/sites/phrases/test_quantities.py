"""Which filters a figure stands for, and in which of their units."""

from decimal import Decimal

import pytest

from sites.phrases.numbers import Figure
from sites.phrases.quantities import (
    AREA,
    BY_UNIT,
    FIBRE,
    MOST_BARE,
    MOTORWAY,
    OF_FACTS,
    POWER,
    PRICE,
    QUANTITIES,
    grid_level,
    temperature_control,
    written,
)

ALL = {quantity.name: quantity for quantity in QUANTITIES}


def figure(unit=None, **ends):
    return Figure(**{end: Decimal(number) for end, number in ends.items()}, unit=unit)


@pytest.mark.parametrize(
    ("quantity", "given", "filters"),
    [
        (AREA, figure("ha", bare=5), [("area_min", "5 ha")]),
        (AREA, figure("ha", high=5), [("area_max", "5 ha")]),
        (AREA, figure("m2", low=500, high=900), [("area_min", "500"), ("area_max", "900")]),
        (AREA, figure("ft2", bare=1000), [("area_min", "93")]),
        (AREA, figure("acre", bare=10), [("area_min", "40469")]),
        (OF_FACTS["clear_height"], figure("m", bare=10), [("clear_height_min", "10")]),
        (OF_FACTS["clear_height"], figure("ft", bare=30), [("clear_height_min", "9.1")]),
        (OF_FACTS["clear_height"], figure("m", low=10, high=12), [("clear_height_min", "10")]),
        (OF_FACTS["clear_height"], figure("m", high=12), []),
        (PRICE, figure("eur/m2", bare=35), [("price_m2_max", "35")]),
        (PRICE, figure("eur/m2", low=35), [("price_m2_min", "35")]),
        (MOTORWAY, figure("km", bare=5), [("motorway_km_max", "5")]),
        (MOTORWAY, figure("m", bare=500), [("motorway_km_max", "0.5")]),
        (MOTORWAY, figure("mile", bare=3), [("motorway_km_max", "4.8")]),
        (MOTORWAY, figure("km", low=5), []),
        (POWER, figure("MW", bare=2), [("power_min", "2 MW")]),
        (FIBRE, figure("Gbit/s", bare=1), [("fibre_min", "1000")]),
        (ALL["water"], figure("m3/d", bare=240), [("water_min", "240 m³/d")]),
        (ALL["water"], figure("m3/h", bare=10), [("water_min", "10")]),
    ],
)
def test_a_figure_asks_by_the_filter_of_its_end(quantity, given, filters):
    assert quantity.filters(given) == filters


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("motorway", 5),
        ("federal_road", 5),
        *((name, 20) for name in ("airport", "port", "terminal", "freight_station", "station", "substation")),
    ],
)
def test_near_is_nearer_for_roads(name, near):
    quantity = ALL[name]
    assert (quantity.near, quantity.high, quantity.units) == (near, f"{name}_km_max", ("km", "m", "mile"))


@pytest.mark.parametrize(("number", "is_beyond"), [(MOST_BARE - 1, False), (MOST_BARE, True)])
def test_a_bare_number_may_be_too_large_for_what_it_stands_beside(number, is_beyond):
    assert OF_FACTS["crane"].is_beyond(figure(bare=number)) is is_beyond
    assert OF_FACTS["crane"].is_beyond(figure(low=number, high=number + 1)) is is_beyond
    assert not OF_FACTS["crane"].is_beyond(figure("t", bare=number))
    assert not AREA.is_beyond(figure(bare=number))
    assert not PRICE.is_beyond(figure(bare=number))


@pytest.mark.parametrize(
    ("unit", "text"), [("year", "60"), ("month", "5"), ("kN/m2", "5 kN/m²"), ("kVA", "5 kVA")]
)
def test_a_unit_is_turned_into_that_of_the_filter_or_stays(unit, text):
    assert written(Decimal(5), unit) == text


@pytest.mark.parametrize(
    ("celsius", "how"),
    [(-25, "frozen"), (-5, "frozen"), (-4, "chilled"), (12, "chilled"), (13, "tempered"), (60, "tempered")],
)
def test_goods_are_kept_cold_up_to_so_many_degrees(celsius, how):
    assert temperature_control(celsius) == how


@pytest.mark.parametrize(
    ("kilovolts", "level"),
    [
        (Decimal("0.4"), "low"),
        (1, "low"),
        (Decimal("1.1"), "medium"),
        (60, "medium"),
        (61, "high"),
        (150, "high"),
        (151, "extra_high"),
    ],
)
def test_a_voltage_is_of_one_level(kilovolts, level):
    assert grid_level(kilovolts) == level


def test_what_only_a_unit_tells():
    meant = {unit: quantity.name for unit, quantity in BY_UNIT.items()}
    assert meant == {
        **dict.fromkeys(("m2", "ha", "acre", "ft2"), "area"),
        **dict.fromkeys(("kVA", "MVA", "kW", "MW"), "power"),
        **dict.fromkeys(("eur", "eur/m2"), "sale_or_rent"),
        **dict.fromkeys(("Mbit/s", "Gbit/s"), "fibre"),
        **dict.fromkeys(("t/m2", "kN/m2"), "floor_load"),
        "m": "clear_height",
        "kV": "voltage",
    }
