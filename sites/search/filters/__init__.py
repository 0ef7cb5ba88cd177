from sites.search.filters.filterset import AREA_FILTERS, AREA_NAMES, WHERE, SpaceFilterSet
from sites.search.filters.table import ASKS_FOR, FIGURES, QUESTIONS, UNKNOWN_LABELS, figure_noun

__all__ = [
    "AREA_FILTERS",
    "AREA_NAMES",
    "ASKS_FOR",
    "FIGURES",
    "QUESTIONS",
    "UNKNOWN_LABELS",
    "WHERE",
    "SpaceFilterSet",
    "figure_noun",
]
