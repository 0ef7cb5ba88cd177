"""Figures of related rows, denormalised into the space: filters, sorting and counts read one table.

At 100,000 spaces joins with three tables for every count are too slow. Signals (sites/models/children.py) update the
columns after an offer, utility or distance is written.
"""

import re
from decimal import Decimal

from django.contrib.gis.db import models
from django.utils.translation import gettext_lazy as _

from roads.vehicles import Vehicle
from sites import choices
from sites.facts import completeness, units
from sites.facts.totals import price_m2, total_of

CAPACITY_COLUMNS = {
    "power": ("stored_power_kva", units.KILOVOLTAMPERES),
    "gas": ("stored_gas_m3_h", units.CUBIC_METRES_HOUR),
    "water": ("stored_water_m3_h", units.CUBIC_METRES_HOUR),
    "waste_water": ("stored_waste_water_m3_h", units.CUBIC_METRES_HOUR),
    "district_heat": ("stored_district_heat_mw", units.MEGAWATTS),
    "hydrogen": ("stored_hydrogen_m3_h", units.CUBIC_METRES_HOUR),
    "fibre": ("stored_fibre_mbit_s", units.MEGABITS),
}
"""{medium: (column of its largest capacity, unit of that column)}"""
DISTANCE_COLUMNS = {
    "motorway_junction": "stored_motorway_km",
    "airport": "stored_airport_km",
    "port": "stored_port_km",
    "rail_terminal": "stored_terminal_km",
    "freight_station": "stored_freight_station_km",
    "station": "stored_station_km",
    "federal_road": "stored_federal_road_km",
    "substation": "stored_substation_km",
}
"""{kind of landmark: column of the distance to the nearest}"""
DRIVE_TARGETS = {
    "motorway_junction": "motorway",
    "airport": "airport",
    "port": "port",
    "rail_terminal": "terminal",
    "freight_station": "freight_station",
    "station": "station",
}
"""{kind of landmark with driving times: part of the column name}"""
DRIVE_COLUMNS = {
    (kind, vehicle.value): f"stored_{name}_{vehicle.value}_min"
    for kind, name in DRIVE_TARGETS.items()
    for vehicle in Vehicle
}
"""{(kind of landmark, vehicle): column of the minutes by road to the one reached fastest}"""

PEOPLE_RADII_KM = (10, 25, 50)
"""Radii within which inhabitants are counted."""
PEOPLE_COLUMNS = {radius: f"stored_people_{radius}_km" for radius in PEOPLE_RADII_KM}
PEOPLE_PERCENT_COLUMNS = {radius: f"stored_people_{radius}_percent" for radius in PEOPLE_RADII_KM}
"""{radius: column} of the inhabitants, and of the share of the circle in which they are known."""
COUNTED_COLUMNS = (
    *PEOPLE_COLUMNS.values(),
    *PEOPLE_PERCENT_COLUMNS.values(),
    "stored_people_as_of",
    "stored_people_source",
)
"""Columns written by sites/pool/inhabitants.py only; `save()` does not overwrite them."""


def stored_decimal(digits, places):
    return models.DecimalField(max_digits=digits, decimal_places=places, null=True, editable=False)


def small_integer():
    return models.PositiveSmallIntegerField(null=True, editable=False)


def people_count():
    return models.PositiveIntegerField(null=True, editable=False)


def word_list(length):
    """Return a field of several words, each surrounded by blanks, so that one is found by ` word `."""
    return models.CharField(max_length=length, blank=True, default="", editable=False)


class StoredFigures(models.Model):
    """Prices EUR/m² (rent: and month), totals EUR, flows m³/h, distances km, driving times min, spacing m,
    share %.
    """

    stored_price_m2 = stored_decimal(9, 2)
    stored_price_total = stored_decimal(16, 2)
    stored_price_part = stored_decimal(16, 2)
    stored_rent_m2 = stored_decimal(8, 2)
    stored_rent_year = stored_decimal(16, 2)
    stored_rent_part = stored_decimal(16, 2)
    is_for_sale = models.BooleanField(default=False, editable=False)
    is_to_let = models.BooleanField(default=False, editable=False)
    is_on_ground_lease = models.BooleanField(default=False, editable=False)
    stored_media = word_list(200)
    stored_grid_levels = word_list(60)
    stored_power_kva = stored_decimal(15, 2)
    stored_gas_m3_h = stored_decimal(14, 4)
    stored_water_m3_h = stored_decimal(14, 4)
    stored_waste_water_m3_h = stored_decimal(14, 4)
    stored_district_heat_mw = stored_decimal(15, 5)
    stored_hydrogen_m3_h = stored_decimal(14, 4)
    stored_fibre_mbit_s = stored_decimal(14, 2)
    stored_motorway_km = stored_decimal(6, 1)
    stored_motorway_code = models.CharField(max_length=20, blank=True, default="", editable=False)
    stored_motorway_is_approximate = models.BooleanField(default=False, editable=False)
    stored_airport_km = stored_decimal(6, 1)
    stored_port_km = stored_decimal(6, 1)
    stored_terminal_km = stored_decimal(6, 1)
    stored_freight_station_km = stored_decimal(6, 1)
    stored_station_km = stored_decimal(6, 1)
    stored_federal_road_km = stored_decimal(6, 1)
    stored_substation_km = stored_decimal(6, 1)
    stored_motorway_lorry_min = small_integer()
    stored_motorway_car_min = small_integer()
    stored_airport_lorry_min = small_integer()
    stored_airport_car_min = small_integer()
    stored_port_lorry_min = small_integer()
    stored_port_car_min = small_integer()
    stored_terminal_lorry_min = small_integer()
    stored_terminal_car_min = small_integer()
    stored_freight_station_lorry_min = small_integer()
    stored_freight_station_car_min = small_integer()
    stored_station_lorry_min = small_integer()
    stored_station_car_min = small_integer()
    # Set by sites/pool/driving.py, not from rows; the day is that of the road data.
    stored_road_access = models.CharField(
        max_length=8, choices=choices.RoadAccess, blank=True, default="", editable=False
    )
    stored_roads_as_of = models.DateField(null=True, editable=False)
    # Set by sites/pool/inhabitants.py, not from rows; the day is that of the oldest figure.
    stored_people_10_km = people_count()
    stored_people_25_km = people_count()
    stored_people_50_km = people_count()
    stored_people_10_percent = small_integer()
    stored_people_25_percent = small_integer()
    stored_people_50_percent = small_integer()
    stored_people_as_of = models.DateField(null=True, editable=False)
    stored_people_source = models.CharField(max_length=600, blank=True, default="", editable=False)
    stored_column_spacing = stored_decimal(6, 2)
    stored_office_percent = stored_decimal(5, 2)
    stored_completeness = models.PositiveSmallIntegerField(_("filled in"), default=0, editable=False)

    class Meta:
        abstract = True

    def copy_counted(self, known):
        """Copy counts that may have changed since this space was loaded. known: stored values by column, or None."""
        for name in COUNTED_COLUMNS if known else ():
            setattr(self, name, known[name])

    def store_figures(self):
        """Set the stored columns from related rows and own fields."""
        for name, value in self.figures_to_store().items():
            setattr(self, name, value)

    def outdated_figures(self):
        """Return {column: current value} of columns whose stored value is out of date."""
        figures = self.figures_to_store().items()
        return {name: value for name, value in figures if getattr(self, name) != value}

    def figures_to_store(self):
        return compute_figures(self) | {"stored_completeness": completeness.percent(self)}


STORED_FIGURES = tuple(field.name for field in StoredFigures._meta.local_fields)


def compute_figures(space):
    """Return the values to store by column. An unsaved space has no rows."""
    has_rows = space.pk is not None
    return {
        **offer_figures(space.offers.all() if has_rows else [], space.area, space.smallest_area),
        **utility_figures(space.utilities.all() if has_rows else [], space.power_kva),
        **distance_figures(disclosed_distances(space) if has_rows else []),
        **drive_figures(disclosed_drives(space) if has_rows else {}),
        "stored_column_spacing": narrowest_spacing(space.column_grid),
        "stored_office_percent": office_percent(space.area, space.office_area),
    }


def offer_figures(offers, area, smallest):
    """`offers` has at most one per disposal. area, smallest: m² of the space and of its smallest part."""
    disposals = {offer.disposal: offer for offer in offers}
    sale, lease = disposals.get(choices.Disposal.SALE), disposals.get(choices.Disposal.LEASE)
    price = sale and total_of(sale, area, smallest)
    rent = lease and total_of(lease, area, smallest)
    return {
        "stored_price_m2": sale and price_m2(sale, area),
        "stored_price_total": price and price.whole,
        "stored_price_part": price and price.part,
        "stored_rent_m2": lease and lease.rent_m2,
        "stored_rent_year": rent and rent.whole,
        "stored_rent_part": rent and rent.part,
        "is_for_sale": choices.Disposal.SALE in disposals,
        "is_to_let": choices.Disposal.LEASE in disposals,
        "is_on_ground_lease": choices.Disposal.GROUND_LEASE in disposals,
    }


def utility_figures(utilities, power_kva):
    """power_kva: the electrical connection in the hall's own field."""
    figures = {
        "stored_media": space_delimited(utility.medium for utility in utilities),
        "stored_grid_levels": space_delimited(utility.grid_level for utility in utilities),
    }
    for medium, (column, unit) in CAPACITY_COLUMNS.items():
        capacities = [
            Decimal(utility.capacity) * worth
            for utility in utilities
            if utility.medium == medium
            and utility.capacity is not None
            # 1 MVA counts as 1 MW, of heat too.
            and (worth := unit.spellings.get(utility.unit.casefold().replace("mva", "mw")))
        ]
        if medium == "power" and power_kva is not None:
            capacities.append(Decimal(power_kva))
        figures[column] = max(capacities, default=None)
    return figures


def disclosed_distances(space):
    """Return one distance for each kind, preferring manual ones.

    Manual distances are measured from the true place and would reveal it: for a hidden place only computed ones count.
    """
    told = [row for row in disclosed_rows(space) if row.km is not None and not row.vehicle]
    return list({row.kind: row for row in told}.values())


def disclosed_drives(space):
    """{(kind, vehicle): row} with minutes by road, preferring manual ones. Without a vehicle they are a car's."""
    told = [row for row in disclosed_rows(space) if row.minutes is not None]
    return {(row.kind, row.vehicle or Vehicle.CAR.value): row for row in told}


def disclosed_rows(space):
    """Return the rows that may be published, sorted: computed before manual, without vehicle before with one."""
    told = [row for row in space.distances.all() if space.discloses_address or not row.is_manual]
    return sorted(told, key=lambda row: (row.is_manual, row.vehicle))


def distance_figures(distances):
    by_kind = {distance.kind: distance for distance in distances}
    figures = {
        column: by_kind[kind].km if kind in by_kind else None for kind, column in DISTANCE_COLUMNS.items()
    }
    junction = by_kind.get("motorway_junction")
    return figures | {
        "stored_motorway_code": normalise_road_code(junction.code) if junction else "",
        "stored_motorway_is_approximate": junction is not None and junction.is_approximate,
    }


def drive_figures(drives):
    return {column: drives[key].minutes if key in drives else None for key, column in DRIVE_COLUMNS.items()}


def office_percent(area, office_area):
    if not area or not office_area:
        return None
    return round(100 * Decimal(office_area) / (Decimal(area) + Decimal(office_area)), 2)


def space_delimited(names):
    names = sorted({name for name in names if name})
    return f" {' '.join(names)} " if names else ""


def narrowest_spacing(column_grid):
    """Return the smallest number (metres) of a text such as “12 × 24 m”, or None."""
    spacings = [
        Decimal(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", column_grid or "")
    ]
    spacings = [spacing for spacing in spacings if 0 < spacing < 1000]
    return min(spacings, default=None)


def normalise_road_code(code):
    """Normalise the spelling of a road code: a14 → A 14."""
    match = re.fullmatch(r"\s*([A-Za-z])\s*(\d{1,4}[A-Za-z]?)\s*", code)
    return f"{match[1].upper()} {match[2].lower()}" if match else code.strip()
