"""What the page of a property leads on to: its neighbours in a business park, and what is similar to it."""

from django.db.models import FloatField
from django.db.models.functions import Cast

from database.compiled import CompiledQuery
from publishing.cards import CardList
from regions.crs import to_storage
from sites.models import Space

MOST_NEIGHBOURS = 6
LOOKED_AT = 24
"""Of the nearest objects, for those that are most similar."""
AREA = Cast("area", FloatField())
"""Made into decimals, thirty of them would take as long as the question itself."""

with_line = CompiledQuery(Space.objects.with_line)


def neighbours_of(space):
    """Lines of what else is on offer in the same business park; none where the park would tell a place."""
    keys = []
    if space.public_park is not None:
        there = Space.objects.published().in_park(space.park_id).primary_keys()
        keys = [key for key in there[: MOST_NEIGHBOURS + 1] if key != space.pk]
    return CardList(keys[:MOST_NEIGHBOURS], with_line)


def similar_to(space, most, besides=(), query=with_line):
    """At most so many objects on offer of the same kind, as lines or what another `query` reads, other than those
    with keys `besides`: of the nearest first those of about its size (half to double).

    Distances are told as far as the public knows the places.
    """
    own = {space.pk, *besides}
    found = [(key, area) for key, area in nearest_to(space) if key not in own][:LOOKED_AT]
    alike = sorted(found, key=lambda other: not is_about_as_large(other[1], space.area))
    return CardList([key for key, _area in alike[:most]], query)


def nearest_to(space):
    """[(key, area as a float)] of a few more than LOOKED_AT, itself among them; where it lies nowhere the newest."""
    # Nothing translated is asked for, so modeltranslation need not look at each condition and row.
    others = Space.objects.rewrite(False).published().on_offer().filter(kind=space.kind)
    if space.public_location is not None:
        others = others.nearest_first(to_storage(space.public_location))
    else:
        others = others.order_by("-first_published_at", "number")
    return others.values_list("pk", AREA)[: LOOKED_AT + MOST_NEIGHBOURS + 1]


def is_about_as_large(other, area):
    return None not in (other, area) and float(area) / 2 <= other <= float(area) * 2
