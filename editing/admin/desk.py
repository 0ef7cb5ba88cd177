"""The administration by desks: each user sees and changes what lies on theirs, on every page (docs/adr/0040)."""

from dataclasses import replace
from functools import partial, wraps

from django import forms
from django.apps import apps
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import ActionLocation
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editing.admin.adding_once import AddsOnceMixin
from editing.admin.before_release import EditedRows
from editing.admin.checked_form import CheckedForm
from editing.admin.lookalikes import LookalikesMixin
from editing.admin.preparing import PreparesFilesMixin
from editing.comments import in_our_words
from editing.models import ReleaseStep
from editing.sent_keys import are_there, valid_keys
from formats.days import limit_years
from publishing import reach
from publishing.desks import owner_model
from publishing.refusals import note_refusal

NO_CHOICE = ("invalid_choice", "invalid_pk_value", "invalid_list")


class DeskForm(CheckedForm):
    """Offers only what the user may choose, and gives nothing away to an organisation that is not theirs.

    The administration sets `request` and its `user`. Without them, as in a test of the form alone, nothing is limited.
    """

    request = user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit_years(self)
        self.unlimited = {}
        """What the fields would offer to somebody who may choose all."""
        if self.user is None:
            return
        self.stored_steward = getattr(self.instance, self.steward_column, None)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                self.limit(name, field)

    @property
    def steward_column(self):
        return f"{getattr(self.instance, 'steward_field', None)}_id"

    def limit(self, name, field):
        """What is chosen already stays: else an unchanged form would be refused."""
        rows = field.queryset
        allowed = reach.choosable(rows, self.user)
        if allowed is rows:
            return
        self.unlimited[name] = rows
        chosen = self.initial.get(name) or []
        chosen = chosen if isinstance(chosen, list | tuple) else [chosen]
        keys = [getattr(row, "pk", row) for row in chosen]
        field.queryset = rows.filter(Q(pk__in=allowed.order_by().values("pk")) | Q(pk__in=keys))

    def check_whole(self):
        super().check_whole()
        self.forget_refused_choices()
        self.check_steward()

    def forget_refused_choices(self):
        choices = [name for name, field in self.fields.items() if isinstance(field, forms.ModelChoiceField)]
        for name in filter(self.was_no_choice, choices):
            sent = self[name].data or []
            sent = sent if isinstance(sent, list | tuple) else [sent]
            if name in self.unlimited and are_there(self.unlimited[name], sent):
                note_refusal(self.request)
            if len(valid_keys(self.fields[name].queryset.model, sent)) < len(sent):
                self.forget(name)

    def was_no_choice(self, name):
        return any(self.has_error(name, code) for code in NO_CHOICE)

    def forget(self, name):
        """The field comes back empty: a search field would look in the database for what cannot be a key."""
        self.data = self.data.copy()
        self.data.pop(self.add_prefix(name), None)

    def check_steward(self):
        steward_field = getattr(self.instance, "steward_field", None)
        if self.user is None or steward_field not in self.fields or steward_field in self.errors:
            return
        if not reach.may(self.user, "change", type(self.instance), self.instance):
            self.add_error(
                steward_field, ValidationError(_("Choose an organisation for which you may edit."))
            )
            # Whose it is decides whether the form comes back to be corrected: the stored one, until it is saved.
            setattr(self.instance, self.steward_column, self.stored_steward)


def for_whom(form, request):
    """The form class, for the user of this request."""
    bases = (form,) if issubclass(form, DeskForm) else (DeskForm, form)
    return type(
        form.__name__, bases, {"request": request, "user": request.user, "__module__": form.__module__}
    )


class RightsMixin:
    """Asks for rights to the very object; a row asks for them to what it belongs to."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A cross beside a choice would delete the contact or picture itself: that is done on its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def may(self, request, action, obj=None):
        return reach.may(request.user, action, self.model, obj)

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
        form = for_whom(kwargs.pop("form", self.form), request)
        formset = super().get_formset(request, obj, form=form, **kwargs)
        formset.request = request
        return formset


class DeskAdminMixin(PreparesFilesMixin, AddsOnceMixin, LookalikesMixin, RightsMixin):
    """For a ModelAdmin, before the class it is made of; its inlines take DeskInlineMixin."""

    object_pages = {}
    """{end of the address of a page of one object: its name}; the method `<name>_view` answers."""

    def has_release_permission(self, request, obj=None):
        return self.may(request, "release", obj)

    def history_view(self, request, object_id, extra_context=None):
        """Django's log, where there is no other history, in the language of the reader."""
        response = super().history_view(request, object_id, extra_context)
        for entry in getattr(response, "context_data", {}).get("action_list", ()):
            if isinstance(entry, LogEntry):
                entry.get_change_message = partial(in_our_words, entry.change_message, self.model)
        return response

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        is_offering = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return (reach.choosable if is_offering else reach.visible)(rows, request.user)

    def get_form(self, request, obj=None, **kwargs):
        form = for_whom(kwargs.pop("form", self.form), request)
        return super().get_form(request, obj, form=form, **kwargs)

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        return {name: replace(action, func=for_each(action.func)) for name, action in actions.items()}

    def get_deleted_objects(self, objs, request):
        """Rows go with what they belong to, though nobody may delete them alone."""
        listed, counts, needed, protected = super().get_deleted_objects(objs, request)
        own = self.model._meta.concrete_model
        rows = {row._meta.verbose_name for row in self.admin_site._registry if owner_model(row) is own}
        return without(listed, words_for_links()), counts, needed - rows, protected

    def get_object(self, request, object_id, from_field=None):
        """What is there but out of the user's reach is refused; Django would say that it does not exist."""
        obj = super().get_object(request, object_id, from_field)
        if obj is None and self.objects_named([object_id]).exists():
            raise PermissionDenied
        return obj

    def url_name(self, view):
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{view}"

    def get_urls(self):
        """Those of `object_pages`, then Django's."""
        own = [
            path(
                f"<path:object_id>/{end}",
                self.admin_site.admin_view(getattr(self, f"{name}_view")),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for end, name in self.object_pages.items()
        ]
        return [*own, *super().get_urls()]

    def object_for(self, request, object_id, permission):
        """The object of an address, for users with this permission to it. Raises Http404 where there is none."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not permission(request, obj):
            raise PermissionDenied
        return obj

    def page_context(self, request, obj, title):
        """What the templates of an object's own pages want."""
        return self.admin_site.each_context(request) | {"opts": self.opts, "original": obj, "title": title}

    def objects_named(self, keys):
        """The objects with these ids, no matter who may see them; what is no id is left out."""
        return self.model._default_manager.filter(pk__in=valid_keys(self.model, map(unquote, keys)))


def words_for_links():
    """What the list of a deletion begins a line with that tells nobody anything: links between two entries, and notes
    of the work flow.
    """
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
    return tuple(f"{capfirst(model._meta.verbose_name)}: " for model in (*models, ReleaseStep))


def without(lines, beginnings):
    """The nested list of lines, without those that begin so."""
    kept = [without(line, beginnings) if isinstance(line, list) else line for line in lines]
    return [line for line in kept if line != [] and not str(line).startswith(beginnings)]


def for_each(func):
    """The action `func`, refused when the user may not do it with one of the chosen."""
    permissions = getattr(func, "allowed_permissions", ())
    if func is delete_selected or not permissions:  # Django asks for every object that would be deleted
        return func

    @wraps(func)
    def guarded(model_admin, request, queryset):
        for obj in queryset:
            if not any(model_admin.may(request, permission, obj) for permission in permissions):
                raise PermissionDenied
        return func(model_admin, request, queryset)

    return guarded
