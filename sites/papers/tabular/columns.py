"""The columns of a table of spaces: an allow-list, figures as numbers with their unit in the header.

Units are SI and EUR, as in the database. Of an undisclosed place it holds what the page shows: the municipality and its
public point.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain
from operator import attrgetter

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from regions.crs import geojson_geometry
from regions.models import Landmark
from roads.engine import current_graph
from roads.vehicles import Vehicle
from sites.choices import Disposal, GridLevel, Medium
from sites.facts import EXPORTED_FACTS
from sites.facts.units import EUR, EUR_M2, EUR_M2_MONTH, EUR_YEAR
from sites.models import Space
from sites.models.stored import (
    CAPACITY_COLUMNS,
    DRIVE_TARGETS,
    PEOPLE_COLUMNS,
    PEOPLE_PERCENT_COLUMNS,
    PEOPLE_RADII_KM,
)
from sites.pool.distance_text import destination, displayed_km, displayed_minutes
from sites.pool.fact_groups import NBSP, PART_LABELS, distance_sources
from sites.pool.inhabitant_text import inhabitant_count, within_label

REQUIRED_FIELDS = {
    *("number", "kind", "name", "address", "postcode"),
    *("discloses_address", "municipality", "public_location"),
    *("marketing_status", "available_from", "stored_media", "stored_grid_levels", "data_as_of"),
    *("stored_price_m2", "stored_price_total", "stored_price_part"),
    *("stored_rent_m2", "stored_rent_year", "stored_rent_part"),
    *("stored_roads_as_of", "stored_people_as_of", "stored_people_source"),
    *(*PEOPLE_COLUMNS.values(), *PEOPLE_PERCENT_COLUMNS.values()),
    *(name for fact in EXPORTED_FACTS for name in fact.columns),
    *(name for name, _unit in CAPACITY_COLUMNS.values()),
}
"""Fields of a space that the columns read."""


class TableRow:
    """A space with values that several columns need. Its distances, offers and areas must be loaded."""

    def __init__(self, space):
        self.space = space
        self.municipality = space.municipality
        self.district = space.district
        self.state = self.district.parent if self.district else None
        self.distances = {row.kind: row for row in space.public_distances}
        self.drives = space.public_drives

    @property
    def is_exact(self):
        """None for a space without a public location."""
        return None if self.space.public_location is None else self.space.discloses_address

    @property
    def total_is_computed(self):
        """None without a total price."""
        if self.space.stored_price_total is None:
            return None
        return all(offer.price_total is None for offer in self.space.offers.all())

    @cached_property
    def degrees(self):
        """(longitude, latitude) of the public point (WGS84, five decimals: about a metre); (None, None) without one."""
        point = geojson_geometry(self.space.public_location)
        return [round(Decimal(str(degree)), 5) for degree in point["coordinates"]] if point else (None, None)


@dataclass(frozen=True)
class Column:
    label: str
    value: object
    """A function from a TableRow to a number, a date, a text or None."""


def table_columns():
    """Return the columns in the active language. Texts are translated once per table, not per cell."""
    yes, no = _("yes"), _("no")
    disposals = {value: str(label) for value, label in Disposal.choices}
    junction = Landmark.Kind.MOTORWAY_JUNCTION
    return [
        Column(_("Number"), lambda line: line.space.number),
        Column(_("Kind"), stored_value("kind")),
        Column(_("Name"), lambda line: line.space.name),
        Column(_("Street and number"), disclosed_value("address")),
        Column(_("Postcode"), disclosed_value("postcode")),
        Column(_("Municipality"), lambda line: line.municipality and line.municipality.name),
        Column(_("City or district"), lambda line: line.district and line.district.full_name),
        Column(_("Federal state"), lambda line: line.state and line.state.full_name),
        Column(_("Status"), stored_value("marketing_status")),
        field_column("available_from"),
        Column(
            _("On offer for"),
            lambda line: ", ".join(disposals[offer.disposal] for offer in line.space.offers.all()),
        ),
        Column(EUR_M2.label(_("Sale price")), stored_value("stored_price_m2")),
        Column(EUR.label(_("Total price")), stored_value("stored_price_total")),
        Column(EUR.label(PART_LABELS[Disposal.SALE]), partial_sum("stored_price_part", "stored_price_total")),
        Column(_("Total price is computed"), lambda line: {True: yes, False: no}.get(line.total_is_computed)),
        Column(EUR_M2_MONTH.label(_("Net rent")), stored_value("stored_rent_m2")),
        Column(EUR_YEAR.label(_("Net rent of the whole")), stored_value("stored_rent_year")),
        Column(
            EUR_YEAR.label(PART_LABELS[Disposal.LEASE]), partial_sum("stored_rent_part", "stored_rent_year")
        ),
        *(fact_column(fact) for fact in EXPORTED_FACTS),
        labels_column(_("Utilities"), Medium, "stored_media"),
        labels_column(_("Grid level"), GridLevel, "stored_grid_levels"),
        *(
            Column(unit.label(capfirst(Medium(medium).label)), stored_value(name))
            for medium, (name, unit) in CAPACITY_COLUMNS.items()
        ),
        Column(
            _("Motorway"), lambda line: line.distances[junction].code if junction in line.distances else None
        ),
        *chain.from_iterable(map(distance_columns, Landmark.Kind)),
        *(drive_columns() if current_graph() else []),
        Column(_("Sources of the distances"), sources_of_distances),
        *chain.from_iterable(map(people_columns, PEOPLE_RADII_KM)),
        Column(_("Inhabitants as of"), lambda line: line.space.stored_people_as_of),
        Column(_("Source of the inhabitants"), lambda line: line.space.stored_people_source or None),
        Column(_("Longitude (WGS84)"), lambda line: line.degrees[0]),
        Column(_("Latitude (WGS84)"), lambda line: line.degrees[1]),
        Column(_("Exact place"), lambda line: {True: yes, False: no}.get(line.is_exact)),
        field_column("data_as_of"),
        Column(_("Address of the page"), lambda line: settings.SITE_URL + line.space.get_absolute_url()),
    ]


def partial_sum(part, whole):
    """Return the sum of the smallest part; None if it equals the whole."""

    def value(line):
        sum_of_part = getattr(line.space, part)
        return None if sum_of_part == getattr(line.space, whole) else sum_of_part

    return value


def disclosed_value(name):
    return lambda line: getattr(line.space, name) if line.space.discloses_address else None


def field_column(name):
    return Column(capfirst(str(Space._meta.get_field(name).verbose_name)), stored_value(name))


def fact_column(fact):
    """Free text is in the language of the table if there is a translation."""
    values = {name: stored_value(name) for name in fact.columns}
    return Column(str(fact.full_label), lambda line: values[fact.column_of(line.space)](line))


def stored_value(name):
    """Return a getter of a field's value, or of its label if the field has choices."""
    labels = {value: capfirst(str(label)) for value, label in Space._meta.get_field(name).flatchoices}
    get = attrgetter(f"space.{name}")
    if not labels:
        return get
    return lambda line: labels.get(value := get(line), value)


def labels_column(label, choices, name):
    """Map the space-separated stored values to their labels; None if there are none."""
    labels = {value: str(text) for value, text in choices.choices}
    return Column(
        label, lambda line: ", ".join(labels[value] for value in getattr(line.space, name).split()) or None
    )


def distance_columns(kind):
    """Return kilometres, landmark and precision; the last in a column of its own, so that the figure stays a number."""
    label = capfirst(str(kind.label))
    by_road, straight, about = _("by road"), _("as the crow flies"), _("about, as the crow flies")

    def distance_value(get):
        return lambda line: get(line.distances[kind]) if kind in line.distances else None

    def precision(distance):
        if distance.is_manual:
            return by_road
        return about if distance.is_approximate else straight

    return [
        Column(
            f"{label} (km)",
            distance_value(lambda distance: displayed_km(distance.km, distance.is_approximate)),
        ),
        Column(_("%(landmark)s: destination") % {"landmark": label}, distance_value(destination_name)),
        Column(_("%(landmark)s: kind of distance") % {"landmark": label}, distance_value(precision)),
    ]


def people_columns(radius):
    """Return inhabitants, and whether the figure is approximate or a minimum."""
    label, about, at_least = replace_nbsp(within_label(radius)), _("about"), _("at least")

    def kind(line):
        count = inhabitant_count(line.space, radius)
        return count and (at_least if count.note else about)

    def people(line):
        count = inhabitant_count(line.space, radius)
        return count and count.people

    return [Column(label, people), Column(_("%(figure)s: kind of figure") % {"figure": label}, kind)]


def drive_columns():
    """Return minutes, kilometres by road and landmark by kind and vehicle; and the day of the road data."""
    columns = []
    for kind in DRIVE_TARGETS:
        for vehicle in Vehicle:
            label = f"{capfirst(str(Landmark.Kind(kind).label))}, {vehicle.label}"
            columns += [
                Column(f"{label} (min)", drive_value(kind, vehicle, drive_minutes)),
                Column(f"{label} (km)", drive_value(kind, vehicle, drive_km)),
                Column(
                    _("%(landmark)s: destination") % {"landmark": label},
                    drive_value(kind, vehicle, destination_name),
                ),
            ]
    return [
        *columns,
        Column(_("Minutes without traffic, road data as of"), lambda line: line.space.stored_roads_as_of),
    ]


def drive_minutes(drive):
    return displayed_minutes(drive.minutes)


def drive_km(drive):
    return None if drive.km is None else displayed_km(drive.km, drive.is_approximate)


def drive_value(kind, vehicle, get):
    key = (kind, vehicle.value)
    return lambda line: get(line.drives[key]) if key in line.drives else None


def destination_name(distance):
    """Return “A 14, Halle-Ost”, as on the page, but with plain spaces."""
    return replace_nbsp(destination(distance)) or None


def sources_of_distances(line):
    return replace_nbsp("; ".join(distance_sources(line.space))) or None


def replace_nbsp(text):
    return text.replace(NBSP, " ")
