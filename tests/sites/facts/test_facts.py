"""The table of facts agrees with the fields of a space, and with itself."""

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from django.db import models
from django.utils import translation

from editing.comparing.display import label_and_unit
from investors.comparison import compare
from sites.choices import Kind
from sites.facts import FACTS
from sites.facts.codes import STANDARDS
from sites.facts.fact import Wanted
from sites.facts.layout import EXPORTED, PAGE
from sites.models import Space
from sites.models.facts import HallFacts, PlotFacts, SharedFacts
from sites.pool.fact_groups import fact_groups
from tests.factories.sites import SpaceFactory

BASES = {Kind.PLOT: PlotFacts, Kind.HALL: HallFacts, "": SharedFacts}
CODES = [
    (standard, choices, codes) for standard, table in STANDARDS.items() for choices, codes in table.items()
]


def fields_of(base):
    return {field.name for field in base._meta.local_fields}


@pytest.mark.parametrize("kind", BASES)
def test_each_figure_of_a_space_is_a_fact_of_its_kind(kind):
    declared = {column for fact in FACTS.values() if fact.kind == kind for column in fact.columns}
    assert declared - {"external_reference"} == fields_of(BASES[kind])


def test_each_fact_is_a_field_of_a_space():
    assert {fact.field.name for fact in FACTS.values()} == set(FACTS)


def shown(fact):
    """A value for its field."""
    if fact.field.choices:
        return fact.field.flatchoices[0][0]
    if isinstance(fact.field, models.DecimalField):
        return Decimal("0.5") if fact.field.max_digits == 3 else Decimal(5)
    values = {models.DateField: date(2026, 1, 31), models.BooleanField: True, models.CharField: "A"}
    return next((value for kind, value in values.items() if isinstance(fact.field, kind)), 5)


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("kind", Kind)
def test_each_figure_that_is_stated_stands_on_the_page_and_in_the_comparison(kind):
    def short(label):
        return str(label).rsplit(" (", 1)[0]

    facts = [FACTS[name] for group in PAGE for name in group.names(kind)]
    space = SpaceFactory(hall=kind == Kind.HALL, **{fact.name: shown(fact) for fact in facts})
    on_page = [short(fact.label) for group in fact_groups(space) for fact in group.facts]
    compared = [short(row.label) for group in compare([space, space]).groups for row in group.rows]
    stated = sorted(short(fact.label) for fact in facts)
    assert stated
    assert sorted(on_page) == stated
    assert set(stated) - set(compared) == set()


def test_what_gives_a_place_away_does_not_leave_the_house():
    assert [name for name in EXPORTED if FACTS[name].reveals_place] == []


def test_the_others_that_will_do_are_facts_of_the_same_kind():
    for fact in FACTS.values():
        wanted = fact.wanted or Wanted(1, "")
        assert {FACTS[name].kind for name in wanted.others} <= {fact.kind}


def test_a_figure_that_visitors_ask_for_has_eleven_steps_that_rise():
    asked = [fact for fact in FACTS.values() if fact.filter and fact.is_figure]
    assert asked
    for fact in asked:
        steps = fact.filter.steps
        assert len(set(steps)) == 11
        assert list(steps) == sorted(steps)


@pytest.mark.parametrize(("language", "label"), [("de", "Lichte Höhe UKB (m)"), ("en", "clear height (m)")])
def test_the_unit_stands_behind_a_label_and_beside_it(language, label):
    field = Space._meta.get_field("clear_height")
    with translation.override(language):
        assert str(field.verbose_name) == label
        assert label_and_unit(field) == (label.removesuffix(" (m)"), "m")


def test_an_abbreviation_behind_a_label_is_no_unit():
    """A changed ratio was told as “0.8 GRZ”."""
    with translation.override("en"):
        ratio = label_and_unit(Space._meta.get_field("site_coverage_ratio"))
    assert ratio == ("site coverage ratio (GRZ)", "")


def test_the_facts_need_no_models_to_be_read():
    """Models read the units; a circle of imports would follow."""
    modules = "import sys; import django.conf; django.conf.settings.configure(); import sites.facts; "
    code = f"{modules}print([name for name in sys.modules if name.startswith('sites.models')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("standard", "choices", "codes"), CODES, ids=lambda part: getattr(part, "__name__", "")
)
def test_codes_of_a_standard_stand_for_values_that_there_are(standard, choices, codes):
    assert set(codes) <= set(choices)
    assert all(code and isinstance(code, str) for code in codes.values())


@pytest.mark.parametrize("standard", ["OpenImmo", "XPlanung", "BauNVO"])
def test_a_code_is_read_back_as_one_value(standard):
    for codes in STANDARDS[standard].values():
        assert len(set(codes.values())) == len(codes)
