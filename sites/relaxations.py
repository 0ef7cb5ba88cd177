"""Ways out of an empty result: which filter removes how many, the nearest objects, the next sizes."""

from dataclasses import dataclass, field

from django.contrib.gis.db.models.functions import Distance
from django.db.models import Count, F
from django.utils.translation import gettext as _

from publishing.templatetags.typography import area as spell_area
from regions.crs import densified_bbox
from sites.chips import changed, toggled, without_all
from sites.filters import WHERE

SHOWN = 3
SIZE = ("area_min", "area_max")


@dataclass
class WithoutFilter:
    """How many objects there would be without one filter, or with it as a wish."""

    name: str
    labels: list
    count: int
    url: str
    wish_url: str


@dataclass
class Relaxation:
    """Objects that all other filters let through, and the address that finds them."""

    label: str
    url: str
    spaces: list = field(default_factory=list)


def without_each(filterset, chips):
    """For each must, what its absence would give; one query for all. Those that help most come first."""
    musts = [name for name in filterset.musts if name != "kind"]
    if not musts:
        return []
    counts = {f"{name}__less": Count("pk", filter=filterset.demand(name)) for name in musts}
    found = filterset.queryset.order_by().aggregate(**counts)
    data = filterset.data
    ways = [
        WithoutFilter(
            name,
            [chip.label for chip in chips if chip.name == name],
            found[f"{name}__less"],
            without_all(data, name),
            toggled(data, name),
        )
        for name in musts
    ]
    return sorted(ways, key=lambda way: -way.count)


def relaxations(filterset):
    """The nearest objects where a place was asked for, and the next size below and above where one was."""
    return [*nearest(filterset), *next_sizes(filterset)]


def nearest(filterset):
    geometry = searched_place(filterset)
    if geometry is None:
        return []
    spaces = (
        filterset.queryset.filter(filterset.demand(*WHERE), public_location__isnull=False)
        .annotate(distance=Distance("public_location", geometry))
        .order_by("distance", "number")
        .with_card()[:SHOWN]
    )
    if "place" in filterset.musts:
        url = changed(filterset.data, nice="place", sort="distance")
    else:
        url = without_all(filterset.data, *WHERE)
    return [Relaxation(_("The nearest objects"), url, list(spaces))] if spaces else []


def searched_place(filterset):
    musts, wanted = filterset.musts, filterset.wanted
    if "place" in musts:
        return wanted["place"].geometry
    if "polygon" in musts:
        return wanted["polygon"]
    return densified_bbox(*wanted["bbox"]) if "bbox" in musts else None


def next_sizes(filterset):
    """The largest object that is too small, and the smallest that is too large."""
    if filterset.musts.keys().isdisjoint(SIZE):
        return []
    others = filterset.queryset.filter(filterset.demand(*SIZE)).with_card()
    found = []
    smallest, largest = (filterset.wanted.get(name) for name in SIZE)
    if smallest is not None:
        smaller = others.filter(area__lt=smallest).order_by(F("area").desc(), "number")[:SHOWN]
        if smaller:
            least = f"{smaller[0].area.normalize():f}"
            label = _("The next smaller objects, up to %(area)s") % {"area": spell_area(smaller[0].area)}
            found.append(Relaxation(label, changed(filterset.data, area_min=least), list(smaller)))
    if largest is not None:
        larger = others.filter(area__gt=largest).order_by(F("area").asc(), "number")[:SHOWN]
        if larger:
            part = larger[0].smallest_area
            label = _("The next larger objects, from %(area)s") % {"area": spell_area(part)}
            most = f"{max(part, smallest or 0).normalize():f}"
            found.append(Relaxation(label, changed(filterset.data, area_max=most), list(larger)))
    return found
