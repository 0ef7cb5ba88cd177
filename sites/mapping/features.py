"""Data of the map beside the list: clusters and markers in view, boundaries, and the search area."""

from itertools import batched

from django.contrib.gis.geos import GeometryCollection
from django.utils.translation import gettext as _

from regions.crs import (
    STORAGE_SRID,
    bbox_to_wgs84,
    bboxes_to_wgs84,
    geojson_feature,
    point_feature,
    points_to_wgs84,
    to_wgs84,
)
from sites.mapping.clusters import METRES_PER_PIXEL, Cluster, MapView, build_clusters, without_annotations
from sites.mapping.geojson import MAX_BYTES, json_size
from sites.models import Space
from sites.pool.presentation import format_area, marker_text, place_label
from sites.search.filters.locations import DEFAULT_RADIUS_KM, has_boundary

MAX_BOUNDARY_PIXEL_M = METRES_PER_PIXEL / 2**12
"""Metres per pixel at zoom 12. Further out a boundary is smaller than its marker."""

DECIMALS = 5
"""About 1 m: below a pixel up to zoom 17."""

TRANSFORM_BATCH_SIZE = 100
"""Boundaries per transformation: one by one each would be serialised twice."""

OUTLINE_TOLERANCE_M = 50
"""Simplification of a drawn search area; the search uses the exact one."""

DRIVE_TOLERANCE_M = 100
"""The same for isochrones, which are computed no more exactly."""

ARC_SEGMENTS = 32
"""Segments of a quarter circle."""


def map_features(spaces, view: MapView):
    """Return the spaces in a view as clusters and markers, and from zoom 12 on disclosed `boundaries`.

    At most four queries. `numberInView` is the number of spaces in all features.
    """
    found = build_clusters(spaces, view)
    singles = load_singles(found)
    shown = [cluster for cluster in found if cluster.count > 1 or cluster.numbers[0] in singles]
    places = points_to_wgs84([(cluster.x, cluster.y) for cluster in shown])
    boxes = bboxes_to_wgs84([cluster.extent for cluster in shown])
    features = [
        single_feature(singles[cluster.numbers[0]], where)
        if cluster.count == 1
        else cluster_feature(cluster, where, box)
        for cluster, where, box in zip(shown, places, boxes, strict=True)
    ]
    answer = {
        "type": "FeatureCollection",
        "numberReturned": len(features),
        "numberInView": sum(cluster.count for cluster in found),
        "features": features,
    }
    if view.pixel <= MAX_BOUNDARY_PIXEL_M:
        answer["boundaries"] = visible_boundaries(spaces, view, MAX_BYTES - json_size(answer))
    return answer


def load_singles(found):
    """Return {number: space} of clusters of one."""
    numbers = [cluster.numbers[0] for cluster in found if cluster.count == 1]
    spaces = Space.objects.filter(number__in=numbers).with_link()
    return {space.number: space for space in spaces} if numbers else {}


def single_feature(space, where):
    properties = {
        "kind": space.kind,
        "name": space.name,
        "place": place_label(space),
        "area_label": format_area(space, space.area),
        "marker": marker_text(space),
    }
    return point_feature(where, properties, DECIMALS, id=space.number)


def cluster_feature(cluster: Cluster, where, box):
    """`bbox`: extent of the members; `numbers`: of all members, or of the first few of very many."""
    kinds = {"plot": cluster.plots, "hall": cluster.halls}
    properties = {"count": cluster.count, "kinds": kinds, "numbers": cluster.numbers}
    return point_feature(where, properties, DECIMALS, bbox=round_degrees(box))


def visible_boundaries(spaces, view, room):
    """Return disclosed boundaries in view, simplified to half a pixel, up to `room` bytes."""
    box = view.box
    if box is None:
        return []
    shown = []
    spaces = without_annotations(spaces).disclosed().filter(boundary__intersects=box)
    for rows in batched(spaces.values_list("number", "kind", "boundary"), TRANSFORM_BATCH_SIZE):
        outlines = [boundary.simplify(view.pixel / 2, preserve_topology=True) for *_who, boundary in rows]
        drawn = to_wgs84(GeometryCollection(outlines, srid=STORAGE_SRID))
        for (number, kind, _boundary), outline in zip(rows, drawn, strict=True):
            line = geojson_feature(outline, {"number": number, "kind": kind}, DECIMALS)
            room -= json_size(line) + 1
            if room < 0:
                return shown
            shown.append(line)
    return shown


def search_area_features(place=None, radius=None, polygon=None, drive=None):
    """Return the search area as GeoJSON features with the roles `reach` (with radius_km), `drive` (with its time as
    text), `place`, `drawn`.

    `place` is a Place, `radius` kilometres, `polygon` a drawn area in EPSG:3035, `drive` a Drive.
    """
    drawn = []
    if drive and drive.area:
        drawn.append(drive_feature(drive.area, str(drive), label=place.label))
    elif place and radius is None and not has_boundary(place):
        radius = DEFAULT_RADIUS_KM
    if place and radius:
        reach = place.geometry.simplify(OUTLINE_TOLERANCE_M).buffer(float(radius) * 1000, ARC_SEGMENTS)
        drawn.append(area_feature(reach, "reach", label=place.label, radius_km=float(radius)))
    if place:
        drawn.append(area_feature(place.geometry, "place", label=place.label))
    if polygon:
        drawn.append(area_feature(polygon, "drawn", label=_("drawn area"), tolerance=1))
    return drawn


def drive_feature(area, words, **properties):
    """Return an isochrone, with its time as text."""
    return area_feature(area, "drive", DRIVE_TOLERANCE_M, words=words, **properties)


def area_feature(geometry, role, tolerance=OUTLINE_TOLERANCE_M, **properties):
    outline = geometry.simplify(tolerance, preserve_topology=True)
    return geojson_feature(outline, {"role": role, **properties}, DECIMALS)


def extent_in_degrees(matches):
    """Return west, south, east, north in degrees of an EPSG:3035 extent; None for none."""
    return round_degrees(bbox_to_wgs84(matches)) if matches else None


def round_degrees(box):
    return [round(degrees, DECIMALS) for degrees in box]
