"""How a figure spreads over the pool: twelve bars between sensible edges."""

from bisect import bisect_right
from dataclasses import dataclass

from django.db.models import F, FloatField, Q
from django.db.models.functions import Cast

from sites.filters import FIGURES
from sites.filters.questions import Limit

SAMPLE = 2_000
"""From this many objects on the bars are drawn from every second, third … object. The eye sees no difference."""

STEPS = {
    "area": [1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 50_000, 100_000, 200_000, 500_000, 1_000_000],
    "divisible": [500, 1_000, 2_000, 3_000, 5_000, 7_500, 10_000, 20_000, 30_000, 50_000, 100_000],
    "yard": [500, 1_000, 2_000, 3_000, 5_000, 7_500, 10_000, 20_000, 30_000, 50_000, 100_000],
    "price_m2": [5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 200],
    "rent_m2": [2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 10],
    "min_term": [3, 6, 12, 18, 24, 36, 48, 60, 84, 120, 180],
    "grz": [0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9],
    "gfz": [0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 2, 2.4, 2.8, 3],
    "bmz": [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    "noise_day": [45, 50, 54, 56, 58, 60, 62, 64, 66, 68, 70],
    "noise_night": [30, 35, 38, 40, 42, 44, 46, 48, 50, 55, 60],
    "clear_height": [4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16],
    "floor_load": [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15],
    "crane": [1, 2, 3.2, 5, 8, 10, 12.5, 16, 20, 32, 50],
    "docks": [1, 2, 4, 6, 8, 10, 15, 20, 30, 40, 60],
    "drive_in_doors": [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20],
    "column_grid": [4, 5, 6, 8, 10, 12, 15, 18, 20, 24, 30],
    "office_share": [2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 50],
    "power": [50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000],
    "fibre": [50, 100, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 40_000, 100_000],
    "district_heat": [0.5, 1, 2, 3, 4, 5, 7.5, 10, 15, 20, 50],
}
STEPS["contiguous"] = STEPS["area"]
STEPS |= dict.fromkeys(
    ["gas", "water", "waste_water", "hydrogen"], [10, 20, 40, 60, 100, 200, 400, 600, 1_000, 2_000, 5_000]
)
KILOMETRES = [1, 2, 3, 5, 7.5, 10, 15, 20, 30, 40, 60]

RANGES = {name: question for name, question in FIGURES.items() if isinstance(question, Limit)}


def edges(figure):
    """The eleven values that part the twelve bars; a bar holds its lower edge."""
    return STEPS.get(figure, KILOMETRES)


class Real(Cast):
    """A figure as the database's own floating-point number, taken as it comes: both databases hand over a float."""

    def __init__(self, column):
        super().__init__(column, FloatField())

    @property
    def convert_value(self):
        return self._convert_value_noop


@dataclass
class Bar:
    lower: float | None
    upper: float | None
    count: int


@dataclass
class Histogram:
    figure: str
    counts: list

    @property
    def is_empty(self):
        return not any(self.counts)

    @property
    def bars(self):
        steps = edges(self.figure)
        return [
            Bar(lower, upper, count)
            for lower, upper, count in zip([None, *steps], [*steps, None], self.counts, strict=True)
        ]

    @property
    def shares(self):
        """Height of each bar from 0 to 100; what is there at all shows."""
        most = max(self.counts, default=0)
        return [max(6, round(100 * count / most)) if count else 0 for count in self.counts]


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
