"""What only a plot states: plan law, cadastre, ground, servicing.

Explanations in our own words after BauNVO §§ 6 to 21 (as of 2023), BauGB §§ 30 to 35.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from formats.choices import choice_label
from sites.choices import Contamination, Kind
from sites.facts import steps
from sites.facts.fact import Claim, Fact, Filter, Wanted

plot = partial(Fact, kind=Kind.PLOT)


def zone(space):
    """“GEe” and what it means."""
    if not space.zoning:
        return "", ""
    _code, _dash, name = choice_label(space, "zoning").partition(" – ")
    return space.zoning + ("e" if space.zoning_restricted else ""), name


# fmt: off
PLOTS = [
    plot("gross_area",
         explanation=_("The whole plot, with slopes, green strips and roads.")),
    plot("net_area",
         explanation=_("What may be built on after roads and green strips are taken off.")),
    plot("contiguous_area", sheet_label=_("Contiguous area"),
         filter=Filter("contiguous", _("Contiguous area"), steps=steps.AREA),
         explanation=_("The largest piece in one, without a road or a stream through it.")),
    plot("expansion_area",
         explanation=_("Land beside it that could be added later.")),
    plot("zoning",
         card=zone, card_with=("zoning_restricted",), on_map="zoning",
         filter=Filter(label=_("Zoning"), says_label=False),
         wanted=Wanted(9, _("Zoning missing: it decides what may be built at all.")),
         explanation=_("What may be built here under the Federal Land Utilisation Ordinance (BauNVO). GE takes "
                       "businesses that do not disturb much, GI takes any kind of industry, SO has a purpose of "
                       "its own, MI, MU and MK mix work and homes.")),
    plot("zoning_restricted", belongs_to="zoning",
         filter=Filter(values=("yes", "no")),
         explanation=_("The development plan sets limits to the zone, most often on noise at night. Then one "
                       "speaks of GEe or GIe.")),
    plot("zoning_note"),
    plot("building_basis",
         explanation=_("The law that decides whether a building permit can be granted, and how quickly.")),
    plot("plan_name"),
    plot("plan_status",
         filter=Filter(),
         wanted=Wanted(6, _("Plan status missing: it tells how long a building permit will take."), turn=2),
         explanation=_("How far the development plan has come. Only a plan in force gives a safe basis for a "
                       "building permit.")),
    plot("plan_status_on"),
    plot("plan_url"),
    plot("site_coverage_ratio", better=max,
         filter=Filter("grz", steps=(0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9)),
         wanted=Wanted(4, _("Site coverage ratio (GRZ) missing: how much of the plot may be built on?"), turn=1),
         explanation=_("GRZ: the share of the plot that buildings may cover. 0.8 means 80 m² of every 100 m².")),
    plot("floor_area_ratio", better=max,
         filter=Filter("gfz", steps=(0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 2, 2.4, 2.8, 3)),
         explanation=_("GFZ: the floor area of all storeys for each m² of plot. 2.4 means 240 m² of floors on 100 "
                       "m² of plot.")),
    plot("building_mass_ratio", better=max,
         filter=Filter("bmz", steps=(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
         explanation=_("BMZ: the building volume in m³ for each m² of plot. It matters for tall buildings with one "
                       "storey.")),
    plot("building_height_max", better=max,
         wanted=Wanted(4, _("Height, GFZ and BMZ missing: how high may be built?"), turn=2,
                       others=("building_mass_ratio", "floor_area_ratio"))),
    plot("storeys_max", better=max),
    plot("coverage_type",
         explanation=_("Whether buildings stand free with space to the sides, or may be built on the boundary.")),
    plot("hazardous_sites_allowed",
         explanation=_("Whether plants that handle large amounts of dangerous substances may settle here (12. "
                       "BImSchV, Seveso III).")),
    plot("previous_use",
         filter=Filter(),
         explanation=_("Brownfield was built on or used before and lies idle; greenfield never was.")),
    plot("cadastral_district", reveals_place=True,
         explanation=_("Gemarkung, Flur and Flurstück name a piece of land in the German land register, whatever "
                       "its address.")),
    plot("cadastral_section", reveals_place=True),
    plot("parcels", reveals_place=True),
    plot("land_value",
         explanation=_("The average value of land nearby as published by the expert committee; no price that "
                       "somebody asks.")),
    plot("land_value_on"),
    plot("contamination",
         filter=Filter(),
         claim=Claim(r"\baltlastenfrei\w*\b|\bfrei von altlasten\b|\bfree (of|from) contamination\b",
                     (Contamination.SUSPECTED, Contamination.CONTAMINATED)),
         wanted=Wanted(4, _("Contamination missing: “none known” is an answer too."), turn=3),
         explanation=_("What is known of harmful substances in the ground. “Remediated” has been cleaned up.")),
    plot("contamination_note"),
    plot("ordnance",
         explanation=_("Whether bombs or ammunition from the war may lie in the ground, and whether that was "
                       "examined.")),
    plot("mining",
         explanation=_("Whether old mines or filled pits lie below, so that the ground could give way.")),
    plot("archaeology"),
    plot("soil_note"),
    plot("flood_risk",
         wanted=Wanted(3, _("Flood risk missing: insurers ask for it."), turn=1),
         explanation=_("The 100-year flood area is under water once in a hundred years on average; building there "
                       "is limited.")),
    plot("protection_note"),
    plot("servicing",
         filter=Filter(),
         wanted=Wanted(6, _("Servicing missing: it decides when building can begin."), turn=1),
         explanation=_("Whether road, water, waste water and electricity have been laid up to the plot.")),
    plot("servicing_charge",
         explanation=_("What the municipality asks once for roads and sewers. “ebf” means that it is paid for "
                       "already.")),
    plot("award_criteria",
         explanation=_("What the owner looks at when several companies want the same plot.")),
    plot("sectors_wanted"),
    plot("sectors_excluded"),
]
# fmt: on
