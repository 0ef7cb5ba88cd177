"""What a comparison marks, tells and leaves out, each condition by itself: of things in memory, without a database."""

from datetime import date
from types import SimpleNamespace as Given

import pytest

from investors import comparison
from investors.comparison import Cell, Row
from investors.ranking import better_price, utility_ranks
from roads.vehicles import Vehicle
from sites.choices import Disposal, Medium, PriceType, Unit
from sites.models import Offer

pytestmark = pytest.mark.usefixtures("english")


def all_of(*rows):
    return Given(all=lambda: list(rows))


@pytest.mark.parametrize(
    ("is_on_offer", "day", "cell"),
    [
        (True, None, Cell("immediately")),
        (True, date(2026, 3, 1), Cell("immediately")),
        (True, date(2026, 3, 2), Cell("immediately")),
        (True, date(2026, 3, 3), Cell("3 March 2026", figure=date(2026, 3, 3))),
        (False, date(2026, 3, 3), Cell("no longer on offer")),
    ],
)
def test_what_is_available_from_today_on_is_available_at_once(monkeypatch, is_on_offer, day, cell):
    monkeypatch.setattr(comparison.timezone, "localdate", lambda: date(2026, 3, 2))
    monkeypatch.setattr(comparison, "long_date", lambda day: f"{day.day} March {day.year}")
    assert comparison.availability(Given(is_on_offer=is_on_offer, available_from=day)) == cell


A, B, NONE, OTHER_KIND = Cell("a"), Cell("b"), Cell(), Cell("b", applies=False)


@pytest.mark.parametrize(
    ("cells", "differs", "is_stated", "is_silent"),
    [
        ([A, A], False, True, False),
        ([A, B], True, True, False),
        ([A, Cell("a", note="n")], True, True, False),
        ([A, NONE], False, True, True),
        ([NONE, NONE], False, False, True),
        ([A, OTHER_KIND], False, True, False),
        ([A, Cell(applies=False)], False, True, False),
    ],
)
def test_a_row_differs_where_those_that_state_it_state_other_things(cells, differs, is_stated, is_silent):
    row = Row("r", cells)
    assert (row.differs, row.is_stated, row.is_silent_in_part) == (differs, is_stated, is_silent)


@pytest.mark.parametrize(
    ("cells", "better", "best"),
    [
        ([("1", 1), ("2", 2)], max, [False, True]),
        ([("1", 1), ("2", 2)], min, [True, False]),
        ([("1", 1), ("2", 2)], None, [False, False]),
        ([("2", 2), ("2", 2)], max, [False, False]),
        ([("2", 2.1), ("2", 2.2)], max, [False, False]),
        ([("2", 2.1), ("2", 2.2), ("1", 1)], max, [True, True, False]),
        ([("1", 1), ("", None)], max, [False, False]),
        ([("0", 0), ("", None), ("1", 1)], min, [True, False, False]),
    ],
)
def test_best_is_what_reads_better_than_another(cells, better, best):
    row = comparison.mark_best(Row("r", [Cell(value, rank=rank) for value, rank in cells]), better)
    assert [cell.is_best for cell in row.cells] == best


def offer(disposal=Disposal.SALE, price_type=PriceType.FIXED, **stated):
    return Offer(disposal=disposal, price_type=price_type, **stated)


def plot(*offers, **more):
    """A space in memory with these offers."""
    return Given(**{"offers": all_of(*offers), "area": 1000, "smallest_area": None, "is_hall": False} | more)


@pytest.mark.parametrize(
    ("space", "name", "disposal", "cell"),
    [
        (plot(), "price_m2", Disposal.SALE, Cell("")),
        (
            plot(offer(Disposal.LEASE)),
            "price_m2",
            Disposal.SALE,
            Cell(applies=False, note="not offered in this way"),
        ),
        (plot(offer(price_type=PriceType.ON_REQUEST)), "price_m2", Disposal.SALE, Cell("on request")),
        (plot(offer(price_type=PriceType.ON_REQUEST)), "deposit", None, Cell("")),
        (plot(offer()), "price_m2", Disposal.SALE, Cell("")),
        (plot(offer(note="Sold as a whole")), "note", None, Cell("Sold as a whole")),
        (
            plot(offer(note="a"), offer(Disposal.LEASE, note="b")),
            "note",
            None,
            Cell("Sale: a; Lease: b"),
        ),
        (
            plot(offer(Disposal.GROUND_LEASE, term_years=99)),
            "term_years",
            None,
            Cell("99", figure=99, rank=99),
        ),
    ],
)
def test_an_offer_is_told_as_it_is_stated(space, name, disposal, cell):
    assert comparison.offer_cell(space, Offer._meta.get_field(name), disposal) == cell


def test_a_sum_by_square_metre_is_worked_out_where_only_the_whole_is_stated():
    cell = comparison.offer_cell(
        plot(offer(price_total=50_000)), Offer._meta.get_field("price_m2"), Disposal.SALE
    )
    assert cell.figure == cell.rank == 50
    assert cell.value.startswith("€50")


def test_a_whole_is_told_of_what_is_offered_so():
    sale = plot(offer(price_m2=50))
    assert comparison.total_cell(sale, Disposal.SALE).figure == 50_000
    assert comparison.total_cell(sale, Disposal.LEASE) == Cell(applies=False, note="not offered in this way")
    assert comparison.total_cell(plot(), Disposal.SALE) == Cell()
    assert comparison.total_cell(plot(offer()), Disposal.SALE) == Cell()


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Site coverage ratio (GRZ)", "Site coverage ratio"),
        ("Doors (docks, drive-in)", "Doors (docks, drive-in)"),
        ("Height (a) of it", "Height (a) of it"),
    ],
)
def test_an_abbreviation_at_the_end_is_left_out(label, said):
    assert comparison.without_abbreviation(label) == said


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        (Cell("5 m", figure=5), 5),
        (Cell("0 m", figure=0), 0),
        (Cell(applies=False, note="plots only"), "–"),
        (Cell(), "not stated"),
        (Cell("a", note="b"), "a, b"),
        (Cell(note="b"), "not stated, b"),
    ],
)
def test_a_spreadsheet_has_bare_figures_and_says_what_is_not_stated(cell, content):
    assert comparison.cell_content(cell) == content


def test_a_distance_told_roughly_is_no_nearer_by_a_tenth(monkeypatch):
    monkeypatch.setattr(comparison, "distance_note", lambda distance: "note")
    monkeypatch.setattr(comparison, "spell_distance", lambda km, is_approximate: f"{km}{is_approximate}")
    monkeypatch.setattr(comparison, "told_km", lambda km, is_approximate: round(km) if is_approximate else km)
    exact = comparison.distance_cell(Given(km=4.6, is_approximate=False), is_rough=True)
    assert exact == Cell("4.6False", note="note", figure=4.6, rank=5)
    assert comparison.distance_cell(Given(km=4.6, is_approximate=False), is_rough=False).rank == 4.6


@pytest.mark.parametrize(
    ("name", "kinds", "better"),
    [
        ("price_m2", ["plot"], min),
        ("price_m2", ["plot", "plot"], min),
        ("price_m2", ["plot", "hall"], None),
        ("price_m2", [], min),
        ("term_years", ["plot"], None),
    ],
)
def test_less_to_pay_is_better_among_spaces_of_one_kind(name, kinds, better):
    assert better_price(name, kinds) is better


@pytest.mark.parametrize(
    ("utilities", "ranks"),
    [
        ([[(400, Unit.KW)], [(1, Unit.MVA)]], [400, 1000]),
        ([[(10, Unit.M3_H)], [(239, Unit.M3_D)]], [240, 239]),
        ([[(400, Unit.KW)], [(10, Unit.M3_H)]], [None, None]),
        ([[(400, Unit.KW), (None, "")], []], [400, None]),
        ([[(400, Unit.KW), (500, Unit.KVA)], [(None, "")]], [500, None]),
        ([[], []], [None, None]),
    ],
)
def test_capacities_are_ranked_where_they_measure_the_same(utilities, ranks):
    rows = [[Given(capacity=capacity, unit=unit) for capacity, unit in each] for each in utilities]
    assert utility_ranks(rows) == ranks


def test_notes_of_utilities_are_told_where_there_are_any(monkeypatch):
    monkeypatch.setattr(comparison, "utility_value", lambda utility: utility.said)
    rows = [
        Given(medium=Medium.GAS, said="a", note="n", capacity=None),
        Given(medium=Medium.GAS, said="b", note="", capacity=None),
    ]
    row = comparison.utility_row([Given(utilities=all_of(*rows)), Given(utilities=all_of())], Medium.GAS)
    assert [(cell.value, cell.note) for cell in row.cells] == [("a; b", "n"), ("", "")]
    assert comparison.utility_row([Given(utilities=all_of(*rows))], Medium.WATER).cells[0].value == ""


@pytest.mark.parametrize(
    ("counts", "cells"),
    [
        (
            [("about 5", 5, ""), ("about 7", 7, ""), None],
            [Cell("about 5", figure=5, rank=5), Cell("about 7", figure=7, rank=7, is_best=True), Cell()],
        ),
        (
            [("at least 5", 5, "80 % known"), ("about 7", 7, "")],
            [Cell("at least 5", "80 % known", rank=5), Cell("about 7", figure=7, rank=7)],
        ),
    ],
)
def test_where_one_has_at_least_so_many_people_around_none_is_said_to_have_more(monkeypatch, counts, cells):
    told = [count and Given(words=count[0], people=count[1], note=count[2]) for count in counts]
    monkeypatch.setattr(comparison, "told_count", lambda number, radius: told[number])
    assert comparison.people_row(range(len(told)), 10).cells == cells


def test_minutes_by_road_are_a_row_where_one_was_driven_and_the_least_are_best(monkeypatch):
    monkeypatch.setattr(comparison, "distance_row", lambda spaces, kind: "kilometres")
    monkeypatch.setattr(comparison, "spell_drive", lambda drive: f"{drive.minutes} min")
    monkeypatch.setattr(comparison, "destination", lambda drive: "A 14")
    car, lorry = (vehicle.value for vehicle in (Vehicle.CAR, Vehicle.LORRY))
    kind = comparison.Landmark.Kind.PORT

    def space(**minutes):
        drives = {
            (kind, vehicle): Given(vehicle="" if vehicle == car else vehicle, minutes=number)
            for vehicle, number in minutes.items()
        }
        return Given(public_drives=drives)

    rows = comparison.distance_rows([space(**{car: 4, lorry: 9}), space(**{lorry: 0}), space()], kind)
    assert rows[0] == "kilometres"
    [by_lorry] = rows[1:]
    assert by_lorry.full_label == f"{by_lorry.label} (min)"
    assert by_lorry.cells == [
        Cell("9 min", "A 14", figure=9, rank=9),
        Cell("0 min", "A 14", figure=1, rank=0, is_best=True),
        Cell(),
    ]
