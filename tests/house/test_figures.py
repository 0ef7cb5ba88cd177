"""Limits, times, sizes and tolerances are what was decided, and so are lists of what is taken, told or left out.

One that is lifted, or counts in another unit, shows on no page of a small test; nor does a name that a list has lost.
Who decides otherwise writes it down in figures.txt, lists.txt or figures_of_scripts.txt as well; what a test of its own
compares does not stand there.
"""

import re
from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "static/js"


def decided(name):
    lines = (HERE / f"{name}.txt").read_text().splitlines()
    return dict(line.split(" = ", 1) for line in lines if line)


def figure_of(name):
    """As it is written down: a time in days, hours, minutes and seconds, a size in bytes, a set in its order."""
    module, _dot, constant = name.rpartition(".")
    figure = getattr(import_module(module), constant, "(no longer there)")
    if isinstance(figure, dict):
        figure = {str(key): value for key, value in figure.items()}
    return str(sorted(figure) if isinstance(figure, set | frozenset) else figure)


def figure_of_script(name):
    """The constant of a module of JavaScript as its source has it, on one line."""
    path, constant = name.split(" ")
    found = re.search(rf"^(?:export )?const {constant} = (.+?);", (SCRIPTS / path).read_text(), re.MULTILINE)
    return found[1] if found else "(no longer there)"


@pytest.mark.parametrize(
    ("name", "found"),
    [("figures", figure_of), ("lists", figure_of), ("figures_of_scripts", figure_of_script)],
)
def test_figures_are_what_was_decided(name, found):
    assert {name: found(name) for name in decided(name)} == decided(name)
