"""The columns of a table of spaces: an allow-list, figures as numbers with their unit in the header.

Units are SI and EUR, as in the database. Of an undisclosed place the table tells what the page tells: the municipality
and its public point.
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
from roads.engine import graph
from roads.vehicles import Vehicle
from sites.choices import Disposal, GridLevel, Medium
from sites.facts import in_order
from sites.facts.units import EUR, EUR_M2, EUR_M2_MONTH, EUR_YEAR
from sites.models import Space
from sites.models.stored import CAPACITIES, DRIVEN_TO, PEOPLE, PEOPLE_PERCENT, PEOPLE_WITHIN
from sites.pool.distance_words import destination, told_km, told_minutes
from sites.pool.fact_groups import NBSP, PARTS, distance_sources
from sites.pool.inhabitant_words import told_count, within_label

EXPORTED = in_order("exported")
"""Facts of a space that a table tells as they are."""

STORED = {
    *(
        "number",
        "kind",
        "name",
        "address",
        "postcode",
        "discloses_address",
        "municipality",
        "public_location",
    ),
    *("marketing_status", "available_from", "stored_media", "stored_grid_levels", "data_as_of"),
    *("stored_price_m2", "stored_price_total", "stored_price_part"),
    *("stored_rent_m2", "stored_rent_year", "stored_rent_part"),
    *("stored_roads_as_of", "stored_people_as_of", "stored_people_source"),
    *(*PEOPLE.values(), *PEOPLE_PERCENT.values()),
    *(name for fact in EXPORTED for name in fact.columns),
    *(name for name, _unit in CAPACITIES.values()),
}
"""Fields of a space that the columns are made of."""


class Line:
    """A space with what several of its columns ask for. Its distances, offers and areas are loaded."""

    def __init__(self, space):
        self.space = space
        self.place = space.municipality
        self.district = space.district
        self.state = self.district.parent if self.district else None
        self.distances = {row.kind: row for row in space.public_distances}
        self.drives = space.public_drives

    @property
    def is_exact(self):
        """None of a space that stands on no map."""
        return None if self.space.public_location is None else self.space.discloses_address

    @property
    def total_is_computed(self):
        """None where there is no total price."""
        if self.space.stored_price_total is None:
            return None
        return all(offer.price_total is None for offer in self.space.offers.all())

    @cached_property
    def degrees(self):
        """(longitude, latitude) of the public point, five decimals: about a metre. (None, None) without one."""
        point = geojson_geometry(self.space.public_location)
        return [round(Decimal(str(degree)), 5) for degree in point["coordinates"]] if point else (None, None)


@dataclass(frozen=True)
class Column:
    label: str
    value: object
    """Takes a Line, gives a number, a date, a text or None."""


def columns():
    """In the reader's language. Words are looked up here, once a table: a long one has a million cells."""
    yes, no = _("yes"), _("no")
    disposals = {value: str(label) for value, label in Disposal.choices}
    junction = Landmark.Kind.MOTORWAY_JUNCTION
    return [
        Column(_("Number"), lambda line: line.space.number),
        Column(_("Kind"), stored("kind")),
        Column(_("Name"), lambda line: line.space.name),
        Column(_("Street and number"), disclosed("address")),
        Column(_("Postcode"), disclosed("postcode")),
        Column(_("Municipality"), lambda line: line.place and line.place.name),
        Column(_("City or district"), lambda line: line.district and line.district.full_name),
        Column(_("Federal state"), lambda line: line.state and line.state.full_name),
        Column(_("Status"), stored("marketing_status")),
        field_column("available_from"),
        Column(
            _("On offer for"),
            lambda line: ", ".join(disposals[offer.disposal] for offer in line.space.offers.all()),
        ),
        Column(EUR_M2.label(_("Sale price")), stored("stored_price_m2")),
        Column(EUR.label(_("Total price")), stored("stored_price_total")),
        Column(EUR.label(PARTS[Disposal.SALE]), of_a_part("stored_price_part", "stored_price_total")),
        Column(_("Total price is computed"), lambda line: {True: yes, False: no}.get(line.total_is_computed)),
        Column(EUR_M2_MONTH.label(_("Net rent")), stored("stored_rent_m2")),
        Column(EUR_YEAR.label(_("Net rent of the whole")), stored("stored_rent_year")),
        Column(EUR_YEAR.label(PARTS[Disposal.LEASE]), of_a_part("stored_rent_part", "stored_rent_year")),
        *(fact_column(fact) for fact in EXPORTED),
        labels_column(_("Utilities"), Medium, "stored_media"),
        labels_column(_("Grid level"), GridLevel, "stored_grid_levels"),
        *(
            Column(unit.label(capfirst(Medium(medium).label)), stored(name))
            for medium, (name, unit) in CAPACITIES.items()
        ),
        Column(
            _("Motorway"), lambda line: line.distances[junction].code if junction in line.distances else None
        ),
        *chain.from_iterable(map(distance_columns, Landmark.Kind)),
        *(drive_columns() if graph() else []),
        Column(_("Sources of the distances"), sources),
        *chain.from_iterable(map(people_columns, PEOPLE_WITHIN)),
        Column(_("Inhabitants as of"), lambda line: line.space.stored_people_as_of),
        Column(_("Source of the inhabitants"), lambda line: line.space.stored_people_source or None),
        Column(_("Longitude (WGS84)"), lambda line: line.degrees[0]),
        Column(_("Latitude (WGS84)"), lambda line: line.degrees[1]),
        Column(_("Exact place"), lambda line: {True: yes, False: no}.get(line.is_exact)),
        field_column("data_as_of"),
        Column(_("Address of the page"), lambda line: settings.SITE_URL + line.space.get_absolute_url()),
    ]


def of_a_part(part, whole):
    """The sum of the smallest part, None where there is none but the whole."""

    def told(line):
        sum_of_part = getattr(line.space, part)
        return None if sum_of_part == getattr(line.space, whole) else sum_of_part

    return told


def disclosed(name):
    return lambda line: getattr(line.space, name) if line.space.discloses_address else None


def field_column(name):
    return Column(capfirst(str(Space._meta.get_field(name).verbose_name)), stored(name))


def fact_column(fact):
    """Free text in the language of the table where somebody translated it."""
    of_column = {name: stored(name) for name in fact.columns}
    return Column(str(fact.full_label), lambda line: of_column[fact.column_of(line.space)](line))


def stored(name):
    """What a field holds, in words where it has choices."""
    words = {value: capfirst(str(label)) for value, label in Space._meta.get_field(name).flatchoices}
    read = attrgetter(f"space.{name}")
    if not words:
        return read
    return lambda line: words.get(value := read(line), value)


def labels_column(label, choices, name):
    """The words for stored values, which stand between blanks; None where there are none."""
    words = {value: str(word) for value, word in choices.choices}
    return Column(
        label, lambda line: ", ".join(words[value] for value in getattr(line.space, name).split()) or None
    )


def distance_columns(kind):
    """Kilometres; to which landmark; how well that is known, as “about” has no place in a number."""
    label = capfirst(str(kind.label))
    by_road, straight, about = _("by road"), _("as the crow flies"), _("about, as the crow flies")

    def of_kind(tell):
        return lambda line: tell(line.distances[kind]) if kind in line.distances else None

    def way(distance):
        if distance.is_manual:
            return by_road
        return about if distance.is_approximate else straight

    return [
        Column(f"{label} (km)", of_kind(lambda distance: told_km(distance.km, distance.is_approximate))),
        Column(_("%(landmark)s: destination") % {"landmark": label}, of_kind(name_of)),
        Column(_("%(landmark)s: kind of distance") % {"landmark": label}, of_kind(way)),
    ]


def people_columns(radius):
    """Inhabitants, and whether they are about so many or at least."""
    label, about, at_least = plain_spaces(within_label(radius)), _("about"), _("at least")

    def kind(line):
        count = told_count(line.space, radius)
        return count and (at_least if count.note else about)

    def people(line):
        count = told_count(line.space, radius)
        return count and count.people

    return [Column(label, people), Column(_("%(figure)s: kind of figure") % {"figure": label}, kind)]


def drive_columns():
    """Of each kind of landmark and each vehicle: minutes, kilometres by road, to which landmark; and the day of the
    road data.
    """
    columns = []
    for kind in DRIVEN_TO:
        for vehicle in Vehicle:
            label = f"{capfirst(str(Landmark.Kind(kind).label))}, {vehicle.label}"
            columns += [
                Column(f"{label} (min)", of_drive(kind, vehicle, minutes_of)),
                Column(f"{label} (km)", of_drive(kind, vehicle, km_of)),
                Column(
                    _("%(landmark)s: destination") % {"landmark": label}, of_drive(kind, vehicle, name_of)
                ),
            ]
    return [
        *columns,
        Column(_("Minutes without traffic, road data as of"), lambda line: line.space.stored_roads_as_of),
    ]


def minutes_of(drive):
    return told_minutes(drive.minutes)


def km_of(drive):
    return None if drive.km is None else told_km(drive.km, drive.is_approximate)


def of_drive(kind, vehicle, tell):
    key = (kind, vehicle.value)
    return lambda line: tell(line.drives[key]) if key in line.drives else None


def name_of(distance):
    """“A 14, Halle-Ost”, as the page has it, with plain spaces."""
    return plain_spaces(destination(distance)) or None


def sources(line):
    return plain_spaces("; ".join(distance_sources(line.space))) or None


def plain_spaces(words):
    return words.replace(NBSP, " ")
