"""All that one may ask of the pool. Form, chips, counts, messages and docs/filters.md follow this table."""

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from formats.folding import fold
from formats.templatetags.typography import long_date
from regions.models import Area
from sites import choices
from sites.choices import Kind
from sites.filters import units
from sites.filters.fields import ChoicesField, OneChoiceField
from sites.filters.questions import ALL_OF_THEM, Choice, OneChoice, Question, among, figure, listed
from sites.filters.where import InAreas, InBounds, InPolygon, NearPlace, OnMotorways, Radius

PLOT, HALL = Kind.PLOT, Kind.HALL

SORTS = {
    "relevance": _("Wishes met"),
    "newest": _("Newest first"),
    "area": _("Area, smallest first"),
    "-area": _("Area, largest first"),
    "price": _("Price, lowest first"),
    "-price": _("Price, highest first"),
    "name": _("Name"),
    "distance": _("Distance to the place"),
    "freshness": _("Freshness of the details"),
    "motorway_km": _("Distance to the motorway"),
    "airport_km": _("Distance to the airport"),
    "port_km": _("Distance to the port"),
    "terminal_km": _("Distance to the rail terminal"),
    "freight_station_km": _("Distance to the freight station"),
    "station_km": _("Distance to the railway station"),
    "federal_road_km": _("Distance to the federal road"),
}
DEFAULT_SORT = "newest"


@dataclass(frozen=True)
class Words(Question):
    def field(self):
        return forms.CharField(required=False, label=self.label, max_length=200)

    def condition(self, value, answers):
        condition = Q()
        for word in fold(value).split():
            condition &= Q(search_text__contains=word)
        return condition

    def spell(self, value):
        return format_lazy(_("contains {words}"), words=value)


@dataclass(frozen=True)
class AvailableBy(Question):
    """To be had on that day; where no date is stated it is to be had now."""

    def field(self):
        invalid = _("Enter a date as year-month-day, for example 2027-03-31.")
        return forms.DateField(
            required=False, label=self.label, input_formats=["%Y-%m-%d"], error_messages={"invalid": invalid}
        )

    def condition(self, value, answers):
        return Q(available_from__isnull=True) | Q(available_from__lte=value)

    def spell(self, value):
        return format_lazy(_("available by {day}"), day=long_date(value))


@dataclass(frozen=True)
class Setting(Question):
    """Changes how the others are answered, and narrows nothing by itself."""

    _: KW_ONLY
    choices: tuple
    is_list: bool = True
    narrows: ClassVar = False

    @property
    def is_repeatable(self):
        return self.is_list

    def field(self):
        return (ChoicesField if self.is_list else OneChoiceField)(choices=self.choices, label=self.label)

    def spell(self, value):
        return format_lazy(_("also {objects}"), objects=dict(self.choices)[value])


def smallest_part_at_most(m2):
    """A space offers every size from its smallest part to its area."""
    return Q(area__isnull=False) & (Q(divisible_from__lte=m2) | Q(divisible_from__isnull=True, area__lte=m2))


def price_left_open(column, is_offered):
    """A price is open when the space is for sale but states none, or states no offer at all; so is a rent.

    What is only to let has no price to be open.
    """
    no_offer = Q(is_for_sale=False, is_to_let=False, is_on_ground_lease=False)
    return Q(**{f"{column}__isnull": True}) & (Q(**{is_offered: True}) | no_offer)


def capacity(name, noun, unit, medium, column, **options):
    """At least so much; open when the medium is there without a figure, or no utility is stated at all."""
    stated = Q(stored_media__contains=f" {medium} ") | Q(stored_media="")
    return figure(name, noun, unit, column, unknown=Q(**{f"{column}__isnull": True}) & stated, **options)


def distance(name, noun):
    return figure(name, noun, units.KILOMETRES, f"stored_{name}", asks=("max",))


def in_area(name, label, kind, column):
    return InAreas(name, label, area_kind=kind, column=column)


YES = ("yes", _("yes"))
NO = ("no", _("no"))
DISPOSALS = {"sale": "is_for_sale", "lease": "is_to_let", "ground_lease": "is_on_ground_lease"}
ENERGY_CLASSES = ["A+", "A", "B", "C", "D", "E", "F", "G", "H"]

CONDITIONS = [
    Words("q", _("Search word")),
    Choice(
        "kind",
        _("Kind"),
        choices=tuple(Kind.choices),
        holds=lambda kind: Q(kind=kind),
        says_label=False,
    ),
    # Place
    NearPlace("place", pgettext_lazy("filter", "Place")),
    in_area("state", _("Federal state"), Area.Kind.STATE, "parent__parent__key"),
    in_area("district", _("City or district"), Area.Kind.DISTRICT, "parent__key"),
    in_area("municipality", _("Municipality"), Area.Kind.MUNICIPALITY, "key"),
    InBounds("bbox", _("Map section")),
    InPolygon("polygon", _("Area drawn on the map")),
    # Size and price
    *figure("area", _("Area"), units.SQUARE_METRES, asks=("min", "max"), max=smallest_part_at_most),
    *figure("divisible", _("Divisible into parts"), units.SQUARE_METRES, "divisible_from", asks=("max",)),
    *figure("contiguous", _("Contiguous area"), units.SQUARE_METRES, "contiguous_area", kind=PLOT),
    Choice(
        "disposal",
        _("Offered for"),
        choices=tuple(choices.Disposal.choices),
        holds=lambda value: Q(**{DISPOSALS[value]: True}),
        figure="disposal",
        unknown=Q(is_for_sale=False, is_to_let=False, is_on_ground_lease=False),
    ),
    *figure(
        "price_m2",
        _("Sale price"),
        units.EUR_M2,
        "stored_price_m2",
        asks=("min", "max"),
        unknown=price_left_open("stored_price_m2", "is_for_sale"),
    ),
    *figure(
        "rent_m2",
        _("Rent"),
        units.EUR_M2,
        "stored_rent_m2",
        asks=("min", "max"),
        unknown=price_left_open("stored_rent_m2", "is_to_let"),
    ),
    among(
        "status",
        _("Status"),
        choices.MarketingStatus,
        "marketing_status",
        without=(choices.MarketingStatus.TAKEN,),
        figure="",
        unknown=None,
        says_label=False,
    ),
    AvailableBy("available_by", _("Available by")),
    *figure("min_term", _("Minimum term"), units.MONTHS, "min_term_months", asks=("max",), kind=HALL),
    # Building law
    among("zoning", _("Zoning"), choices.Zoning, kind=PLOT, says_label=False),
    OneChoice(
        "zoning_restricted",
        _("Restricted zone (GEe, GIe)"),
        choices=(YES, NO),
        holds=lambda value: Q(zoning_restricted=value == "yes"),
        kind=PLOT,
    ),
    among("plan_status", _("Plan status"), choices.PlanStatus, kind=PLOT),
    *figure("grz", _("Site coverage ratio (GRZ)"), units.RATIO, "site_coverage_ratio", kind=PLOT),
    *figure("gfz", _("Floor area ratio (GFZ)"), units.RATIO, "floor_area_ratio", kind=PLOT),
    *figure("bmz", _("Building mass ratio (BMZ)"), units.RATIO, "building_mass_ratio", kind=PLOT),
    among("round_the_clock", _("24-hour operation"), choices.RoundTheClock, without=("no",)),
    *figure("noise_day", _("Noise quota, day"), units.DECIBELS),
    *figure("noise_night", _("Noise quota, night"), units.DECIBELS),
    # Ground and funding
    among("ownership", _("Ownership"), choices.Ownership),
    among("funding_area", _("Funding area"), choices.FundingArea),
    among("servicing", _("Servicing"), choices.Servicing, kind=PLOT),
    among("previous_use", _("Previous use"), choices.PreviousUse, kind=PLOT),
    among("contamination", _("Contamination"), choices.Contamination, kind=PLOT),
    # The hall
    among("hall_type", _("Type of hall"), choices.HallType, kind=HALL),
    *figure("clear_height", _("Clear height"), units.METRES, kind=HALL),
    *figure("floor_load", _("Floor load"), units.TONNES_M2, kind=HALL),
    *figure("crane", _("Crane capacity"), units.TONNES, "crane_capacity", kind=HALL),
    *figure("docks", _("Docks"), units.NUMBER, kind=HALL),
    *figure("drive_in_doors", _("Drive-in doors"), units.NUMBER, kind=HALL),
    *figure("column_grid", _("Column spacing"), units.METRES, "stored_column_spacing", kind=HALL),
    *figure(
        "office_share", _("Office share"), units.PERCENT, "stored_office_percent", ("min", "max"), kind=HALL
    ),
    *figure("yard", _("Open yard"), units.SQUARE_METRES, "yard_area", kind=HALL),
    among("heating", _("Heating"), choices.Heating, kind=HALL),
    among("sprinkler", _("Sprinklers"), choices.Sprinkler, kind=HALL),
    among("temperature_control", _("Temperature control"), choices.TemperatureControl, kind=HALL),
    Choice(
        "energy_class",
        _("Energy class"),
        choices=tuple((letter, letter) for letter in ENERGY_CLASSES),
        holds=lambda value: Q(energy_class__iexact=value),
        kind=HALL,
        figure="energy_class",
        unknown=Q(energy_class=""),
    ),
    OneChoice(
        "expandable",
        _("Can be extended"),
        choices=(YES,),
        holds=lambda value: Q(is_expandable=True),
        kind=HALL,
        figure="expandable",
        unknown=Q(is_expandable__isnull=True),
    ),
    # Utilities
    listed("utility", _("Utilities"), choices.Medium, "stored_media", join=ALL_OF_THEM),
    *capacity("power", _("Electricity"), units.KILOVOLTAMPERES, "power", "stored_power_kva"),
    listed("grid_level", _("Grid level"), choices.GridLevel, "stored_grid_levels"),
    *capacity("gas", _("Gas"), units.CUBIC_METRES_HOUR, "gas", "stored_gas_m3_h"),
    *capacity("water", _("Drinking water"), units.CUBIC_METRES_HOUR, "water", "stored_water_m3_h"),
    *capacity(
        "waste_water", _("Waste water"), units.CUBIC_METRES_HOUR, "waste_water", "stored_waste_water_m3_h"
    ),
    *capacity(
        "district_heat", _("District heat"), units.MEGAWATTS, "district_heat", "stored_district_heat_mw"
    ),
    *capacity("hydrogen", _("Hydrogen"), units.CUBIC_METRES_HOUR, "hydrogen", "stored_hydrogen_m3_h"),
    *capacity("fibre", _("Fibre"), units.MEGABITS, "fibre", "stored_fibre_mbit_s"),
    # Traffic
    among("rail_siding", _("Rail siding"), choices.RailSiding, without=("none",)),
    *distance("motorway_km", _("Motorway")),
    OnMotorways("motorway", _("On the motorway"), figure="motorway", unknown=Q(stored_motorway_code="")),
    *distance("federal_road_km", _("Federal road")),
    *distance("airport_km", _("Airport")),
    *distance("port_km", _("Port")),
    *distance("terminal_km", _("Rail terminal")),
    *distance("freight_station_km", _("Freight station")),
    *distance("station_km", _("Railway station")),
    *distance("substation_km", _("Substation")),
]

FIGURES = {question.figure: question for question in CONDITIONS if question.figure}
"""Each figure that may be left open, and a question that asks for it."""

ASKS_FOR = {
    figure: tuple(question.name for question in CONDITIONS if question.figure == figure) for figure in FIGURES
}


def figure_noun(figure):
    question = FIGURES[figure]
    return getattr(question, "noun", question.label)


UNKNOWN_LABELS = {
    figure: format_lazy(_("without a statement: {figure}"), figure=figure_noun(figure)) for figure in FIGURES
}
WISHABLE = tuple((question.name, question.label) for question in CONDITIONS if question.name != "kind")

SETTINGS = [
    Radius("radius", _("Radius")),
    Setting("nice", _("Nice to have"), choices=WISHABLE),
    Setting("unknown", _("Include objects"), choices=tuple(UNKNOWN_LABELS.items())),
    Setting("sort", _("Sort by"), choices=tuple(SORTS.items()), is_list=False),
]

QUESTIONS = {question.name: question for question in [*CONDITIONS, *SETTINGS]}
