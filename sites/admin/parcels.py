"""Streets, Gemarkungen and Flurstücke, as far as plots and halls know them, for the search of the map in a form."""

from django.utils.translation import gettext as _

from publishing import reach
from regions.locating import OF_A_KIND, Spot, every, spots
from sites.models import Space

LOOKED_INTO = (
    "address__icontains",
    "postcode__startswith",
    "cadastral_district__icontains",
    "cadastral_section__icontains",
    "parcels__icontains",
    "municipality__name__icontains",
)


@spots
def known_parcels(user, words):
    """Of the objects that the user may look at; one query."""
    found = reach.visible(Space.objects.all(), user).filter(
        every(words, *LOOKED_INTO), location__isnull=False
    )
    columns = ("number", "name", "address", "cadastral_district", "parcels", "location", "boundary")
    for space in found.only(*columns).order_by("number")[:OF_A_KIND]:
        yield Spot(", ".join([*described(space), str(space)]), space.boundary or space.location)


def described(space):
    if space.address:
        yield space.address
    if space.cadastral_district:
        yield _("Gemarkung %(name)s") % {"name": space.cadastral_district}
    if space.parcels:
        yield _("Flurstück %(numbers)s") % {"numbers": space.parcels}
