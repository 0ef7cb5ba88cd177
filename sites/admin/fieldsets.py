"""The facts of plots and halls in groups an editor opens as he needs them. Each field of a kind is in one group."""

from django.utils.translation import gettext_lazy as _


def group(title, *fields):
    return (title, {"classes": ["collapse"], "fields": list(fields)})


PLOT = [
    group(
        _("Plan law"),
        ("zoning", "zoning_restricted", "zoning_note"),
        ("building_basis", "plan_name"),
        ("plan_status", "plan_status_on", "plan_url"),
        ("site_coverage_ratio", "floor_area_ratio", "building_mass_ratio"),
        ("building_height_max", "storeys_max", "coverage_type"),
        "hazardous_sites_allowed",
    ),
    group(_("Areas in detail"), ("gross_area", "net_area"), ("contiguous_area", "expansion_area")),
    group(_("Cadastre"), ("cadastral_district", "cadastral_section", "parcels")),
    group(_("Servicing and land value"), ("servicing", "servicing_charge"), ("land_value", "land_value_on")),
    group(
        _("Ground"),
        ("previous_use", "contamination", "contamination_note"),
        ("ordnance", "mining", "archaeology"),
        ("flood_risk", "soil_note", "protection_note"),
    ),
    group(_("Award"), "award_criteria", ("sectors_wanted", "sectors_excluded")),
]

HALL = [
    group(
        _("Building"),
        ("hall_type", "condition"),
        ("year_built", "year_refurbished", "listed_building"),
        ("clear_height", "eaves_height", "column_grid"),
        ("floor_load", "flooring", "sealed_floor"),
        ("permitted_use", "is_expandable"),
    ),
    group(
        _("Areas in detail"),
        ("office_area", "ancillary_area", "total_area"),
        ("plot_area", "yard_area"),
        ("car_spaces", "lorry_spaces"),
    ),
    group(
        _("Equipment"),
        ("docks", "drive_in_doors", "goods_lift_capacity"),
        ("crane_capacity", "hook_height", "power_kva"),
        ("heating", "temperature_control"),
        ("sprinkler", "smoke_vents"),
    ),
    group(
        _("Energy certificate"),
        ("energy_certificate", "energy_valid_until"),
        ("energy_heat", "energy_electricity"),
        ("energy_carrier", "energy_class"),
    ),
    group(_("Lease"), ("min_term_months", "interim_use")),
]

SHARED = [
    group(
        _("Operation and access"),
        ("round_the_clock", "noise_day", "noise_night"),
        ("rail_siding", "train_length_max"),
        ("heavy_haul", "bypasses_towns"),
    ),
    group(
        _("Ownership, taxes and funding"),
        ("ownership", "external_reference"),
        ("funding_area", "funding_note"),
        ("trade_tax_rate", "property_tax_rate", "tax_year"),
    ),
    group(_("Surroundings"), "renewable_energy", "anchor_tenants"),
]
