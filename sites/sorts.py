"""Sort orders of the list: label and columns of each. Missing values come last."""

from typing import NamedTuple

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class Sort(NamedTuple):
    label: str
    columns: list = ()
    """Empty where the order depends on the search (SpaceQuerySet.sorted_by)."""
    needs_roads: bool = False


def ascending(label, *columns):
    return Sort(label, [F(column).asc(nulls_last=True) for column in columns])


def descending(label, *columns):
    """Descending, missing last. SQLite supports no NULLS LAST in an index."""
    return Sort(label, [Coalesce(column, Value(-1)).desc() for column in columns])


def by_minutes(label, name, vehicle):
    return Sort(label, [F(f"stored_{name}_{vehicle}_min").asc(nulls_last=True)], needs_roads=True)


SORTS = {
    "relevance": Sort(_("Wishes met")),
    "newest": Sort(_("Newest first"), ["-first_published_at"]),
    "area": ascending(_("Area, smallest first"), "area"),
    "-area": descending(_("Area, largest first"), "area"),
    "price": ascending(_("Price, lowest first"), "stored_price_m2", "stored_rent_m2"),
    "-price": descending(_("Price, highest first"), "stored_price_m2", "stored_rent_m2"),
    "total": ascending(_("Total, lowest first"), "stored_price_total", "stored_rent_year"),
    "-total": descending(_("Total, highest first"), "stored_price_total", "stored_rent_year"),
    "-people_25_km": descending(_("Inhabitants (25 km), most first"), "stored_people_25_km"),
    "name": Sort(_("Name"), ["sort_name"]),
    "distance": Sort(_("Distance to the place")),
    "freshness": Sort(_("Freshness of the details"), ["-data_as_of"]),
    "motorway_km": ascending(_("Distance to the motorway"), "stored_motorway_km"),
    "airport_km": ascending(_("Distance to the airport"), "stored_airport_km"),
    "port_km": ascending(_("Distance to the port"), "stored_port_km"),
    "terminal_km": ascending(_("Distance to the rail terminal"), "stored_terminal_km"),
    "freight_station_km": ascending(_("Distance to the freight station"), "stored_freight_station_km"),
    "station_km": ascending(_("Distance to the railway station"), "stored_station_km"),
    "motorway_lorry_minutes": by_minutes(_("Minutes by lorry to the motorway"), "motorway", "lorry"),
    "motorway_car_minutes": by_minutes(_("Minutes by car to the motorway"), "motorway", "car"),
    "airport_lorry_minutes": by_minutes(_("Minutes by lorry to the airport"), "airport", "lorry"),
    "airport_car_minutes": by_minutes(_("Minutes by car to the airport"), "airport", "car"),
    "port_lorry_minutes": by_minutes(_("Minutes by lorry to the port"), "port", "lorry"),
    "port_car_minutes": by_minutes(_("Minutes by car to the port"), "port", "car"),
    "terminal_lorry_minutes": by_minutes(_("Minutes by lorry to the rail terminal"), "terminal", "lorry"),
    "terminal_car_minutes": by_minutes(_("Minutes by car to the rail terminal"), "terminal", "car"),
    "freight_station_lorry_minutes": by_minutes(
        _("Minutes by lorry to the freight station"), "freight_station", "lorry"
    ),
    "freight_station_car_minutes": by_minutes(
        _("Minutes by car to the freight station"), "freight_station", "car"
    ),
    "station_lorry_minutes": by_minutes(_("Minutes by lorry to the railway station"), "station", "lorry"),
    "station_car_minutes": by_minutes(_("Minutes by car to the railway station"), "station", "car"),
    "federal_road_km": ascending(_("Distance to the federal road"), "stored_federal_road_km"),
}
DEFAULT_SORT = "newest"
