"""What the description of a space says against its facts is told to the editor."""

import pytest

from publishing.checks import problems_of
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


def told(**values):
    space = SpaceFactory(hall="contamination" not in values, **values)
    return [(one.field, one.message) for one in problems_of(space) if one.code == "contradiction"]


def test_a_certificate_in_the_text_and_none_in_the_fact_are_told_beside_the_text():
    found = told(energy_certificate="pending", description_de="Trocken. Ein Energieausweis liegt vor, gut.")
    assert found == [
        (
            "description_de",
            "Im Text steht „Ein Energieausweis liegt vor, gut“, bei „Energieausweis“ aber „liegt noch nicht vor“. "
            "Eines von beiden stimmt nicht.",
        )
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"rail_siding": "none", "situation_de": "Die Halle hat einen Gleisanschluss!"},
        {"rail_siding": "none", "description_en": "A hall with its own rail siding."},
        {"sprinkler": "none", "description_de": "Sprinkler sind vorhanden."},
        {"contamination": "suspected", "description_de": "Altlastenfrei; sofort frei."},
        {"energy_certificate": "not_required", "description_en": "An energy certificate is available."},
    ],
)
def test_each_fact_has_words_of_its_own(values):
    assert len(told(**values)) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"energy_certificate": "demand", "description_de": "Ein Energieausweis liegt vor."},
        {"energy_certificate": "pending", "description_de": "Ein Energieausweis liegt noch nicht vor."},
        {
            "energy_certificate": "pending",
            "description_de": "Der Energieausweis wird erstellt. Das Büro liegt oben.",
        },
        {"rail_siding": "none", "description_de": "Ein Gleisanschluss ist nicht vorhanden."},
        {"rail_siding": "", "description_de": "Mit Gleisanschluss."},
        {
            "energy_certificate": "pending",
            "description_en": "An energy certificate will be available from March.",
        },
        {"energy_certificate": "pending", "description_de": "Der Energieausweis liegt in Kürze vor."},
        {"sprinkler": "none", "description_de": "Eine Sprinkleranlage ist nachrüstbar."},
        {"sprinkler": "none", "description_de": "Für Sprinkler ist der Boden vorbereitet."},
    ],
)
def test_what_agrees_is_denied_or_is_not_stated_contradicts_nothing(values):
    assert told(**values) == []
