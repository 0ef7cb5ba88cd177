import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.utils import translation

from sites.mapping.outlines import outline_path
from sites.pool.fact_groups import fact_groups, offer_groups, utility_facts
from sites.pool.presentation import card_facts, key_facts, marker_text, place_label, postal_address
from tests.factories.sites import (
    DistrictFactory,
    MunicipalityFactory,
    OfferFactory,
    SpaceFactory,
    UtilityFactory,
)

pytestmark = pytest.mark.django_db


def told(space):
    return {fact.label: fact.value for group in fact_groups(space) for fact in group.facts}


def values(space):
    return [fact.value for fact in key_facts(space)]


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"area": 20_000, "divisible_from": 5_000}, "teilbar ab 5.000\xa0m²"),
        ({"area": 20_000, "divisible_from": 20_000}, ""),
        ({"area": 20_000}, ""),
        ({}, ""),
    ],
)
def test_the_area_says_from_which_part_on_it_is_divided(fields, note):
    area, *_others = key_facts(SpaceFactory(**fields))
    assert area.note == note


@pytest.mark.parametrize(
    ("fields", "marker"),
    [
        ({"area": 125_000}, "12,5"),
        ({"area": 5_400}, "0,5"),
        ({"area": 300}, "0,1"),
        ({"area": None}, ""),
        ({"area": 5_400, "hall": True}, "5.400"),
    ],
)
def test_a_marker_speaks_in_the_units_of_the_legend(fields, marker):
    assert marker_text(SpaceFactory(**fields)) == marker


def test_a_card_says_that_a_rent_is_by_the_month():
    space = SpaceFactory(hall=True, rent_m2="6.15")
    with translation.override("en"):
        label, value = [(fact.label, fact.value) for fact in card_facts(space)][1]
    assert (label, value) == ("Net rent a month", "€6.15/m²")


def test_a_town_is_named_with_its_district():
    assert place_label(SpaceFactory()) == "Schkeuditz, Landkreis Nordsachsen"


def test_a_city_that_is_its_own_district_is_named_once():
    city = DistrictFactory(key="14713", name="Leipzig", designation="Kreisfreie Stadt")
    space = SpaceFactory(municipality=MunicipalityFactory(key="14713000", name="Leipzig", parent=city))
    assert place_label(space) == "Leipzig"
    assert postal_address(space) == "Leipzig, Sachsen"


def test_street_and_postcode_are_told_of_a_disclosed_place_only():
    assert postal_address(SpaceFactory(address="Am Damm 3", postcode="04435")).startswith(
        "Am Damm 3, 04435 Schkeuditz"
    )
    assert "Damm" not in postal_address(SpaceFactory(address="Am Damm 3", hidden_place=True))


def test_what_is_not_stated_says_so_on_a_card():
    assert values(SpaceFactory()) == ["keine Angabe"] * 4


def test_a_plot_is_told_in_hectares_and_a_hall_in_square_metres():
    assert values(SpaceFactory(area=18_200))[0] == "1,8\u00a0ha"
    assert values(SpaceFactory(hall=True, area=18_200))[0] == "18.200\u00a0m²"


def test_a_price_on_request_says_so():
    offer = OfferFactory(disposal="sale", price_type="on_request")
    assert values(offer.space)[1] == "auf Anfrage"


def test_a_halls_rent_comes_before_its_price():
    space = SpaceFactory(hall=True, price_m2=400, rent_m2="5.6")
    assert values(space)[1] == "5,60\u00a0€/m²"


def test_a_plots_price_comes_before_its_rent():
    assert values(SpaceFactory(price_m2=40, rent_m2="0.5"))[1] == "40\u00a0€/m²"


@pytest.mark.parametrize(
    ("offer", "label", "amount", "note"),
    [
        ({"disposal": "sale", "price_m2": 40}, "Kaufpreis", "40 €/m²", ""),
        ({"disposal": "sale", "price_total": 900_000}, "Kaufpreis", "900.000 €", ""),
        ({"disposal": "lease", "rent_m2": 4}, "Nettokaltmiete", "4 €/m²", "im Monat, ohne Nebenkosten"),
        ({"disposal": "ground_lease", "ground_rent_m2": 2}, "Erbbauzins", "2 €/m²", "im Jahr"),
        ({"disposal": "ground_lease", "ground_rent_percent": "4.5"}, "Erbbauzins", "4,5 %", "im Jahr"),
        (
            {"disposal": "sale", "price_m2": 40, "price_type": "negotiable"},
            "Kaufpreis",
            "40 €/m²",
            "Verhandlungsbasis",
        ),
    ],
)
def test_an_amount_says_what_it_is_for_and_how_often_it_is_paid(offer, label, amount, note):
    fact = key_facts(OfferFactory(**offer).space)[1]
    assert (fact.label, fact.value.replace("\u00a0", " "), fact.note) == (label, amount, note)


def test_a_restricted_zone_is_written_as_in_the_plan():
    assert values(SpaceFactory(zoning="GE", zoning_restricted=True))[2] == "GEe"
    assert values(SpaceFactory(zoning="GE"))[2] == "GE"


def test_facts_bear_units_and_drop_what_is_not_stated():
    facts = told(SpaceFactory(hall=True, floor_load=5, goods_lift_capacity=2000, smoke_vents=False))
    assert facts["Bodenbelastung"] == "5,0\u00a0t/m²"
    assert "2.000\u00a0kg" in facts.values()
    assert "nein" in facts.values()
    assert len(facts) == 3


def test_a_year_has_no_thousands_mark():
    assert "1998" in told(SpaceFactory(hall=True, year_built=1998)).values()


def test_the_cadastre_of_an_undisclosed_place_is_not_told():
    assert told(SpaceFactory(parcels="12/3"))
    assert not told(SpaceFactory(parcels="12/3", hidden_place=True))


def test_each_way_to_get_a_space_is_a_group():
    space = SpaceFactory(price_m2=35, rent_m2=2)
    assert [group.title for group in offer_groups(space)] == ["Kauf", "Miete oder Pacht"]


def test_a_utility_tells_capacity_and_distance():
    utility = UtilityFactory(capacity=40, unit="MVA", distance_m=1500)
    assert utility_facts(utility.space)[0].value == "40\u00a0MVA, 1,5\u00a0km entfernt"


def test_an_outline_fills_the_drawing_north_up():
    shape = MultiPolygon(Polygon([(0, 0), (100, 0), (100, 100), (0, 0)]), srid=3035)
    assert outline_path(shape) == "M76 204L244 204L244 36Z"


def test_without_a_boundary_there_is_no_outline():
    assert outline_path(None) == ""
