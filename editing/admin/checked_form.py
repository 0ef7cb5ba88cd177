"""What a form asks of the whole thing, once its fields have made it."""

from django import forms


class CheckedForm(forms.BaseModelForm):
    def full_clean(self):
        super().full_clean()
        if self.is_bound and not (self.empty_permitted and not self.has_changed()):
            self.check_whole()

    def check_whole(self):
        """Add errors to what `instance` has become. Subclasses extend it; those of the classes below come first."""
