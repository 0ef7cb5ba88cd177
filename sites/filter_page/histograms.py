"""How a figure spreads over the pool: twelve bars between sensible edges."""

from bisect import bisect_right
from dataclasses import dataclass

from django.db.models import F, FloatField, Q
from django.db.models.functions import Cast

from formats.templatetags.typography import NBSP
from sites.filters import FIGURES
from sites.filters.questions import Limit

SAMPLE = 2_000
"""From this many objects on the bars are drawn from every second, third … object. The eye sees no difference."""

RANGES = {name: question for name, question in FIGURES.items() if isinstance(question, Limit)}


def edges(figure):
    """The eleven values that part the twelve bars; a bar holds its lower edge."""
    return RANGES[figure].steps


class Real(Cast):
    """A figure as the database's own floating-point number, taken as it comes: both databases hand over a float."""

    def __init__(self, column):
        super().__init__(column, FloatField())

    @property
    def convert_value(self):
        return self._convert_value_noop


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
        steps, spell = edges(self.figure), RANGES[self.figure].unit.spell
        return f"<{NBSP}{spell(steps[0])}", f"≥{NBSP}{spell(steps[-1])}"


def drawn(figures, spaces, size):
    """The histogram of each figure over the spaces, of which there are `size`; an even sample of them if many."""
    step = -(-size // SAMPLE)
    if step > 1:
        spaces = spaces.alias(turn=F("number") % step).filter(turn=0)
    counts = {figure: [0] * (len(edges(figure)) + 1) for figure in figures}
    asked = [(counts[figure], edges(figure)) for figure in figures]
    # As the edges are: decimals are read ten times slower, and 0.8 would stand below the edge 0.8.
    columns = [Real(RANGES[figure].column) for figure in figures]
    # No translated words among them: looking for some in each row takes longer than all the rest.
    for row in spaces.rewrite(False).values_list(*columns):
        for value, (bars, steps) in zip(row, asked, strict=True):
            if value is not None:
                bars[bisect_right(steps, value)] += 1
    return {figure: Histogram(figure, bars) for figure, bars in counts.items()}


def bar_conditions(figure):
    """The condition of each bar, by the name under which it is counted."""
    column, steps = RANGES[figure].column, edges(figure)
    bars = [
        Q(**{f"{column}__lt": steps[0]}),
        *(
            Q(**{f"{column}__gte": lower, f"{column}__lt": upper})
            for lower, upper in zip(steps, steps[1:], strict=False)
        ),
        Q(**{f"{column}__gte": steps[-1]}),
    ]
    return {f"{figure}__bar_{number}": bar for number, bar in enumerate(bars)}


def histogram(figure, found):
    """From what was counted by `bar_conditions`."""
    return Histogram(figure, [found[f"{figure}__bar_{number}"] for number in range(len(edges(figure)) + 1)])
