"""Spaces for machines: GeoJSON (RFC 7946) with an allow-list of properties, never HTML.

The one thing that may grow is the answer, so each has a budget of bytes (`MAXIMUM_BYTES`).
"""

import json

from django.utils.translation import get_language

from formats.json_numbers import json_number
from regions.crs import geojson_feature, geojson_geometry
from sites.facts import FACTS
from sites.pool.distance_text import displayed_km
from sites.pool.presentation import card_facts, format_area, place_label

MAX_BYTES = 290_000
"""What the features of an answer may take; the rest of 300 kB is for what stands around them."""

PAGE_SIZE = 500
MAP_FIELDS = {fact.on_map: name for name, fact in FACTS.items() if fact.on_map}
"""Fields of a space by the names of their properties."""
JSON_OPTIONS = {"ensure_ascii": False, "separators": (",", ":")}
"""How answers are written: a third shorter than json's default."""


def feature_page(spaces, total, offset=0, with_boundaries=False):
    """The spaces from `offset` on, as many as the budget of bytes allows, as GeoJSON in WGS84.

    `numberMatched` (`total`) is what the list of the same address counts, `numberReturned` how many this answer holds.
    A space whose own boundary would pass the budget comes without it.
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
    """Bytes of the value in an answer."""
    return len(json.dumps(value, **JSON_OPTIONS).encode())


def space_feature(space, with_boundary=False):
    """The public point of a space and what a map may say of it; `boundary` only where the place is disclosed."""
    shown = geojson_feature(space.public_location, space_properties(space), id=space.number)
    if with_boundary:
        boundary = space.boundary if space.discloses_address else None
        shown["boundary"] = geojson_geometry(boundary)
    return shown


def space_properties(space):
    """Figures as numbers (m², EUR/m², EUR/m² and month, m, km) and, in `facts`, spelt out in the reader's language."""
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
    """As the page tells it: in whole kilometres where it is known no better."""
    kilometres = space.stored_motorway_km
    if kilometres is None:
        return None
    return json_number(displayed_km(kilometres, space.stored_motorway_is_approximate))


def json_value(value):
    """A figure as a number, a choice as its word."""
    return value if isinstance(value, str) else json_number(value)


def boundary_feature(thing):
    """What the small map of a page draws: the public geometry of a space or a park; None when nothing is known.

    `area_m2` and `perimeter_m` are those of a boundary, of all its parts together.
    """
    geometry = (
        thing.public_geometry if hasattr(thing, "public_geometry") else thing.boundary or thing.location
    )
    return geometry and geojson_feature(geometry, {"name": thing.name, **boundary_measures(geometry)})


def boundary_features(spaces):
    """What the map of several spaces draws: the public geometry of each, as GeoJSON; None when none is known."""
    features = []
    for space in spaces:
        if shown := boundary_feature(space):
            shown["properties"] |= {"number": space.number, "kind": space.kind}
            features.append(shown)
    return {"type": "FeatureCollection", "features": features} if features else None


def boundary_measures(geometry):
    """m² and m of a boundary in EPSG:3035, which keeps areas; lengths are right to a tenth of a percent here."""
    if geometry.dims < 2:
        return {}
    return {"area_m2": round(geometry.area), "perimeter_m": round(geometry.length)}
