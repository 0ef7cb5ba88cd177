"""Which roads of an extract bear the limit of lorries."""

import pytest

from roads.limits import is_to_limit, with_limit

pytestmark = pytest.mark.slow

WAY = "w17 v3 dV T{} Nn1,n2\n"


@pytest.mark.parametrize(
    ("tags", "is_limited"),
    [
        ("highway=primary,ref=B%20%85", True),
        ("highway=primary,maxspeed=100", True),
        ("highway=primary,maxspeed:hgv=80,ref=B%20%85", False),
        ("maxspeed:hgv=80,highway=primary", False),
        ("highway=primary,source:maxspeed:hgv=sign", True),
        ("highway=primary,motorroad=yes", True),
        ("highway=primary,motorroad=yes,oneway=yes", False),
        ("oneway=yes,highway=primary,motorroad=yes", False),
        ("highway=primary,oneway=yes", True),
    ],
)
def test_a_road_bears_the_limit_unless_a_sign_or_two_carriageways_say_otherwise(tags, is_limited):
    assert is_to_limit(WAY.format(tags)) is is_limited


def test_a_changed_way_is_its_next_version_and_keeps_the_rest():
    told = with_limit(WAY.format("highway=primary,name=Vier%20%Tore"))
    assert told == "w17 v4 dV Thighway=primary,name=Vier%20%Tore,maxspeed:hgv=60 Nn1,n2\n"
