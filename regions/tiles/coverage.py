"""The share of the portal's areas that a file of tiles covers."""

from django.contrib.gis.geos import MultiPolygon

from regions.crs import STORAGE_SRID, densified_bbox
from regions.models import Area
from regions.tiles import grid
from regions.tiles.installing import bounds_within

MIN_FULL_COVERAGE = 0.95
"""Share of the areas. A file that covers less needs confirmation, and is shown with the overview around it."""
COVERAGE_ZOOM = 12
"""Tiles of some 6 km, which are never empty in a detailed map."""


def measure_coverage(archive):
    """Return (covered share of the areas, 1 without areas; bounds of the tiles that are not empty, since a file may
    state wider ones). Raises BasemapFault.
    """
    outlines = finest_outlines()
    if not outlines:
        return 1.0, None
    bounds = bounds_within(archive, grid.region_bounds())
    zoom = min(COVERAGE_ZOOM, archive.last_zoom)
    boxes = [
        box
        for *at, data in archive.tiles(bounds, [zoom])
        if data and (box := grid.intersect_bounds(bounds, grid.tile_bounds(*at)))
    ]
    covered = MultiPolygon([densified_bbox(*box) for box in boxes], srid=STORAGE_SRID).unary_union
    ground = sum(outline.area for outline in outlines)
    share = sum(outline.intersection(covered).area for outline in outlines) / ground
    return share, grid.union_bounds(boxes) if boxes else bounds


def finest_outlines():
    """Return the outlines of today's municipalities, else of districts, else of states."""
    drawn = Area.objects.valid().filter(outline__isnull=False).values_list("outline", flat=True)
    for kind in (Area.Kind.MUNICIPALITY, Area.Kind.DISTRICT, Area.Kind.STATE):
        if outlines := list(drawn.filter(kind=kind)):
            return outlines
    return []
