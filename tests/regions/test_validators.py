from datetime import date

import pytest
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import override

from regions.crs import to_storage
from regions.validators import validate_boundary, validate_in_region
from tests.factories.regions import LEIPZIG, AreaFactory, square

BOW_TIE = MultiPolygon(
    Polygon([(12.0, 51.0), (12.2, 51.2), (12.2, 51.0), (12.0, 51.2), (12.0, 51.0)]), srid=4326
)


def test_simple_boundary_passes():
    validate_boundary(square(LEIPZIG, km=1))


def test_crossing_boundary_says_where():
    with pytest.raises(ValidationError) as caught:
        validate_boundary(BOW_TIE)
    assert "51,10000" in caught.value.messages[0]
    assert "12,10000" in caught.value.messages[0]


def test_a_fault_that_is_no_crossing_is_called_otherwise():
    inner, outer = square(LEIPZIG, km=1), square(LEIPZIG, km=3)
    nested = MultiPolygon(outer[0], inner[0], srid=3035)
    for shape, words in ((BOW_TIE, "kreuzt sich selbst bei"), (nested, "hat einen Fehler bei")):
        with pytest.raises(ValidationError, match=words):
            validate_boundary(shape)


def test_crossing_in_metres_is_told_in_degrees():
    with pytest.raises(ValidationError, match=r"51,100\d\d°.*12,[01]\d+°"):
        validate_boundary(to_storage(BOW_TIE))


def square_of(side):
    """Metres: a boundary in EPSG:3035, which keeps areas."""
    x, y = 4_486_000, 3_139_000
    return MultiPolygon(Polygon.from_bbox((x, y, x + side, y + side)), srid=3035)


def test_no_boundary_is_larger_than_a_hundred_square_kilometres_and_both_are_told_in_hectares():
    validate_boundary(square_of(10_000))
    with override("de"), pytest.raises(ValidationError) as caught:
        validate_boundary(square_of(10_500))
    assert caught.value.code == "boundary_too_large"
    (sentence,) = caught.value.messages
    assert "11.025\N{NO-BREAK SPACE}ha" in sentence
    assert "10.000\N{NO-BREAK SPACE}ha" in sentence


def test_of_a_boundary_outside_the_world_another_check_speaks():
    beyond = MultiPolygon(Polygon.from_bbox((9e9, 9e9, 9.1e9, 9.1e9)), srid=25833)
    validate_boundary(beyond)


def test_empty_boundary_is_refused():
    with pytest.raises(ValidationError):
        validate_boundary(GEOSGeometry("MULTIPOLYGON EMPTY", srid=3035))


@pytest.mark.django_db
def test_every_place_passes_while_no_states_are_loaded():
    validate_in_region(Point(0, 0, srid=4326))


@pytest.mark.django_db
def test_a_state_of_former_days_or_without_a_boundary_and_a_municipality_bound_no_region():
    AreaFactory(state=True, valid_until=date(2020, 12, 31))
    AreaFactory(state=True, key="15", boundary=None)
    AreaFactory()
    validate_in_region(Point(0, 0, srid=4326))


@pytest.mark.django_db
@pytest.mark.parametrize(("metres", "is_taken"), [(9_900, True), (10_100, False)])
def test_a_place_up_to_5_kilometres_beyond_the_border_is_of_the_region(metres, is_taken):
    AreaFactory(state=True, km=10)
    middle = to_storage(Point(*LEIPZIG, srid=4326))
    place = Point(middle.x + metres, middle.y, srid=3035)
    if is_taken:
        validate_in_region(place)
    else:
        with pytest.raises(ValidationError):
            validate_in_region(place)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place", [(2.35, 48.85), (51.34, 12.37), (500, 500)], ids=["Paris", "swapped", "nowhere"]
)
def test_place_outside_the_region_is_refused(place):
    AreaFactory(state=True)
    with pytest.raises(ValidationError):
        validate_in_region(Point(*place, srid=4326))
