"""Places that visitors search around: areas, business parks, landmarks, postcodes, points.

A place is identified by a token that stays valid in URLs: `area:<AGS>`, `landmark:<pk>`, `postcode:<code>`,
`park:<slug>`, `point:<latitude>,<longitude>` (WGS84 degrees). `between:<two tokens>` is the corridor between two
places, `either:<tokens>` their union; both are comma-separated and take no points.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, reduce
from itertools import chain

from django.contrib.gis.geos import GEOSGeometry, LineString, Point
from django.utils.formats import number_format
from django.utils.text import capfirst, get_text_list
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from caching.fragments import cached_in_process
from caching.stores import Store
from caching.versions import snapshot_time
from formats.folding import fold
from regions.crs import AREA_OF_USE, WGS84_SRID, to_storage
from regions.models import Area, Landmark, Postcode
from sites.models import BusinessPark

KIND_PREFERENCE = ("municipality", "state", "district", "park", "landmark", "postcode")
"""Order of preference when several places have the same name."""


class PlaceKind(StrEnum):
    AREA = "area"
    PARK = "park"
    LANDMARK = "landmark"
    POSTCODE = "postcode"
    POINT = "point"
    BETWEEN = "between"
    EITHER = "either"


CORRIDOR_KM = 10
"""To either side of the straight line between two places."""
MAX_PLACES = 25
FLAT_CAP = 2
"""End cap style of GEOS buffers."""


@dataclass(frozen=True)
class SearchPlace:
    """`kind` is the token's first part. `geometry` is in EPSG:3035: a boundary (Polygon, MultiPolygon) if there is
    one, the course (MultiLineString) of a road, else a Point; None in a suggestion.
    """

    token: str
    label: str
    kind: PlaceKind
    geometry: GEOSGeometry | None = None
    halves: tuple = ()
    """Short names of a double town, used where no area has that name: "Dessau" of Dessau-Roßlau."""


def find_place(token):
    """The place of a token, with its geometry; None when the token is malformed, unknown, or has no geometry."""
    kind, _colon, name = token.partition(":") if isinstance(token, str) else ("", "", "")
    pattern, find = FINDERS.get(kind, (None, None))
    return find(name) if pattern and re.fullmatch(pattern, name, re.ASCII) else None


def _find_area(key):
    area = Area.objects.valid().filter(key=key, boundary__isnull=False)
    area = area.with_superiors().defer("outline").first()
    return area and SearchPlace(f"area:{key}", area_label(area), PlaceKind.AREA, area.boundary)


def _find_landmark(pk):
    landmark = Landmark.objects.filter(pk=pk).first()
    return landmark and SearchPlace(
        f"landmark:{landmark.pk}",
        landmark_label(landmark, landmark.get_kind_display()),
        PlaceKind.LANDMARK,
        landmark.shape,
    )


def _find_postcode(code):
    postcode = Postcode.objects.filter(code=code).first()
    return postcode and SearchPlace(f"postcode:{code}", str(postcode), PlaceKind.POSTCODE, postcode.location)


def _find_park(slug):
    park = BusinessPark.objects.published().filter(slug=slug).first()
    geometry = park and (park.boundary or park.location)
    return SearchPlace(f"park:{slug}", park.name, PlaceKind.PARK, geometry) if geometry else None


def _find_point(name):
    latitude, longitude = map(float, name.split(","))
    west, south, east, north = AREA_OF_USE
    if not (south <= latitude <= north and west <= longitude <= east):
        return None
    label = _("%(latitude)s° N, %(longitude)s° E") % {
        "latitude": number_format(latitude, decimal_pos=4),
        "longitude": number_format(longitude, decimal_pos=4),
    }
    point = to_storage(Point(longitude, latitude, srid=WGS84_SRID))
    return SearchPlace(f"point:{name}", label, PlaceKind.POINT, point)


def _find_between(name):
    """The corridor between the centroids of two places."""
    places = [find_place(token) for token in name.split(",")]
    if len(places) != 2 or not all(places):
        return None
    one, other = (place.geometry.centroid for place in places)
    line = LineString(one, other, srid=one.srid)
    names = {"one": places[0].label, "other": places[1].label}
    corridor = line.buffer_with_style(CORRIDOR_KM * 1000, end_cap_style=FLAT_CAP) if line.length else None
    return corridor and SearchPlace(
        f"between:{name}", _("between %(one)s and %(other)s") % names, PlaceKind.BETWEEN, corridor
    )


def _find_either(name):
    places = [find_place(token) for token in name.split(",")]
    if not 1 < len(places) <= MAX_PLACES or not all(places):
        return None
    geometry = reduce(lambda one, other: one.union(other), [place.geometry for place in places])
    label = get_text_list([place.label for place in places], _("or"))
    return SearchPlace(f"either:{name}", label, PlaceKind.EITHER, geometry)


SINGLE_PLACE = r"(?:area|landmark|park|postcode):[-\w]{1,120}"
FINDERS = {
    PlaceKind.AREA: (r"\d{2}|\d{5}|\d{8}", _find_area),
    PlaceKind.LANDMARK: (r"\d{1,18}", _find_landmark),
    PlaceKind.POSTCODE: (r"\d{5}", _find_postcode),
    PlaceKind.PARK: (r"[-\w]{1,120}", _find_park),
    PlaceKind.BETWEEN: (f"{SINGLE_PLACE},{SINGLE_PLACE}", _find_between),
    PlaceKind.EITHER: (f"{SINGLE_PLACE}(?:,{SINGLE_PLACE})+", _find_either),
    PlaceKind.POINT: (r"-?\d{1,2}(\.\d{1,12})?,-?\d{1,3}(\.\d{1,12})?", _find_point),
}

MIN_TOWN_POPULATION = 10_000
"""Inhabitants from which a double name is split: the halves of villages are everyday words ("Brand", "Elbe")."""


def area_label(area):
    """The name with its district: “Landkreis Leipzig”, “Naundorf (Nordsachsen)”; not for an urban district."""
    district = area.parent if area.kind == Area.Kind.MUNICIPALITY else None
    if district is None or district.name == area.name or district.is_urban_district:
        return area.full_name
    return f"{area.name} ({district.full_name})"


def landmark_label(landmark, kind):
    """Name and kind, since landmarks of several kinds share names."""
    return f"{landmark}, {kind}"


def suggest_places(text, limit=8):
    """Places whose name matches the typed text, without geometry; order: exact, beginning, words, anywhere.

    Ignores case, umlauts and punctuation. Takes a few queries, for digits one more.
    """
    typed = normalise_name(text)
    if not typed:
        return []
    ranked = [
        (rank, order, place)
        for order, (place, *names) in enumerate(places_with_names(typed))
        if (rank := min(name_match_rank(typed, normalise_name(name)) for name in names if name)) < NO_MATCH
    ]
    ranked.sort(key=lambda found: found[:2])
    return [place for _rank, _order, place in ranked[:limit]]


NO_MATCH = 4


@lru_cache(maxsize=8192)
def normalise_name(text):
    """The folded words without punctuation: “Halle (Saale)” → "halle saale"."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def name_match_rank(typed, name):
    """0 exact, 1 beginning, 2 each word begins one of the name's words, 3 anywhere, else NO_MATCH."""
    if typed in (name, name.replace(" ", "")):
        return 0
    if name.startswith(typed) or name.replace(" ", "").startswith(typed):
        return 1
    if all(any(word.startswith(part) for word in name.split()) for part in typed.split()):
        return 2
    return 3 if typed in name else NO_MATCH


def places_with_names(typed):
    """All places with their names, cities before villages before all others; of postcodes only the first 20 matches."""
    landmarks = Landmark.objects.only("kind", "name", "code")
    return chain(
        areas_with_names(), parks_with_names(), landmarks_with_names(landmarks), postcodes_with_names(typed)
    )


_store = Store(4)
"""Some 0.5 MB per language in a region of 1,500 municipalities."""
NAME_COLUMNS = ("kind", "name", "designation")


def areas_with_names():
    """[(place, *names)] of the areas valid today that have a boundary."""
    return cached_in_process(
        "named areas", ("regions",), lambda: list(_query_areas_with_names()), within=_store
    )


def _query_areas_with_names():
    of_today = Area.objects.valid(localdate(snapshot_time())).filter(boundary__isnull=False).order_by()
    columns = (*NAME_COLUMNS, "key", "population", "parent", *(f"parent__{name}" for name in NAME_COLUMNS))
    areas = list(of_today.select_related("parent").only(*columns))
    cities = {area.parent_id for area in areas if area.parent and area.parent.name == area.name}
    order = {Area.Kind.STATE: 1}
    areas.sort(key=lambda area: (order.get(area.kind, 0), -(area.population or 0), area.name, area.key))
    for area in areas:
        if area.pk in cities and area.is_urban_district:
            continue  # the same city is listed as a municipality
        place = SearchPlace(
            f"area:{area.key}", area_label(area), PlaceKind.AREA, halves=split_double_name(area)
        )
        yield place, area.name, *area.spellings


def parks_with_names():
    parks = BusinessPark.objects.published().exclude(boundary=None, location=None)
    for park in parks.only("slug", "name"):
        yield SearchPlace(f"park:{park.slug}", park.name, PlaceKind.PARK), park.name


def landmarks_with_names(landmarks):
    kinds = {kind: str(label) for kind, label in Landmark.Kind.choices}
    for landmark in landmarks:
        kind = kinds.get(landmark.kind, landmark.kind)
        place = SearchPlace(f"landmark:{landmark.pk}", landmark_label(landmark, kind), PlaceKind.LANDMARK)
        yield place, landmark.name, landmark.code, f"{kind} {landmark.name} {landmark.code}"


def postcodes_with_names(typed):
    if not typed[:5].isdigit():
        return
    for postcode in Postcode.objects.filter(code__startswith=typed[:5])[:20]:
        place = SearchPlace(f"postcode:{postcode.code}", str(postcode), PlaceKind.POSTCODE)
        yield place, str(postcode), postcode.code


def split_double_name(area):
    is_town = area.kind == Area.Kind.MUNICIPALITY and (area.population or 0) >= MIN_TOWN_POPULATION
    return tuple(area.name.split("-")) if is_town and "-" in area.name else ()


def place_as_json(place):
    return {"token": place.token, "label": capfirst(place.label), "kind": place.kind}


def token_kind(token):
    """The level of an area, else the token's first part."""
    kind, _colon, name = token.partition(":")
    return {2: "state", 5: "district", 8: "municipality"}[len(name)] if kind == "area" else kind


def likeliest_token(tokens, hint=None):
    """The only token of the most preferred kind, or of the kind `hint`; None when there are several."""
    for kind in (hint,) if hint else KIND_PREFERENCE:
        alike = [token for token in tokens if token_kind(token) == kind]
        if alike:
            return alike[0] if len(alike) == 1 else None
    return None
