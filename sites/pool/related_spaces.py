"""Related spaces of a page: neighbours in the business park, and similar ones."""

from django.db.models import FloatField
from django.db.models.functions import Cast

from database.compiled import CompiledQuery
from publishing.cards import CardList
from regions.crs import to_storage
from sites.models import Space

MAX_NEIGHBOURS = 6
MAX_CANDIDATES = 24
"""Nearest objects among which similar ones are looked for."""
AREA_AS_FLOAT = Cast("area", FloatField())
"""Converting thirty values to Decimal would take as long as the query."""

link_query = CompiledQuery(Space.objects.with_link)


def neighbour_cards(space):
    """Return the other spaces on offer in the park; none where the park would reveal a hidden place."""
    keys = []
    if space.public_park is not None:
        there = Space.objects.published().in_park(space.park_id).primary_keys()
        keys = [key for key in there[: MAX_NEIGHBOURS + 1] if key != space.pk]
    return CardList(keys[:MAX_NEIGHBOURS], link_query)


def similar_cards(space, most, besides=(), query=link_query):
    """Return at most `most` spaces on offer of the same kind, loaded by `query`, except those with keys `besides`.

    Of the nearest by public location, those of similar size (half to double) come first.
    """
    own = {space.pk, *besides}
    found = [(key, area) for key, area in nearest_spaces(space) if key not in own][:MAX_CANDIDATES]
    alike = sorted(found, key=lambda other: not is_similar_size(other[1], space.area))
    return CardList([key for key, _area in alike[:most]], query)


def nearest_spaces(space):
    """Return [(key, area as float)] of the nearest, including itself; of the newest if it has no location."""
    # No translated fields are used, so modeltranslation's rewriting is skipped.
    others = Space.objects.rewrite(False).published().on_offer().filter(kind=space.kind)
    if space.public_location is not None:
        others = others.nearest_first(to_storage(space.public_location))
    else:
        others = others.order_by("-first_published_at", "number")
    return others.values_list("pk", AREA_AS_FLOAT)[: MAX_CANDIDATES + MAX_NEIGHBOURS + 1]


def is_similar_size(other, area):
    return None not in (other, area) and float(area) / 2 <= other <= float(area) * 2
