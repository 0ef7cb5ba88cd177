"""What only a hall states: the building, its equipment, its energy. Explanations in our own words, also of GEG § 87."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from formats.choices import choice_label
from sites.choices import EnergyCertificate, Kind, Sprinkler
from sites.facts import steps, units
from sites.facts.fact import Claim, Fact, Filter, Phrase, Wanted

hall = partial(Fact, kind=Kind.HALL)
CLASSES = ("A+", "A", "B", "C", "D", "E", "F", "G", "H")
LARGEST_HEIGHT = 60
"""m. What is longer is no height: 750 m are a train."""


def height(space):
    """The clear height and the type of hall."""
    stated = "" if space.clear_height is None else units.METRES.write(space.clear_height)
    return stated, choice_label(space, "hall_type")


# fmt: off
HALLS = [
    hall("office_area", sheet_label=_("Office area"),
         filter=Filter("office_share", _("Office share"), ends=("min", "max"),
                       steps=(2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 50), column="stored_office_percent",
                       unit=units.PERCENT, phrase=Phrase(unread=units.SQUARE_METRES.said)),
         wanted=Wanted(3, _("Office and staff area missing."), turn=4)),
    hall("ancillary_area"),
    hall("total_area"),
    hall("plot_area", sheet_label=_("Plot area")),
    hall("yard_area",
         filter=Filter("yard", _("Open yard"), steps=steps.PARTS, phrase=Phrase(alone="1")),
         wanted=Wanted(2, _("Yard, plot and lorry spaces missing: where do lorries turn?"),
                       others=("plot_area", "lorry_spaces"))),
    hall("is_expandable",
         filter=Filter("expandable", values=("yes",))),
    hall("hall_type",
         filter=Filter(),
         wanted=Wanted(5, _("Type of building missing: nobody finds it as warehouse or production building."), turn=1)),
    hall("clear_height", better=max,
         card=height, card_with=("hall_type",), on_map="clear_height_m",
         filter=Filter(label=_("Clear height"), steps=(4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16),
                       phrase=Phrase(meant_by=("m",), most=LARGEST_HEIGHT)),
         wanted=Wanted(10, _("Clear height missing: the first question of every logistics investor.")),
         explanation=_("UKB: the height below the lowest beam or duct; what can be stacked depends on it.")),
    hall("eaves_height", better=max,
         explanation=_("The height where roof and outer wall meet. The clear height inside is less.")),
    hall("column_grid",
         filter=Filter(label=_("Column spacing"), steps=(4, 5, 6, 8, 10, 12, 15, 18, 20, 24, 30),
                       column="stored_column_spacing", unit=units.METRES, hint=_("The narrower of the two spacings"),
                       phrase=Phrase(takes_product=True)),
         wanted=Wanted(3, _("Column grid missing: it decides how racks can stand."), turn=5),
         explanation=_("The distances between the columns, across and along. Wide spans make racks and machines "
                       "easier to place.")),
    hall("floor_load", better=max,
         filter=Filter(label=_("Floor load"), steps=(1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15),
                       phrase=Phrase(meant_by=("t/m2", "kN/m2"))),
         wanted=Wanted(5, _("Floor load missing: racks and machines depend on it."), turn=2),
         explanation=_("What the floor bears, in tonnes for each m². 1 t/m² is about 10 kN/m².")),
    hall("flooring"),
    hall("sealed_floor",
         explanation=_("The floor holds back substances that could harm water, as the Water Resources Act (WHG) "
                       "asks.")),
    hall("year_built",
         wanted=Wanted(3, _("Year built missing."), turn=3)),
    hall("year_refurbished"),
    hall("condition",
         wanted=Wanted(4, _("Condition missing: can one move in immediately?"))),
    hall("listed_building"),
    hall("permitted_use"),
    hall("docks", better=max,
         filter=Filter(label=_("Docks"), steps=(1, 2, 4, 6, 8, 10, 15, 20, 30, 40, 60),
                       phrase=Phrase(alone="1", unread=("m",))),
         wanted=Wanted(6, _("Docks and doors missing: how are lorries loaded?"), turn=2, others=("drive_in_doors",)),
         explanation=_("Doors at the height of a lorry's floor, with a plate that bridges the gap.")),
    hall("drive_in_doors", better=max,
         filter=Filter(label=_("Drive-in doors"), steps=(1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20),
                       phrase=Phrase(alone="1")),
         explanation=_("Doors at ground level, through which vehicles drive in.")),
    hall("crane_capacity", better=max,
         filter=Filter("crane", _("Crane capacity"),
                       steps=(1, 2, 3.2, 5, 8, 10, 12.5, 16, 20, 32, 50), phrase=Phrase(alone="1", is_counted=True)),
         explanation=_("The heaviest load the overhead crane lifts.")),
    hall("hook_height", better=max,
         explanation=_("How high the crane lifts its hook above the floor.")),
    hall("goods_lift_capacity", better=max),
    hall("power_kva", better=max,
         wanted=Wanted(5, _("Electrical connection missing: production asks for the kVA first."), turn=3),
         explanation=_("The electrical power that the connection can deliver at any one time.")),
    hall("heating",
         filter=Filter(),
         wanted=Wanted(3, _("Heating missing: “unheated” is an answer too."), turn=1)),
    hall("temperature_control",
         filter=Filter(),
         explanation=_("The range in which the building is kept: frost-free, tempered, chilled or deep-frozen.")),
    hall("sprinkler",
         claim=Claim(r"\bsprinkler\w*\b.*\b(vorhanden|installiert|eingebaut|installed)\b|\bsprinklered\b",
                     (Sprinkler.NONE,)),
         filter=Filter(),
         wanted=Wanted(3, _("Sprinklers missing: insurers and logistics ask for them."), turn=2),
         explanation=_("Water sprays from the ceiling when it burns. ESFR reacts fast enough to do without "
                       "sprinklers in the racks.")),
    hall("smoke_vents",
         explanation=_("RWA: openings in the roof that let out smoke and heat.")),
    hall("car_spaces", better=max),
    hall("lorry_spaces", better=max),
    hall("energy_certificate",
         claim=Claim(r"\benergie\w*ausweis\w*\b.*\b(liegt|vorhanden|gibt)\b"
                     r"|\benergy (performance )?certificate\b.*\b(exists|available)\b",
                     (EnergyCertificate.PENDING, EnergyCertificate.NOT_REQUIRED)),
         wanted=Wanted(6, _("Energy certificate missing: without it the building cannot be released (§ 87 GEG)."),
                       turn=1),
         explanation=_("Energieausweis: by need it is calculated, by consumption it is measured over three years "
                       "(GEG).")),
    hall("energy_heat", better=min,
         explanation=_("What the building needs for heat, for each m² and year; § 87 GEG asks for it.")),
    hall("energy_electricity", better=min,
         explanation=_("What the building needs in electricity, for each m² and year; § 87 GEG asks for it.")),
    hall("energy_carrier"),
    hall("energy_class", better=CLASSES,
         filter=Filter(values=CLASSES)),
    hall("energy_valid_until"),
    hall("min_term_months", better=min,
         filter=Filter("min_term", _("Minimum term"), ends=("max",),
                       steps=(3, 6, 12, 18, 24, 36, 48, 60, 84, 120, 180)),
         explanation=_("The shortest lease that the owner signs.")),
    hall("interim_use",
         explanation=_("The building is available for some months while something else is being planned.")),
]
# fmt: on
