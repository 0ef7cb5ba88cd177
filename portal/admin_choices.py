"""How things are called where one is chosen or found: as their ModelAdmin says (`choice_label`), else as everywhere."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView


def label_of(model_admin, obj):
    return getattr(model_admin, "choice_label", str)(obj)


class ChoicesView(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": label_of(self.model_admin, obj)}
