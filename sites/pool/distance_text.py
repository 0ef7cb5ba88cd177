"""Distances as text: “etwa 5 km”, “by lorry 18 min (16,2 km), by car 14 min (15,9 km)”."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from formats.templatetags.typography import NBSP, km, long_date, number
from roads.vehicles import COSTING, COUNTRY_ROAD_KMH, OPTIONS, Vehicle
from sites.choices import RoadAccess


def displayed_km(kilometres, is_approximate):
    """Return the displayed figure: whole kilometres, at least one, for an approximate distance."""
    if not is_approximate:
        return kilometres
    return max(Decimal(1), Decimal(kilometres).quantize(Decimal(1), ROUND_HALF_UP))


def format_distance(kilometres, is_approximate, spell=km):
    """Return “5,3 km”, or “etwa 5 km” if approximate. `spell` formats exact kilometres."""
    if not is_approximate:
        return spell(kilometres)
    return _("about %(distance)s") % {"distance": f"{number(displayed_km(kilometres, True))}{NBSP}km"}


def displayed_minutes(minutes):
    return max(1, minutes)


def format_minutes(minutes, is_approximate=False):
    told = f"{displayed_minutes(minutes)}{NBSP}min"
    return _("about %(distance)s") % {"distance": told} if is_approximate else told


def vehicle_phrase(vehicle, told):
    words = {Vehicle.LORRY: _("by lorry %(told)s"), Vehicle.CAR: _("by car %(told)s")}
    return words[vehicle] % {"told": told}


def drives_to(space, kind, besides=None, vehicles=Vehicle):
    """Return [(vehicle, SpaceDistance)] by road to a kind of landmark, without the row `besides`."""
    drives = space.public_drives
    ways = [(vehicle, drives.get((kind, vehicle.value))) for vehicle in vehicles]
    return [(vehicle, drive) for vehicle, drive in ways if drive and drive != besides]


def drives_text(space, distance, vehicles=Vehicle):
    """Return the driving times to the landmark of that kind reached fastest, and its name if it is another one."""
    ways = drives_to(space, distance.kind, distance, vehicles)
    told, said = [], (distance.code, distance.name)
    for vehicle, drive in ways:
        there = (drive.code, drive.name)
        to = "" if there == said else _("destination: %(landmark)s") % {"landmark": destination(drive)}
        told.append(", ".join(filter(None, [vehicle_phrase(vehicle, format_drive(drive)), to])))
        said = there
    return "; ".join(told)


def destination(distance):
    """Return “A 14, Halle-Ost”; the road code does not wrap."""
    return ", ".join(filter(None, [distance.code.replace(" ", NBSP), distance.name]))


def format_drive(drive):
    """Return “18 min (16,2 km)” with ferries and toll roads."""
    minutes = format_minutes(drive.minutes, drive.is_approximate)
    beside = [format_distance(drive.km, drive.is_approximate)] if drive.km is not None else []
    beside += [_("with a ferry")] if drive.has_ferry else []
    beside += [_("on a toll road")] if drive.has_toll else []
    beside += [_("as stated")] if drive.is_manual else []
    return f"{minutes} ({', '.join(beside)})" if beside else minutes


def road_note(space):
    """Return the note on the driving times of a space or on their absence; "" without a road graph."""
    if space.stored_road_access == RoadAccess.NO_ROAD:
        return _("No road is known near this place, so no driving times are computed.")
    if space.stored_road_access == RoadAccess.OUTSIDE:
        return _("This place lies outside the road data, so no driving times are computed.")
    if not space.stored_road_access:
        return ""
    told = _("Driving times by road are computed without traffic")
    if space.stored_roads_as_of:
        told = _("%(told)s; road data as of %(day)s") % {
            "told": told,
            "day": long_date(space.stored_roads_as_of),
        }
    if space.stored_road_access == RoadAccess.CAR_ONLY:
        return _("%(told)s. No road for lorries is known near this place.") % {"told": told}
    return f"{told}. {lorry_assumptions()}"


def lorry_assumptions():
    lorry = OPTIONS[COSTING[Vehicle.LORRY]]
    return _(
        "The lorry is taken to weigh %(tonnes)s t and to drive at most %(country_road)s km/h on country roads, "
        "%(motorway)s km/h on motorways."
    ) % {"tonnes": lorry["weight"], "country_road": COUNTRY_ROAD_KMH, "motorway": lorry["top_speed"]}


def drives_note(space):
    """Return the note beside the times themselves, which explains those marked as stated."""
    ways = space.public_drives.values()
    has_stated = any(is_marked_as_stated(drive, space) for drive in ways)
    if not has_stated:
        return road_note(space)
    stated = _("Driving times “as stated” were not computed, but stated for this property.")
    is_all = all(drive.is_manual for drive in ways)
    is_known = space.stored_road_access in (RoadAccess.KNOWN, RoadAccess.CAR_ONLY)
    return stated if is_all and is_known else " ".join(filter(None, [road_note(space), stated]))


def is_marked_as_stated(drive, space):
    """Whether a manual time is marked as stated; not beside its own kilometres, which are marked."""
    return drive.is_manual and drive not in space.public_distances


def road_sources(space):
    """Return the distinct sources: “Driving times: OpenStreetMap contributors, ODbL, 9. Juni 2026”."""
    computed, stated = _("Driving times"), _("Driving times, as stated")
    told = set()
    for drive in space.public_drives.values():
        source = ", ".join(filter(None, [drive.source, drive.as_of and long_date(drive.as_of)]))
        if is_marked_as_stated(drive, space) and source:
            told.add(f"{stated}: {source}")
        elif not drive.is_manual and drive.source:
            told.add(f"{computed}: {source}")
    return sorted(told)
