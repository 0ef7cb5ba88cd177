"""Two editors on one object: the second is told, and nothing they typed is lost."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _
from reversion.models import Version
from reversion.revisions import is_registered

from publishing.admin.before_release import ChecksFormMixin
from publishing.admin.desk import DeskForm
from publishing.admin.later_days import LaterDaysFormMixin
from publishing.admin.merging import MergeFormMixin
from publishing.admin.releasing import ReleaseFormMixin
from publishing.admin.slugs import SlugFormMixin

BESIDES = {"opened_version", "overwrite_version", "opened_change", "overwrite_change", "step_comment"}
"""Fields of the form that say nothing about the object."""


class ConstraintFormMixin:
    """Puts the message of a broken constraint beside the field that `constraint_fields` names for it."""

    constraint_fields = {}

    def validate_constraints(self):
        exclude = self._get_validation_exclusions()
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self.add_error(self.field_of(constraint), ValidationError(error.messages))

    def field_of(self, constraint):
        columns = getattr(constraint, "fields", ())
        name = self.constraint_fields.get(constraint.name, columns[0] if len(columns) == 1 else None)
        return name if name in self.fields else None


class PublishableForm(
    ChecksFormMixin,
    DeskForm,
    ReleaseFormMixin,
    LaterDaysFormMixin,
    MergeFormMixin,
    SlugFormMixin,
    ConstraintFormMixin,
    forms.ModelForm,
):
    """Carries the version the form was opened with and compares it with the stored one when it comes back."""

    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The version the editor has been warned about and wants to replace all the same; a checkbox in the template.
    overwrite_version = forms.IntegerField(required=False)
    # The same for a change that waits for release.
    opened_change = forms.CharField(widget=forms.HiddenInput, required=False)
    overwrite_change = forms.CharField(required=False)
    step_comment = forms.CharField(label=_("comment"), required=False, max_length=2000, widget=forms.Textarea)

    conflict = None
    decided_version = None
    """The version that the editor has decided about; a form that comes back for another fault need not ask again."""
    constraint_fields = {
        "news_article_period_in_order": "published_until",
        "quotes_quote_period_in_order": "published_until",
        "projects_project_period_in_order": "published_until",
        "portal_page_period_in_order": "published_until",
        "sites_space_period_in_order": "published_until",
        "sites_businesspark_period_in_order": "published_until",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened_version"].initial = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self.compare_versions()
        return cleaned

    def compare_versions(self):
        rows = type(self.instance)._base_manager.filter(pk=self.instance.pk)
        if connection.in_atomic_block:
            rows = rows.select_for_update()
        stored = rows.values_list("version", flat=True).first()
        opened = self.cleaned_data.get("opened_version")
        if stored is None or stored == opened:
            return
        if stored == self.cleaned_data.get("overwrite_version"):
            self.decided_version = stored
            return
        if is_registered(type(self.instance)) and self.merges_by_itself(stored):
            return
        self.conflict = {
            "version": stored,
            "was_told": self.data.get("told_version") == str(stored),
            "revision": self.latest_revision(),
            "meanwhile": self.meanwhile(opened) if is_registered(type(self.instance)) else None,
        }
        self.add_error(
            NON_FIELD_ERRORS,
            ValidationError(
                _("Somebody else has changed this entry since you opened it. Nothing has been saved yet."),
                code="version_conflict",
            ),
        )

    def latest_revision(self):
        model = type(self.instance)
        if not is_registered(model):
            return None
        version = Version.objects.get_for_object(self.instance).select_related("revision__user").first()
        return version.revision if version else None

    def has_changed(self):
        return bool(set(self.changed_data) - BESIDES)
