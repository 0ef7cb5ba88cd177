"""Each figure stands once on the page and in the form, and on the data sheet and in tables unless it is left out."""

import pytest

from sites.choices import Kind
from sites.facts import FACTS, facts_of
from sites.facts.layout import EXPORTED, FILTER_FORM, FORM, PAGE, SHEET, words
from sites.search.filter_page.sections import WITHOUT_SECTION
from sites.search.filters import CRITERIA, PARAMETERS

NOT_ON_PAGE = {"external_reference", "plan_url"}
"""Of no use to visitors, and the link on the name of the plan."""
FIRST_OF_ALL = {"area", "divisible_from"}
"""Among the first fields of the form (sites.admin.spaces), and at the head of the data sheet."""
ASKED_BY_PHRASES = {"people_10_km", "people_50_km", "trade_tax_rate", "radius", "minutes", "vehicle"}
"""What the form of filters has no section for: the search field knows it, or it belongs to the place."""

NOT_ON_SHEET = words("""
    area external_reference noise_day noise_night train_length_max bypasses_towns renewable_energy funding_note
    property_tax_rate tax_year anchor_tenants gross_area net_area expansion_area zoning_restricted zoning_note
    building_basis plan_name plan_status_on plan_url storeys_max coverage_type hazardous_sites_allowed
    cadastral_district cadastral_section parcels land_value land_value_on contamination_note ordnance mining
    archaeology soil_note flood_risk protection_note servicing_charge award_criteria sectors_wanted
    sectors_excluded ancillary_area total_area yard_area is_expandable eaves_height flooring sealed_floor
    year_refurbished condition listed_building permitted_use hook_height goods_lift_capacity heating
    temperature_control sprinkler smoke_vents car_spaces lorry_spaces energy_certificate energy_heat
    energy_electricity energy_carrier energy_class energy_valid_until min_term_months interim_use
""")
NOT_EXPORTED = words("""
    external_reference train_length_max heavy_haul bypasses_towns renewable_energy funding_note property_tax_rate
    tax_year anchor_tenants zoning_restricted zoning_note building_basis plan_name plan_status_on plan_url
    storeys_max coverage_type hazardous_sites_allowed previous_use cadastral_district cadastral_section parcels
    land_value land_value_on contamination_note ordnance mining archaeology soil_note flood_risk protection_note
    servicing_charge award_criteria sectors_wanted sectors_excluded ancillary_area plot_area is_expandable
    eaves_height column_grid flooring sealed_floor year_refurbished condition listed_building permitted_use
    hook_height goods_lift_capacity smoke_vents car_spaces lorry_spaces energy_valid_until interim_use
""")


def names_of(groups, kind=""):
    return sorted(name for group in groups for name in group.names(kind))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("groups", "left_out"), [(PAGE, NOT_ON_PAGE), (FORM, FIRST_OF_ALL)], ids=["page", "form"]
)
def test_each_figure_of_a_kind_stands_there_once(groups, left_out, kind):
    assert names_of(groups, kind) == sorted({fact.name for fact in facts_of(kind)} - left_out)


@pytest.mark.parametrize(
    ("listed", "left_out"), [(SHEET, NOT_ON_SHEET), (EXPORTED, NOT_EXPORTED)], ids=["sheet", "exported"]
)
def test_each_figure_stands_in_a_table_or_is_left_out_of_it_on_purpose(listed, left_out):
    assert sorted([*listed, *left_out]) == sorted(FACTS)


@pytest.mark.parametrize("listed", [SHEET, EXPORTED], ids=["sheet", "exported"])
def test_what_is_on_a_sheet_or_in_a_table_is_on_the_page_too(listed):
    on_page = {name for kind in Kind for name in names_of(PAGE, kind)}
    assert set(listed) <= on_page


def test_each_filter_stands_once_in_the_form():
    figures = {name: figure for figure, names in PARAMETERS.items() for name in names if name != figure}
    asked = {figures.get(name, name) for name in CRITERIA} - (WITHOUT_SECTION - {"q"}) - ASKED_BY_PHRASES
    assert names_of(FILTER_FORM) == sorted(asked)
