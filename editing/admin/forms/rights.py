"""Permissions and form fields shared by admin classes and inlines."""

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from editing.admin.forms.desk_form import form_for_request
from editing.admin.forms.release_checks import EditedRows
from publishing import permissions_filter
from regions.admin_fields import formfield_kwargs


class RightsMixin:
    """Checks permissions for the object; for a row, those for its owner."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Pass the unit of a figure to its form field (formats.figure_fields)."""
        kwargs |= formfield_kwargs(db_field, request)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(db_field, "unit"):
            field.unit = db_field.unit
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # The link would delete the contact or picture itself.
            field.widget.can_delete_related = False
        return field

    def may(self, request, action, obj=None):
        return permissions_filter.has_permission(request.user, action, self.model, obj)

    def has_change_permission(self, request, obj=None):
        return self.may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, "delete", obj)

    def has_view_permission(self, request, obj=None):
        return self.may(request, "view", obj) or self.may(request, "change", obj)


class DeskInlineMixin(RightsMixin):
    formset = EditedRows

    def has_add_permission(self, request, obj=None):
        return self.may(request, "add", obj)

    def get_formset(self, request, obj=None, **kwargs):
        form = form_for_request(kwargs.pop("form", self.form), request)
        formset = super().get_formset(request, obj, form=form, **kwargs)
        formset.request = request
        return formset
