"""Data for maps in forms: streets, Gemarkungen, Flurstücke and business parks for the search, boundaries of plots and
halls for snapping.
"""

from itertools import groupby, islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing import permissions_filter
from regions.locating import MAX_PER_KIND, PlaceResult, all_words_match, register_place_source
from regions.neighbours import MAX_BOUNDARIES, register_boundary_source
from sites.models import BusinessPark, Space

SEARCH_LOOKUPS = (
    "address__icontains",
    "postcode__startswith",
    "cadastral_district__icontains",
    "cadastral_section__icontains",
    "parcels__icontains",
    "municipality__name__icontains",
)
MAX_OBJECTS = 50
"""Objects of one search that are grouped by place."""


@register_place_source
def find_parcels(user, words):
    """Yield visible objects grouped by address or parcel, and matching Gemarkungen. One query."""
    found = permissions_filter.visible(Space.objects.all(), user).filter(
        all_words_match(words, *SEARCH_LOOKUPS), location__isnull=False
    )
    columns = ("number", "address", "cadastral_district", "parcels", "location", "boundary")
    found = found.only_with_names(*columns).order_by("number")[:MAX_OBJECTS]
    found = sorted(found, key=address_key)
    yield from cadastral_district_spots(words, found)
    for _address, spaces in islice(groupby(found, address_key), MAX_PER_KIND):
        yield build_spot(list(spaces))


def cadastral_district_spots(words, spaces):
    for space in spaces:
        names = [space.cadastral_district, space.municipality.name if space.municipality else ""]
        if words[0].casefold() in names[0].casefold() and contains_all_words(words, " ".join(names)):
            names[0] = _("Gemarkung %(name)s") % {"name": names[0]}
            yield PlaceResult(", ".join(filter(None, names)), space.location)


def contains_all_words(words, name):
    return all(word.casefold() in name.casefold() for word in words)


@register_place_source
def find_parks(user, words):
    """Yield visible business parks by name. One query."""
    found = permissions_filter.visible(BusinessPark.objects.all(), user).filter(
        all_words_match(words, "name_de__icontains")
    )
    for park in found.exclude(location=None, boundary=None).order_by("name_de")[:MAX_PER_KIND]:
        yield PlaceResult(_("%(name)s, business park") % {"name": park.name}, park.boundary or park.location)


def address_key(space):
    return ", ".join(address_parts(space)).casefold()


def build_spot(spaces):
    first, *others = spaces
    told = str(first)
    if others:
        told = ngettext("%(count)d property", "%(count)d properties", len(spaces)) % {"count": len(spaces)}
    shape = first.boundary or first.location
    for space in others:
        shape = shape.union(space.boundary or space.location)
    return PlaceResult(", ".join([*address_parts(first), told]), shape)


def address_parts(space):
    if space.address:
        yield space.address
    if space.cadastral_district:
        yield _("Gemarkung %(name)s") % {"name": space.cadastral_district}
    if space.parcels:
        yield _("Flurstück %(numbers)s") % {"numbers": space.parcels}


@register_boundary_source
def boundaries_of_spaces(user, box, but):
    """Return boundaries of visible objects. One query."""
    found = permissions_filter.visible(Space.objects.all(), user).filter(boundary__isnull=False)
    found = found.filter(boundary__bboverlaps=box)  # of none SpatiaLite says -1, which counts as true
    label, _colon, pk = but.partition(":")
    if label == Space._meta.label_lower and pk.isascii() and pk.isdigit() and len(pk) < 19:
        found = found.exclude(pk=pk)
    return found.order_by("pk").values_list("boundary", flat=True)[:MAX_BOUNDARIES]
