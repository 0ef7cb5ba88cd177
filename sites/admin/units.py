"""Units an editor may type behind a figure, beside the one that the field's name states."""


class UnitsMixin:
    """For a ModelAdmin or an inline of the pool."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and (unit := getattr(db_field, "unit", None)):
            field.unit = unit
        return field
