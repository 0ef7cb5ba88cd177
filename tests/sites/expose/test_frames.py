"""The piece of ground that a drawing shows, and the words at it."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from regions.models import Landmark
from sites.expose.drawings import _short, distance_label
from sites.expose.frames import HEIGHT, WIDTH, Frame, polygons_of

X, Y = 4_500_000, 3_100_000


def box(west, south, width, height):
    shape = Polygon.from_bbox((X + west, Y + south, X + west + width, Y + south + height))
    shape.srid = 3035
    return shape


def test_a_frame_shows_its_ground_north_up():
    frame = Frame((X, Y), 800)
    assert frame.place(X, Y) == (WIDTH / 2, HEIGHT / 2)
    assert frame.place(X - 400, Y + 190) == (0, 0)
    assert frame.place(X + 400, Y - 190) == (WIDTH, HEIGHT)
    assert frame.box.extent == (X - 400, Y - 190, X + 400, Y + 190)


@pytest.mark.parametrize(
    ("shape", "margin", "at_least", "metres"),
    [
        (box(0, 0, 600, 10), 0.2, 0, 1000),
        (box(0, 0, 10, 285), 0.2, 0, 1000),
        (box(0, 0, 600, 10), 0.25, 0, 1200),
        (box(0, 0, 60, 10), 0.2, 150, 150),
        (box(0, 0, 600, 10), 0.2, 150, 1000),
    ],
)
def test_around_a_shape_a_share_of_each_side_stays_free(shape, margin, at_least, metres):
    frame = Frame.around(shape, margin, at_least)
    assert frame.unit * WIDTH == pytest.approx(metres)
    west, south, east, north = shape.extent
    assert frame.middle == ((west + east) / 2, (south + north) / 2)


@pytest.mark.parametrize(
    ("x", "y", "is_held"),
    [
        (200, 95, True),
        (12, 95, False),
        (13, 95, True),
        (387, 95, True),
        (388, 95, False),
        (200, 12, False),
        (200, 13, True),
        (200, 177, True),
        (200, 178, False),
    ],
)
def test_what_stands_too_near_to_the_edge_is_not_held(x, y, is_held):
    frame = Frame((X, Y), WIDTH)
    assert frame.holds(Point(frame.left + x, frame.top - y)) is is_held


def test_a_margin_of_its_own_counts():
    frame = Frame((X, Y), WIDTH)
    assert frame.holds(Point(frame.left + 5, frame.top - 95), margin=4)


def test_a_shape_is_cut_off_at_the_frame_and_its_border_not_closed_there():
    frame = Frame((X, Y), WIDTH)
    inside, half = box(-100, -40, 200, 80), box(0, -40, 400, 80)
    assert frame.path(inside).count("L") == 3
    assert frame.path(inside).endswith("Z")
    assert "400.0" in frame.path(half)
    assert frame.path(box(900, 0, 10, 10)) == frame.border(box(900, 0, 10, 10)) == ""
    assert "Z" not in frame.border(half)
    assert frame.border(half).count("L") == 3


def test_holes_and_parts_are_drawn_each_by_itself():
    hole = Polygon(box(0, 0, 100, 80).exterior_ring, box(20, 20, 40, 30).exterior_ring, srid=3035)
    parts = MultiPolygon(box(0, 0, 20, 20), box(40, 0, 20, 20), srid=3035)
    frame = Frame((X, Y), WIDTH)
    assert frame.path(hole).count("M") == frame.path(parts).count("M") == 2
    assert [len(polygons_of(shape)) for shape in (parts, hole, Point(0, 0), Polygon())] == [2, 1, 0, 0]


@pytest.mark.parametrize(
    ("metres", "bar"), [(400, 100), (399, 50), (800, 200), (4_000, 1_000), (30, 10), (400_000, 50_000)]
)
def test_a_scale_is_a_round_number_of_a_quarter_of_the_width_at_most(metres, bar):
    assert Frame((X, Y), metres).scale == (bar, pytest.approx(bar * WIDTH / metres))


@pytest.mark.parametrize(
    ("metres", "label"), [(10, "10 m"), (999, "999 m"), (1_000, "1 km"), (20_000, "20 km")]
)
def test_a_distance_is_told_in_kilometres_from_one_on(metres, label):
    assert distance_label(metres).replace("\N{NO-BREAK SPACE}", " ") == label


@pytest.mark.parametrize(
    ("kind", "name", "code", "label"),
    [
        (Landmark.Kind.MOTORWAY_JUNCTION, "Schkeuditzer Kreuz", "A 14", "A\N{NO-BREAK SPACE}14"),
        (Landmark.Kind.MOTORWAY_JUNCTION, "Kreuz Nord", "", "Kreuz\N{NO-BREAK SPACE}Nord"),
        (Landmark.Kind.AIRPORT, "Leipzig/Halle", "LEJ", "Leipzig/Halle (LEJ)"),
        (Landmark.Kind.PORT, "Hafen Riesa", "", "Hafen Riesa"),
    ],
)
def test_a_junction_is_told_by_its_motorway_all_else_by_its_name(kind, name, code, label):
    assert _short(Landmark(kind=kind, name=name, code=code)) == label
