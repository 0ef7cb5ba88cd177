"""Histograms of figures over the pool, with twelve bars."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from django.db.models import F, FloatField, Q
from django.db.models.functions import Cast

from database.columns import CompiledColumns, compile_expressions
from formats.templatetags.typography import NBSP
from sites.models import Space
from sites.search.filters import FIGURES
from sites.search.filters.criteria import Limit

MAX_SAMPLE_SIZE = 2_000
"""With more objects, the bars are drawn from every second, third … object."""

RANGES = {name: criterion for name, criterion in FIGURES.items() if isinstance(criterion, Limit)}


def bar_edges(figure):
    """The eleven values that separate the twelve bars; a bar includes its lower edge."""
    return RANGES[figure].steps


@cache
def column_sql(figure):
    """The column as float, like the edges: decimals are ten times slower, and 0.8 would be below the edge 0.8."""
    return compile_expressions(Space, [Cast(RANGES[figure].column, FloatField())])


@dataclass
class Histogram:
    figure: str
    counts: list

    @property
    def shares(self):
        """Height of each bar from 0 to 100, at least 6 for a bar with objects."""
        most = max(self.counts, default=0)
        return [max(6, round(100 * count / most)) if count else 0 for count in self.counts]

    @property
    def path(self):
        """The bars as a path of an SVG of 120 x 24, ten units for each bar and its gap; "" if there are none."""
        return "".join(
            f"M{10 * place} 24V{24 - 0.24 * share:.4g}h9V24"
            for place, share in enumerate(self.shares)
            if share
        )

    @property
    def scale(self):
        """Labels of the first and the last bar: “< 1.000 m²”, “≥ 100 ha”."""
        steps, spell = bar_edges(self.figure), RANGES[self.figure].unit.spell
        return f"<{NBSP}{spell(steps[0])}", f"≥{NBSP}{spell(steps[-1])}"


def build_histograms(figures, spaces, size):
    """The histogram of each figure over the spaces, or an even sample of them; `size` is their number."""
    if not figures:
        return {}
    step = -(-size // MAX_SAMPLE_SIZE)
    if step > 1:
        spaces = spaces.alias(turn=F("number") % step).filter(turn=0)
    counts = {figure: [0] * (len(bar_edges(figure)) + 1) for figure in figures}
    bars = [(counts[figure], bar_edges(figure)) for figure in figures]
    columns = CompiledColumns([column for figure in figures for column in column_sql(figure)])
    # No translated columns: rewriting them in each row takes longer than all the rest.
    for row in spaces.rewrite(False).values_list(columns):
        for value, (numbers, steps) in zip(row, bars, strict=True):
            if value is not None:
                numbers[bisect_right(steps, value)] += 1
    return {figure: Histogram(figure, numbers) for figure, numbers in counts.items()}


def bar_conditions(figure):
    """The conditions of the bars."""
    column, steps = RANGES[figure].column, bar_edges(figure)
    return [
        Q(**{f"{column}__lt": steps[0]}),
        *(
            Q(**{f"{column}__gte": lower, f"{column}__lt": upper})
            for lower, upper in zip(steps, steps[1:], strict=False)
        ),
        Q(**{f"{column}__gte": steps[-1]}),
    ]
