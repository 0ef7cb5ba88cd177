"""What a property says in words comes in the language of the page, or says that it does not."""

import pytest
from django.utils import translation

from publishing.checks import find_problems
from sites.facts import FACTS
from sites.papers.tabular.columns import TableRow, table_columns
from sites.pool.fact_groups import fact_groups
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


def told(space, label, language):
    """(value, language) of the fact on the page."""
    with translation.override(language):
        facts = [fact for group in fact_groups(space) for fact in group.facts]
        return next((fact.value, fact.language) for fact in facts if fact.label == label)


@pytest.mark.parametrize(
    ("english", "shown"),
    [("district heat", ("district heat", "")), ("", ("Fernwärme", "de"))],
    ids=["translated", "not translated"],
)
def test_a_page_tells_the_words_of_its_language(english, shown):
    hall = SpaceFactory(hall=True, energy_carrier="Fernwärme", energy_carrier_en=english)
    assert told(hall, "Energy carrier", "en") == shown
    assert told(hall, "Energieträger", "de") == ("Fernwärme", "")


@pytest.mark.parametrize(("language", "word"), [("de", "Fernwärme"), ("en", "district heat")])
def test_a_table_has_the_words_of_its_language(language, word):
    hall = SpaceFactory(hall=True, energy_carrier="Fernwärme", energy_carrier_en="district heat")
    with translation.override(language):
        label = str(FACTS["energy_carrier"].full_label)
        [column] = [column for column in table_columns() if column.label == label]
        assert column.value(TableRow(hall)) == word


def lines_about(**words):
    problems = find_problems(SpaceFactory(hall=True, name_en="Hall", **words))
    return [(one.field, one.message) for one in problems if "flooring" in one.field]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ({"flooring": "Beton"}, [("flooring_en", "Fehlt auf Englisch: Bodenbelag.")]),
        (
            {"flooring_en": "Concrete"},
            [("flooring", "Nur auf Englisch, sodass es niemand liest: Bodenbelag.")],
        ),
        ({"flooring": "Beton", "flooring_en": "Concrete"}, []),
        ({}, []),
    ],
)
def test_the_check_before_a_release_names_words_in_one_language_alone(words, lines):
    assert lines_about(**words) == lines


def test_english_sectors_are_found_too():
    plot = SpaceFactory(sectors_wanted="Lebensmittel", sectors_wanted_en="food")
    assert {"lebensmittel", "food"} <= set(plot.search_text.split())
