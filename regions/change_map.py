"""A map that compares geometries before and after a change."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regions.crs import geojson_feature
from regions.maps import map_config


def change_map(places):
    """Return the data for a map of [(label, geometry before, geometry after)], with their sizes (ha) in words."""
    features = [
        geojson_feature(geometry, {"state": state})
        for _label, *states in places
        for state, geometry in zip(("before", "after"), states, strict=True)
        if geometry is not None
    ]
    sentences = [describe_change(*place) for place in places]
    return {
        "config": map_config(),
        "features": {"type": "FeatureCollection", "features": features},
        "places": [sentence for sentence in sentences if sentence],
    }


def describe_change(label, before, after):
    """Describe the change of an area's size; "" for points."""
    if not any(geometry is not None and geometry.area for geometry in (before, after)):
        return ""
    sizes = [format_hectares(geometry.area if geometry is not None else 0) for geometry in (before, after)]
    words = _("%(label)s: %(before)s before, %(after)s after") % {
        "label": label,
        "before": sizes[0],
        "after": sizes[1],
    }
    if before is None or after is None:
        return words
    moved = format_hectares(before.sym_difference(after).area)
    return words + " – " + _("%(area)s lie in one of the two only") % {"area": moved}


def format_hectares(square_metres):
    """Format an area, with two decimals below 10 ha so that small corrections show."""
    places = 2 if square_metres < 100_000 else 1
    size = round(square_metres / 10_000, places)  # number_format truncates
    return f"{number_format(size, places, force_grouping=True)}\u00a0ha"
