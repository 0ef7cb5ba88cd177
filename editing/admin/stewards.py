"""New things belong to the organisation of the user who adds them."""

from django import forms

from accounts.models import Organisation
from accounts.rights import rights_of


class StewardFormMixin(forms.BaseModelForm):
    """For a DeskForm: nobody who adds something for their organisation has to say so."""

    def clean(self):
        cleaned = super().clean()
        model = self._meta.model
        if self.instance.pk is None and cleaned.get(model.steward_field) is None:
            home = Organisation.objects.filter(pk=rights_of(self.user).home(model)).first()
            cleaned[model.steward_field] = home
            setattr(self.instance, model.steward_field, home)  # also where the form has no field for it
        return cleaned
