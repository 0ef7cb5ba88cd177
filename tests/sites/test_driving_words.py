"""Driving times in words: to which junction, without traffic, computed or stated."""

from decimal import Decimal
from types import SimpleNamespace as Given

import pytest
from django.utils.translation import override

from formats.templatetags.typography import NBSP
from sites.choices import RoadAccess
from sites.models import SpaceDistance
from sites.pool.distance_text import drives_note, format_drive
from sites.pool.presentation import card_facts, key_facts
from tests.factories.sites import SpaceFactory


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def row(km="3.2", code="A 14", name="Halle-Ost", vehicle="", minutes=None, **more):
    values = {"kind": "motorway_junction", "is_manual": False} | more
    return SpaceDistance(
        km=km and Decimal(km), code=code, name=name, vehicle=vehicle, minutes=minutes, **values
    )


def space(*rows, **more):
    """That these rows are told of, the last of each kind and vehicle."""
    straight = {one.kind: one for one in rows if not one.vehicle and one.km is not None}
    drives = {(one.kind, one.vehicle or "car"): one for one in rows if one.minutes is not None}
    known = {"stored_road_access": RoadAccess.KNOWN, "stored_roads_as_of": None}
    return Given(public_distances=list(straight.values()), public_drives=drives, **known | more)


@pytest.mark.django_db
def test_kilometres_and_minutes_to_two_junctions_are_told_apart():
    plot, computed = SpaceFactory(), {"kind": "motorway_junction", "is_manual": False}
    plot.distances.create(code="A 14", name="Ost", km="3.2", **computed)
    plot.distances.create(code="A 9", name="Nord", km="9.5", minutes=8, vehicle="lorry", **computed)
    plot = type(plot).objects.get(pk=plot.pk)
    headline, card = key_facts(plot)[3], card_facts(plot)[3]
    assert "by lorry 8 min (9.5 km), destination: A 9, Nord, without traffic" in headline.note.replace(
        NBSP, " "
    )
    assert (card.value, card.total) == (f"3.2{NBSP}km (A{NBSP}14)", f"lorry from 8{NBSP}min")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "8 min (7.4 km)"),
        ({"is_approximate": True}, "about 8 min (about 7 km)"),
        ({"is_manual": True}, "8 min (7.4 km, as stated)"),
        ({"is_manual": True, "km": None}, "8 min (as stated)"),
    ],
)
def test_minutes_that_were_stated_are_marked_and_roughly_known_ones_told_roughly(more, told):
    assert format_drive(row(**{"km": "7.4", "minutes": 8} | more)).replace(NBSP, " ") == told


COMPUTED, STATED = "computed without traffic", "“as stated”"


@pytest.mark.parametrize(
    ("rows", "said", "unsaid"),
    [
        ([row(vehicle="car", minutes=5)], [COMPUTED], [STATED]),
        ([row(vehicle="car", minutes=5, is_manual=True)], [STATED], [COMPUTED]),
        (
            [row(vehicle="car", minutes=5, is_manual=True), row(vehicle="lorry", minutes=6)],
            [COMPUTED, STATED],
            [],
        ),
        ([row(minutes=5, km=None, is_manual=True)], [STATED], [COMPUTED]),
        ([row(minutes=5, is_manual=True)], [], [STATED]),
        ([], [COMPUTED], [STATED]),
    ],
    ids=["computed", "stated", "both", "of no vehicle", "beside their kilometres", "none"],
)
def test_a_note_says_what_was_computed_and_what_was_stated(rows, said, unsaid):
    note = drives_note(space(*rows))
    assert [words for words in said if words not in note] == []
    assert [words for words in unsaid if words in note] == []
