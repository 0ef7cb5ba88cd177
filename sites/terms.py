"""What the trade's words mean, told on demand beside a fact. One or two plain sentences each, by field name.

Sources: BauNVO §§ 6 to 21 (as of 2023), BauGB §§ 30 to 35, DIN 45691, GEG § 87; in our own words.
"""

from django.utils.translation import gettext_lazy as _

TERMS = {
    "zoning": _(
        "What may be built here under the Federal Land Utilisation Ordinance (BauNVO). GE takes businesses that do not "
        "disturb much, GI takes any kind of industry, SO has a purpose of its own, MI, MU and MK mix work and homes."
    ),
    "zoning_restricted": _(
        "The development plan sets limits to the zone, most often on noise at night. Then one speaks of GEe or GIe."
    ),
    "building_basis": _("The law that decides whether a building permit can be had, and how quickly."),
    "plan_status": _(
        "How far the development plan has come. Only a plan in force gives a safe basis for a building permit."
    ),
    "site_coverage_ratio": _(
        "GRZ: the share of the plot that buildings may cover. 0.8 means 80 m² of every 100 m²."
    ),
    "floor_area_ratio": _(
        "GFZ: the floor area of all storeys for each m² of plot. 2.4 means 240 m² of floors on 100 m² of plot."
    ),
    "building_mass_ratio": _(
        "BMZ: the building volume in m³ for each m² of plot. It matters for tall halls with one storey."
    ),
    "coverage_type": _(
        "Whether buildings stand free with space to the sides, or may be built on the boundary."
    ),
    "gross_area": _("The whole plot, with slopes, green strips and roads."),
    "net_area": _("What may be built on after roads and green strips are taken off."),
    "contiguous_area": _("The largest piece in one, without a road or a stream through it."),
    "divisible_from": _("The smallest part that can be had on its own."),
    "expansion_area": _("Land beside it that could be added later."),
    "cadastral_district": _(
        "Gemarkung, Flur and Flurstück name a piece of land in the German land register, whatever its address."
    ),
    "servicing": _("Whether road, water, waste water and electricity have been laid up to the plot."),
    "servicing_charge": _(
        "What the municipality asks once for roads and sewers. “ebf” means that it is paid for already."
    ),
    "land_value": _(
        "The average value of land nearby as published by the expert committee; no price that somebody asks."
    ),
    "noise_day": _(
        "How loud a business may be for each m² of its plot by day, from 6 to 22 o'clock (DIN 45691)."
    ),
    "noise_night": _(
        "How loud a business may be for each m² of its plot at night, from 22 to 6 o'clock (DIN 45691). "
        "Shift work depends on it."
    ),
    "round_the_clock": _("Whether plan and permit allow work in three shifts, at night too."),
    "hazardous_sites_allowed": _(
        "Whether plants that handle large amounts of dangerous substances may settle here (12. BImSchV, Seveso III)."
    ),
    "previous_use": _("Brownfield was built on or used before and lies idle; greenfield never was."),
    "contamination": _(
        "What is known of harmful substances in the ground. “Remediated” has been cleaned up."
    ),
    "ordnance": _(
        "Whether bombs or ammunition from the war may lie in the ground, and whether that was examined."
    ),
    "mining": _("Whether old mines or filled pits lie below, so that the ground could give way."),
    "flood_risk": _(
        "The 100-year flood area is under water once in a hundred years on average; building there is limited."
    ),
    "rail_siding": _("Whether goods wagons reach the plot itself, the business park, or could one day."),
    "bypasses_towns": _("Lorries reach the trunk road without passing houses in a town."),
    "award_criteria": _("What the owner looks at when several companies want the same plot."),
    "funding_area": _(
        "Which programme may support investment here. GRW pays more in a C area than in a D area."
    ),
    "trade_tax_rate": _(
        "Gewerbesteuerhebesatz: the municipality multiplies 3.5 % of the profit by it. 450 % makes 15.75 %."
    ),
    "property_tax_rate": _("Grundsteuer B: the multiplier of the yearly tax on built-up land."),
    "clear_height": _("UKB: the height below the lowest beam or duct; what can be stacked depends on it."),
    "eaves_height": _("The height where roof and outer wall meet. The clear height inside is less."),
    "column_grid": _(
        "The distances between the columns, across and along. Wide spans make racks and machines easier to place."
    ),
    "floor_load": _("What the floor bears, in tonnes for each m². 1 t/m² is about 10 kN/m²."),
    "sealed_floor": _(
        "The floor holds back substances that could harm water, as the Water Resources Act (WHG) asks."
    ),
    "crane_capacity": _("The heaviest load the overhead crane lifts."),
    "hook_height": _("How high the crane lifts its hook above the floor."),
    "docks": _("Doors at the height of a lorry's floor, with a plate that bridges the gap."),
    "drive_in_doors": _("Doors at ground level, through which vehicles drive in."),
    "power_kva": _("The electrical power that the connection gives at once."),
    "sprinkler": _(
        "Water sprays from the ceiling when it burns. ESFR reacts fast enough to do without sprinklers in the racks."
    ),
    "smoke_vents": _("RWA: openings in the roof that let out smoke and heat."),
    "temperature_control": _(
        "The range in which the hall is kept: frost-free, tempered, chilled or deep-frozen."
    ),
    "energy_certificate": _(
        "Energieausweis: by need it is calculated, by consumption it is measured over three years (GEG)."
    ),
    "energy_heat": _("What the building needs for heat, for each m² and year; § 87 GEG asks for it."),
    "energy_electricity": _(
        "What the building needs in electricity, for each m² and year; § 87 GEG asks for it."
    ),
    "min_term_months": _("The shortest lease that the owner signs."),
    "interim_use": _("The hall can be had for some months while something else is being planned."),
}
