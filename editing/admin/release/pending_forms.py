"""Forms initialised with a pending change, so that its author continues it.

Only the display is changed. The submitted form is compared with the stored state as usual.
"""

from django.db import models

from editing.releasing.applying import set_values
from publishing.models import Picture


def overlay_values(obj, values):
    """Set the values on the object in memory; return many-to-many values, for the form."""
    set_values(obj, values)
    many = {field.name for field in obj._meta.many_to_many}
    return {name: value for name, value in values.items() if name in many}


def with_pending_rows(formset, rows, pictures):
    """Return a formset class that shows `rows`: {key: values}; new ones are additional forms."""
    fk = formset.fk.name
    new = [values for key, values in rows.items() if key.startswith("new-")]
    pictures_by_key = {str(picture.pk): picture for picture in Picture.objects.filter(pk__in=pictures)}
    for key, picture in pictures_by_key.items():
        set_values(picture, pictures[key])

    def lay(row, values):
        files = [field.name for field in row._meta.fields if isinstance(field, models.FileField)]
        row.stored_files = {name: getattr(row, name).name for name in files}
        set_values(row, values)
        for field in row._meta.fields:
            is_picture = isinstance(field, models.ForeignKey) and field.related_model is Picture
            if is_picture and (picture := pictures_by_key.get(str(values.get(field.name)))):
                setattr(row, field.name, picture)

    class PendingFormSet(formset):
        extra = formset.extra + len(new)

        def get_queryset(self):
            if not hasattr(self, "_laid"):
                self._laid = super().get_queryset()
                for row in self._laid:
                    if values := rows.get(str(row.pk)):
                        lay(row, values)
            return self._laid

        def get_form_kwargs(self, index):
            kwargs = super().get_form_kwargs(index)
            place = -1 if index is None else index - self.initial_form_count()
            if 0 <= place < len(new):
                kwargs["instance"] = row = self.model(**{fk: self.instance})
                lay(row, {name: value for name, value in new[place].items() if name != fk})
            return kwargs

        def remaining(self):
            """Those that the release of the change leaves or brings."""
            shown = self.forms[: self.initial_form_count() + len(new)]
            stay = [form for form in shown if form.instance.pk is None or str(form.instance.pk) in rows]
            return [(form.prefix, form.instance) for form in stay]

        def add_fields(self, form, index):
            super().add_fields(form, index)
            row = form.instance
            if index is not None and "kept_file" in form.fields:
                form.show_stored_file()
            if row.pk is None and getattr(row, "picture_id", None):
                form.fields["stored_upload"].initial = row.picture_id  # as if just uploaded
            if row.pk and str(row.pk) not in rows and "DELETE" in form.fields:
                form.fields["DELETE"].initial = True

    return PendingFormSet
