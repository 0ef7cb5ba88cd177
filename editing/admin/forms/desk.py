"""Object-level permissions on every admin page: users see and change their organisation's objects (docs/adr/0040)."""

from dataclasses import replace
from functools import partial, wraps

from django.apps import apps
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import ActionLocation
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.text import capfirst

from accounts.rights import rights_of
from editing.admin.forms.desk_form import form_for_request
from editing.admin.forms.double_submit import add_once, record_added
from editing.admin.forms.file_preparation import prepare_files
from editing.admin.forms.rights import RightsMixin
from editing.admin.forms.slugs import notify_numbered_slug
from editing.admin_registry import registered_admins
from editing.comments import translate_comment
from editing.models import ReleaseStep
from editing.primary_keys import valid_keys
from publishing import permissions_filter
from publishing.access_policy import owner_model


class DeskAdminMixin(RightsMixin):
    """For a ModelAdmin, before its base class; its inlines use DeskInlineMixin."""

    pages = ()
    """(route, view, name) of each additional page. The view takes this ModelAdmin, the request and the URL arguments.
    """
    is_read_only_view = False
    """Set for a submitted form shown again (portal.server.submitted_form): it must not add or change anything."""

    def has_release_permission(self, request, obj=None):
        return self.may(request, "release", obj)

    def history_view(self, request, object_id, extra_context=None):
        """Translate the messages of Django's log for models without revisions."""
        response = super().history_view(request, object_id, extra_context)
        for entry in getattr(response, "context_data", {}).get("action_list", ()):
            if isinstance(entry, LogEntry):
                entry.get_change_message = partial(translate_comment, entry.change_message, self.model)
        return response

    def add_view(self, request, form_url="", extra_context=None):
        prepare_files(self, request, self.has_add_permission)
        return add_once(self, request, super().add_view, form_url, extra_context)

    def response_add(self, request, obj, post_url_continue=None):
        record_added(request, obj)
        notify_numbered_slug(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        prepare_files(self, request, self.has_change_permission, object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def get_changeform_initial_data(self, request):
        """Assign new objects to the organisation of the user."""
        initial = super().get_changeform_initial_data(request)
        if steward := getattr(self.model, "steward_field", None):
            return {steward: rights_of(request.user).default_organisation(self.model)} | initial
        return initial

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        is_offering = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        narrow = permissions_filter.choosable if is_offering else permissions_filter.visible
        return narrow(rows, request.user)

    def get_form(self, request, obj=None, **kwargs):
        form = form_for_request(kwargs.pop("form", self.form), request)
        return super().get_form(request, obj, form=form, **kwargs)

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        return {
            name: replace(action, func=with_object_permissions(action.func))
            for name, action in actions.items()
        }

    def get_deleted_objects(self, objs, request):
        """Allow rows to be deleted with their owner, without permission to delete them alone."""
        listed, counts, needed, protected = super().get_deleted_objects(objs, request)
        own = self.model._meta.concrete_model
        models = registered_admins(self.admin_site)
        rows = {model._meta.verbose_name for model in models if owner_model(model) is own}
        return without_prefixes(listed, link_line_prefixes()), counts, needed - rows, protected

    def get_object(self, request, object_id, from_field=None):
        """Raise PermissionDenied for an existing object outside the user's permissions; Django reports it missing."""
        obj = super().get_object(request, object_id, from_field)
        if obj is None and self.objects_by_key([object_id]).exists():
            raise PermissionDenied
        return obj

    def url_of(self, view, *keys):
        """Return the URL of a page of this model; for pages of an object its key is the first argument."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_{view}"
        return reverse(f"{self.admin_site.name}:{name}", args=keys)

    def get_urls(self):
        model = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(route, self.admin_site.admin_view(partial(view, self)), name=f"{model}_{name}")
            for route, view, name in self.pages
        ]
        return [*own, *super().get_urls()]

    def get_permitted_object(self, request, object_id, permission):
        """Return the object of a URL if the user has the permission. Raises Http404 or PermissionDenied."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not permission(request, obj):
            raise PermissionDenied
        return obj

    def page_context(self, request, obj, title):
        """Return the template context of an object's additional pages."""
        return self.admin_site.each_context(request) | {"opts": self.opts, "original": obj, "title": title}

    def objects_by_key(self, keys):
        """Return the objects with these ids, regardless of permissions; invalid ids are skipped."""
        return self.model._default_manager.filter(pk__in=valid_keys(self.model, map(unquote, keys)))


def link_line_prefixes():
    """Return prefixes of uninformative lines in the list of a deletion: many-to-many links and workflow steps."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
    return tuple(f"{capfirst(model._meta.verbose_name)}: " for model in (*models, ReleaseStep))


def without_prefixes(lines, beginnings):
    """Return the nested list without lines that have one of the prefixes."""
    lines = [without_prefixes(line, beginnings) if isinstance(line, list) else line for line in lines]
    return [line for line in lines if line != [] and not str(line).startswith(beginnings)]


def with_object_permissions(func):
    """Wrap the action `func`: raise PermissionDenied unless the user may do it with every selected object."""
    permissions = getattr(func, "allowed_permissions", ())
    if func is delete_selected or not permissions:  # Django checks every object to be deleted
        return func

    @wraps(func)
    def guarded(model_admin, request, queryset):
        for obj in queryset:
            if not any(model_admin.may(request, permission, obj) for permission in permissions):
                raise PermissionDenied
        return func(model_admin, request, queryset)

    return guarded
