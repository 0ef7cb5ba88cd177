"""Boundaries within the view of a form's map, to draw along; other apps register their sources."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from regions.crs import densified_bbox, geojson_feature

MAX_BOX_DEGREES = 0.3
"""Some 20 km, four times a wide screen at the zoom from which maps request boundaries."""
MAX_BOUNDARIES = 200
DECIMALS = 8
"""Of degrees, as in the map field: about 1 mm, so that corners coincide."""

_sources = []


def register_boundary_source(source):
    """Register a function (user, box, but) that yields at most MAX_BOUNDARIES boundaries (any SRID) the user may see
    within the box (EPSG:3035), except that of `but`, such as "sites.space:12", in a fixed number of queries.
    """
    if source not in _sources:
        _sources.append(source)
    return source


@require_safe
def neighbours_within(request):
    """Return GeoJSON. `?bbox=` west,south,east,north in degrees, `&but=` the object of the form."""
    box = parse_bbox(request.GET.get("bbox", ""))
    but = request.GET.get("but", "")
    found = [shape for source in _sources for shape in source(request.user, box, but)] if box else []
    features = [geojson_feature(shape, {}, decimals=DECIMALS) for shape in found[:MAX_BOUNDARIES]]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def parse_bbox(text):
    """Return the box as a polygon in EPSG:3035; None if it is invalid or too large."""
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        return None
    if not (0 < east - west <= MAX_BOX_DEGREES and 0 < north - south <= MAX_BOX_DEGREES):
        return None
    return densified_bbox(west, south, east, north)
