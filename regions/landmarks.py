"""Landmarks as GeoJSON, for the overlays of the map."""

from caching.fragments import cached
from regions.crs import geojson_feature
from regions.models import Landmark

DECIMALS = 4
"""About 10 m, as precise as most landmarks."""

MAX_LANDMARKS = 2_000
"""Per response, some 140 bytes each: 300 kB at most."""


def landmark_collection():
    """Return a cached FeatureCollection with kind, name and code of each."""
    return cached("landmarks", ["regions"], build_landmark_collection)


def build_landmark_collection():
    landmarks = Landmark.objects.only("kind", "name", "code", "location")[:MAX_LANDMARKS]
    features = [
        geojson_feature(one.location, {"kind": one.kind, "name": one.name, "code": one.code}, DECIMALS)
        for one in landmarks
    ]
    return {"type": "FeatureCollection", "features": features}
