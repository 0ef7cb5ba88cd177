"""What plots and halls both state. Explanations in our own words after DIN 45691 and 12. BImSchV."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from formats.templatetags.typography import m2
from sites.choices import Kind, RailSiding, RoundTheClock
from sites.facts import steps
from sites.facts.fact import Claim, Fact, Filter, Phrase, Wanted
from sites.facts.units import size

PLOT, HALL = Kind.PLOT, Kind.HALL


def land_or_floor(space, square_metres):
    """Land in hectares from 1 ha on, the floor of a hall in square metres, however large."""
    return size(square_metres) if space.is_plot else m2(square_metres)


def smallest_part_at_most(square_metres):
    """A space offers every size from its smallest part to its area."""
    smallest = Q(divisible_from__lte=square_metres) | Q(divisible_from__isnull=True, area__lte=square_metres)
    return Q(area__isnull=False) & smallest


# fmt: off
SHARED = [
    Fact("area", spell=land_or_floor, on_map="area_m2",
         filter=Filter(label=_("Area"), ends=("min", "max"), steps=steps.AREA,
                       at_most=smallest_part_at_most,
                       phrase=Phrase(unit_is_optional=True, meant_by=("m2", "ha", "acre", "ft2"))),
         wanted=Wanted(10, _("Area missing: nobody finds the property by its size."))),
    Fact("divisible_from", spell=land_or_floor, on_map="divisible_from_m2",
         filter=Filter("divisible", _("Divisible into parts"), ends=("max",), steps=steps.PARTS,
                       phrase=Phrase(low="divisible_max")),
         wanted=Wanted(3, _("“Divisible from” missing: smaller companies pass the property by."), turn=6),
         explanation=_("The smallest part available on its own.")),
    Fact("ownership",
         filter=Filter(),
         wanted=Wanted(3, _("Ownership missing: it tells with whom one has to negotiate."), turn=2, kind=PLOT)),
    Fact("external_reference"),
    Fact("round_the_clock", better=(RoundTheClock.YES, RoundTheClock.LIMITED, RoundTheClock.NO),
         filter=Filter(without=(RoundTheClock.NO,)),
         wanted=Wanted(4, _("24-hour operation missing: shifts and logistics decide by it."), turn=6),
         explanation=_("Whether plan and permit allow work in three shifts, at night too.")),
    Fact("noise_day",
         better=max,
         filter=Filter(label=_("Noise quota, day"),
                       steps=(45, 50, 54, 56, 58, 60, 62, 64, 66, 68, 70)),
         explanation=_("How loud a business may be for each m² of its plot by day, from 6 to 22 o'clock (DIN "
                       "45691).")),
    Fact("noise_night",
         better=max,
         filter=Filter(label=_("Noise quota, night"),
                       steps=(30, 35, 38, 40, 42, 44, 46, 48, 50, 55, 60)),
         explanation=_("How loud a business may be for each m² of its plot at night, from 22 to 6 o'clock (DIN "
                       "45691). Shift work depends on it.")),
    Fact("rail_siding", better=(RailSiding.AT_PLOT, RailSiding.IN_AREA, RailSiding.POSSIBLE, RailSiding.NONE),
         filter=Filter(without=(RailSiding.NONE,)),
         claim=Claim(r"\b(mit|eigene[rn]?|hat einen?) gleisanschluss\b|\bgleisanschluss (ist )?(vorhanden|liegt)\b"
                     r"|\b(has|with|own) (a |its own )?(rail(way)? )siding\b",
                     (RailSiding.NONE,)),
         wanted=Wanted(3, _("Rail siding missing: “none” is an answer too."), turn=7),
         explanation=_("Whether goods wagons reach the plot itself, the business park, or could one day.")),
    Fact("train_length_max",
         better=max),
    Fact("heavy_haul"),
    Fact("bypasses_towns",
         explanation=_("Lorries reach the trunk road without passing houses in a town.")),
    Fact("renewable_energy"),
    Fact("funding_area",
         filter=Filter(),
         wanted=Wanted(2, _("Funding area missing: it changes what an investment costs."), turn=1),
         explanation=_("Which programme may support investment here. GRW pays more in a C area than in a D area.")),
    Fact("funding_note"),
    Fact("trade_tax_rate", better=min,
         filter=Filter(ends=("max",), steps=(200, 250, 300, 350, 380, 400, 420, 440, 460, 480, 500),
                       phrase=Phrase(unit_is_optional=True)),
         explanation=_("Gewerbesteuerhebesatz: the municipality multiplies 3.5 % of the profit by it. 450 % makes "
                       "15.75 %.")),
    Fact("property_tax_rate", better=min,
         explanation=_("Grundsteuer B: the multiplier of the yearly tax on built-up land.")),
    Fact("tax_year"),
    Fact("anchor_tenants"),
]
# fmt: on
