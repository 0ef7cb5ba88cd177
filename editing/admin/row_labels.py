"""Names for the boxes by which rows in a table are removed: Django writes a word above them alone."""

from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _


class NamedRows(BaseInlineFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields and form.instance.pk:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete: %(row)s") % {"row": form.instance}
