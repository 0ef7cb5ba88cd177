"""Limits, times, sizes and tolerances are what was decided.

One that is lifted, or counts in another unit, shows on no page of a small test. Who decides another one writes it down
in figures.txt as well; figures that a test of their own compares do not stand there.
"""

from importlib import import_module
from pathlib import Path

DECIDED = Path(__file__).with_name("figures.txt").read_text()


def figure_of(name):
    """As figures.txt writes it: a time in days, hours, minutes and seconds, a size in bytes."""
    module, _dot, constant = name.rpartition(".")
    figure = getattr(import_module(module), constant, "(no longer there)")
    if isinstance(figure, dict):
        figure = {str(key): value for key, value in figure.items()}
    return str(figure)


def test_figures_are_what_was_decided():
    decided = dict(line.split(" = ") for line in DECIDED.splitlines() if line)
    assert {name: figure_of(name) for name in decided} == decided
