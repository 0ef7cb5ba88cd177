"""New things belong to the organisation of the user who adds them."""

from django import forms

from accounts.models import Organisation
from accounts.rights import rights_of


class StewardFormMixin(forms.BaseModelForm):
    """For a DeskForm: nobody who adds something for their organisation has to say so."""

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        model = self._meta.model
        if self.instance.pk is None and cleaned.get(model.steward_field) is None:
            home = Organisation.objects.filter(pk=rights_of(self.user).home(model)).first()
            cleaned[model.steward_field] = home
            if model.steward_field not in self.fields:  # nobody asked
                setattr(self.instance, model.steward_field, home)
        return cleaned
