"""Site plan and location map of a space as inline SVG, over our own base map."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from formats.templatetags.typography import NBSP, area
from regions.basemap import source_text
from regions.maps import attribution_text
from regions.models import Area, Landmark
from regions.tiles.current import current_tiles
from regions.tiles.pictures import apply_colours, basemap_paths
from sites.mapping.frames import HEIGHT, WIDTH, Frame

OVERVIEW_METRES = 64_000
PLAN_MARGIN, MAP_MARGIN, MUNICIPALITY_MARGIN = 0.2, 0.32, 0.12
"""Margins around a plot alone, a plot on the map, a municipality, as shares of the sheet."""
MIN_PLAN_METRES = 150
"""So that a tiny plot is not enlarged beyond recognition."""
MAX_LABELS = 24
MAX_LABELS_PER_ROAD = 2
"""At its junctions."""
HEAD_SIZE = (820, 280)
"""Units of a plan that replaces the photo: as wide as the page, so that text is as large as in two drawings side by
side."""
TEXT_OFFSETS = {"city": (5, 3.5), "landmark": (6, 3), "road": (0, 3), "figure": (0, 5)}
CENTRE_BOX = (WIDTH / 2 - 10, HEIGHT / 2 - 10, WIDTH / 2 + 10, HEIGHT / 2 + 10)
NAMED_LANDMARKS = (
    Landmark.Kind.AIRPORT,
    Landmark.Kind.PORT,
    Landmark.Kind.RAIL_TERMINAL,
    Landmark.Kind.MOTORWAY_JUNCTION,
)


@dataclass
class Shape:
    kind: str
    path: str


@dataclass
class Mark:
    """A node or a name on the sheet; `kind` determines its style."""

    kind: str
    x: float
    y: float
    text: str = ""

    @property
    def text_at(self):
        """(x, y) of the text's baseline: its start, or its middle for centred kinds."""
        right, down = TEXT_OFFSETS.get(self.kind, (0, 0))
        return self.x + right, self.y + down


class MapSource(NamedTuple):
    """An attribution; `language` if it may differ from the page's, for texts that staff typed."""

    text: str
    language: str = ""


@dataclass
class Drawing:
    """The contents of a frame. `title` is the alternative text."""

    frame: Frame
    title: str
    caption: str
    base: list = field(default_factory=list)
    shapes: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    grid: list = field(default_factory=list)
    sources: list = field(default_factory=list)
    is_at_head: bool = False
    markers: list = field(default_factory=list)
    """Numbered places (sites.papers.expose.candidates)."""


def drawings(space, at_head=False):
    """Return the drawings that public data of the place allow.

    at_head: the site plan is as wide as the page and replaces the photo.
    """
    tiles = current_tiles()
    return [
        drawing for drawing in (_site_plan(space, tiles, at_head), _location_map(space, tiles)) if drawing
    ]


def map_sources(drawn):
    """Return the attributions of the drawings without duplicates."""
    return list(dict.fromkeys(source for drawing in drawn for source in drawing.sources))


def _site_plan(space, tiles, at_head):
    if not space.discloses_address:
        return _municipality_plan(space, tiles)
    if not space.boundary:
        return None
    size = HEAD_SIZE if at_head else (WIDTH, HEIGHT)
    tiles = current_tiles(space.boundary.extent)
    margin = PLAN_MARGIN if tiles.is_schematic else MAP_MARGIN
    frame = Frame.around(space.boundary, margin, MIN_PLAN_METRES, size)
    drawing = Drawing(
        frame,
        title=_("Site plan of %(name)s: its outline, north at the top, with a grid of %(distance)s.")
        % {"name": space.name, "distance": frame.scale_label},
        caption=_("Site plan"),
        shapes=[Shape(space.kind, frame.path(space.boundary))],
        is_at_head=at_head,
        **({"grid": _grid_lines(frame)} if tiles.is_schematic else base_map_fields(frame, tiles)),
    )
    middle = space.boundary.point_on_surface
    drawing.marks = [Mark("figure", *frame.to_sheet(middle.x, middle.y), _outlined_area(space))]
    return drawing


def _outlined_area(space):
    """Return the outline's area, qualified if the page states another: a hall's floor, part of a plot."""
    outlined = area(space.boundary.area)
    if space.is_hall:
        return _("plot %(area)s") % {"area": outlined}
    return outlined if outlined == area(space.area) else _("%(area)s gross") % {"area": outlined}


def _municipality_plan(space, tiles):
    """Draw the whole municipality if the place is not disclosed."""
    municipality = space.municipality and Area.objects.filter(pk=space.municipality_id).first()
    shape = municipality and (municipality.boundary or municipality.outline)
    if not shape:
        return None
    frame = Frame.around(shape, MUNICIPALITY_MARGIN)
    return Drawing(
        frame,
        title=_(
            "Outline of the municipality of %(name)s, north at the top. The place within it is not shown."
        )
        % {"name": municipality.name},
        caption=_("Municipality of %(name)s (the exact place is not disclosed)")
        % {"name": municipality.name},
        shapes=[*area_shapes(frame), Shape("municipality", frame.path(shape))],
        marks=[Mark("figure", WIDTH / 2, HEIGHT / 2, municipality.name)],
        **base_map_fields(frame, tiles, area_source()),
    )


def _location_map(space, tiles):
    if space.public_location is None:
        return None
    frame = Frame((space.public_location.x, space.public_location.y), OVERVIEW_METRES)
    marks = place_labels(frame, [CENTRE_BOX])
    named = ", ".join(mark.text for mark in marks if mark.kind == "city")
    title = _("Location map, north at the top: a node marks %(name)s.") % {"name": space.name}
    if not space.discloses_address and space.municipality:
        title = _("Location map, north at the top: a node marks the municipality of %(name)s.") % {
            "name": space.municipality.name
        }
    if named:
        title = f"{title} {_('Towns around it: %(names)s.') % {'names': named}}"
    return Drawing(
        frame,
        title=title,
        caption=_("Location in the region"),
        shapes=area_shapes(frame),
        marks=[*marks, Mark(space.kind, WIDTH / 2, HEIGHT / 2)],
        **base_map_fields(frame, tiles, area_source()),
    )


def base_map_fields(frame, tiles, *attributions):
    """Return the fields of a Drawing for the base map: its shapes and attributions."""
    base = apply_colours(basemap_paths(frame.sheet, tiles))
    if base:
        attributions = (*attributions, MapSource(attribution_text(tiles)))
    return {"base": base, "sources": [source for source in attributions if source.text]}


def area_source():
    return MapSource(source_text(), settings.LANGUAGE_CODE)


def area_shapes(frame):
    visible = Area.objects.valid().filter(
        kind__in=[Area.Kind.STATE, Area.Kind.DISTRICT], outline__intersects=frame.box
    )
    shapes = [
        Shape(
            area.kind,
            frame.border(area.outline) if area.kind == Area.Kind.STATE else frame.path(area.outline),
        )
        for area in visible.defer("boundary").order_by("kind", "key")
    ]
    return [shape for shape in shapes if shape.path]


def place_labels(frame, taken):
    """Return labels of towns by rank, then of landmarks; without those that would overlap another, or a box `taken`
    (left, top, right, bottom).
    """
    towns = [
        ("city", area.center, area.name)
        for area in Area.objects.valid()
        .labelled()
        .filter(center__within=frame.box)
        .defer("boundary", "outline")
    ]
    landmarks = Landmark.objects.filter(kind__in=NAMED_LANDMARKS, location__within=frame.box)
    rank = {kind: index for index, kind in enumerate(NAMED_LANDMARKS)}
    sights = [
        (
            "road" if sight.kind == Landmark.Kind.MOTORWAY_JUNCTION else "landmark",
            sight.location,
            _landmark_label(sight),
        )
        for sight in sorted(landmarks, key=lambda sight: (rank[sight.kind], sight.name, sight.pk))
    ]
    taken = [*taken, (0, frame.height - 30, frame.width / 3, frame.height)]
    marks = []
    for kind, point, text in towns + sights:
        if not frame.contains(point) or len(marks) == MAX_LABELS:
            continue
        if kind == "road" and sum(mark.text == text for mark in marks) == MAX_LABELS_PER_ROAD:
            continue
        x, y = frame.to_sheet(point.x, point.y)
        mark = _fit_label(kind, x, y, text, taken, frame.width)
        if mark:
            marks.append(mark)
    return marks


def _fit_label(kind, x, y, text, taken, width):
    size = len(text) * (4.6 if kind == "road" else 5.6) + 10
    box = (x - 6, y - 8, x + size, y + 8)
    if kind == "road":
        box = (x - size / 2, y - 8, x + size / 2, y + 8)
    elif box[2] > width:
        return None
    if any(boxes_overlap(box, other) for other in taken):
        return None
    taken.append(box)
    return Mark(kind, x, y, text)


def boxes_overlap(one, other):
    """Whether two boxes (left, top, right, bottom) intersect."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _landmark_label(landmark):
    if landmark.kind == Landmark.Kind.MOTORWAY_JUNCTION:
        return (landmark.code or landmark.name).replace(" ", NBSP)
    return f"{landmark.name} ({landmark.code})" if landmark.code else landmark.name


def _grid_lines(frame):
    """Return lines at multiples of the scale, so that they do not move when a boundary is edited."""
    metres, _units = frame.scale
    width, height = frame.width * frame.unit, frame.height * frame.unit
    vertical = [frame.to_sheet(x, 0)[0] for x in _multiples(frame.left, width, metres)]
    horizontal = [frame.to_sheet(0, y)[1] for y in _multiples(frame.top - height, height, metres)]
    return [f"M{x:.1f} 0V{frame.height}" for x in vertical] + [
        f"M0 {y:.1f}H{frame.width}" for y in horizontal
    ]


def _multiples(start, length, step):
    first = -(-start // step) * step
    return [first + index * step for index in range(int((start + length - first) // step) + 1)]
