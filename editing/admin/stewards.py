"""New things belong to the organisation of the user who adds them."""

from django import forms

from accounts.models import Organisation
from accounts.rights import rights_of


class StewardFormMixin(forms.BaseModelForm):
    """For a DeskForm: nobody who adds something for their organisation has to say so."""

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        model = self._meta.model
        if self.user and self.instance.pk is None and cleaned.get(model.steward_field, ...) is None:
            cleaned[model.steward_field] = Organisation.objects.filter(
                pk=rights_of(self.user).home(model)
            ).first()
        return cleaned
