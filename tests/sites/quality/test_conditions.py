"""What hinders a release, and how complete an entry is: each condition by itself, without a database."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Given

import pytest

from publishing import checks
from publishing.checks import Case, Problem, hindrances, problems_of
from publishing.checks.markup import headings_in, links_in
from sites import completeness
from sites.choices import EnergyCertificate
from sites.models import CheckRequest, Space
from sites.quality import boundary, contradictions, energy
from sites.weights import WANTED

pytestmark = pytest.mark.usefixtures("english")

State = Space.WorkflowState
TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
DAY = timedelta(days=1)


def rows(*found):
    return Given(all=lambda: list(found))


# --- Checks before a release


SQUARE_KM = 1_000_000


@pytest.mark.parametrize(
    ("drawn", "town", "stated", "said"),
    [
        (None, None, None, ""),
        (10 * SQUARE_KM, None, None, ""),
        (10 * SQUARE_KM + 1, None, None, "Hardly any site"),
        (10 * SQUARE_KM + 1, None, 5_000, "typed are"),
        (boundary.SMALLEST_TOWN_M2, 1, None, ""),
        (boundary.SMALLEST_TOWN_M2 + 1, 1, None, "more than the whole municipality"),
        (boundary.SMALLEST_TOWN_M2 + 1, boundary.SMALLEST_TOWN_M2 + 1, None, ""),
        (boundary.SMALLEST_TOWN_M2 + 1, 0, None, ""),
    ],
)
def test_a_boundary_is_told_that_no_site_has(drawn, town, stated, said):
    municipality = Given(boundary=town and Given(area=town)) if town is not None else None
    thing = Given(boundary=drawn and Given(area=drawn), municipality=municipality, stated_area=stated)
    found = boundary.words_for(thing)
    assert said in found
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("is_hall", "is_on_offer", "certificate", "codes"),
    [
        (True, True, "", ["geg_certificate"]),
        (False, True, "", []),
        (True, False, "", []),
        (True, True, EnergyCertificate.DEMAND, ["geg_figure"] * 3),
        (True, True, EnergyCertificate.PENDING, []),
    ],
)
def test_a_hall_on_offer_says_what_the_law_asks(is_hall, is_on_offer, certificate, codes):
    space = Space(
        kind="hall" if is_hall else "plot",
        energy_certificate=certificate,
        marketing_status="free" if is_on_offer else "taken",
    )
    found = [problem.code for problem in energy.energy_certificate(Case(space, NOON)) if problem]
    assert found == codes


@pytest.mark.parametrize(("until", "is_expired"), [(None, False), (0, False), (-1, True)])
def test_a_certificate_expires_after_its_last_day(until, is_expired):
    day = None if until is None else TODAY + until * DAY
    assert bool(energy.expired(Given(energy_valid_until=day), TODAY)) is is_expired


@pytest.mark.parametrize(
    ("text", "value", "is_told"),
    [
        ("Ein Energieausweis liegt vor.", "pending", True),
        ("Ein Energieausweis liegt vor.", "demand", False),
        ("Ein Energieausweis liegt nicht vor.", "pending", False),
        ("Energieausweis. Er liegt vor.", "pending", False),
        ("An energy certificate is available", "not_required", True),
        ("An energy certificate will be available", "not_required", False),
    ],
)
def test_a_sentence_that_speaks_against_a_fact_is_told(text, value, is_told):
    space = Space(description_de=text, energy_certificate=value)
    found = [one for one in contradictions.contradictions(Case(space, NOON)) if one]
    assert bool(found) is is_told


def test_headings_and_links_of_a_text_are_found_and_nothing_else():
    text = (
        '<h2>A <a href="/b/?x=1&amp;y=2" rel="noopener">b\n c</a></h2><hr><h3></h3><a>d</a><b1>x</b1><p>e</p>'
    )
    assert headings_in(text) == [(2, "A b c"), (3, "")]
    assert links_in(text) == [("/b/?x=1&y=2", "b c"), ("", "d")]


@pytest.mark.parametrize(
    ("edited", "pk", "asked"),
    [
        ({"photos": ["e"]}, 7, ["e"]),
        ({}, None, []),
        ({}, 7, [("photos-0", "a"), ("photos-1", "b")]),
        ({"offers": ["e"]}, 7, [("photos-0", "a"), ("photos-1", "b")]),
    ],
)
def test_rows_are_checked_as_they_are_edited_else_as_they_are_stored(edited, pk, asked):
    thing = Given(pk=pk, photos=rows("a", "b"))
    assert Case(thing, NOON, edited).rows("photos") == asked


def test_a_check_is_registered_once_and_errors_stand_first(monkeypatch):
    monkeypatch.setattr(checks, "_checks", [])

    def check(case):
        yield None
        yield Problem("a", "w", "w")
        yield Problem("b", "e", "e", is_error=True)

    for _time in range(2):
        checks.register(Space)(check)
    checks.register(CheckRequest)(check)
    assert [problem.code for problem in problems_of(Space(), NOON)] == ["e", "w"]
    assert [problem.code for problem in hindrances(Space(), NOON)] == ["e"]


@pytest.mark.parametrize(
    ("known", "now", "hinders"),
    [
        (None, [("e", "b", True)], True),
        ([("e", "b", True)], [("e", "b", True)], False),
        ([("e", "b", False)], [("e", "b", True)], True),
        ([("e", "a", True)], [("e", "b", True)], True),
        ([("f", "b", True)], [("e", "b", True)], True),
        ([], [], False),
    ],
)
def test_of_what_is_public_only_new_errors_hinder(monkeypatch, known, now, hinders):
    def found(obj, at=None, edited=None):
        told = known if obj == "stored" else now
        return [Problem(field, "m", code, is_error) for code, field, is_error in told]

    monkeypatch.setattr(checks, "problems_of", found)
    held = Given(first=lambda: None if known is None else "stored")

    class Thing:
        pk = 7
        WorkflowState = State
        _base_manager = Given(filter=lambda **wanted: held)

    assert bool(checks.hindrances(Thing(), NOON)) is hinders


# --- How complete an entry is


@pytest.mark.parametrize(
    ("wanted", "space", "edited", "is_filled"),
    [
        (Given(rows="", fields=("a", "b")), Given(pk=7, a=None, b=0), None, True),
        (Given(rows="", fields=("a", "b")), Given(pk=7, a=None, b=""), None, False),
        (Given(rows="", fields=("a",)), Given(pk=7, a=False), None, True),
        (Given(rows="", fields=("contact",)), Given(pk=7, contact_id=3), None, True),
        (Given(rows="photos", fields=()), Given(pk=7, photos=rows("p")), None, True),
        (Given(rows="photos", fields=()), Given(pk=None, photos=rows("p")), None, False),
        (Given(rows="photos", fields=()), Given(pk=7, photos=rows("p")), {"photos": []}, False),
        (Given(rows="photos", fields=()), Given(pk=7, photos=rows()), {"offers": ["o"]}, False),
        (Given(rows="photos", fields=()), Given(pk=None, photos=rows()), {"photos": ["p"]}, True),
    ],
)
def test_a_nought_and_a_no_are_statements_and_rows_count_as_they_are_edited(wanted, space, edited, is_filled):
    assert completeness.is_filled(space, wanted, edited) is is_filled


@pytest.mark.parametrize(("lacking", "percent"), [(0, 100), (1, 66), (3, 0)])
def test_all_is_said_only_when_nothing_is_missing(monkeypatch, lacking, percent):
    wanted = [Given(weight=1, name=number) for number in range(3)]
    monkeypatch.setattr(completeness, "WANTED", {"plot": wanted})
    monkeypatch.setattr(completeness, "is_filled", lambda space, one, edited: one.name >= lacking)
    assert completeness.percent(Given(kind="plot")) == percent
    assert set(WANTED) == {"plot", "hall"}
