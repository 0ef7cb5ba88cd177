"""Admin forms with restricted choices and a check of the organisation."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.rights import rights_of
from editing.primary_keys import any_exist, valid_keys
from formats.days import limit_years
from formats.invisible_characters import prohibit_invisible
from publishing import permissions_filter
from publishing.refusals import log_refusal

INVALID_CHOICE_CODES = ("invalid_choice", "invalid_pk_value", "invalid_list")


class CheckedForm(forms.BaseModelForm):
    """Validates the instance once its fields are set."""

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not (self.empty_permitted and not self.has_changed()):
            self.check_whole()

    def check_whole(self):
        """Add errors about `instance`. Subclasses extend it and call super() first."""


class DeskForm(CheckedForm):
    """Offers only what the user may choose, and refuses to hand an entry to an organisation that is not theirs.

    form_for_request() sets `request`, its `user`, and `choosable`, shared by all rows of a formset: {name of a field:
    query of the keys the user may choose, None for all}.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit_years(self)
        prohibit_invisible(self)
        self.steward_column = f"{getattr(self.instance, 'steward_field', None)}_id"
        self.stored_steward = getattr(self.instance, self.steward_column, None)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and (self.is_bound or lists_all_choices(field)):
                self.limit_choices(name, field)

    def limit_choices(self, name, field):
        """Restrict the choices; current values stay valid, so that an unchanged form is accepted."""
        rows = field.queryset
        if name not in self.choosable:
            allowed = permissions_filter.choosable(rows, self.user)
            self.choosable[name] = None if allowed is rows else allowed.order_by().values("pk")
        if self.choosable[name] is None:
            return
        chosen = self.initial.get(name) or []
        chosen = chosen if isinstance(chosen, list | tuple) else [chosen]
        keys = [getattr(row, "pk", row) for row in chosen]
        field.queryset = rows.filter(Q(pk__in=self.choosable[name]) | Q(pk__in=keys))

    def check_whole(self):
        self.check_steward()  # other checks depend on the organisation
        super().check_whole()
        self.clear_invalid_choices()

    def clear_invalid_choices(self):
        """Empty fields whose value cannot be a key: a search field would query it."""
        for name, field in self.fields.items():
            is_refused = any(self.has_error(name, code) for code in INVALID_CHOICE_CODES)
            if not (is_refused and isinstance(field, forms.ModelChoiceField)):
                continue
            sent = self[name].data or []
            sent = sent if isinstance(sent, list | tuple) else [sent]
            model = field.queryset.model
            if self.choosable.get(name) is not None and any_exist(model._base_manager.all(), sent):
                log_refusal(self.request)
            if len(valid_keys(model, sent)) < len(sent):
                self.data = self.data.copy()
                self.data.pop(self.add_prefix(name), None)

    def check_steward(self):
        """Assign new objects to the organisation of the user unless another is chosen."""
        if not hasattr(self.instance, self.steward_column):
            return
        if self.instance.pk is None and getattr(self.instance, self.steward_column) is None:
            home = rights_of(self.user).default_organisation(type(self.instance))
            setattr(self.instance, self.steward_column, home)
        name = self.instance.steward_field
        is_chosen = name in self.fields and name not in self.errors
        if is_chosen and not permissions_filter.has_permission(
            self.user, "change", type(self.instance), self.instance
        ):
            self.add_error(name, _("Choose an organisation for which you may edit."))
            # Permission to correct the form depends on the stored organisation.
            setattr(self.instance, self.steward_column, self.stored_steward)


def lists_all_choices(field):
    """Return whether all choices are rendered; a search field renders the selected one only."""
    widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
    return not isinstance(widget, AutocompleteSelect)


def form_for_request(form, request):
    """Return a subclass of the form class for the user of this request."""
    bases = (form,) if issubclass(form, DeskForm) else (DeskForm, form)
    attributes = {"request": request, "user": request.user, "choosable": {}, "__module__": form.__module__}
    return type(form.__name__, bases, attributes)
