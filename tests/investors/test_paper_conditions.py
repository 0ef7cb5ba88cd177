"""What a proposal says on paper of its sizes, and how much room it leaves: of things in memory, without a database."""

import pytest

from investors import papers
from investors.comparison import Cell, Row
from investors.models import Proposal
from sites.models import Space

pytestmark = pytest.mark.usefixtures("english")


def spaces(*areas, kind="plot"):
    return [Space(kind=kind, area=area) for area in areas]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (spaces(153_000, 12_000, 50_000), "1.2 ha to 15.3 ha"),
        (spaces(12_000, None), "1.2 ha"),
        (spaces(12_000, 12_000), "1.2 ha"),
        (spaces(None), ""),
        ([], ""),
        (spaces(12_000) + spaces(8_000, kind="hall"), ""),
        (spaces(12_000) + spaces(None, kind="hall"), "1.2 ha"),
        (spaces(8_000, 2_500, kind="hall"), "2,500 m² to 8,000 m²"),
    ],
)
def test_the_sizes_of_a_proposal_are_told_from_least_to_most(chosen, told):
    assert papers.sizes(chosen).replace("\xa0", " ") == told


@pytest.mark.parametrize(
    ("title", "greeting", "lines"),
    [
        ("x" * 44, "", 0),
        ("x" * 45, "", 2),
        ("x", "y" * 95, 1.5),
        ("x", "y" * 96, 2.5),
        ("x", "Guten Tag,\n\n \nhier", 3),
    ],
)
def test_title_and_greeting_take_the_lines_they_fill(title, greeting, lines):
    assert papers.lines_above(Proposal(title=title, greeting=greeting)) == lines


@pytest.mark.parametrize(
    ("values", "lines", "is_short"),
    [(["a" * 20, "b"], 2, True), (["a" * 21, "b"], 3, False), (["", ""], 1, True)],
)
def test_a_row_takes_the_lines_of_its_longest_value(values, lines, is_short):
    row = Row("r", [Cell(value) for value in values])
    assert (papers.height(row, 10), papers.is_short(row, 10)) == (lines, is_short)
    assert papers.height(Row("l" * 53, row.cells), 10) == 3


def test_what_decides_before_all_others_comes_first_then_what_has_a_best():
    ranked, other = Row("r", [Cell("a", is_best=True)]), Row("o", [Cell("a")])
    leading, leading_ranked = Row("l", other.cells, name="zoning"), Row("b", ranked.cells, name="total")
    rows = sorted([other, ranked, leading, leading_ranked], key=papers.merit)
    assert rows == [leading_ranked, leading, ranked, other]
