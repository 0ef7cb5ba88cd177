from django.db.models import ManyToManyField

from regions.forms import AreaChoiceField, AreasChoiceField
from regions.models import Area


class AreaChoicesMixin:
    """For a ModelAdmin or an inline with fields of areas: those that are called alike are told apart."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.related_model is Area:
            is_many = isinstance(db_field, ManyToManyField)
            kwargs |= {
                "form_class": AreasChoiceField if is_many else AreaChoiceField,
                "queryset": Area.objects.with_superiors().defer("boundary", "outline"),
            }
        return super().formfield_for_dbfield(db_field, request, **kwargs)
