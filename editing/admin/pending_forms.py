"""Forms that show a state which is not stored: the change that waits, so that its author goes on with it.

Only what is shown is laid over. When the form comes back it is compared with what is stored, as any other.
"""

from django.db import models

from editing.comparing.wording import python_value
from editing.releasing.applying import write
from publishing.models import Picture


def overlay(obj, values):
    """Lay the values over the object in memory; the many-to-many ones are returned, for the form."""
    write(obj, values)
    many = {field.name for field in obj._meta.many_to_many}
    return {name: value for name, value in values.items() if name in many}


def with_pending_rows(formset, rows, pictures):
    """The formset class, showing `rows`: {key: values}; those that are not stored yet come as further forms."""
    fk = formset.fk.name
    new = [values for key, values in rows.items() if key.startswith("new-")]
    pictures_by_key = {str(picture.pk): picture for picture in Picture.objects.filter(pk__in=pictures)}
    for key, picture in pictures_by_key.items():
        write(picture, pictures[key])

    def lay(row, values):
        row.stored_files = {field.name: getattr(row, field.name).name for field in files_of(row)}
        write(row, values)
        for field in row._meta.fields:
            is_picture = isinstance(field, models.ForeignKey) and field.related_model is Picture
            if is_picture and (picture := pictures_by_key.get(str(values.get(field.name)))):
                setattr(row, field.name, picture)

    class PendingFormSet(formset):
        extra = formset.extra + len(new)

        def __init__(self, *args, **kwargs):
            kwargs["initial"] = [initial_of(self.model, values) for values in new]
            super().__init__(*args, **kwargs)

        def get_queryset(self):
            if not hasattr(self, "_laid"):
                self._laid = super().get_queryset()
                for row in self._laid:
                    if values := rows.get(str(row.pk)):
                        lay(row, values)
            return self._laid

        def new_forms(self):
            return self.extra_forms[: len(new)]

        def add_fields(self, form, index):
            super().add_fields(form, index)
            place = -1 if index is None else index - self.initial_form_count()
            if 0 <= place < len(new):
                setattr(form.instance, fk, self.instance)  # Django does so later; the row's fields ask for it
                lay(form.instance, {name: value for name, value in new[place].items() if name != fk})
                tell_picture(form)
            if index is not None and "kept_file" in form.fields:
                form.keep_file()
            if form.instance.pk and str(form.instance.pk) not in rows and "DELETE" in form.fields:
                form.fields["DELETE"].initial = True

    return PendingFormSet


def files_of(row):
    return [field for field in row._meta.fields if isinstance(field, models.FileField)]


def initial_of(model, values):
    return {
        name: python_value(model._meta.get_field(name), value)
        for name, value in values.items()
        if not isinstance(model._meta.get_field(name), models.FileField)
    }


def tell_picture(form):
    """A photo's form (editing.admin.photos) has fields for its picture's details, and takes it as just sent."""
    if hasattr(form, "pictured") and (picture := form.pictured()):
        form.tell(picture)
        form.fields["stored_upload"].initial = picture.pk
