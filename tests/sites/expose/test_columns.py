"""Facts of a paper in two columns of one height, each group whole."""

from types import SimpleNamespace

import pytest

from sites.expose.columns import split, weight


def group(count, value="5 m"):
    fact = SimpleNamespace(label="Traufhöhe", value=value, note="")
    return SimpleNamespace(facts=[fact] * count)


@pytest.mark.parametrize(
    ("one", "lines"), [(group(0), 2), (group(3), 5), (group(1, "x" * 25), 3), (group(1, "x" * 26), 4)]
)
def test_a_group_takes_its_heading_and_as_many_lines_as_its_facts(one, lines):
    """Of a column that holds 26 signs, one of them the blank before a note."""
    assert weight(one) == lines


@pytest.mark.parametrize(
    ("sizes", "left"), [([4, 4], 1), ([2, 2, 6], 2), ([6, 2, 2], 1), ([1, 1, 1, 1], 2), ([5], 1)]
)
def test_the_columns_are_as_even_as_whole_groups_allow(sizes, left):
    groups = [group(size) for size in sizes]
    block = split(groups)
    assert (list(block.left), list(block.right)) == (groups[:left], groups[left:])
