"""Indexes for the sort orders of the list (sites/sorts.py): 100,000 spaces are not sorted for a page."""

from django.conf import settings
from django.db import models

from sites.models.stored import DISTANCE_COLUMNS, DRIVE_COLUMNS
from sites.sorts import SORTS

SORT_INDEXES = [
    models.Index("area", "number", name="space_smallest_idx"),
    models.Index(*SORTS["-area"].columns, "number", name="space_largest_idx"),
    models.Index("stored_price_m2", "stored_rent_m2", "number", name="space_cheapest_idx"),
    models.Index(*SORTS["-price"].columns, "number", name="space_dearest_idx"),
    models.Index("stored_price_total", "stored_rent_year", "number", name="space_lowest_total_idx"),
    models.Index(*SORTS["-total"].columns, "number", name="space_highest_total_idx"),
    *(
        models.Index(column, "number", name=column.replace("stored", "near"))
        for column in (*DISTANCE_COLUMNS.values(), *DRIVE_COLUMNS.values())
        if column != DISTANCE_COLUMNS["substation"]
    ),
    models.Index(*SORTS["-people_25_km"].columns, "number", name="space_people_25_km_idx"),
    *(
        models.Index(f"sort_name_{code}", "number", name=f"space_alphabet_{code}_idx")
        for code, _name in settings.LANGUAGES
    ),
    models.Index(fields=["-data_as_of", "number"], name="space_freshest_idx"),
]
