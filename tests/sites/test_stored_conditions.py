"""What a space stores, when it is checked and what its page notices: each condition by itself, without a database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace as Given

import pytest

from sites import check_rules, page_notices
from sites.choices import MarketingStatus
from sites.models import CheckRequest, Space, stored
from sites.models.checks import IntervalTable, lineage
from sites.models.freshness import Freshness

pytestmark = pytest.mark.usefixtures("english")

State = Space.WorkflowState
TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
DAY = timedelta(days=1)


def rows(*found):
    return Given(all=lambda: list(found))


# --- Figures that are stored


@pytest.mark.parametrize(
    ("grid", "spacing"),
    [
        ("12 × 24 m", 12),
        ("6,5 x 12", Decimal("6.5")),
        ("0 × 24", 24),
        ("1000 × 12", 12),
        ("999 m", 999),
        ("frei", None),
        (None, None),
    ],
)
def test_a_column_grid_is_as_narrow_as_its_smaller_number(grid, spacing):
    assert stored.narrowest_spacing(grid) == spacing


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("a14", "A 14"),
        (" A  14 ", "A 14"),
        ("B6N", "B 6n"),
        ("A 12345", "A 12345"),
        ("AB 14", "AB 14"),
        ("", ""),
    ],
)
def test_a_road_is_called_as_on_the_signs(typed, code):
    assert stored.road_code(typed) == code


@pytest.mark.parametrize(
    ("area", "office", "percent"),
    [
        (900, 100, 10),
        (1, 2, Decimal("66.67")),
        (None, 100, None),
        (900, None, None),
        (900, 0, None),
        (0, 5, None),
    ],
)
def test_the_share_of_offices_is_that_of_both_together(area, office, percent):
    assert stored.office_percent(area, office) == percent


def test_words_are_stored_between_blanks_each_once():
    assert stored.spaced(["b", "", "a", "b", None]) == " a b "
    assert stored.spaced([""]) == ""


def utility(medium, capacity=None, unit="", grid_level=""):
    return Given(medium=medium, capacity=capacity, unit=unit, grid_level=grid_level)


@pytest.mark.parametrize(
    ("utilities", "power_kva", "column", "figure"),
    [
        ([utility("power", 2, "MVA")], None, "stored_power_kva", 2000),
        ([utility("power", 500, "kVA"), utility("power", 2, "MW")], None, "stored_power_kva", 2000),
        ([utility("power", 500, "kVA")], 800, "stored_power_kva", 800),
        ([utility("power")], 800, "stored_power_kva", 800),
        ([utility("power", 0, "kVA")], None, "stored_power_kva", 0),
        ([], None, "stored_power_kva", None),
        ([utility("gas", 240, "m³/d")], None, "stored_gas_m3_h", 10),
        ([utility("water", 240, "m³/d")], None, "stored_gas_m3_h", None),
        ([utility("gas", 5, "kW")], 800, "stored_gas_m3_h", None),
        ([utility("district_heat", 2, "MVA")], None, "stored_district_heat_mw", 2),
    ],
)
def test_of_a_medium_the_largest_capacity_is_stored_in_its_unit(utilities, power_kva, column, figure):
    assert stored.supplied(utilities, power_kva)[column] == figure


def distance(kind="port", km="5", is_manual=False, vehicle="", minutes=None):
    return Given(kind=kind, km=km and Decimal(km), is_manual=is_manual, vehicle=vehicle, minutes=minutes)


COMPUTED, TYPED = distance(), distance(km="6", is_manual=True)
BY_LORRY = distance(km="7", vehicle="lorry", minutes=9)
TYPED_MINUTES = distance(km=None, is_manual=True, minutes=8)


@pytest.mark.parametrize(
    ("found", "discloses", "told", "drives"),
    [
        ([COMPUTED, TYPED], True, [TYPED], {}),
        ([TYPED, COMPUTED], True, [TYPED], {}),
        ([COMPUTED, TYPED], False, [COMPUTED], {}),
        ([TYPED], False, [], {}),
        ([COMPUTED, BY_LORRY], True, [COMPUTED], {("port", "lorry"): BY_LORRY}),
        ([COMPUTED, TYPED_MINUTES], True, [COMPUTED], {("port", "car"): TYPED_MINUTES}),
        ([COMPUTED, TYPED_MINUTES], False, [COMPUTED], {}),
        ([BY_LORRY], False, [], {("port", "lorry"): BY_LORRY}),
    ],
)
def test_what_was_typed_is_told_of_a_disclosed_place_only(found, discloses, told, drives):
    space = Given(distances=rows(*found), discloses_address=discloses)
    assert stored.told_distances(space) == told
    assert stored.told_drives(space) == drives


def test_of_the_motorway_the_road_is_stored_and_how_well_it_is_known():
    junction = Given(kind="motorway_junction", km=Decimal(5), code="a14", is_approximate=True)
    figures = stored.reached([junction])
    assert (figures["stored_motorway_km"], figures["stored_motorway_code"]) == (5, "A 14")
    assert figures["stored_motorway_is_approximate"] is True
    none = stored.reached([])
    assert (none["stored_motorway_km"], none["stored_motorway_code"]) == (None, "")
    assert none["stored_motorway_is_approximate"] is False
    assert stored.driven({("port", "lorry"): Given(minutes=9)})["stored_port_lorry_min"] == 9
    assert stored.driven({})["stored_port_lorry_min"] is None


# --- Checks


@pytest.mark.parametrize(
    ("wanted", "known", "begin", "due"),
    [
        (5, 9, None, 5),
        (0, 9, None, 0),
        (-1, 9, None, 0),
        (-9, -5, None, -5),
        (5, 9, 7, 7),
        (9, 9, 7, 9),
        (-9, None, 0, 0),
    ],
)
def test_a_check_is_due_when_it_is_wanted_and_never_without_a_warning(wanted, known, begin, due):
    days = [None if number is None else TODAY + number * DAY for number in (wanted, known, begin, due)]
    assert check_rules.next_due(days[0], days[1], TODAY, days[2]) == days[3]


PERIODS = """
state     was       from due known same_day | begins
published published -    yes yes   yes      | -
published draft     -    yes yes   yes      | 0
published published -    yes yes   no       | 0
published published -    no  yes   yes      | 0
published published -    yes no    yes      | 0
draft     draft     -    yes yes   yes      | -
draft     published -    yes yes   yes      | -
published published 3    yes yes   yes      | 3
published published 0    yes yes   yes      | -
draft     draft     3    yes yes   yes      | -
"""


@pytest.mark.parametrize("line", PERIODS.split("\n")[2:-1])
def test_a_period_begins_again_with_a_check_and_with_publishing(line):
    state, was, start, due, known, same, _bar, begins = line.split()
    space = Space(
        workflow_state=state,
        published_from=None if start == "-" else NOON + int(start) * DAY,
        check_due=TODAY if due == "yes" else None,
        data_as_of=TODAY,
    )
    stored_values = {
        "workflow_state": was,
        "check_due": TODAY if known == "yes" else None,
        "data_as_of": TODAY if same == "yes" else TODAY - DAY,
    }
    found = Freshness.first_day_to_ask(space, stored_values, TODAY)
    assert found == (None if begins == "-" else TODAY + int(begins) * DAY)


@pytest.mark.parametrize(
    ("due", "is_taken", "is_due", "is_marked"),
    [
        (None, False, False, False),
        (1, False, False, False),
        (0, False, True, False),
        (-check_rules.MARKED_AFTER_DAYS + 1, False, True, False),
        (-check_rules.MARKED_AFTER_DAYS, False, True, True),
        (-99, True, False, False),
    ],
)
def test_an_entry_is_due_and_marked_from_its_days_on(due, is_taken, is_due, is_marked):
    status = MarketingStatus.TAKEN if is_taken else MarketingStatus.FREE
    space = Space(check_due=None if due is None else TODAY + due * DAY, marketing_status=status)
    assert space.is_check_due(NOON) is is_due
    assert space.is_marked_unconfirmed(NOON) is is_marked


@pytest.mark.parametrize(("until", "is_stale"), [(None, False), (0, False), (-1, True)])
def test_an_entry_is_stale_after_its_last_day(until, is_stale):
    assert Space(confirm_until=None if until is None else TODAY + until * DAY).is_stale(NOON) is is_stale


def test_a_link_works_to_the_end_of_its_last_day():
    asked = CheckRequest(posted_on=TODAY - check_rules.LINK_DAYS * DAY)
    assert asked.expires_on == TODAY
    assert not asked.is_expired(NOON)
    assert asked.is_expired(NOON + DAY)


def test_the_nearest_area_says_how_often(settings):
    settings.CHECK_INTERVAL_DAYS = {"free": 180}
    town = Given(key="14730230", parent=Given(key="14730", parent=Given(key="14", parent=None)))
    assert [area.key for area in lineage(town)] == ["14730230", "14730", "14"]
    known = {("14", "free"): 90, (None, "free"): 120, ("14730", "taken"): 5}
    assert IntervalTable(known).days_for("free", town) == 90
    assert IntervalTable(known).days_for("free") == 120
    assert IntervalTable({}).days_for("free", town) == 180


# --- What a page notices


@pytest.mark.parametrize(
    ("more", "is_preview", "titles"),
    [
        ({}, False, []),
        ({"marketing_status": "taken", "is_on_offer": False}, False, ["No longer on offer"]),
        ({"marketing_status": "reserved"}, False, ["Reserved"]),
        ({"unconfirmed": True}, False, ["Not confirmed since 2 March 2026"]),
        ({"unconfirmed": True}, True, []),
        ({"is_sample": True}, False, ["Sample property"]),
        ({"is_translated": False}, False, ["Text in German only"]),
        (
            {"marketing_status": "reserved", "unconfirmed": True, "is_sample": True},
            False,
            ["Reserved", "Not confirmed since 2 March 2026", "Sample property"],
        ),
    ],
)
def test_a_page_says_first_what_is_the_matter(more, is_preview, titles):
    known = {"is_on_offer": True, "marketing_status": "free", "is_sample": False, "is_translated": True}
    space = Given(**known | more, MarketingStatus=MarketingStatus, data_as_of=TODAY)
    space.is_marked_unconfirmed = lambda: more.get("unconfirmed", False)
    found = page_notices.page_notices(space, is_preview)
    assert [notice.title.replace("\u00a0", " ") for notice in found] == titles


@pytest.mark.parametrize("is_stale", [True, False])
def test_a_preview_says_why_nobody_sees_it(is_stale):
    notice = page_notices.preview_notice(Given(data_as_of=TODAY), is_stale)
    assert ("nobody has confirmed" in notice.text) is is_stale
