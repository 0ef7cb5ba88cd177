"""Where figures stand: for the page, each form and each table the names of the facts, in order.

A figure that no list names is seen by nobody; tests/sites/facts/test_layout.py compares each list with the facts.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sites.choices import Kind


def words(text):
    return text.split()


@dataclass(frozen=True, eq=False)
class Group:
    """A heading with the names below it: of both kinds of space (`shared`), and of one kind. A line is a row."""

    title: str
    name: str = ""
    shared: str = ""
    plot: str = ""
    hall: str = ""

    def rows(self, kind):
        """[[names]], a list a row."""
        text = f"{self.shared}\n{self.hall if kind == Kind.HALL else self.plot}"
        return [row for line in text.splitlines() if (row := words(line))]

    def names(self, kind=""):
        return [name for row in self.rows(kind) for name in row]


# fmt: off
PAGE = [
    Group(_("Size"), plot="area divisible_from gross_area net_area contiguous_area expansion_area",
        hall="area divisible_from office_area ancillary_area total_area plot_area yard_area is_expandable"),
    Group(_("Planning law"), plot="""
        zoning zoning_restricted zoning_note building_basis plan_name plan_status plan_status_on
        site_coverage_ratio floor_area_ratio building_mass_ratio building_height_max storeys_max coverage_type
        noise_day noise_night round_the_clock hazardous_sites_allowed"""),
    Group(_("Land and ground"), plot="""
        ownership previous_use cadastral_district cadastral_section parcels land_value land_value_on
        contamination contamination_note ordnance mining archaeology soil_note flood_risk protection_note"""),
    Group(_("Servicing and access"), plot="""
        servicing servicing_charge rail_siding train_length_max heavy_haul bypasses_towns renewable_energy"""),
    Group(_("Award"), plot="award_criteria sectors_wanted sectors_excluded"),
    Group(_("Building"), hall="""
        hall_type clear_height eaves_height column_grid floor_load flooring sealed_floor
        year_built year_refurbished condition listed_building permitted_use"""),
    Group(_("Equipment"), hall="""
        docks drive_in_doors crane_capacity hook_height goods_lift_capacity power_kva
        heating temperature_control sprinkler smoke_vents car_spaces lorry_spaces"""),
    Group(_("Energy"), hall="""
        energy_certificate energy_heat energy_electricity energy_carrier energy_class energy_valid_until
        renewable_energy"""),
    Group(_("Use and access"), hall="""
        ownership min_term_months interim_use round_the_clock noise_day noise_night
        rail_siding train_length_max heavy_haul bypasses_towns"""),
    Group(_("Funding, taxes, neighbours"),
        shared="funding_area funding_note trade_tax_rate property_tax_rate tax_year anchor_tenants"),
]
"""The page of a space and the comparison."""

FORM = [
    Group(_("Plan law"), "law", plot="""
        zoning zoning_restricted zoning_note
        building_basis plan_name
        plan_status plan_status_on plan_url
        site_coverage_ratio floor_area_ratio building_mass_ratio
        building_height_max storeys_max coverage_type
        hazardous_sites_allowed"""),
    Group(_("Building"), "building", hall="""
        hall_type condition
        year_built year_refurbished listed_building
        clear_height eaves_height column_grid
        floor_load flooring sealed_floor
        permitted_use is_expandable"""),
    Group(_("Areas in detail"), "areas", plot="""
        gross_area net_area
        contiguous_area expansion_area""", hall="""
        office_area ancillary_area total_area
        plot_area yard_area
        car_spaces lorry_spaces"""),
    Group(_("Cadastre"), "cadastre", plot="cadastral_district cadastral_section parcels"),
    Group(_("Servicing and land value"), "servicing", plot="""
        servicing servicing_charge
        land_value land_value_on"""),
    Group(_("Ground"), "ground", plot="""
        previous_use contamination contamination_note
        ordnance mining archaeology
        flood_risk soil_note protection_note"""),
    Group(_("Award"), "award", plot="""
        award_criteria
        sectors_wanted sectors_excluded"""),
    Group(_("Equipment"), "equipment", hall="""
        docks drive_in_doors goods_lift_capacity
        crane_capacity hook_height power_kva
        heating temperature_control
        sprinkler smoke_vents"""),
    Group(_("Energy certificate"), "energy", hall="""
        energy_certificate energy_valid_until
        energy_heat energy_electricity
        energy_carrier energy_class"""),
    Group(_("Lease"), "lease", hall="min_term_months interim_use"),
    Group(_("Operation and access"), "operation", shared="""
        round_the_clock noise_day noise_night
        rail_siding train_length_max
        heavy_haul bypasses_towns"""),
    Group(_("Ownership, taxes and funding"), "ownership", shared="""
        ownership external_reference
        funding_area funding_note
        trade_tax_rate property_tax_rate tax_year"""),
    Group(_("Surroundings"), "surroundings", shared="""
        renewable_energy
        anchor_tenants"""),
]
"""The form of a space in the administration; area and smallest part stand among its first fields (sites.admin)."""

FILTER_FORM = [
    Group(_("Search"), "search", "q kind"),
    Group(_("Place"), "place", "place state district municipality people_25_km"),
    Group(_("Size and price"), "offer", "area contiguous divisible price_m2 price_total rent_m2 rent_year disposal"),
    Group(_("Availability"), "availability", "available_by status min_term"),
    Group(_("Building law"), "law",
        "zoning zoning_restricted plan_status grz gfz bmz round_the_clock noise_day noise_night"),
    Group(_("Industrial building"), "hall", """
        hall_type clear_height floor_load crane docks drive_in_doors column_grid office_share yard
        heating sprinkler temperature_control energy_class expandable"""),
    Group(_("Traffic"), "traffic", """
        motorway_km motorway_lorry_minutes motorway_car_minutes motorway rail_siding federal_road_km
        airport_km airport_lorry_minutes airport_car_minutes port_km port_lorry_minutes port_car_minutes
        terminal_km terminal_lorry_minutes terminal_car_minutes
        freight_station_km freight_station_lorry_minutes freight_station_car_minutes
        station_km station_lorry_minutes station_car_minutes"""),
    Group(_("Utilities"), "utilities",
        "utility power grid_level substation_km gas water waste_water district_heat hydrogen fibre"),
    Group(_("Ground and funding"), "ground", "ownership funding_area servicing previous_use contamination"),
]
"""The form of filters: words of the address, of a figure without `_min` and `_max`. Not facts alone are asked for."""

SHEET = words("""
    divisible_from contiguous_area office_area plot_area zoning hall_type plan_status clear_height
    site_coverage_ratio column_grid floor_area_ratio floor_load building_mass_ratio docks building_height_max
    drive_in_doors servicing crane_capacity previous_use power_kva contamination year_built round_the_clock
    rail_siding heavy_haul ownership funding_area trade_tax_rate""")
"""The data sheet."""

EXPORTED = words("""
    area divisible_from gross_area net_area contiguous_area expansion_area zoning site_coverage_ratio
    floor_area_ratio building_mass_ratio building_height_max noise_day noise_night plan_status servicing
    contamination rail_siding round_the_clock ownership funding_area trade_tax_rate hall_type office_area
    total_area yard_area clear_height floor_load crane_capacity docks drive_in_doors power_kva heating sprinkler
    temperature_control energy_certificate energy_class energy_heat energy_electricity energy_carrier year_built
    min_term_months""")
"""The columns of tables. What is not listed does not leave the house."""
# fmt: on
