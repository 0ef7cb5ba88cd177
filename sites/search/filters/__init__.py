from sites.search.filters.filterset import AREA_FILTERS, AREA_NAMES, LOCATION_FILTERS, SpaceFilterSet
from sites.search.filters.table import CRITERIA, FIGURES, PARAMETERS, UNKNOWN_LABELS, figure_noun

__all__ = [
    "AREA_FILTERS",
    "AREA_NAMES",
    "PARAMETERS",
    "FIGURES",
    "CRITERIA",
    "UNKNOWN_LABELS",
    "LOCATION_FILTERS",
    "SpaceFilterSet",
    "figure_noun",
]
