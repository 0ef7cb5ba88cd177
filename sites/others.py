"""What the page of a property leads on to: its neighbours in a business park, and what is similar to it."""

from django.contrib.gis.db.models import GeometryField
from django.db.models import CharField, DateTimeField, FloatField
from django.db.models.functions import Cast

from caching.versions import at_present
from database.prepared import Question
from publishing.cards import Cards, finder
from regions.crs import STORAGE_SRID, to_storage
from sites.models import Space

MOST_NEIGHBOURS = 6
LOOKED_AT = 24
"""Of the nearest objects, for those that are most similar."""
AREA = Cast("area", FloatField())
"""Made into decimals, thirty of them would take as long as the question itself."""

IN_PARK = Question(
    lambda at, park: Space.objects.published(at).in_park(park).primary_keys()[: MOST_NEIGHBOURS + 1],
    at=DateTimeField(),
    park=Space._meta.get_field("park").target_field,
)
NEAREST = Question(
    lambda at, kind, place: (
        Space.objects.published(at)
        .on_offer()
        .filter(kind=kind)
        .nearest_first(place)
        .rewrite(False)  # not translated, so modeltranslation need not look at each row
        .values_list("pk", AREA)[: LOOKED_AT + MOST_NEIGHBOURS + 1]
    ),
    at=DateTimeField(),
    kind=CharField(),
    place=GeometryField(srid=STORAGE_SRID),
)


with_line = finder(lambda at: Space.objects.published(at).with_line())


def neighbours_of(space):
    """Lines of what else is on offer in the same business park; none where the park would tell a place."""
    keys = []
    if space.public_park is not None:
        keys = [key for key in IN_PARK.answer(at=at_present(), park=space.park_id) if key != space.pk]
    return Cards(keys[:MOST_NEIGHBOURS], with_line)


def similar_to(space, most, besides=(), find=with_line):
    """At most so many objects on offer of the same kind, as lines or what else `find` brings along, other than those
    with keys `besides`: of the nearest first those of about its size (half to double).

    Distances are told as far as the public knows the places.
    """
    own = {space.pk, *besides}
    found = [(key, area) for key, area in nearest_to(space) if key not in own][:LOOKED_AT]
    alike = sorted(found, key=lambda other: not is_about_as_large(other[1], space.area))
    return Cards([key for key, _area in alike[:most]], find)


def nearest_to(space):
    """[(key, area as a float)] of a few more than LOOKED_AT, itself among them; where it lies nowhere the newest."""
    if space.public_location is not None:
        return NEAREST.answer(at=at_present(), kind=space.kind, place=to_storage(space.public_location))
    others = Space.objects.published().on_offer().filter(kind=space.kind)
    newest = others.order_by("-first_published_at", "number")
    return newest.values_list("pk", AREA)[: LOOKED_AT + MOST_NEIGHBOURS + 1]


def is_about_as_large(other, area):
    return None not in (other, area) and float(area) / 2 <= other <= float(area) * 2
