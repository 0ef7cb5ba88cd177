"""All that one may ask of the pool. Form, chips, counts, messages and docs/filters.md follow this table.

What is asked of a fact stands with the fact (sites/facts), what is no fact of a space here.
"""

from dataclasses import KW_ONLY, dataclass
from functools import reduce
from operator import and_
from typing import ClassVar

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from formats.folding import fold
from formats.templatetags.typography import long_date
from regions.models import Area
from roads.vehicles import Vehicle
from sites import choices
from sites.choices import Kind
from sites.facts import FACTS, steps, units
from sites.facts.groups import Section
from sites.models.stored import CAPACITIES, DRIVEN_TO, DRIVES, PEOPLE
from sites.pool.inhabitant_words import least_told_as
from sites.search.filters.facts import of_fact, of_facts
from sites.search.filters.fields import ChoicesField, OneChoiceField
from sites.search.filters.questions import ALL_OF_THEM, Choice, Question, among, figure, listed
from sites.search.filters.where import (
    DrivingTime,
    InAreas,
    InBounds,
    InPolygon,
    NearPlace,
    OnMotorways,
    Radius,
)
from sites.sorts import SORTS


@dataclass(frozen=True)
class Words(Question):
    def field(self):
        return forms.CharField(required=False, label=self.label, max_length=200)

    def condition(self, value, answers):
        return reduce(and_, self.mentions(value).values(), Q())

    def mentions(self, value):
        """By each word, as it was typed, the condition that a space mentions it."""
        return {word: Q(search_text__contains=fold(word)) for word in value.split()}

    def spell(self, value):
        return format_lazy(_("contains {words}"), words=" ".join(value.split()))


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


DISPOSALS = {"sale": "is_for_sale", "lease": "is_to_let", "ground_lease": "is_on_ground_lease"}
NO_OFFER = Q(is_for_sale=False, is_to_let=False, is_on_ground_lease=False)


def price(name, noun, is_offered, place, edges, **options):
    """A price is open when the space is for sale but states none, or states no offer at all; so is a rent.

    What is only to let has no price to be open.
    """
    column, place = f"stored_{name}", Section.OFFER.at(place)
    unknown = Q(**{f"{column}__isnull": True}) & (Q(**{is_offered: True}) | NO_OFFER)
    options |= {"unknown": unknown, "place": place, "steps": edges}
    return figure(name, noun, units.EUR_M2, column, ("min", "max"), **options)


def total(name, noun, is_offered, part, place, edges, **options):
    """At least: what all of a space costs; at most: what its smallest part does. Open as a price is."""
    column = f"stored_{name}"
    unknown = Q(**{f"{column}__isnull": True}) & (Q(**{is_offered: True}) | NO_OFFER)
    options |= {"unknown": unknown, "place": Section.OFFER.at(place), "steps": edges}
    return figure(
        name,
        noun,
        units.EUR,
        column,
        ("min", "max"),
        max=lambda euros: Q(**{f"{part}__lte": euros}),
        **options,
    )


def capacity(medium, noun, place, edges=steps.FLOW):
    """At least so much; open when the medium is there without a figure, or no utility is stated at all."""
    column, unit = CAPACITIES[medium]
    stated = Q(stored_media__contains=f" {medium} ") | Q(stored_media="")
    unknown = Q(**{f"{column}__isnull": True}) & stated
    [question] = figure(
        medium, noun, unit, column, unknown=unknown, place=Section.UTILITIES.at(place), steps=edges
    )
    return question


def distance(name, noun, place, **options):
    column, edges = f"stored_{name}", steps.KILOMETRES
    [question] = figure(name, noun, units.KILOMETRES, column, ("max",), place=place, steps=edges, **options)
    return question


MINUTES_TO = {
    "motorway_junction": (_("Lorry to the motorway"), _("Car to the motorway"), 1.2),
    "airport": (_("Lorry to the airport"), _("Car to the airport"), 5.2),
    "port": (_("Lorry to the port"), _("Car to the port"), 6.2),
    "rail_terminal": (_("Lorry to the rail terminal"), _("Car to the rail terminal"), 7.2),
    "freight_station": (_("Lorry to the freight station"), _("Car to the freight station"), 8.2),
    "station": (_("Lorry to the railway station"), _("Car to the railway station"), 9.2),
}
"""What the filters are called, and where the form asks them: behind the kilometres."""


LONGEST_DRIVE = 24 * 60
"""Minutes."""


def driving_times():
    """At most so many minutes by road, to each kind of landmark and for each vehicle."""
    for kind, (by_lorry, by_car, order) in MINUTES_TO.items():
        for vehicle, noun, place in ((Vehicle.LORRY, by_lorry, order), (Vehicle.CAR, by_car, order + 0.1)):
            yield from figure(
                f"{DRIVEN_TO[kind]}_{vehicle.value}_minutes",
                noun,
                units.MINUTES,
                DRIVES[kind, vehicle.value],
                ("max",),
                most=LONGEST_DRIVE,
                place=Section.TRAFFIC.at(place),
                steps=steps.MINUTES,
                hint=_("By road to the one that is reached first"),
                needs_roads=True,
            )


PEOPLE_NOUNS = {
    10: _("Inhabitants within 10 km"),
    25: _("Inhabitants within 25 km"),
    50: _("Inhabitants within 50 km"),
}
ASKED_RADIUS = 25
MOST_PEOPLE = 100_000_000


def people_in_reach():
    """At least so many inhabitants around it, by the radii that are stored. The form asks for one of them: each costs
    the page a dozen elements.
    """
    for radius, noun in PEOPLE_NOUNS.items():
        yield from figure(
            f"people_{radius}_km",
            noun,
            units.PEOPLE,
            PEOPLE[radius],
            most=MOST_PEOPLE,
            least=least_told_as,
            place=Section.PLACE.at(5) if radius == ASKED_RADIUS else None,
            steps=steps.PEOPLE[radius],
            hint=_("As the crow flies"),
        )


def in_area(name, label, kind, column, place):
    return InAreas(name, label, area_kind=kind, column=column, place=Section.PLACE.at(place))


# fmt: off
CONDITIONS = [
    Words("q", _("Search word"), place=Section.SEARCH.at(1)),
    Choice("kind", _("Kind"), choices=tuple(Kind.choices), holds=lambda kind: Q(kind=kind), says_label=False,
           place=Section.SEARCH.at(2)),
    # Place
    NearPlace("place", pgettext_lazy("filter", "Place"), place=Section.PLACE.at(1)),
    in_area("state", _("Federal state"), Area.Kind.STATE, "parent__parent__key", 2),
    in_area("district", _("City or district"), Area.Kind.DISTRICT, "parent__key", 3),
    in_area("municipality", _("Municipality"), Area.Kind.MUNICIPALITY, "key", 4),
    InBounds("bbox", _("Map section")),
    InPolygon("polygon", _("Area drawn on the map")),
    *people_in_reach(),
    # Size and price
    *of_facts(Section.OFFER),
    Choice("disposal", _("Offered for"), choices=tuple(choices.Disposal.choices),
           holds=lambda value: Q(**{DISPOSALS[value]: True}), figure="disposal", unknown=NO_OFFER,
           place=Section.OFFER.at(6)),
    *price("price_m2", _("Sale price"), "is_for_sale", 4, (5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 200)),
    *total("price_total", _("Total price"), "is_for_sale", "stored_price_part", 4.5,
           (100_000, 250_000, 500_000, 750_000, 1_000_000, 1_500_000, 2_000_000, 3_000_000, 5_000_000, 10_000_000,
            20_000_000), hint=_("Of the whole, or of the smallest part available")),
    *price("rent_m2", _("Rent"), "is_to_let", 5, (2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 10), hint=_("Net rent a month")),
    *total("rent_year", _("Rent a year"), "is_to_let", "stored_rent_part", 5.5,
           (25_000, 50_000, 75_000, 100_000, 150_000, 200_000, 300_000, 500_000, 750_000, 1_000_000, 2_000_000),
           hint=_("Net rent of the whole, or of the smallest part")),
    among("status", _("Status"), choices.MarketingStatus.choices, "marketing_status",
          without=(choices.MarketingStatus.TAKEN,), figure="", unknown=None, says_label=False,
          place=Section.AVAILABILITY.at(2)),
    AvailableBy("available_by", _("Available by"), place=Section.AVAILABILITY.at(1)),
    *of_facts(Section.AVAILABILITY),
    *of_facts(Section.LAW),
    *of_facts(Section.GROUND),
    *of_fact(FACTS["trade_tax_rate"]),
    *of_facts(Section.HALL),
    # Utilities
    listed("utility", _("Utilities"), choices.Medium, "stored_media", join=ALL_OF_THEM,
           place=Section.UTILITIES.at(1)),
    capacity("power", _("Electricity"), 2,
             (50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)),
    listed("grid_level", _("Grid level"), choices.GridLevel, "stored_grid_levels", place=Section.UTILITIES.at(3)),
    capacity("gas", _("Gas"), 5),
    capacity("water", _("Drinking water"), 6),
    capacity("waste_water", _("Waste water"), 7),
    capacity("district_heat", _("District heat"), 8, (0.5, 1, 2, 3, 4, 5, 7.5, 10, 15, 20, 50)),
    capacity("hydrogen", _("Hydrogen"), 9),
    capacity("fibre", _("Fibre"), 10,
             (50, 100, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 40_000, 100_000)),
    # Traffic
    *of_facts(Section.TRAFFIC),
    distance("motorway_km", _("Motorway"), Section.TRAFFIC.at(1), hint=_("To the nearest junction")),
    OnMotorways("motorway", _("On the motorway"), figure="motorway", unknown=Q(stored_motorway_code=""),
                place=Section.TRAFFIC.at(2)),
    distance("federal_road_km", _("Federal road"), Section.TRAFFIC.at(4)),
    distance("airport_km", _("Airport"), Section.TRAFFIC.at(5)),
    distance("port_km", _("Port"), Section.TRAFFIC.at(6)),
    distance("terminal_km", _("Rail terminal"), Section.TRAFFIC.at(7)),
    distance("freight_station_km", _("Freight station"), Section.TRAFFIC.at(8)),
    distance("station_km", _("Railway station"), Section.TRAFFIC.at(9)),
    *driving_times(),
    distance("substation_km", _("Substation"), Section.UTILITIES.at(4)),
]
# fmt: on

FIGURES = {question.figure: question for question in CONDITIONS if question.figure}
"""Each figure that may be left open, and a question that asks for it."""

ASKS_FOR = {
    figure: tuple(question.name for question in CONDITIONS if question.figure == figure) for figure in FIGURES
}


def figure_noun(figure):
    question = FIGURES[figure]
    return getattr(question, "noun", question.label)


UNKNOWN_LABELS = {
    figure: format_lazy(_("not stated: {figure}"), figure=figure_noun(figure)) for figure in FIGURES
}
WISHABLE = tuple((question.name, question.label) for question in CONDITIONS if question.name != "kind")

SETTINGS = [
    Radius("radius", _("Radius")),
    DrivingTime("minutes", _("Driving time"), needs_roads=True),
    Setting("vehicle", _("Vehicle"), choices=tuple(Vehicle.choices), is_list=False, needs_roads=True),
    Setting("nice", _("Nice to have"), choices=WISHABLE),
    Setting("unknown", _("Include properties"), choices=tuple(UNKNOWN_LABELS.items())),
    Setting(
        "sort", _("Sort by"), choices=tuple((name, sort.label) for name, sort in SORTS.items()), is_list=False
    ),
]

QUESTIONS = {question.name: question for question in [*CONDITIONS, *SETTINGS]}
