"""Which figures count how much, and what to say to whoever has left one out.

What investors ask first and what filters and comparison need weighs most. Among 1,458 lettable halls of a broker 85 %
stated their area, 76 % had a picture, 44 % a height; so the table asks for much, and nothing is hidden for want of it.
A change of this table is stored by `manage refresh_spaces`.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sites.choices import Kind


@dataclass(frozen=True)
class Wanted:
    """`fields`: any one of them will do. `rows`: a relation that has to have rows instead."""

    weight: int
    hint: str
    fields: tuple = ()
    rows: str = ""


def field(names, weight, hint):
    return Wanted(weight, hint, fields=tuple(names.split()))


def rows(relation, weight, hint):
    return Wanted(weight, hint, rows=relation)


SHARED_BEFORE = (
    field("area", 10, _("Area missing: nobody finds the object by its size.")),
    rows("photos", 8, _("No photo: nobody sees what the place looks like.")),
    rows("offers", 8, _("No offer: say whether it is for sale or to let, and the price or “on request”.")),
    field("contact", 7, _("Contact missing: enquiries reach only the region’s office.")),
    field("location boundary", 6, _("Neither point nor boundary: the object is not on the map.")),
    field("description_de", 6, _("Description missing: a few sentences say what figures cannot.")),
)

SHARED_AFTER = (
    field("round_the_clock", 4, _("24-hour operation missing: shifts and logistics decide by it.")),
    field("description_en", 4, _("English description missing: investors from abroad get the German text.")),
    field("divisible_from", 3, _("“Divisible from” missing: smaller companies pass the object by.")),
    field("rail_siding", 3, _("Rail siding missing: “none” is an answer too.")),
    field("funding_area", 2, _("Funding area missing: it changes what an investment costs.")),
)

PLOT = (
    *SHARED_BEFORE,
    field("zoning", 9, _("Zoning missing: it decides what may be built at all.")),
    field("boundary", 7, _("Boundary missing: shape and neighbours cannot be seen, the area cannot be checked.")),
    field("servicing", 6, _("Servicing missing: it decides when building can begin.")),
    field("plan_status", 6, _("Plan status missing: it tells how long a building permit will take.")),
    rows("utilities", 6, _("No utilities: the capacity of the power line is asked for first.")),
    field("site_coverage_ratio", 4, _("Site coverage ratio (GRZ) missing: how much of the plot may be built on?")),
    field("building_height_max building_mass_ratio floor_area_ratio", 4,
          _("Height, GFZ and BMZ missing: how high may be built?")),
    field("contamination", 4, _("Contamination missing: “none known” is an answer too.")),
    field("flood_risk", 3, _("Flood risk missing: insurers ask for it.")),
    field("ownership", 3, _("Ownership missing: it tells with whom one has to negotiate.")),
    *SHARED_AFTER,
)  # fmt: skip

HALL = (
    *SHARED_BEFORE,
    field("clear_height", 10, _("Clear height missing: the first question of every logistics investor.")),
    field("energy_certificate", 6, _("Energy certificate missing: without it the hall cannot be released (§ 87 GEG).")),
    field("docks drive_in_doors", 6, _("Docks and doors missing: how are lorries loaded?")),
    field("hall_type", 5, _("Type of hall missing: nobody finds it as warehouse or production hall.")),
    field("floor_load", 5, _("Floor load missing: racks and machines depend on it.")),
    field("power_kva", 5, _("Electrical connection missing: production asks for the kVA first.")),
    field("condition", 4, _("Condition missing: can one move in at once?")),
    field("heating", 3, _("Heating missing: “unheated” is an answer too.")),
    field("sprinkler", 3, _("Sprinklers missing: insurers and logistics ask for them.")),
    field("year_built", 3, _("Year built missing.")),
    field("office_area", 3, _("Office and staff area missing.")),
    field("column_grid", 3, _("Column grid missing: it decides how racks can stand.")),
    field("yard_area plot_area lorry_spaces", 2, _("Yard, plot and lorry spaces missing: where do lorries turn?")),
    *SHARED_AFTER,
)  # fmt: skip

WANTED = {Kind.PLOT: PLOT, Kind.HALL: HALL}
