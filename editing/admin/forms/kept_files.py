"""Files uploaded with a pending change: the form refers to them by a signed name, so they need no second upload."""

from pathlib import PurePath

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core import signing

from editing.admin.forms.file_preparation import prepare_document

SALT = "publishing.kept_file"


def unsign_name(token):
    """Return the name of the stored file, None for an invalid token."""
    try:
        return signing.loads(token, salt=SALT) if token else None
    except signing.BadSignature:
        return None


class LinkedFileInput(AdminFileWidget):
    """Shows a stored file by its name, linked to `address`; never its path."""

    use_fieldset = False  # a label instead of a legend
    address = ""

    def format_value(self, value):
        if file := super().format_value(value):
            file = LinkedFile(PurePath(file.name).name)
            file.url = self.address
        return file


class LinkedFile(str):
    """A file name with the `url` attribute that the widget requires."""


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
        """Prepare the form for an instance whose file is not saved in a row yet."""
        shown = self.instance.file
        if shown:
            self.fields["kept_file"].initial = signing.dumps(shown.name, salt=SALT)
            self.fields["file"].required = False
            self.fields["file"].help_text = PurePath(shown.name).name
            if self.instance.pk is None:
                del self.initial["file"]

    def has_changed(self):
        return self.stored_file is not None or super().has_changed()
