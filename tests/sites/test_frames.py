"""The piece of ground that a drawing shows."""

import pytest
from django.contrib.gis.geos import Polygon

from sites.mapping.frames import HEIGHT, WIDTH, Frame

X, Y = 4_500_000, 3_100_000


def box(west, south, width, height):
    shape = Polygon.from_bbox((X + west, Y + south, X + west + width, Y + south + height))
    shape.srid = 3035
    return shape


def test_a_frame_shows_its_ground_north_up():
    frame = Frame((X, Y), 800)
    assert frame.to_sheet(X, Y) == (WIDTH / 2, HEIGHT / 2)
    assert frame.to_sheet(X - 400, Y + 190) == (0, 0)
    assert frame.to_sheet(X + 400, Y - 190) == (WIDTH, HEIGHT)
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


def test_a_shape_is_cut_off_at_the_frame_and_its_border_not_closed_there():
    frame = Frame((X, Y), WIDTH)
    inside, half = box(-100, -40, 200, 80), box(0, -40, 400, 80)
    assert frame.path(inside).count("L") == 3
    assert frame.path(inside).endswith("Z")
    assert "400.0" in frame.path(half)
    assert frame.path(box(900, 0, 10, 10)) == frame.border(box(900, 0, 10, 10)) == ""
    assert "Z" not in frame.border(half)
    assert frame.border(half).count("L") == 3


@pytest.mark.parametrize(
    ("metres", "bar"), [(400, 100), (399, 50), (800, 200), (4_000, 1_000), (30, 10), (400_000, 50_000)]
)
def test_a_scale_is_a_round_number_of_a_quarter_of_the_width_at_most(metres, bar):
    assert Frame((X, Y), metres).scale == (bar, pytest.approx(bar * WIDTH / metres))
