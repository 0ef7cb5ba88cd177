"""How a figure spreads over the pool: twelve bars between sensible edges."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from django.db.models import F, FloatField, Q
from django.db.models.functions import Cast

from database.columns import Columns, in_sql
from formats.templatetags.typography import NBSP
from sites.models import Space
from sites.search.filters import FIGURES
from sites.search.filters.criteria import Limit

MAX_SAMPLE_SIZE = 2_000
"""From this many objects on the bars are drawn from every second, third … object. The eye sees no difference."""

RANGE_CRITERIA = {name: criterion for name, criterion in FIGURES.items() if isinstance(criterion, Limit)}


def bar_edges(figure):
    """The eleven values that part the twelve bars; a bar holds its lower edge."""
    return RANGE_CRITERIA[figure].steps


@cache
def column_sql(figure):
    """As the edges are, floating: decimals are read ten times slower, and 0.8 would stand below the edge 0.8."""
    return in_sql(Space, [Cast(RANGE_CRITERIA[figure].column, FloatField())])


@dataclass
class Histogram:
    figure: str
    counts: list

    @property
    def shares(self):
        """Height of each bar from 0 to 100; what is there at all shows."""
        most = max(self.counts, default=0)
        return [max(6, round(100 * count / most)) if count else 0 for count in self.counts]

    @property
    def path(self):
        """All bars as one path of an SVG of 120 x 24: ten units for each and its gap. "" where there is none."""
        return "".join(
            f"M{10 * place} 24V{24 - 0.24 * share:.4g}h9V24"
            for place, share in enumerate(self.shares)
            if share
        )

    @property
    def scale(self):
        """What the first bar stays below, and the last one begins with: “< 1.000 m²”, “≥ 100 ha”."""
        steps, spell = bar_edges(self.figure), RANGE_CRITERIA[self.figure].unit.spell
        return f"<{NBSP}{spell(steps[0])}", f"≥{NBSP}{spell(steps[-1])}"


def build_histograms(figures, spaces, size):
    """The histogram of each figure over the spaces, of which there are `size`; an even sample of them if many."""
    if not figures:
        return {}
    step = -(-size // MAX_SAMPLE_SIZE)
    if step > 1:
        spaces = spaces.alias(turn=F("number") % step).filter(turn=0)
    counts = {figure: [0] * (len(bar_edges(figure)) + 1) for figure in figures}
    asked = [(counts[figure], bar_edges(figure)) for figure in figures]
    columns = Columns([column for figure in figures for column in column_sql(figure)])
    # No translated words among them: looking for some in each row takes longer than all the rest.
    for row in spaces.rewrite(False).values_list(columns):
        for value, (numbers, steps) in zip(row, asked, strict=True):
            if value is not None:
                numbers[bisect_right(steps, value)] += 1
    return {figure: Histogram(figure, numbers) for figure, numbers in counts.items()}


def bar_conditions(figure):
    """The condition of each bar."""
    column, steps = RANGE_CRITERIA[figure].column, bar_edges(figure)
    return [
        Q(**{f"{column}__lt": steps[0]}),
        *(
            Q(**{f"{column}__gte": lower, f"{column}__lt": upper})
            for lower, upper in zip(steps, steps[1:], strict=False)
        ),
        Q(**{f"{column}__gte": steps[-1]}),
    ]
