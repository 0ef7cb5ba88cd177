"""What only a hall states: the building, its equipment, its energy. Explanations in our own words, also of GEG § 87."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from formats.choices import label_of
from sites.choices import EnergyCertificate, Kind, Sprinkler
from sites.facts import steps, units
from sites.facts.fact import Claim, Fact, Filter, Phrase, Wanted
from sites.facts.groups import Form, Page, Section

hall = partial(Fact, kind=Kind.HALL)
CLASSES = ("A+", "A", "B", "C", "D", "E", "F", "G", "H")
LARGEST_HEIGHT = 60
"""m. What is longer is no height: 750 m are a train."""


def height(space):
    """The clear height and the type of hall."""
    stated = "" if space.clear_height is None else units.METRES.write(space.clear_height)
    return stated, label_of(space, "hall_type")


# fmt: off
HALLS = [
    hall("office_area", page=Page.SIZE.at(3), form=Form.AREAS.at("1a"), sheet=1, sheet_label=_("Office area"),
         exported=23,
         filter=Filter(Section.HALL.at(8), "office_share", _("Office share"), ends=("min", "max"),
                       steps=(2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 50), column="stored_office_percent",
                       unit=units.PERCENT, phrase=Phrase(unread=units.SQUARE_METRES.said)),
         wanted=Wanted(3, _("Office and staff area missing."), turn=4)),
    hall("ancillary_area", page=Page.SIZE.at(4), form=Form.AREAS.at("1b")),
    hall("total_area", page=Page.SIZE.at(5), form=Form.AREAS.at("1c"), exported=24),
    hall("plot_area", page=Page.SIZE.at(6), form=Form.AREAS.at("2a"), sheet=2, sheet_label=_("Plot area")),
    hall("yard_area", page=Page.SIZE.at(7), form=Form.AREAS.at("2b"), exported=25,
         filter=Filter(Section.HALL.at(9), "yard", _("Open yard"), steps=steps.PARTS, phrase=Phrase(alone="1")),
         wanted=Wanted(2, _("Yard, plot and lorry spaces missing: where do lorries turn?"),
                       others=("plot_area", "lorry_spaces"))),
    hall("is_expandable", page=Page.SIZE.at(8), form=Form.BUILDING.at("5b"),
         filter=Filter(Section.HALL.at(14), "expandable", values=("yes",))),
    hall("hall_type", page=Page.BUILDING.at(1), form=Form.BUILDING.at("1a"), sheet=11, exported=22,
         filter=Filter(Section.HALL.at(1)),
         wanted=Wanted(5, _("Type of building missing: nobody finds it as warehouse or production building."), turn=1)),
    hall("clear_height", page=Page.BUILDING.at(2), form=Form.BUILDING.at("3a"), sheet=12, exported=26, better=max,
         card=height, card_with=("hall_type",), on_map="clear_height_m",
         filter=Filter(Section.HALL.at(2), label=_("Clear height"), steps=(4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16),
                       phrase=Phrase(meant_by=("m",), most=LARGEST_HEIGHT)),
         wanted=Wanted(10, _("Clear height missing: the first question of every logistics investor.")),
         explanation=_("UKB: the height below the lowest beam or duct; what can be stacked depends on it.")),
    hall("eaves_height", page=Page.BUILDING.at(3), form=Form.BUILDING.at("3b"), better=max,
         explanation=_("The height where roof and outer wall meet. The clear height inside is less.")),
    hall("column_grid", page=Page.BUILDING.at(4), form=Form.BUILDING.at("3c"), sheet=13,
         filter=Filter(Section.HALL.at(7), label=_("Column spacing"), steps=(4, 5, 6, 8, 10, 12, 15, 18, 20, 24, 30),
                       column="stored_column_spacing", unit=units.METRES, hint=_("The narrower of the two spacings"),
                       phrase=Phrase(takes_product=True)),
         wanted=Wanted(3, _("Column grid missing: it decides how racks can stand."), turn=5),
         explanation=_("The distances between the columns, across and along. Wide spans make racks and machines "
                       "easier to place.")),
    hall("floor_load", page=Page.BUILDING.at(5), form=Form.BUILDING.at("4a"), sheet=14, exported=27, better=max,
         filter=Filter(Section.HALL.at(3), label=_("Floor load"), steps=(1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15),
                       phrase=Phrase(meant_by=("t/m2", "kN/m2"))),
         wanted=Wanted(5, _("Floor load missing: racks and machines depend on it."), turn=2),
         explanation=_("What the floor bears, in tonnes for each m². 1 t/m² is about 10 kN/m².")),
    hall("flooring", page=Page.BUILDING.at(6), form=Form.BUILDING.at("4b")),
    hall("sealed_floor", page=Page.BUILDING.at(7), form=Form.BUILDING.at("4c"),
         explanation=_("The floor holds back substances that could harm water, as the Water Resources Act (WHG) "
                       "asks.")),
    hall("year_built", page=Page.BUILDING.at(8), form=Form.BUILDING.at("2a"), sheet=19, exported=38,
         wanted=Wanted(3, _("Year built missing."), turn=3)),
    hall("year_refurbished", page=Page.BUILDING.at(9), form=Form.BUILDING.at("2b")),
    hall("condition", page=Page.BUILDING.at(10), form=Form.BUILDING.at("1b"),
         wanted=Wanted(4, _("Condition missing: can one move in immediately?"))),
    hall("listed_building", page=Page.BUILDING.at(11), form=Form.BUILDING.at("2c")),
    hall("permitted_use", page=Page.BUILDING.at(12), form=Form.BUILDING.at("5a")),
    hall("docks", page=Page.EQUIPMENT.at(1), form=Form.EQUIPMENT.at("1a"), sheet=15, exported=29, better=max,
         filter=Filter(Section.HALL.at(5), label=_("Docks"), steps=(1, 2, 4, 6, 8, 10, 15, 20, 30, 40, 60),
                       phrase=Phrase(alone="1", unread=("m",))),
         wanted=Wanted(6, _("Docks and doors missing: how are lorries loaded?"), turn=2, others=("drive_in_doors",)),
         explanation=_("Doors at the height of a lorry's floor, with a plate that bridges the gap.")),
    hall("drive_in_doors", page=Page.EQUIPMENT.at(2), form=Form.EQUIPMENT.at("1b"), sheet=16, exported=30, better=max,
         filter=Filter(Section.HALL.at(6), label=_("Drive-in doors"), steps=(1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20),
                       phrase=Phrase(alone="1")),
         explanation=_("Doors at ground level, through which vehicles drive in.")),
    hall("crane_capacity", page=Page.EQUIPMENT.at(3), form=Form.EQUIPMENT.at("2a"), sheet=17, exported=28, better=max,
         filter=Filter(Section.HALL.at(4), "crane", _("Crane capacity"),
                       steps=(1, 2, 3.2, 5, 8, 10, 12.5, 16, 20, 32, 50), phrase=Phrase(alone="1", is_counted=True)),
         explanation=_("The heaviest load the overhead crane lifts.")),
    hall("hook_height", page=Page.EQUIPMENT.at(4), form=Form.EQUIPMENT.at("2b"), better=max,
         explanation=_("How high the crane lifts its hook above the floor.")),
    hall("goods_lift_capacity", page=Page.EQUIPMENT.at(5), form=Form.EQUIPMENT.at("1c"), better=max),
    hall("power_kva", page=Page.EQUIPMENT.at(6), form=Form.EQUIPMENT.at("2c"), sheet=18, exported=31, better=max,
         wanted=Wanted(5, _("Electrical connection missing: production asks for the kVA first."), turn=3),
         explanation=_("The electrical power that the connection can deliver at any one time.")),
    hall("heating", page=Page.EQUIPMENT.at(7), form=Form.EQUIPMENT.at("3a"), exported=32,
         filter=Filter(Section.HALL.at(10)),
         wanted=Wanted(3, _("Heating missing: “unheated” is an answer too."), turn=1)),
    hall("temperature_control", page=Page.EQUIPMENT.at(8), form=Form.EQUIPMENT.at("3b"), exported=34,
         filter=Filter(Section.HALL.at(12)),
         explanation=_("The range in which the building is kept: frost-free, tempered, chilled or deep-frozen.")),
    hall("sprinkler", page=Page.EQUIPMENT.at(9), form=Form.EQUIPMENT.at("4a"), exported=33,
         claim=Claim(r"\bsprinkler\w*\b.*\b(vorhanden|installiert|eingebaut|installed)\b|\bsprinklered\b",
                     (Sprinkler.NONE,)),
         filter=Filter(Section.HALL.at(11)),
         wanted=Wanted(3, _("Sprinklers missing: insurers and logistics ask for them."), turn=2),
         explanation=_("Water sprays from the ceiling when it burns. ESFR reacts fast enough to do without "
                       "sprinklers in the racks.")),
    hall("smoke_vents", page=Page.EQUIPMENT.at(10), form=Form.EQUIPMENT.at("4b"),
         explanation=_("RWA: openings in the roof that let out smoke and heat.")),
    hall("car_spaces", page=Page.EQUIPMENT.at(11), form=Form.AREAS.at("3a"), better=max),
    hall("lorry_spaces", page=Page.EQUIPMENT.at(12), form=Form.AREAS.at("3b"), better=max),
    hall("energy_certificate", page=Page.ENERGY.at(1), form=Form.ENERGY.at("1a"), exported=34.5,
         claim=Claim(r"\benergie\w*ausweis\w*\b.*\b(liegt|vorhanden|gibt)\b"
                     r"|\benergy (performance )?certificate\b.*\b(exists|available)\b",
                     (EnergyCertificate.PENDING, EnergyCertificate.NOT_REQUIRED)),
         wanted=Wanted(6, _("Energy certificate missing: without it the building cannot be released (§ 87 GEG)."),
                       turn=1),
         explanation=_("Energieausweis: by need it is calculated, by consumption it is measured over three years "
                       "(GEG).")),
    hall("energy_heat", page=Page.ENERGY.at(2), form=Form.ENERGY.at("2a"), exported=36, better=min,
         explanation=_("What the building needs for heat, for each m² and year; § 87 GEG asks for it.")),
    hall("energy_electricity", page=Page.ENERGY.at(3), form=Form.ENERGY.at("2b"), exported=37, better=min,
         explanation=_("What the building needs in electricity, for each m² and year; § 87 GEG asks for it.")),
    hall("energy_carrier", page=Page.ENERGY.at(4), form=Form.ENERGY.at("3a"), exported=37.5),
    hall("energy_class", page=Page.ENERGY.at(5), form=Form.ENERGY.at("3b"), exported=35, better=CLASSES,
         filter=Filter(Section.HALL.at(13), values=CLASSES)),
    hall("energy_valid_until", page=Page.ENERGY.at(6), form=Form.ENERGY.at("1b")),
    hall("min_term_months", page=Page.USE.at(2), form=Form.LEASE.at("1a"), exported=39, better=min,
         filter=Filter(Section.AVAILABILITY.at(3), "min_term", _("Minimum term"), ends=("max",),
                       steps=(3, 6, 12, 18, 24, 36, 48, 60, 84, 120, 180)),
         explanation=_("The shortest lease that the owner signs.")),
    hall("interim_use", page=Page.USE.at(3), form=Form.LEASE.at("1b"),
         explanation=_("The building is available for some months while something else is being planned.")),
]
# fmt: on
