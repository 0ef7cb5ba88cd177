"""The base map as GeoJSON, shown before any tile of another host is loaded."""

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.html import escape

from caching.fragments import cached
from regions.crs import geojson_feature
from regions.models import Area

MAX_SOURCES = 5
"""In the attribution, which has little space on the map."""
OUTLINE_DECIMALS = 4
"""About 10 m: below a pixel up to zoom 13."""


def drawn_areas():
    """States and districts with an outline, and cities with a label."""
    shapes = Q(kind__in=[Area.Kind.STATE, Area.Kind.DISTRICT], outline__isnull=False)
    labels = Q(label_rank__isnull=False, center__isnull=False)
    return Area.objects.valid().filter(shapes | labels)


def basemap_version():
    """Return a version that changes with the areas drawn: their content, number, and validity today."""
    state = drawn_areas().aggregate(count=Count("pk"), latest=Max("changed_at"))
    return (
        f"{timezone.localdate():%Y%m%d}-{state['count']}-{state['latest']:%Y%m%d%H%M%S%f}"
        if state["count"]
        else "0"
    )


def basemap(version):
    """FeatureCollection of districts, states above them, and city names."""
    return cached(f"basemap-{version}", ["regions"], feature_collection)


def feature_collection():
    areas = list(drawn_areas().defer("boundary").order_by("label_rank", "key"))
    shapes = [
        _shape(area, kind)
        for kind in (Area.Kind.DISTRICT, Area.Kind.STATE)
        for area in areas
        if area.kind == kind
    ]
    labels = [_label(area) for area in areas if area.label_rank and area.center]
    attribution = escape(unique_sources(areas))  # Leaflet takes it as HTML
    return {"type": "FeatureCollection", "attribution": attribution, "features": shapes + labels}


def source_text():
    """Return the sources of the drawn areas as one cached text."""
    return cached("basemap-sources", ["regions"], query_sources)


def query_sources():
    return unique_sources(drawn_areas().without_geometry().order_by("label_rank", "key"))


def unique_sources(areas):
    """Join the distinct sources of the areas, MAX_SOURCES at most."""
    found = dict.fromkeys(part.strip() for area in areas for part in area.source.split(";") if part.strip())
    return "; ".join(list(found)[:MAX_SOURCES])


def _shape(area, kind):
    properties = {"kind": kind.value, "name": area.full_name}
    if area.is_urban_district:
        properties["urban"] = True
    return geojson_feature(area.outline, properties, OUTLINE_DECIMALS)


def _label(area):
    properties = {"kind": "city", "name": area.name, "rank": area.label_rank}
    return geojson_feature(area.center, properties, OUTLINE_DECIMALS)
