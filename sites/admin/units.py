"""Units an editor may type behind a figure, beside the one that the field's name states."""

from sites.filters import units

UNITS = [
    (
        units.SQUARE_METRES,
        {
            "area",
            "divisible_from",
            "gross_area",
            "net_area",
            "contiguous_area",
            "expansion_area",
            "office_area",
            "ancillary_area",
            "total_area",
            "plot_area",
            "yard_area",
        },
    ),
    (units.EUR, {"price_total"}),
    (units.EUR_M2, {"price_m2", "rent_m2", "service_charge_m2", "ground_rent_m2", "land_value"}),
    (units.PERCENT, {"ground_rent_percent"}),
    (
        units.METRES,
        {
            "building_height_max",
            "clear_height",
            "eaves_height",
            "hook_height",
            "train_length_max",
            "distance_m",
        },
    ),
    (units.KILOMETRES, {"km"}),
    (units.TONNES, {"crane_capacity"}),
    (units.TONNES_M2, {"floor_load"}),
    (units.KILOVOLTAMPERES, {"power_kva"}),
    (units.DECIBELS, {"noise_day", "noise_night"}),
    (units.MONTHS, {"min_term_months"}),
]
UNIT_OF = {name: unit for unit, names in UNITS for name in names}


class UnitsMixin:
    """For a ModelAdmin or an inline of the pool."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in UNIT_OF and field:
            field.unit = UNIT_OF[db_field.name]
        return field
