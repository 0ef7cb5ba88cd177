"""Units: what they write they read, and a label tells which it is."""

from decimal import Decimal

import pytest
from django.utils import translation

from sites.facts import units
from sites.search.filters.fields import FigureField

ALL = {name: unit for name, unit in vars(units).items() if isinstance(unit, units.Unit)}
READ = {name: unit for name, unit in ALL.items() if unit.spellings}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", READ)
def test_a_figure_is_read_as_it_is_written(name, language):
    unit = READ[name]
    with translation.override(language):
        for text in (unit.spell(5), unit.write(5)):
            assert FigureField(unit=unit).clean(str(text)) == 5


@pytest.mark.parametrize(
    ("unit", "value", "language", "written"),
    [
        (units.SQUARE_METRES, 125_000, "de", "12,5 ha (125.000 m²)"),
        (units.FLOOR_SPACE, 125_000, "de", "125.000 m²"),
        (units.TONNES_M2, 5, "de", "5,0 t/m²"),
        (units.KILOWATT_HOURS, Decimal("88.4"), "en", "88.4 kWh/(m²·a)"),
        (units.RATIO, Decimal("0.8"), "de", "0,8"),
        (units.RATIO, Decimal("0.85"), "de", "0,85"),
        (units.CALENDAR_YEAR, 1998, "de", "1998"),
        (units.NUMBER, 1200, "de", "1.200"),
        (units.MONTHS, 24, "de", "24 Monate"),
    ],
)
def test_a_table_writes_a_figure_with_its_places(unit, value, language, written):
    with translation.override(language):
        assert unit.write(value).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("unit", "language", "label"),
    [
        (units.EUR_M2_MONTH, "de", "Miete (EUR/m² und Monat)"),
        (units.EUR_M2_YEAR, "en", "Miete (EUR/m² and year)"),
        (units.MONTHS, "de", "Miete (Monate)"),
        (units.NUMBER, "de", "Miete"),
    ],
)
def test_a_label_names_the_unit_in_brackets(unit, language, label):
    with translation.override(language):
        assert str(unit.label("Miete")) == label
