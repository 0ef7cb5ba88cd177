"""The area that is reached by road from the requested place within the requested driving time."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regions.models import Area, Landmark
from roads.engine import LANDMARK, PLOT, current_graph
from roads.faults import RoadsRefused
from roads.reach_areas import reach_area
from roads.vehicles import Vehicle
from sites.pool.road_access_points import landmark_stop
from sites.search.filters.locations import Drive
from sites.search.places import PlaceKind

COMPUTATION_FAILED = "failed"
"""Error code of a failed computation, which may succeed the next time."""
START_KINDS = (PlaceKind.AREA, PlaceKind.PARK, PlaceKind.LANDMARK, PlaceKind.POSTCODE, PlaceKind.POINT)


def compute_drive(place, minutes, vehicle):
    """The Drive of so many minutes from a place. Raises ValidationError with a message for visitors."""
    if current_graph() is None:
        raise ValidationError(
            _("No road data is installed here, so driving times are not known."), code="no_roads"
        )
    if place.kind not in START_KINDS or "Line" in place.geometry.geom_type:
        raise ValidationError(_("A driving time needs one place to start at."), code="no_start")
    try:
        area = reach_area(start_point(place), minutes, vehicle, access_kind(place))
    except RoadsRefused as refused:
        raise ValidationError(str(refused), code=COMPUTATION_FAILED) from None
    if area is None:
        raise ValidationError(_("At this place no road is known to start at."), code="no_road")
    return Drive(minutes, vehicle, area)


def start_point(place):
    """Start of a route: the public point of an area, else a point inside the boundary (EPSG:3035)."""
    if place.geometry.geom_type == "Point":
        return place.geometry
    if place.kind is PlaceKind.AREA:
        key = place.token.partition(":")[2]
        center = Area.objects.valid().by_key(key).values_list("center", flat=True).first()
        if center:
            return center
    centre = place.geometry.centroid
    return centre if place.geometry.contains(centre) else place.geometry.point_on_surface


def access_kind(place):
    """The road access of a route's start, as that of its destination; a point is treated as a plot."""
    if place.kind is PlaceKind.POINT:
        return PLOT
    if place.kind is PlaceKind.LANDMARK:
        pk = place.token.partition(":")[2]
        return landmark_stop(Landmark.objects.filter(pk=pk).values_list("kind", flat=True).first())
    return LANDMARK


def add_drive(form, cleaned):
    """Replace the minutes in the cleaned values by a Drive; errors are added to the form."""
    minutes, place = cleaned.get("minutes"), cleaned.get("place")
    if minutes is None:
        return cleaned
    vehicle = Vehicle(cleaned.get("vehicle") or Vehicle.LORRY)
    cleaned["minutes"] = Drive(minutes, vehicle)
    if place:
        try:
            cleaned["minutes"] = compute_drive(place, minutes, vehicle)
        except ValidationError as refused:
            form.add_error("minutes", refused)
    return cleaned
