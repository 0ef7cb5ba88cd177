"""Spaces as GeoJSON (RFC 7946) with an allow-list of properties. Responses are limited to MAX_BYTES."""

import json

from django.utils.translation import get_language

from formats.json_numbers import json_number
from regions.crs import geojson_feature, geojson_geometry
from sites.facts import FACTS
from sites.pool.distance_text import displayed_km
from sites.pool.presentation import card_facts, format_area, place_label

MAX_BYTES = 290_000
"""Limit for the features of a response of 300 kB."""

PAGE_SIZE = 500
MAP_FIELDS = {fact.on_map: name for name, fact in FACTS.items() if fact.on_map}
"""{property: field of Space}"""
JSON_OPTIONS = {"ensure_ascii": False, "separators": (",", ":")}
"""A third shorter than the defaults of `json.dumps`."""


def feature_page(spaces, total, offset=0, with_boundaries=False):
    """Return the spaces from `offset` on as GeoJSON in WGS84, up to MAX_BYTES.

    `numberMatched`: `total`, the count of the list. A boundary larger than MAX_BYTES is left out.
    """
    features, room = [], MAX_BYTES
    for space in spaces[offset : offset + PAGE_SIZE]:
        shown = space_feature(space, with_boundaries)
        if json_size(shown) > MAX_BYTES:
            shown["boundary"] = None
        room -= json_size(shown) + 1
        if room < 0:
            break
        features.append(shown)
    return {
        "type": "FeatureCollection",
        "numberMatched": total,
        "numberReturned": len(features),
        "features": features,
    }


def json_size(value):
    return len(json.dumps(value, **JSON_OPTIONS).encode())


def space_feature(space, with_boundary=False):
    """Return the public point and properties of a space; `boundary` only if disclosed."""
    shown = geojson_feature(space.public_location, space_properties(space), id=space.number)
    if with_boundary:
        boundary = space.boundary if space.discloses_address else None
        shown["boundary"] = geojson_geometry(boundary)
    return shown


def space_properties(space):
    """Return figures as numbers (m², EUR/m², EUR/m² and month, m, km) and, in `facts`, as text."""
    return {
        "number": space.number,
        "kind": space.kind,
        "kind_label": space.get_kind_display(),
        "name": space.name,
        "name_language": space.language_of("name"),
        "language": get_language(),
        "url": space.get_absolute_url(),
        "place": place_label(space),
        "status": space.marketing_status,
        "status_label": space.get_marketing_status_display(),
        **{name: json_value(getattr(space, field)) for name, field in MAP_FIELDS.items()},
        "area_label": format_area(space, space.area),
        "price_m2": json_number(space.stored_price_m2),
        "rent_m2": json_number(space.stored_rent_m2),
        "motorway_km": displayed_motorway_km(space),
        "is_exact": space.discloses_address,
        "facts": [{"label": str(fact.label), "value": str(fact.value)} for fact in card_facts(space)],
    }


def displayed_motorway_km(space):
    """Return whole kilometres for an approximate distance."""
    kilometres = space.stored_motorway_km
    if kilometres is None:
        return None
    return json_number(displayed_km(kilometres, space.stored_motorway_is_approximate))


def json_value(value):
    """Return a figure as a number, a choice as its value."""
    return value if isinstance(value, str) else json_number(value)


def boundary_feature(thing):
    """Return the public geometry of a space or park for the map of its page, or None.

    `area_m2` and `perimeter_m` are totals of a boundary's parts.
    """
    geometry = (
        thing.public_geometry if hasattr(thing, "public_geometry") else thing.boundary or thing.location
    )
    return geometry and geojson_feature(geometry, {"name": thing.name, **boundary_measures(geometry)})


def boundary_features(spaces):
    """Return the public geometries of several spaces for a map, or None."""
    features = []
    for space in spaces:
        if shown := boundary_feature(space):
            shown["properties"] |= {"number": space.number, "kind": space.kind}
            features.append(shown)
    return {"type": "FeatureCollection", "features": features} if features else None


def boundary_measures(geometry):
    """Return m² and m of a boundary in EPSG:3035: equal-area; lengths are within 0.1 % in the region."""
    if geometry.dims < 2:
        return {}
    return {"area_m2": round(geometry.area), "perimeter_m": round(geometry.length)}
