"""The sentence beside the map on which a change of a boundary is compared."""

import pytest
from django.contrib.gis.geos import Point

from regions.change_map import change_map, describe_change, format_hectares
from tests.factories.sites import square

SMALL, LARGE = square(12.37, 51.34, 200), square(12.37, 51.34, 400)
POINT = Point(4_486_000, 3_139_000, srid=3035)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (SMALL, LARGE, "Grenze: vorher 4,00 ha, nachher 16,0 ha – 12,0 ha liegen nur in einer von beiden"),
        (None, SMALL, "Grenze: vorher 0,00 ha, nachher 4,00 ha"),
        (SMALL, None, "Grenze: vorher 4,00 ha, nachher 0,00 ha"),
        (None, POINT, ""),
        (POINT, POINT, ""),
    ],
)
def test_the_sentence_tells_both_sizes_and_what_differs(before, after, sentence):
    told = describe_change("Grenze", before, after).replace("\N{NO-BREAK SPACE}", " ")
    assert told == sentence


@pytest.mark.django_db
def test_the_map_shows_what_was_and_what_will_be():
    told = change_map([("Grenze", None, SMALL), ("Punkt", POINT, POINT)])
    states = [feature["properties"]["state"] for feature in told["features"]["features"]]
    assert states == ["after", "before", "after"]
    assert len(told["places"]) == 1


def test_sizes_are_rounded_not_cut_off():
    assert format_hectares(19_999.6).startswith("2,00")
    assert format_hectares(106_600).startswith("10,7")
