"""Spaces for machines: GeoJSON (RFC 7946) with an allow-list of properties, never HTML."""

from django.utils.translation import get_language

from regions.crs import geojson_geometry
from sites.presenting import key_facts, motorway, place, price_figures, spell_area


def feature_collection(spaces, with_boundaries=False):
    """All spaces given, as GeoJSON in WGS84. `numberMatched` is what the list of the same address counts."""
    features = [feature(space, with_boundaries) for space in spaces]
    return {
        "type": "FeatureCollection",
        "numberMatched": len(features),
        "numberReturned": len(features),
        "features": features,
    }


def feature(space, with_boundary=False):
    """The public point of a space and what a map may say of it; `boundary` only where the place is disclosed."""
    shown = {
        "type": "Feature",
        "id": space.number,
        "geometry": geojson_geometry(space.public_location),
        "properties": properties(space),
    }
    if with_boundary:
        boundary = space.boundary if space.discloses_address else None
        shown["boundary"] = geojson_geometry(boundary)
    return shown


def properties(space):
    """Figures as numbers (m², EUR/m², EUR/m² and month, m, km) and, in `facts`, spelt out in the reader's language."""
    price_m2, rent_m2 = price_figures(space)
    nearest = motorway(space)
    return {
        "number": space.number,
        "kind": space.kind,
        "kind_label": space.get_kind_display(),
        "name": space.name,
        "name_language": space.language_of("name"),
        "language": get_language(),
        "url": space.get_absolute_url(),
        "place": place(space),
        "status": space.marketing_status,
        "status_label": space.get_marketing_status_display(),
        "area_m2": as_number(space.area),
        "divisible_from_m2": as_number(space.divisible_from),
        "area_label": spell_area(space, space.area),
        "price_m2": as_number(price_m2),
        "rent_m2": as_number(rent_m2),
        "zoning": space.zoning,
        "clear_height_m": as_number(space.clear_height),
        "motorway_km": as_number(nearest.km if nearest else None),
        "is_exact": space.discloses_address,
        "facts": [{"label": str(fact.label), "value": str(fact.value)} for fact in key_facts(space)],
    }


def as_number(value):
    return None if value is None else float(value)


def boundary_feature(thing):
    """What the small map of a page draws: the public geometry of a space or a park; None when nothing is known."""
    geometry = (
        thing.public_geometry if hasattr(thing, "public_geometry") else thing.boundary or thing.location
    )
    if geometry is None:
        return None
    return {"type": "Feature", "geometry": geojson_geometry(geometry), "properties": {"name": thing.name}}
