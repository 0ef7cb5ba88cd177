"""A map of several spaces with their numbers: no marker over another; one that gave way has a line to its place."""

from dataclasses import dataclass
from itertools import count
from math import cos, pi, sin

from django.contrib.gis.geos import MultiPoint
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.crs import STORAGE_SRID
from regions.tiles.shown import shown
from sites.mapping.frames import Frame
from sites.papers.expose.drawings import Drawing, areas, areas_source, names, on_map, overlap

SIZE = (820, 330)
MARGIN = 0.1
AT_LEAST = 12_000
"""Metres: plots side by side are shown with what is around them."""
EDGE = 14
RADIUS = 9
RING = 11
"""Units by which markers that give way go further off, ring by ring."""
WAYS = 12
SIGN, NARROW_SIGN = 6.2, 4
"""Units that a sign of a name takes at most."""
NARROW = set("fijlrtI.,-/()1 ")
LONGEST_NAME = 30
PADDING = 4
"""Units around a name in its box."""
BESIDE = 8
"""Units from a marker to its name."""
NORTH = (SIZE[0] - 32, 0, SIZE[0], 52)
SCALE = (0, SIZE[1] - 30, SIZE[0] / 3, SIZE[1])


@dataclass
class Numbered:
    """A marker with its number at (x, y), of a space that lies at `place`."""

    number: int
    kind: str
    x: float
    y: float
    place: tuple
    name: str = ""
    """"" where there was no room for it."""
    name_x: float = 0
    label: tuple = ()
    """left, top, right, bottom of the name's box."""

    @property
    def gave_way(self):
        return (self.x, self.y) != self.place


def candidates_map(spaces):
    """The drawing of spaces in their order, numbered from 1; None where no place of any is known."""
    placed = [(number, space) for number, space in enumerate(spaces, 1) if space.public_location]
    if not placed:
        return None
    points = MultiPoint([space.public_location for _number, space in placed], srid=STORAGE_SRID)
    frame = Frame.around(points, MARGIN, AT_LEAST, SIZE)
    markers, taken = numbered(frame, placed)
    told = ", ".join(f"{number} {space.name}" for number, space in placed)
    title = ngettext(
        "Map of %(count)s property, north at the top: %(names)s.",
        "Map of %(count)s properties, north at the top: %(names)s.",
        len(placed),
    )
    return Drawing(
        frame,
        title=title % {"count": len(placed), "names": told},
        caption=_("The properties on the map"),
        shapes=areas(frame),
        marks=names(frame, taken),
        markers=markers,
        **on_map(frame, shown(), areas_source()),
    )


def numbered(frame, placed):
    """A Numbered for each (number, space), none over another; names where they cover nothing. And the boxes taken."""
    taken, markers = [NORTH, SCALE], []
    for number, space in placed:
        place = frame.place(space.public_location.x, space.public_location.y)
        x, y = next(spot for spot in spots(*place) if is_free(around(*spot), taken))
        markers.append(Numbered(number, space.kind, x, y, place))
        taken += [around(x, y), around(*place)]
    for marker, (_number, space) in zip(markers, placed, strict=True):
        name = shortened(space.name)
        width = width_of(name)
        for left in (marker.x + RADIUS + BESIDE, marker.x - RADIUS - BESIDE - width):
            box = (left - PADDING, marker.y - 7.5, left + width + PADDING, marker.y + 7.5)
            if is_free(box, taken):
                marker.name, marker.name_x, marker.label = name, left, box
                taken.append(box)
                break
    return markers, taken


def spots(x, y):
    """The place itself, then places on rings around it, without end."""
    yield x, y
    for ring in count(2):
        for way in range(WAYS):
            angle = 2 * pi * way / WAYS - pi / 2
            yield x + cos(angle) * ring * RING, y + sin(angle) * ring * RING


def is_free(box, taken):
    left, top, right, bottom = box
    inside = left > EDGE / 2 and right < SIZE[0] - EDGE / 2 and top > EDGE / 2 and bottom < SIZE[1] - EDGE / 2
    return inside and not any(overlap(box, other) for other in taken)


def around(x, y):
    return (x - RADIUS - 1, y - RADIUS - 1, x + RADIUS + 1, y + RADIUS + 1)


def width_of(name):
    return sum(NARROW_SIGN if sign in NARROW else SIGN for sign in name)


def shortened(name):
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
