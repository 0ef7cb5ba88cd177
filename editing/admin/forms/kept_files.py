"""A file that came with a change which waits: the form names it, signed, and so it need not be sent again."""

from pathlib import PurePath

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core import signing

from editing.admin.forms.file_preparation import prepare_document

SALT = "publishing.kept_file"


def unsign_name(token):
    """The name of the stored file, None where the token is none of ours."""
    try:
        return signing.loads(token, salt=SALT) if token else None
    except signing.BadSignature:
        return None


class LinkedFileInput(AdminFileWidget):
    """Shows a stored file by its name, with the address at which the form's user may open it; never its place."""

    use_fieldset = False  # a legend names no input, a label does
    address = ""

    def format_value(self, value):
        if file := super().format_value(value):
            file = LinkedFile(PurePath(file.name).name)
            file.url = self.address
        return file


class LinkedFile(str):
    """The name of a file, with the `url` that a widget asks for."""


class KeptFileForm(forms.ModelForm):
    """For a row with one `file`."""

    prepared = {"file": prepare_document}

    kept_file = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored_file = None
        name = unsign_name(self.data.get(self.add_prefix("kept_file")))
        if name and name != self.instance.file.name:
            field = self._meta.model._meta.get_field("file")
            self.stored_file = self.initial["file"] = field.attr_class(self.instance, field, name)

    def show_stored_file(self):
        """The form shows an instance whose file no row names yet."""
        shown = self.instance.file
        if shown:
            self.fields["kept_file"].initial = signing.dumps(shown.name, salt=SALT)
            self.fields["file"].required = False
            self.fields["file"].help_text = PurePath(shown.name).name
            if self.instance.pk is None:
                del self.initial["file"]

    def has_changed(self):
        return self.stored_file is not None or super().has_changed()
