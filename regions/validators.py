import re
from math import isfinite

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, Point
from django.contrib.gis.measure import D
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regions.crs import to_storage, to_wgs84

REGION_MARGIN_KM = 5
"""Kilometres beyond the states' borders that still count as the region."""

MAX_AREA_KM2 = 100
"""The largest chemical site of Europe has 10 km²."""

REASON_COORDINATES = re.compile(r"\[(\S+) (\S+)]")


def validate_boundary(geometry):
    """Reject an empty, self-crossing or implausibly large boundary (any SRID)."""
    if geometry.empty:
        raise ValidationError(
            _("The boundary is empty. Please draw it or paste it as GeoJSON."), code="empty"
        )
    if geometry.valid:
        _validate_size(geometry)
        return
    reason = geometry.valid_reason
    place = _fault_location(reason, geometry.srid)
    if "self-intersection" not in reason.casefold():
        message = _("The boundary has a fault near %(place)s: parts overlap, touch or are too small.")
    else:
        message = _("The boundary crosses itself near %(place)s. Please move or delete a corner there.")
    raise ValidationError(message, code="invalid_boundary", params={"place": place})


def _validate_size(geometry):
    try:
        area = to_storage(geometry).area
    except (GDALException, GEOSException):
        return  # coordinates out of range: see validate_in_region
    if area > MAX_AREA_KM2 * 1_000_000:
        words = _(
            "The boundary encloses %(area)s; more than %(most)s no site has. Please draw or paste it again."
        )
        sizes = {"area": _format_hectares(area / 10_000), "most": _format_hectares(MAX_AREA_KM2 * 100)}
        raise ValidationError(words, code="boundary_too_large", params=sizes)


def _format_hectares(figure):
    return f"{number_format(figure, 0, force_grouping=True)}\N{NO-BREAK SPACE}ha"


def _fault_location(reason, srid):
    """Format the location in GEOS's reason, in the geometry's CRS: "Self-intersection[4486333.8 3139219.7]"."""
    match = REASON_COORDINATES.search(reason)
    if not match:
        return "?"
    point = to_wgs84(Point(float(match[1]), float(match[2]), srid=srid))
    return _("%(latitude)s° N, %(longitude)s° E") % {
        "latitude": number_format(point.y, decimal_pos=5),
        "longitude": number_format(point.x, decimal_pos=5),
    }


def validate_in_region(geometry):
    """Reject a geometry (any SRID) more than 5 km outside all states; anything is accepted while none are loaded.

    For a boundary the center of its envelope is used, which works for invalid ones too.
    """
    from regions.models import Area  # models may use these validators

    states = Area.objects.states().valid().filter(boundary__isnull=False)
    place = None if geometry.empty else _center_in_storage(geometry)
    if place is not None and states.filter(boundary__distance_lte=(place, D(km=REGION_MARGIN_KM))).exists():
        return
    if states.exists():
        raise ValidationError(
            _(
                "This place lies outside the region. Please check the point, or longitude and latitude if pasted."
            ),
            code="outside_region",
        )


def _center_in_storage(geometry):
    try:
        place = to_storage(geometry if geometry.geom_type == "Point" else geometry.envelope.centroid)
    except (GDALException, GEOSException):
        return None
    return place if isfinite(place.x) and isfinite(place.y) else None
