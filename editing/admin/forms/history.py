"""The history of objects with their rows, and restoring of earlier versions."""

from contextlib import nullcontext

import reversion
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from reversion.admin import VersionAdmin
from reversion.errors import RevertError

from editing.admin.forms.desk import DeskAdminMixin
from editing.admin.forms.edit import Restoration, get_edit
from editing.admin.forms.file_preparation import prepare_files
from editing.admin.forms.version_comparison import compare_view, object_versions, store_comment_as_data
from editing.deleting import deleted_versions
from editing.history import (
    DELETED,
    MissingReference,
    deserialize_object,
    drop_missing_references,
    record_found_state,
    split_revision,
    version_model,
)
from editing.releasing.states import RELEASE_FIELDS
from formats.templatetags.typography import moment
from publishing.log_messages import log_message, serialize_message
from publishing.models import Publishable

PUBLICATION = "publication"
"""Parameter in the URL of an earlier version, and in its form."""


class HistoryAdmin(DeskAdminMixin, VersionAdmin):
    """A VersionAdmin with separate histories of plots and halls, which records the found state and deletions."""

    pages = [("<path:object_id>/compare/", compare_view, "compare")]

    def reversion_register(self, model, **options):
        # Separate histories of proxies: a hall is not a deleted plot.
        super().reversion_register(model, for_concrete_model=not model._meta.proxy, **options)

    def log_addition(self, request, obj, message):
        return store_comment_as_data(super().log_addition(request, obj, message))

    def log_change(self, request, obj, message):
        return store_comment_as_data(super().log_change(request, obj, message))

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_permitted_object(request, object_id, self.has_view_permission)
        context = {
            "states": list(object_versions(self.model, obj.pk)),
            "compare_url": self.url_of("compare", obj.pk),
            "plot": self.history_chart(obj),
        }
        return super().history_view(request, object_id, context | (extra_context or {}))

    def history_chart(self, obj):
        """Return a chart for the page of the history, if the model has one."""
        return ""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" and not self.is_read_only_view:
            self.record_found_states(request, [object_id])
        return super().change_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST":
            selected = self.action_keys(request)
            self.record_found_states(request, selected)
            # Before the action: a revision open during the deletion would not store deleted objects.
            if request.POST.get("action") == "delete_selected" and "post" in request.POST:
                for obj in self.objects_by_key(selected):
                    if self.has_delete_permission(request, obj):
                        self.record_deletion(request, obj)
        return super().changelist_view(request, extra_context)

    def action_keys(self, request):
        """Return the keys of the selected rows, or of all rows of the list on all pages."""
        if request.POST.get("select_across") == "1" and request.POST.get("action"):
            found = self.get_changelist_instance(request).get_queryset(request)
            return [str(key) for key in found.order_by().values_list("pk", flat=True)]
        return request.POST.getlist("_selected_action")

    def create_revision(self, request):
        """Open no revision (and no transaction) for GET requests."""
        return nullcontext() if request.method == "GET" else super().create_revision(request)

    def delete_model(self, request, obj):
        self.record_deletion(request, obj)
        super().delete_model(request, obj)

    def record_found_states(self, request, keys):
        for obj in self.objects_by_key(keys):
            if self.has_change_permission(request, obj):
                record_found_state(obj)

    def record_deletion(self, request, obj):
        with reversion.create_revision():
            reversion.set_user(request.user)
            reversion.set_comment(DELETED)
            reversion.add_to_revision(obj)

    def recoverlist_view(self, request, extra_context=None):
        mine = [version for version in deleted_versions(self.model) if self.may_recover(request, version)]
        return super().recoverlist_view(request, {"deleted": mine} | (extra_context or {}))

    def may_recover(self, request, version):
        """Check permissions against the deleted object's organisation."""
        if request.user.is_superuser:
            return True
        obj = deserialize_object(version)
        return obj is not None and self.may(request, "change", obj) and self.may(request, "add", obj)

    def current_object(self, request, version):
        """Return the object, None if deleted. Permissions are those of today, not of the earlier version."""
        obj = self.get_object(request, version.object_id)
        if not (self.has_view_permission(request, obj) if obj else self.may_recover(request, version)):
            raise PermissionDenied
        return obj

    def restores_publication(self, request, obj):
        """Requested by a link above the form, which submits it; only with the permission to release."""
        asked = request.POST if request.method == "POST" else request.GET
        return PUBLICATION in asked and self.has_release_permission(request, obj)

    def values_to_keep(self, request, version, today):
        """Return {column: value} to keep when restoring; a deleted object is restored as a draft.

        Publication is restored only on request (docs/adr/0055).
        """
        old = deserialize_object(version)
        if today:
            # The form shows the restored version number; the stored one is incremented.
            names = self.columns_to_keep(request, today) - ({"version"} if request.method == "GET" else set())
            if "workflow_state" in names:
                names |= missing_columns(old, today)
            return {name: getattr(today, name) for name in names}
        if not isinstance(old, Publishable) or self.restores_publication(request, old):
            return {}
        return {"workflow_state": old.WorkflowState.DRAFT}

    def columns_to_keep(self, request, obj):
        kept = {"version", "first_published_at"} | (
            set() if self.restores_publication(request, obj) else RELEASE_FIELDS
        )
        if hasattr(self.model, "steward_field") and not self.may(request, "change", self.model()):
            kept.add(self.model._meta.get_field(self.model.steward_field).attname)
        return kept & {field.attname for field in self.model._meta.fields}

    def _reversion_revisionform_view(self, request, version, template_name, extra_context):
        """Override a private method: django-reversion has no public hook between the URL and the form."""
        if version_model(version) is not self.model:
            raise Http404
        today = self.current_object(request, version)
        if today and extra_context.get("recover"):
            words = _("“%(object)s” is there again already.")
            messages.info(request, words % {"object": version.object_repr})
            return HttpResponseRedirect(self.url_of("change", version.object_id))
        prepare_files(self, request, self.has_change_permission, version.object_id)
        return self.restore(request, version, today, template_name, extra_context)

    def restore(self, request, version, today, template_name, extra_context):
        """Restore the version without references to deleted objects, and notify the editor of these."""
        found = getattr(today or self.model(), "workflow_state", None)
        get_edit(request).restoring = Restoration(found, version.revision.date_created)
        extra_context |= self.publication_context(request, version)
        try:
            with transaction.atomic():
                split_revision(version)
                for words in drop_missing_references(version.revision):
                    messages.warning(request, words)
                return self.restored_response(request, version, today, template_name, extra_context)
        except (MissingReference, RevertError, models.ProtectedError) as fault:
            messages.error(request, str(fault))
            return HttpResponseRedirect(self.url_of("changelist"))

    def restored_response(self, request, version, today, template_name, context):
        """Return the form of the old version, rolled back, or the response once it is saved.

        Unlike in django-reversion signals stay connected: disconnecting would affect the histories of other threads.
        """
        version.revision.revert(delete=True)
        stays = self.values_to_keep(request, version, today)
        self.model._base_manager.filter(pk=version.object_id).update(**stays)
        with self.create_revision(request):
            response = self.changeform_view(request, version.object_id, request.path, context)
            if request.method == "POST" and response.status_code == 302:
                since = get_edit(request).restoring.since
                words = log_message(gettext_noop("Brought back to the state of %(moment)s"), moment=since)
                reversion.set_comment(serialize_message(words))
                return response
        if response.status_code == 200:
            response.template_name = template_name
            response.render()
        transaction.set_rollback(True)
        return response

    def publication_context(self, request, version):
        """Return the context above the form of an earlier version; shorter for models that are not published."""
        old = deserialize_object(version)
        restoring = get_edit(request).restoring
        context = {"state_of": restoring.since}
        if not isinstance(old, Publishable):
            return context
        return context | {
            "publication": PUBLICATION,
            "publication_then": old.get_workflow_state_display(),
            "publication_now": old.WorkflowState(restoring.found).label,
            "brings_publication": self.restores_publication(request, old),
            "may_bring_publication": self.has_release_permission(request, old),
        }

    def response_change(self, request, obj):
        """Add a message about the restored version."""
        if get_edit(request).restoring is None:
            return super().response_change(request, obj)
        messages.success(request, self.restored_message(request, obj))
        return self.response_post_save_change(request, obj)

    def restored_message(self, request, obj):
        named = {"object": obj, "moment": moment(get_edit(request).restoring.since)}
        if request.resolver_match.url_name.endswith("_revision"):
            return _("Brought back: state of %(moment)s.") % named
        if not isinstance(obj, Publishable):
            return _("“%(object)s” is recovered.") % named
        if obj.workflow_state == obj.WorkflowState.DRAFT:
            return _("“%(object)s” is recovered, as a draft. Visitors do not see it.") % named
        named["state"] = obj.get_workflow_state_display()
        return _("“%(object)s” is recovered. Editorial state: %(state)s.") % named


def missing_columns(old, today):
    """Return columns that are empty in the earlier version and required by a published entry."""
    if getattr(today, "workflow_state", None) != Publishable.WorkflowState.PUBLISHED:
        return set()
    columns = {today._meta.get_field(name).attname for name in today.needed_for_release}
    return {column for column in columns if not getattr(old, column, None)}
