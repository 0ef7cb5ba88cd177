"""The form of publishable models."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editing.admin.forms.desk_form import DeskForm
from editing.admin.forms.edit import get_edit
from editing.admin.forms.release_checks import ChecksFormMixin
from editing.admin.forms.slugs import SlugFormMixin
from editing.admin.release.releasing import ReleaseFormMixin

CONTROL_FIELDS = {"opened_version", "opened_change", "overwrite_change", "step_comment"}
"""Form fields that are not fields of the object."""


class ConstraintFormMixin:
    """Assigns errors of constraints to the fields in `constraint_fields`: {name as in the model: field}."""

    constraint_fields = {}
    constrained_fields = frozenset()
    """Fields that are not in the form but included in constraint validation."""

    def validate_constraints(self):
        # Private in Django.
        exclude = self._get_validation_exclusions() - self.constrained_fields
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self.add_error(self.constraint_field(constraint), ValidationError(error.messages))

    def constraint_field(self, constraint):
        columns = getattr(constraint, "fields", ())
        opts = self._meta.model._meta.concrete_model._meta
        own = {"app_label": opts.app_label, "class": opts.model_name}
        named = {name % own: field for name, field in self.constraint_fields.items()}
        name = named.get(constraint.name, columns[0] if len(columns) == 1 else None)
        return name if name in self.fields else None


class PublishableForm(
    ChecksFormMixin, DeskForm, ReleaseFormMixin, SlugFormMixin, ConstraintFormMixin, forms.ModelForm
):
    """Includes the version it was opened with, to detect late forms (editing.admin.release.late_forms)."""

    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # Tokens of the pending change that the form shows, and of the one to be replaced.
    opened_change = forms.CharField(widget=forms.HiddenInput, required=False)
    overwrite_change = forms.CharField(required=False)
    step_comment = forms.CharField(label=_("comment"), required=False, max_length=2000, widget=forms.Textarea)

    constraint_fields = {"%(app_label)s_%(class)s_period_in_order": "published_until"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened_version"].initial = self.instance.version

    def clean(self):
        cleaned = super().clean()
        late = get_edit(self.request).late
        for sentence in late.errors if late else ():
            self.add_error(None, sentence)
        return cleaned

    def has_changed(self):
        return bool(set(self.changed_data) - CONTROL_FIELDS)
