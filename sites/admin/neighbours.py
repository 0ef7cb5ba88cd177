"""Boundaries of plots and halls, for drawing along them."""

from publishing import reach
from regions.neighbours import MOST, neighbours
from sites.models import Space


@neighbours
def boundaries_of_spaces(user, box, but):
    """Of the objects that the user may look at; one query."""
    found = reach.visible(Space.objects.all(), user).filter(boundary__isnull=False)
    found = found.filter(boundary__bboverlaps=box)  # of none SpatiaLite says -1, which counts as true
    label, _colon, pk = but.partition(":")
    if label == Space._meta.label_lower and pk.isascii() and pk.isdigit() and len(pk) < 19:
        found = found.exclude(pk=pk)
    return found.order_by("pk").values_list("boundary", flat=True)[:MOST]
