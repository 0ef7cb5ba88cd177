"""What the description of a space says against its facts is told to the editor."""

import pytest

from publishing.checks import find_problems
from sites.facts import FACTS
from sites.models import Space
from sites.pool.quality.contradictions import find_contradictions
from tests.factories.sites import OfferFactory, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def told(**values):
    space = SpaceFactory(hall="contamination" not in values, **values)
    return [(one.field, one.message) for one in find_problems(space) if one.code == "contradiction"]


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


CLAIMED = {
    "energy_certificate": [
        "Der Energiebedarfsausweis ist vorhanden",
        "Einen Energieausweis gibt es",
        "An energy performance certificate exists",
    ],
    "rail_siding": [
        "Grundstück mit Gleisanschluss",
        "Eigener Gleisanschluss",
        "Ein Gleisanschluss ist vorhanden",
        "Der Gleisanschluss liegt im Norden",
        "The hall has a railway siding",
        "A plot with its own railway siding",
        "Own rail siding",
    ],
    "sprinkler": [
        "Die Sprinkleranlage ist installiert",
        "Sprinkler wurden eingebaut",
        "Sprinklers are installed",
        "Fully sprinklered",
    ],
    "contamination": [
        "Ein altlastenfreies Grundstück",
        "Frei von Altlasten",
        "Free of contamination",
        "Free from contamination",
    ],
}
DENYING = (
    *("kein", "keinen", "nicht", "ohne", "weder", "wird", "werden", "würde", "kann", "können", "möglich"),
    *("geplant", "vorgesehen", "vorbereitet", "nachrüstbar", "in Kürze", "bald", "auf Wunsch", "bei Bedarf"),
    *(
        "no",
        "not",
        "none",
        "without",
        "neither",
        "yet",
        "will",
        "can",
        "could",
        "planned",
        "possible",
        "soon",
    ),
    *("prepared", "on request"),
)


def claimed_in(sentence, fact):
    """What the sentence says is there, in the description of a space that says otherwise of the fact."""
    space = Space(**{fact: min(FACTS[fact].claim.against)}, description_de=sentence)
    return [problem.field for problem in find_contradictions(space, fact)]


@pytest.mark.parametrize(("fact", "sentences"), CLAIMED.items())
def test_what_is_claimed_in_other_words_is_told_too(fact, sentences):
    assert {sentence: claimed_in(sentence, fact) for sentence in sentences} == dict.fromkeys(
        sentences, ["description_de"]
    )


@pytest.mark.parametrize("word", DENYING)
def test_a_sentence_with_a_word_that_denies_claims_nothing(word):
    assert claimed_in(f"Sprinkler {word} vorhanden", "sprinkler") == []
    assert claimed_in(f"Dach {word} dicht. Sprinkler vorhanden", "sprinkler") == ["description_de"]


@pytest.mark.parametrize(
    ("fact", "value"), [("contamination", "suspected"), ("contamination", "contaminated")]
)
def test_each_value_that_speaks_against_the_text_is_told_in_either_text(fact, value):
    for field in ("description_de", "description_en", "situation_de", "situation_en"):
        [(beside, _words)] = told(**{fact: value, field: "Altlastenfrei"})
        assert beside == field


@pytest.mark.parametrize(
    ("price_total", "is_told"),
    [(275_000, False), (300_000, False), (330_000, False), (270_000, True), (350_000, True)],
)
def test_a_total_price_that_area_and_price_do_not_come_to_is_told_beside_it(price_total, is_told):
    space = SpaceFactory(area=10_000)
    OfferFactory(space=space, disposal="sale", price_m2=30, price_total=price_total)
    told = [(one.field, one.is_error) for one in find_problems(space) if one.code == "contradicted_total"]
    assert told == ([("offers-0-price_total", False)] if is_told else [])


def test_without_both_prices_or_the_area_no_total_is_doubted():
    for area, price_m2, price_total in ((None, 30, 9), (10_000, None, 9), (10_000, 30, None)):
        space = SpaceFactory(area=area)
        OfferFactory(space=space, disposal="sale", price_m2=price_m2, price_total=price_total)
        assert "contradicted_total" not in {one.code for one in find_problems(space)}
