"""A map of several spaces with numbered markers. None overlap: displaced ones get a leader line."""

from dataclasses import dataclass
from itertools import count
from math import cos, pi, sin

from django.contrib.gis.geos import MultiPoint
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.crs import STORAGE_SRID
from regions.tiles.current import current_tiles
from sites.mapping.frames import Frame
from sites.papers.expose.drawings import (
    Drawing,
    area_shapes,
    area_source,
    base_map_fields,
    boxes_overlap,
    place_labels,
)

SIZE = (820, 330)
MARGIN = 0.1
MIN_FRAME_METRES = 12_000
"""So that adjacent plots are shown with their surroundings."""
EDGE_MARGIN = 14
MARKER_RADIUS = 9
RING_STEP = 11
"""Units by which displaced markers move outwards, ring by ring."""
POSITIONS_PER_RING = 12
CHAR_WIDTH, NARROW_CHAR_WIDTH = 6.2, 4
"""Units that a character of a name takes at most."""
NARROW_CHARS = set("fijlrtI.,-/()1 ")
MAX_NAME_LENGTH = 30
LABEL_PADDING = 4
LABEL_DISTANCE = 8
NORTH_ARROW_BOX = (SIZE[0] - 32, 0, SIZE[0], 52)
SCALE_BAR_BOX = (0, SIZE[1] - 30, SIZE[0] / 3, SIZE[1])


@dataclass
class NumberedMarker:
    """A marker with its number at (x, y), for a space at `place`."""

    number: int
    kind: str
    x: float
    y: float
    place: tuple
    name: str = ""
    """"" if there is no room for it."""
    name_x: float = 0
    label: tuple = ()
    """left, top, right, bottom of the name's box."""

    @property
    def is_displaced(self):
        return (self.x, self.y) != self.place


def candidates_map(spaces):
    """Return a map of spaces numbered from 1 in their order; None if none has a public location."""
    placed = [(number, space) for number, space in enumerate(spaces, 1) if space.public_location]
    if not placed:
        return None
    points = MultiPoint([space.public_location for _number, space in placed], srid=STORAGE_SRID)
    frame = Frame.around(points, MARGIN, MIN_FRAME_METRES, SIZE)
    markers, taken = place_markers(frame, placed)
    names = ", ".join(f"{number} {space.name}" for number, space in placed)
    title = ngettext(
        "Map of %(count)s property, north at the top: %(names)s.",
        "Map of %(count)s properties, north at the top: %(names)s.",
        len(placed),
    )
    return Drawing(
        frame,
        title=title % {"count": len(placed), "names": names},
        caption=_("The properties on the map"),
        shapes=area_shapes(frame),
        marks=place_labels(frame, taken),
        markers=markers,
        **base_map_fields(frame, current_tiles(), area_source()),
    )


def place_markers(frame, placed):
    """Return non-overlapping markers for (number, space) pairs, with names where there is room; and the boxes used."""
    taken, markers = [NORTH_ARROW_BOX, SCALE_BAR_BOX], []
    for number, space in placed:
        place = frame.to_sheet(space.public_location.x, space.public_location.y)
        x, y = next(spot for spot in marker_positions(*place) if is_free(marker_box(*spot), taken))
        markers.append(NumberedMarker(number, space.kind, x, y, place))
        taken += [marker_box(x, y), marker_box(*place)]
    for marker, (_number, space) in zip(markers, placed, strict=True):
        name = truncate_name(space.name)
        width = text_width(name)
        offset = MARKER_RADIUS + LABEL_DISTANCE
        for left in (marker.x + offset, marker.x - offset - width):
            box = (left - LABEL_PADDING, marker.y - 7.5, left + width + LABEL_PADDING, marker.y + 7.5)
            if is_free(box, taken):
                marker.name, marker.name_x, marker.label = name, left, box
                taken.append(box)
                break
    return markers, taken


def marker_positions(x, y):
    """Yield the place itself, then positions on rings around it, without end."""
    yield x, y
    for ring in count(2):
        for way in range(POSITIONS_PER_RING):
            angle = 2 * pi * way / POSITIONS_PER_RING - pi / 2
            yield x + cos(angle) * ring * RING_STEP, y + sin(angle) * ring * RING_STEP


def is_free(box, taken):
    left, top, right, bottom = box
    margin, (width, height) = EDGE_MARGIN / 2, SIZE
    inside = left > margin and right < width - margin and top > margin and bottom < height - margin
    return inside and not any(boxes_overlap(box, other) for other in taken)


def marker_box(x, y):
    return (x - MARKER_RADIUS - 1, y - MARKER_RADIUS - 1, x + MARKER_RADIUS + 1, y + MARKER_RADIUS + 1)


def text_width(name):
    return sum(NARROW_CHAR_WIDTH if char in NARROW_CHARS else CHAR_WIDTH for char in name)


def truncate_name(name):
    return name if len(name) <= MAX_NAME_LENGTH else f"{name[: MAX_NAME_LENGTH - 1].rstrip()}…"
