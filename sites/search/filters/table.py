"""All criteria of the pool; form, chips, counts, messages and docs/filters.md follow this table."""

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
from sites.models.stored import CAPACITY_COLUMNS, DRIVE_COLUMNS, DRIVE_TARGETS, PEOPLE_COLUMNS
from sites.pool.inhabitant_text import min_displayed_as
from sites.search.filters.criteria import (
    MATCH_ALL,
    Choice,
    Criterion,
    multi_value_choice,
    range_criteria,
    single_value_choice,
)
from sites.search.filters.facts import criteria_of_fact, criteria_of_group
from sites.search.filters.fields import ChoicesField, OneChoiceField
from sites.search.filters.locations import (
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
class TextSearch(Criterion):
    def field(self):
        return forms.CharField(required=False, label=self.label, max_length=200)

    def condition(self, value, cleaned_data):
        return reduce(and_, self.mentions(value).values(), Q())

    def mentions(self, value):
        """{typed word: condition that a space mentions it}"""
        return {word: Q(search_text__contains=fold(word)) for word in value.split()}

    def describe(self, value):
        return format_lazy(_("contains {words}"), words=" ".join(value.split()))


@dataclass(frozen=True)
class AvailableBy(Criterion):
    """Available on that day; without a date a space is available now."""

    def field(self):
        invalid = _("Enter a date as year-month-day, for example 2027-03-31.")
        return forms.DateField(
            required=False, label=self.label, input_formats=["%Y-%m-%d"], error_messages={"invalid": invalid}
        )

    def condition(self, value, cleaned_data):
        return Q(available_from__isnull=True) | Q(available_from__lte=value)

    def describe(self, value):
        return format_lazy(_("available by {day}"), day=long_date(value))


@dataclass(frozen=True)
class Setting(Criterion):
    """Changes other criteria, and filters nothing by itself."""

    _: KW_ONLY
    choices: tuple
    is_list: bool = True
    narrows: ClassVar = False

    @property
    def is_repeatable(self):
        return self.is_list

    def field(self):
        return (ChoicesField if self.is_list else OneChoiceField)(choices=self.choices, label=self.label)

    def describe(self, value):
        return format_lazy(_("also {objects}"), objects=dict(self.choices)[value])


DISPOSAL_COLUMNS = {"sale": "is_for_sale", "lease": "is_to_let", "ground_lease": "is_on_ground_lease"}
NO_OFFER = Q(is_for_sale=False, is_to_let=False, is_on_ground_lease=False)


def price_criteria(name, noun, is_offered, edges, **options):
    """A price is unknown if the space is for sale, or states no offer at all, and has none; likewise a rent."""
    column = f"stored_{name}"
    unknown = Q(**{f"{column}__isnull": True}) & (Q(**{is_offered: True}) | NO_OFFER)
    options |= {"unknown": unknown, "steps": edges}
    return range_criteria(name, noun, units.EUR_M2, column, ("min", "max"), **options)


def total_criteria(name, noun, is_offered, part, edges, **options):
    """The minimum applies to the whole space, the maximum to its smallest part. Unknown like a price."""
    column = f"stored_{name}"
    unknown = Q(**{f"{column}__isnull": True}) & (Q(**{is_offered: True}) | NO_OFFER)
    options |= {"unknown": unknown, "steps": edges}
    return range_criteria(
        name,
        noun,
        units.EUR,
        column,
        ("min", "max"),
        max=lambda euros: Q(**{f"{part}__lte": euros}),
        **options,
    )


def capacity_criterion(medium, noun, edges=steps.FLOW):
    """A minimum; unknown if the medium is stated without a figure, or no medium at all."""
    column, unit = CAPACITY_COLUMNS[medium]
    stated = Q(stored_media__contains=f" {medium} ") | Q(stored_media="")
    unknown = Q(**{f"{column}__isnull": True}) & stated
    [criterion] = range_criteria(medium, noun, unit, column, unknown=unknown, steps=edges)
    return criterion


def distance_criterion(name, noun, **options):
    column, edges = f"stored_{name}", steps.KILOMETRES
    [criterion] = range_criteria(name, noun, units.KILOMETRES, column, ("max",), steps=edges, **options)
    return criterion


DRIVE_TIME_NOUNS = {
    "motorway_junction": (_("Lorry to the motorway"), _("Car to the motorway")),
    "airport": (_("Lorry to the airport"), _("Car to the airport")),
    "port": (_("Lorry to the port"), _("Car to the port")),
    "rail_terminal": (_("Lorry to the rail terminal"), _("Car to the rail terminal")),
    "freight_station": (_("Lorry to the freight station"), _("Car to the freight station")),
    "station": (_("Lorry to the railway station"), _("Car to the railway station")),
}
"""Labels by vehicle."""

MAX_DRIVE_MINUTES = 24 * 60


def drive_time_criteria():
    """Maximal minutes by road to each kind of landmark, for each vehicle."""
    for kind, (by_lorry, by_car) in DRIVE_TIME_NOUNS.items():
        for vehicle, noun in ((Vehicle.LORRY, by_lorry), (Vehicle.CAR, by_car)):
            yield from range_criteria(
                f"{DRIVE_TARGETS[kind]}_{vehicle.value}_minutes",
                noun,
                units.MINUTES,
                DRIVE_COLUMNS[kind, vehicle.value],
                ("max",),
                max_value=MAX_DRIVE_MINUTES,
                steps=steps.MINUTES,
                hint=_("By road to the one that is reached first"),
                needs_roads=True,
            )


PEOPLE_NOUNS = {
    10: _("Inhabitants within 10 km"),
    25: _("Inhabitants within 25 km"),
    50: _("Inhabitants within 50 km"),
}
MAX_PEOPLE = 100_000_000


def population_criteria():
    """Minimal inhabitants within each stored radius. The form has only one of them, as each takes a dozen elements."""
    for radius, noun in PEOPLE_NOUNS.items():
        yield from range_criteria(
            f"people_{radius}_km",
            noun,
            units.PEOPLE,
            PEOPLE_COLUMNS[radius],
            max_value=MAX_PEOPLE,
            rounding_bound=min_displayed_as,
            steps=steps.PEOPLE[radius],
            hint=_("As the crow flies"),
        )


def area_criterion(name, label, kind, column):
    return InAreas(name, label, area_kind=kind, column=column)


# fmt: off
CONDITIONS = [
    TextSearch("q", _("Search word")),
    Choice("kind", _("Kind"), choices=tuple(Kind.choices), condition_for=lambda kind: Q(kind=kind), shows_label=False),
    # Place
    NearPlace("place", pgettext_lazy("filter", "Place")),
    area_criterion("state", _("Federal state"), Area.Kind.STATE, "parent__parent__key"),
    area_criterion("district", _("City or district"), Area.Kind.DISTRICT, "parent__key"),
    area_criterion("municipality", _("Municipality"), Area.Kind.MUNICIPALITY, "key"),
    InBounds("bbox", _("Map section")),
    InPolygon("polygon", _("Area drawn on the map")),
    *population_criteria(),
    # Size and price
    *criteria_of_group("offer"),
    Choice("disposal", _("Offered for"), choices=tuple(choices.Disposal.choices),
           condition_for=lambda value: Q(**{DISPOSAL_COLUMNS[value]: True}), figure="disposal", unknown=NO_OFFER),
    *price_criteria("price_m2", _("Sale price"), "is_for_sale", (5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 200)),
    *total_criteria("price_total", _("Total price"), "is_for_sale", "stored_price_part",
                    (100_000, 250_000, 500_000, 750_000, 1_000_000, 1_500_000, 2_000_000, 3_000_000, 5_000_000,
                     10_000_000, 20_000_000), hint=_("Of the whole, or of the smallest part available")),
    *price_criteria("rent_m2", _("Rent"), "is_to_let", (2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 10),
                    hint=_("Net rent a month")),
    *total_criteria("rent_year", _("Rent a year"), "is_to_let", "stored_rent_part",
                    (25_000, 50_000, 75_000, 100_000, 150_000, 200_000, 300_000, 500_000, 750_000, 1_000_000,
                     2_000_000), hint=_("Net rent of the whole, or of the smallest part")),
    single_value_choice("status", _("Status"), choices.MarketingStatus.choices, "marketing_status",
                        without=(choices.MarketingStatus.TAKEN,), figure="", unknown=None, shows_label=False),
    AvailableBy("available_by", _("Available by")),
    *criteria_of_group("availability"),
    *criteria_of_group("law"),
    *criteria_of_group("ground"),
    *criteria_of_fact(FACTS["trade_tax_rate"]),
    *criteria_of_group("hall"),
    # Utilities
    multi_value_choice("utility", _("Utilities"), choices.Medium, "stored_media", join=MATCH_ALL),
    capacity_criterion("power", _("Electricity"),
                       (50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)),
    multi_value_choice("grid_level", _("Grid level"), choices.GridLevel, "stored_grid_levels"),
    capacity_criterion("gas", _("Gas")),
    capacity_criterion("water", _("Drinking water")),
    capacity_criterion("waste_water", _("Waste water")),
    capacity_criterion("district_heat", _("District heat"), (0.5, 1, 2, 3, 4, 5, 7.5, 10, 15, 20, 50)),
    capacity_criterion("hydrogen", _("Hydrogen")),
    capacity_criterion("fibre", _("Fibre"),
                       (50, 100, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 40_000, 100_000)),
    # Traffic
    *criteria_of_group("traffic"),
    distance_criterion("motorway_km", _("Motorway"), hint=_("To the nearest junction")),
    OnMotorways("motorway", _("On the motorway"), figure="motorway", unknown=Q(stored_motorway_code="")),
    distance_criterion("federal_road_km", _("Federal road")),
    distance_criterion("airport_km", _("Airport")),
    distance_criterion("port_km", _("Port")),
    distance_criterion("terminal_km", _("Rail terminal")),
    distance_criterion("freight_station_km", _("Freight station")),
    distance_criterion("station_km", _("Railway station")),
    *drive_time_criteria(),
    distance_criterion("substation_km", _("Substation")),
]
# fmt: on

FIGURES = {criterion.figure: criterion for criterion in CONDITIONS if criterion.figure}
"""Figures that may be unknown, each with one of its criteria."""

PARAMETERS = {
    figure: tuple(criterion.name for criterion in CONDITIONS if criterion.figure == figure)
    for figure in FIGURES
}


def figure_noun(figure):
    criterion = FIGURES[figure]
    return getattr(criterion, "noun", criterion.label)


UNKNOWN_LABELS = {
    figure: format_lazy(_("not stated: {figure}"), figure=figure_noun(figure)) for figure in FIGURES
}
WISH_CHOICES = tuple(
    (criterion.name, criterion.label) for criterion in CONDITIONS if criterion.name != "kind"
)

SETTINGS = [
    Radius("radius", _("Radius")),
    DrivingTime("minutes", _("Driving time"), needs_roads=True),
    Setting("vehicle", _("Vehicle"), choices=tuple(Vehicle.choices), is_list=False, needs_roads=True),
    Setting("nice", _("Nice to have"), choices=WISH_CHOICES),
    Setting("unknown", _("Include properties"), choices=tuple(UNKNOWN_LABELS.items())),
    Setting(
        "sort", _("Sort by"), choices=tuple((name, sort.label) for name, sort in SORTS.items()), is_list=False
    ),
]

CRITERIA = {criterion.name: criterion for criterion in [*CONDITIONS, *SETTINGS]}
