"""The history of every object with its rows: who, when, what, and back again."""

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

from editing.admin.forms.comparing import compare_view, in_own_words, states_of
from editing.admin.forms.desk import DeskAdminMixin
from editing.admin.forms.edit import Restoring, edit_of
from editing.admin.forms.preparing import prepare_files
from editing.deleting import deleted_of
from editing.history import (
    DELETED,
    GoneReference,
    forget_what_is_gone,
    keep_found_state,
    model_of,
    object_in,
    set_apart,
)
from editing.releasing.states import OF_RELEASE
from formats.templatetags.typography import moment
from publishing.log_messages import as_text, log_message
from publishing.models import Publishable

PUBLICATION = "publication"
"""In the address of an earlier state, and in its form."""


class HistoryAdmin(DeskAdminMixin, VersionAdmin):
    """A VersionAdmin that keeps plots and halls apart, begins with the state it finds, and ends with the last one."""

    pages = [("<path:object_id>/compare/", compare_view, "compare")]

    def reversion_register(self, model, **options):
        # Proxies have a history each: a hall is no deleted plot.
        super().reversion_register(model, for_concrete_model=not model._meta.proxy, **options)

    def log_addition(self, request, obj, message):
        return in_own_words(super().log_addition(request, obj, message))

    def log_change(self, request, obj, message):
        return in_own_words(super().log_change(request, obj, message))

    def history_view(self, request, object_id, extra_context=None):
        obj = self.object_for(request, object_id, self.has_view_permission)
        context = {
            "states": list(states_of(self.model, obj.pk)),
            "compare_url": self.url_of("compare", obj.pk),
            "plot": self.plot_of(obj),
        }
        return super().history_view(request, object_id, context | (extra_context or {}))

    def plot_of(self, obj):
        """What stands above the history: how figures went over time, where there are any."""
        return ""

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" and not self.is_only_shown:
            self.keep_found_state(request, [object_id])
        return super().change_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST":
            selected = self.keys_of_action(request)
            self.keep_found_state(request, selected)
            # Before the action: a revision that is open around a deletion would store nothing of what is gone.
            if request.POST.get("action") == "delete_selected" and "post" in request.POST:
                for obj in self.objects_named(selected):
                    if self.has_delete_permission(request, obj):
                        self.keep_last_state(request, obj)
        return super().changelist_view(request, extra_context)

    def keys_of_action(self, request):
        """What an action is about: the rows that were ticked, or all that the list found, on whatever page."""
        if request.POST.get("select_across") == "1" and request.POST.get("action"):
            found = self.get_changelist_instance(request).get_queryset(request)
            return [str(key) for key in found.order_by().values_list("pk", flat=True)]
        return request.POST.getlist("_selected_action")

    def create_revision(self, request):
        """Reading opens no revision (and no transaction)."""
        return nullcontext() if request.method == "GET" else super().create_revision(request)

    def delete_model(self, request, obj):
        self.keep_last_state(request, obj)
        super().delete_model(request, obj)

    def keep_found_state(self, request, keys):
        for obj in self.objects_named(keys):
            if self.has_change_permission(request, obj):
                keep_found_state(obj)

    def keep_last_state(self, request, obj):
        with reversion.create_revision():
            reversion.set_user(request.user)
            reversion.set_comment(DELETED)
            reversion.add_to_revision(obj)

    def recoverlist_view(self, request, extra_context=None):
        mine = [version for version in deleted_of(self.model) if self.may_recover(request, version)]
        return super().recoverlist_view(request, {"deleted": mine} | (extra_context or {}))

    def may_recover(self, request, version):
        """By whose it was: the organisation that answers for an object gets it back."""
        if request.user.is_superuser:
            return True
        obj = object_in(version)
        return obj is not None and self.may(request, "change", obj) and self.may(request, "add", obj)

    def today_of(self, request, version):
        """The object, None where it was deleted. By whose it is today: what an earlier state says must open no door."""
        obj = self.get_object(request, version.object_id)
        if not (self.has_view_permission(request, obj) if obj else self.may_recover(request, version)):
            raise PermissionDenied
        return obj

    def brings_publication(self, request, obj):
        """Asked for by a link above the form, which then sends it on; only those who may release are asked."""
        asked = request.POST if request.method == "POST" else request.GET
        return PUBLICATION in asked and self.has_release_permission(request, obj)

    def what_stays(self, request, version, today):
        """{column: value} whatever the old state says, of today; what was deleted comes back as a draft. Whether and
        when it is public comes back only where that is asked for (docs/adr/0055).
        """
        old = object_in(version)
        if today:
            # A form names the version that it shows; what is stored counts on.
            names = self.columns_to_keep(request, today) - ({"version"} if request.method == "GET" else set())
            if "workflow_state" in names:
                names |= lacking_columns(old, today)
            return {name: getattr(today, name) for name in names}
        if not isinstance(old, Publishable) or self.brings_publication(request, old):
            return {}
        return {"workflow_state": old.WorkflowState.DRAFT}

    def columns_to_keep(self, request, obj):
        kept = {"version", "first_published_at"} | (
            set() if self.brings_publication(request, obj) else OF_RELEASE
        )
        if hasattr(self.model, "steward_field") and not self.may(request, "change", self.model()):
            kept.add(self.model._meta.get_field(self.model.steward_field).attname)
        return kept & {field.attname for field in self.model._meta.fields}

    def _reversion_revisionform_view(self, request, version, template_name, extra_context):
        """Django-reversion has no public method between the address of a version and its form."""
        if model_of(version) is not self.model:
            raise Http404
        today = self.today_of(request, version)
        if today and extra_context.get("recover"):
            words = _("“%(object)s” is there again already.")
            messages.info(request, words % {"object": version.object_repr})
            return HttpResponseRedirect(self.url_of("change", version.object_id))
        prepare_files(self, request, self.has_change_permission, version.object_id)
        return self.restore(request, version, today, template_name, extra_context)

    def restore(self, request, version, today, template_name, extra_context):
        """Restore what can be restored; references to what was deleted since are left out, and the editor is told."""
        found = getattr(today or self.model(), "workflow_state", None)
        edit_of(request).restoring = Restoring(found, version.revision.date_created)
        extra_context |= self.said_of_publication(request, version)
        try:
            with transaction.atomic():
                set_apart(version)
                for words in forget_what_is_gone(version.revision):
                    messages.warning(request, words)
                return self.brought_back(request, version, today, template_name, extra_context)
        except (GoneReference, RevertError, models.ProtectedError) as fault:
            messages.error(request, str(fault))
            return HttpResponseRedirect(self.url_of("changelist"))

    def brought_back(self, request, version, today, template_name, context):
        """The form of the old state, which nothing stays of, or the answer once it is saved. Unlike in django-reversion
        signals stay on meanwhile: they would be off for the whole process, and with them the history of other threads.
        """
        version.revision.revert(delete=True)
        stays = self.what_stays(request, version, today)
        self.model._base_manager.filter(pk=version.object_id).update(**stays)
        with self.create_revision(request):
            response = self.changeform_view(request, version.object_id, request.path, context)
            if request.method == "POST" and response.status_code == 302:
                since = edit_of(request).restoring.since
                words = log_message(gettext_noop("Brought back to the state of %(moment)s"), moment=since)
                reversion.set_comment(as_text(words))
                return response
        if response.status_code == 200:
            response.template_name = template_name
            response.render()
        transaction.set_rollback(True)
        return response

    def said_of_publication(self, request, version):
        """What the page says above the form of an earlier state; nothing of what is not published at all."""
        old = object_in(version)
        restoring = edit_of(request).restoring
        context = {"state_of": restoring.since}
        if not isinstance(old, Publishable):
            return context
        return context | {
            "publication": PUBLICATION,
            "publication_then": old.get_workflow_state_display(),
            "publication_now": old.WorkflowState(restoring.found).label,
            "brings_publication": self.brings_publication(request, old),
            "may_bring_publication": self.has_release_permission(request, old),
        }

    def response_change(self, request, obj):
        """The page after an earlier state was brought back, or a deleted entry, says so."""
        if edit_of(request).restoring is None:
            return super().response_change(request, obj)
        messages.success(request, self.said_of_restoring(request, obj))
        return self.response_post_save_change(request, obj)

    def said_of_restoring(self, request, obj):
        named = {"object": obj, "moment": moment(edit_of(request).restoring.since)}
        if request.resolver_match.url_name.endswith("_revision"):
            return _("Brought back: state of %(moment)s.") % named
        if not isinstance(obj, Publishable):
            return _("“%(object)s” is recovered.") % named
        if obj.workflow_state == obj.WorkflowState.DRAFT:
            return _("“%(object)s” is recovered, as a draft. Visitors do not see it.") % named
        named["state"] = obj.get_workflow_state_display()
        return _("“%(object)s” is recovered. Editorial state: %(state)s.") % named


def lacking_columns(old, today):
    """Those that an earlier state leaves empty, and what is public today needs."""
    if getattr(today, "workflow_state", None) != Publishable.WorkflowState.PUBLISHED:
        return set()
    columns = {today._meta.get_field(name).attname for name in today.needed_for_release}
    return {column for column in columns if not getattr(old, column, None)}
