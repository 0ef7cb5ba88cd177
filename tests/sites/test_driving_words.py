"""Driving times in words: to which junction, without traffic, computed or stated."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace as Given

import pytest
from django.utils.translation import override

from formats.templatetags.typography import NBSP
from sites import fact_groups, presenting
from sites.choices import RoadAccess
from sites.distance_words import drives_note, road_sources, spell_drive
from sites.models import SpaceDistance
from sites.presenting import card_facts, key_facts
from sites.tabular.columns import drive_columns
from tests.factories.sites import SpaceFactory

DAY = date(2026, 3, 2)


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


@pytest.mark.parametrize(
    ("lorry", "told"),
    [
        ({}, "by lorry 8 min (7.4 km), without traffic"),
        ({"name": "Nord", "code": "A 9"}, "by lorry 8 min (7.4 km), destination: A 9, Nord, without traffic"),
        ({"has_ferry": True}, "by lorry 8 min (7.4 km, with a ferry), without traffic"),
        ({"is_manual": True}, "by lorry 8 min (7.4 km, as stated)"),
        ({"vehicle": "car"}, ""),
    ],
)
def test_a_headline_tells_the_way_of_a_lorry_and_the_junction_it_leads_to(lorry, told):
    nearest = row()
    driven = row(**{"km": "7.4", "vehicle": "lorry", "minutes": 8} | lorry)
    assert presenting.lorry_way(space(nearest, driven), nearest).replace(NBSP, " ") == told


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
    assert spell_drive(row(**{"km": "7.4", "minutes": 8} | more)).replace(NBSP, " ") == told


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


def test_where_no_road_is_known_the_note_says_so_beside_stated_minutes():
    stated = row(vehicle="car", minutes=5, is_manual=True)
    note = drives_note(space(stated, stored_road_access=RoadAccess.NO_ROAD))
    assert "No road is known near" in note
    assert STATED in note


@pytest.mark.parametrize(
    ("one", "sources"),
    [
        (
            row(vehicle="lorry", minutes=6, source="OSM", as_of=DAY),
            [f"Driving times: OSM, 2{NBSP}March 2026"],
        ),
        (
            row(vehicle="lorry", minutes=6, source="Survey", as_of=DAY, is_manual=True),
            [f"Driving times, as stated: Survey, 2{NBSP}March 2026"],
        ),
        (
            row(vehicle="lorry", minutes=6, is_manual=True, as_of=DAY),
            [f"Driving times, as stated: 2{NBSP}March 2026"],
        ),
        (row(vehicle="lorry", minutes=6, is_manual=True), []),
        (row(minutes=6, source="Survey", is_manual=True), []),
    ],
    ids=["computed", "stated", "of a day", "of nobody", "beside their kilometres"],
)
def test_whose_driving_times_they_are_is_told_of_stated_ones_too(one, sources):
    assert road_sources(space(one)) == sources


def test_the_source_of_minutes_beside_their_kilometres_is_told_once():
    one = row(minutes=6, source="Survey", is_manual=True)
    assert fact_groups.distance_sources(space(one)) == ["Motorway junction: Survey"]


def test_less_than_half_a_minute_is_one_in_tables_as_on_pages():
    drive = row(vehicle="lorry", minutes=0)
    line = Given(drives={(drive.kind, drive.vehicle): drive}, space=space(drive))
    told = {str(column.label): column.value(line) for column in drive_columns()}
    assert told["Motorway junction, lorry (min)"] == 1
    assert told["Motorway junction, car (min)"] is None
    assert spell_drive(drive).startswith(f"1{NBSP}min")
