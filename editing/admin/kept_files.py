"""A file that came with a change which waits: the form names it, signed, and so it need not be sent again."""

from dataclasses import dataclass
from pathlib import PurePath

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from editing.admin.preparing import prepare_document
from publishing.documents import stored_refusal, tidied

SALT = "publishing.kept_file"


def name_in(token):
    """The name of the stored file, None where the token is none of ours."""
    try:
        return signing.loads(token, salt=SALT) if token else None
    except signing.BadSignature:
        return None


def prepare_kept(token, user):
    if name := name_in(token):
        stored_refusal(default_storage, name)


class LinkedFileInput(AdminFileWidget):
    """Shows a stored file by its name, with the address at which the form's user may open it; never its place."""

    use_fieldset = False  # a legend names no input, a label does
    address = ""

    def format_value(self, value):
        file = super().format_value(value)
        return LinkedFile(self.address, file.name) if file else file


@dataclass(frozen=True)
class LinkedFile:
    url: str
    name: str

    def __str__(self):
        return PurePath(self.name).name


class KeptFileForm(forms.ModelForm):
    """For a row with one file, which `file_field` names."""

    file_field = "file"
    prepared = {"file": prepare_document}
    prepared_texts = {"kept_file": prepare_kept}

    kept_file = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = None
        name = name_in(self.data.get(self.add_prefix("kept_file")))
        if name and name != getattr(self.instance, self.file_field).name:
            field = self._meta.model._meta.get_field(self.file_field)
            self.kept = self.initial[self.file_field] = field.attr_class(self.instance, field, name)

    def keep_file(self):
        """The form shows an instance whose file no row names yet."""
        shown = getattr(self.instance, self.file_field)
        if shown:
            self.fields["kept_file"].initial = signing.dumps(shown.name, salt=SALT)
            self.fields[self.file_field].required = False
            self.fields[self.file_field].help_text = PurePath(shown.name).name
            if self.instance.pk is None:
                del self.initial[self.file_field]

    def clean(self):
        """The model's field asks what is sent, not what is stored; a file that waits may be older than its rules."""
        cleaned = super().clean()
        file = self.cleaned_data.get(self.file_field)
        if isinstance(file, UploadedFile):
            try:
                tidied(file)
            except ValidationError as refusal:  # there may be no room for what is stored
                self.add_error(self.file_field, refusal)
        elif self.kept and file == self.kept and (refusal := stored_refusal(default_storage, self.kept.name)):
            self.add_error(self.file_field, refusal)
        return cleaned

    def has_changed(self):
        return self.kept is not None or super().has_changed()
