"""What the page of a property leads on to: its neighbours in a business park, and what is similar to it."""

from django.db.models import FloatField
from django.db.models.functions import Cast

from database.compiled import CompiledQuery
from publishing.cards import CardList
from regions.crs import to_storage
from sites.models import Space

MAX_NEIGHBOURS = 6
MAX_CANDIDATES = 24
"""Of the nearest objects, for those that are most similar."""
AREA_AS_FLOAT = Cast("area", FloatField())
"""Made into decimals, thirty of them would take as long as the question itself."""

link_query = CompiledQuery(Space.objects.with_link)


def neighbour_cards(space):
    """Lines of what else is on offer in the same business park; none where the park would tell a place."""
    keys = []
    if space.public_park is not None:
        there = Space.objects.published().in_park(space.park_id).primary_keys()
        keys = [key for key in there[: MAX_NEIGHBOURS + 1] if key != space.pk]
    return CardList(keys[:MAX_NEIGHBOURS], link_query)


def similar_cards(space, most, besides=(), query=link_query):
    """At most so many objects on offer of the same kind, as lines or what another `query` reads, other than those
    with keys `besides`: of the nearest first those of about its size (half to double).

    Distances are told as far as the public knows the places.
    """
    own = {space.pk, *besides}
    found = [(key, area) for key, area in nearest_spaces(space) if key not in own][:MAX_CANDIDATES]
    alike = sorted(found, key=lambda other: not is_similar_size(other[1], space.area))
    return CardList([key for key, _area in alike[:most]], query)


def nearest_spaces(space):
    """[(key, area as a float)] of a few more than LOOKED_AT, itself among them; where it lies nowhere the newest."""
    # Nothing translated is asked for, so modeltranslation need not look at each condition and row.
    others = Space.objects.rewrite(False).published().on_offer().filter(kind=space.kind)
    if space.public_location is not None:
        others = others.nearest_first(to_storage(space.public_location))
    else:
        others = others.order_by("-first_published_at", "number")
    return others.values_list("pk", AREA_AS_FLOAT)[: MAX_CANDIDATES + MAX_NEIGHBOURS + 1]


def is_similar_size(other, area):
    return None not in (other, area) and float(area) / 2 <= other <= float(area) * 2
