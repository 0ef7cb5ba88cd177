"""Boundaries around what a form's map shows, for drawing along them; other rooms know whose they are."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from regions.crs import densified_bbox, geojson_feature

MAX_BOX_DEGREES = 0.3
"""Degrees of a box that is answered: some 20 km, four times a wide screen at the zoom from which maps ask."""
MAX_BOUNDARIES = 200
DECIMALS = 8
"""Of degrees, as the map field writes them: about 1 mm, so that corners meet."""

_sources = []


def register_boundary_source(source):
    """Decorates a function (user, box, but) that yields at most MOST boundaries (any SRID) that the user may see within
    the box (EPSG:3035), without that of `but`, such as "sites.space:12"; its number of queries is fixed.
    """
    if source not in _sources:
        _sources.append(source)
    return source


@require_safe
def neighbours_within(request):
    """`?bbox=` west,south,east,north in degrees, `&but=` the thing whose form it is: GeoJSON of boundaries."""
    box = parse_bbox(request.GET.get("bbox", ""))
    but = request.GET.get("but", "")
    found = [shape for source in _sources for shape in source(request.user, box, but)] if box else []
    features = [geojson_feature(shape, {}, decimals=DECIMALS) for shape in found[:MAX_BOUNDARIES]]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def parse_bbox(text):
    """The box as a polygon in EPSG:3035; None for what is none, or too wide."""
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        return None
    if not (0 < east - west <= MAX_BOX_DEGREES and 0 < north - south <= MAX_BOX_DEGREES):
        return None
    return densified_bbox(west, south, east, north)
