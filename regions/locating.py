"""Search for the map of a form: places by name, UTM coordinates, and results of sources registered by other apps."""

import re
from dataclasses import dataclass
from functools import partial

from django.db.models import Q
from django.http import JsonResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regions.crs import GEOJSON_DECIMALS, to_wgs84
from regions.models import Area, Landmark, Postcode
from regions.parcels import REGISTER_WORDS, looks_like_parcel
from regions.utm import is_within, parse_utm

MAX_QUERY_LENGTH = 100
MAX_PER_KIND = 5
MAX_WORDS = 6
POINT_DECIMALS = 8
"""Of degrees, as the map field writes them: about 1 mm."""

_sources = []


@dataclass(frozen=True)
class PlaceResult:
    """`geometry` may have any SRID. On an exact result a point can be set."""

    label: str
    geometry: object
    is_exact: bool = False

    def as_json(self):
        shape = to_wgs84(self.geometry)
        return {
            "label": self.label,
            "extent": [round(number, GEOJSON_DECIMALS) for number in shape.extent],
            "point": [round(number, POINT_DECIMALS) for number in shape.coords] if self.is_exact else None,
        }


def merge_duplicates(found):
    """Return the results as JSON, those of the same label merged into one extent."""
    places = {}
    for place in (spot.as_json() for spot in found):
        known = places.setdefault(place["label"].casefold(), place)
        west, south, east, north = zip(known["extent"], place["extent"], strict=True)
        known["extent"] = [min(west), min(south), max(east), max(north)]
    return list(places.values())


def register_place_source(source):
    """Register a function (user, words) that yields the PlaceResults the user may see, in a fixed number of queries."""
    if source not in _sources:
        _sources.append(source)
    return source


@require_safe
def locate(request):
    """`?q=` a name, an address, a parcel, coordinates: {"places": [{label, extent (WGS84), point or null}], "note"}.

    The note explains a partial match or an unknown parcel, else it is empty.
    """
    text = request.GET.get("q", "").replace("\0", "").strip()[:MAX_QUERY_LENGTH]
    found = list(find_coordinates(text))
    if text and not found:
        words = [word for word in re.split(r"[\s,]+", text) if word.casefold() not in REGISTER_WORDS]
        sources = [find_by_name, *(partial(source, request.user) for source in _sources)] if words else []
        found = [spot for source in sources for spot in source(words)]
    note = unknown_parcel_note() if found and looks_like_parcel(text) else ""
    if text and not found:
        found, note = find_partial_matches(text)
    return JsonResponse({"places": merge_duplicates(found), "note": note})


def unknown_parcel_note():
    return _("Of parcels the search knows those that properties of the pool name, no others.")


def find_partial_matches(text):
    """Return (results, note) of the towns and postcodes among the words of the text; two queries."""
    words = [word for word in re.split(r"[\s,]+", text) if len(word) > 2][:MAX_WORDS]
    if len(words) < 2:
        return [], ""
    has_name = Q(pk__in=[])
    for word in words:
        has_name |= Q(name__iexact=word)
    areas = Area.objects.municipalities().valid().filter(has_name, outline__isnull=False)
    areas = areas.with_superiors().defer("boundary", "center").order_by("-population", "key")
    found = [PlaceResult(area.distinct_name, area.outline) for area in areas[:MAX_PER_KIND]]
    codes = Postcode.objects.filter(code__in=words)[:MAX_PER_KIND]
    found += [PlaceResult(str(postcode), postcode.location) for postcode in codes]
    note = _("“%(words)s” is not known here as a whole; this is the place it names.") % {"words": text}
    return found, note if found else ""


def find_coordinates(text):
    """Yield the points of UTM coordinates. Without a zone, those within the region, else those of both zones."""
    meant = parse_utm(text)
    if len(meant) > 1 and (extent := Area.objects.extent()):
        meant = [point for point in meant if is_within(to_wgs84(point), extent)] or meant
    for point in meant:
        label = f"UTM {point.srid % 100}: {format_metres(point.x)} {format_metres(point.y)}"
        yield PlaceResult(label, point, is_exact=True)


def format_metres(value):
    return number_format(value, decimal_pos=2, force_grouping=False)


def find_by_name(words):
    """Yield areas, postcodes and landmarks whose name contains every word; three queries.

    A city that is its own district is included once, as the municipality.
    """
    areas = Area.objects.valid().filter(all_words_match(words, "name__icontains"), outline__isnull=False)
    areas = areas.with_superiors().defer("boundary", "center")
    areas = list(areas.order_by("-population", "name", "key")[: 2 * MAX_PER_KIND])
    towns = {area.name for area in areas if area.kind == Area.Kind.MUNICIPALITY}
    areas = [area for area in areas if not (area.is_urban_district and area.name in towns)]
    for area in areas[:MAX_PER_KIND]:
        yield PlaceResult(area.distinct_name, area.outline)
    postcodes = Postcode.objects.filter(all_words_match(words, "code__startswith", "name__icontains"))
    for postcode in postcodes[:MAX_PER_KIND]:
        yield PlaceResult(str(postcode), postcode.location)
    is_match = all_words_match(words, "name__icontains", "code__icontains")
    for landmark in Landmark.objects.defer("course").filter(is_match)[:MAX_PER_KIND]:
        yield PlaceResult(f"{landmark}, {landmark.get_kind_display()}", landmark.location)


def all_words_match(words, *lookups):
    """Return the condition that each word matches one of the lookups."""
    condition = Q()
    for word in words:
        of_word = Q(pk__in=[])
        for lookup in lookups:
            of_word |= Q(**{lookup: word})
        condition &= of_word
    return condition
