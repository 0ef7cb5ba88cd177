"""Landmarks as GeoJSON, for the overlays of the map."""

from django.core.cache import cache

from regions.crs import geojson_feature
from regions.models import Landmark

CACHE_KEY = "landmarks"
CACHE_SECONDS = 5 * 60
DECIMALS = 4
"""About 10 m: their stated precision is rarely better."""

MAXIMUM = 2_000
"""Landmarks in an answer, some 140 bytes each: it stays below 300 kB."""


def landmark_collection():
    """FeatureCollection with kind, name and code of each; an import shows within five minutes."""
    return cache.get_or_set(CACHE_KEY, draw_landmarks, CACHE_SECONDS)


def draw_landmarks():
    landmarks = Landmark.objects.only("kind", "name", "code", "location")[:MAXIMUM]
    return {
        "type": "FeatureCollection",
        "features": [landmark_feature(landmark) for landmark in landmarks],
    }


def landmark_feature(landmark):
    properties = {"kind": landmark.kind, "name": landmark.name, "code": landmark.code}
    return geojson_feature(landmark.location, properties, DECIMALS)
