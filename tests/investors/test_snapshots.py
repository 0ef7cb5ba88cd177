"""What a subscriber knows of a match, and in which words they hear of a change."""

import json
from decimal import Decimal

import pytest
from django.utils.translation import override

from investors.snapshots import WATCHED_FIGURES, SnapshotDiff, change_notes, format_figure, space_state
from sites.models import Offer, Space

NO_FIGURES = dict.fromkeys(name for name in WATCHED_FIGURES if name != "status")


def space(number=4711, ground_lease=None, **values):
    """ground_lease: figures of an offer, as the database would give it."""
    space = Space(pk=number, number=number, kind="plot", name="Nordfeld", marketing_status="free")
    offers = [] if ground_lease is None else [Offer(disposal="ground_lease", **ground_lease)]
    space._prefetched_objects_cache = {"offers": [Offer(disposal="sale"), *offers]}
    for name, value in values.items():
        setattr(space, name, value)
    return space


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        (None, None),
        (Decimal("0.00"), "0"),
        (Decimal("35"), "35"),
        (Decimal("35.00"), "35"),
        (Decimal("35.50"), "35.5"),
        (Decimal("100"), "100"),
        (Decimal("120000.00"), "120000"),
        (Decimal("0.05"), "0.05"),
    ],
)
def test_a_figure_is_the_same_however_the_database_writes_it(stored, kept):
    """Else each would be told as changed, from 35 to 35."""
    for field, name in (("area", "area"), ("stored_price_m2", "price_m2"), ("stored_rent_m2", "rent_m2")):
        found = space_state(space(**{field: stored}))
        assert found == {"name": "Nordfeld", "status": "free"} | NO_FIGURES | {name: kept}
        assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    ("name", "before", "after", "sentence"),
    [
        ("status", "free", "reserved", "Status: available → reserved"),
        ("status", "no longer a status", "free", "Status: no longer a status → available"),
        ("area", "50000", "60000", "Area: 5.0 ha → 6.0 ha"),
        ("area", None, "60000", "Area: not stated → 6.0 ha"),
        ("price_m2", "35", "40", "Sale price: €35/m² → €40/m²"),
        ("rent_m2", "4.5", None, "Net rent a month: €4.50/m² → not stated"),
    ],
)
def test_a_change_is_told_with_what_was_and_what_is(name, before, after, sentence):
    fields = {"status": "marketing_status", "price_m2": "stored_price_m2", "rent_m2": "stored_rent_m2"}
    now = space(**{fields.get(name, name): after if name == "status" else after and Decimal(after)})
    was = space_state(now) | {name: before}
    with override("en"):
        (told,) = change_notes(was, now)
    assert told.replace("\xa0", " ") == sentence


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (
            {"ground_rent_m2": Decimal("2.50")},
            {"ground_rent_m2": Decimal("3.00")},
            ["Ground rent: €2.50/m² → €3/m²"],
        ),
        (
            {"ground_rent_percent": Decimal(4)},
            {"ground_rent_percent": Decimal("4.5")},
            ["Ground rent: 4% → 4.5%"],
        ),
        ({"ground_rent_percent": Decimal(4)}, None, ["Ground rent: 4% → not stated"]),
        ({"ground_rent_m2": Decimal("2.50")}, {"ground_rent_m2": Decimal("2.5")}, []),
    ],
)
def test_another_ground_rent_is_told(before, after, sentences):
    was, now = space_state(space(ground_lease=before)), space(ground_lease=after)
    assert bool(SnapshotDiff({"4711": was}, [now], None, 2)) is bool(sentences)
    with override("en"):
        assert [told.replace("\xa0", " ") for told in change_notes(was, now)] == sentences


def test_what_was_not_watched_when_the_search_was_last_told_is_no_news():
    was = space_state(space())
    del was["ground_rent_m2"], was["ground_rent_percent"]
    assert not SnapshotDiff({"4711": was}, [space(ground_lease={"ground_rent_m2": Decimal(2)})], None, 2)


def test_a_figure_as_it_was_is_told_in_the_unit_of_its_kind():
    with override("en"):
        assert format_figure(space(kind="hall"), "area", "50000").replace("\xa0", " ") == "50,000 m²"


def test_what_is_watched_is_kept_and_a_new_name_alone_is_no_news():
    assert set(WATCHED_FIGURES) == space_state(space()).keys() - {"name"}
    assert not SnapshotDiff({"4711": space_state(space()) | {"name": "Südfeld"}}, [space()], None, 2)
