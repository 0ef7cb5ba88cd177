"""How much of the portal's areas a file of tiles covers."""

from django.contrib.gis.geos import MultiPolygon

from regions.crs import STORAGE_SRID, densified_bbox
from regions.models import Area
from regions.tiles import grid
from regions.tiles.installing import bounds_within

MIN_FULL_COVERAGE = 0.95
"""Of the areas: a file that covers less is announced before it is installed, and has the overview around it."""
COVERAGE_ZOOM = 12
"""Of the tiles that count: some 6 km wide, where a detailed map always holds something."""


def measure_coverage(archive):
    """(share, bounds): of the ground of the areas from 0 to 1, 1 where there are none; around the tiles that hold
    something, for a file may state wider ones. Raises BasemapFault.
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
    """Of the municipalities valid today; of districts, or else states, where there are none."""
    drawn = Area.objects.valid().filter(outline__isnull=False).values_list("outline", flat=True)
    for kind in (Area.Kind.MUNICIPALITY, Area.Kind.DISTRICT, Area.Kind.STATE):
        if outlines := list(drawn.filter(kind=kind)):
            return outlines
    return []
