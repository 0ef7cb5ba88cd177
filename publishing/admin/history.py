"""The history of every object with its rows: who, when, what, and back again."""

from contextlib import nullcontext

import reversion
import reversion.admin
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from reversion.admin import VersionAdmin
from reversion.models import Version

from publishing.history import GoneReference, forget_what_is_gone

# Looking at an old state would switch off all signals of the whole process, and with them the history of what
# another thread saves at that moment. The look is rolled back anyway, so the signals may stay.
reversion.admin.mute_signals = lambda *signals: nullcontext()


class HistoryAdmin(VersionAdmin):
    """A VersionAdmin that keeps plots and halls apart, begins with the state it finds, and ends with the last one."""

    history_latest_first = True
    kept_on_restore = ("version", "first_published_at")

    def reversion_register(self, model, **options):
        # Proxies have a history each: a hall is no deleted plot.
        super().reversion_register(model, for_concrete_model=not model._meta.proxy, **options)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST":
            self.keep_found_state([object_id])
        return super().change_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST":
            selected = request.POST.getlist("_selected_action")
            self.keep_found_state(selected)
            # Before the action: a revision that is open around a deletion would store nothing of what is gone.
            if request.POST.get("action") == "delete_selected" and "post" in request.POST:
                for obj in self.objects_of(selected):
                    if self.has_delete_permission(request, obj):
                        self.keep_last_state(request, obj)
        return super().changelist_view(request, extra_context)

    def create_revision(self, request):
        """Reading opens no revision (and no transaction)."""
        return nullcontext() if request.method == "GET" else super().create_revision(request)

    def delete_model(self, request, obj):
        self.keep_last_state(request, obj)
        super().delete_model(request, obj)

    def keep_found_state(self, keys):
        """What the demo or a command made has no history yet: keep its state before the first change."""
        for obj in self.objects_of(keys):
            if not Version.objects.get_for_object(obj).exists():
                with reversion.create_revision():
                    reversion.set_comment(_("State before the first change here"))
                    reversion.add_to_revision(obj)

    def keep_last_state(self, request, obj):
        with reversion.create_revision():
            reversion.set_user(request.user)
            reversion.set_comment(_("Deleted"))
            reversion.add_to_revision(obj)

    def objects_of(self, keys):
        valid = []
        for key in keys:
            try:
                valid.append(self.model._meta.pk.to_python(unquote(key)))
            except ValidationError:
                continue
        return self.model._default_manager.filter(pk__in=valid)

    def _reversion_revisionform_view(self, request, version, template_name, extra_context=None):
        """Restore what can be restored; references to what was deleted since are left out, and the editor is told."""
        if version._model is not self.model:
            raise Http404
        request.kept_on_restore = self.values_to_keep(version)
        with transaction.atomic():
            try:
                left_out = forget_what_is_gone(version.revision)
            except GoneReference as gone:
                messages.error(request, str(gone))
                changelist = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
                return HttpResponseRedirect(reverse(changelist))
            for words in left_out:
                messages.warning(request, words)
            response = super()._reversion_revisionform_view(request, version, template_name, extra_context)
            if response.status_code != 302:
                transaction.set_rollback(True)
        return response

    def values_to_keep(self, version):
        names = [field.name for field in self.model._meta.fields if field.name in self.kept_on_restore]
        return self.model._base_manager.filter(pk=version.object_id).values(*names).first() if names else None

    def save_model(self, request, obj, form, change):
        """Restored or not, the count of versions goes on, and what was public once stays known as that."""
        kept = getattr(request, "kept_on_restore", None) or {}
        if kept:
            obj.version = max(obj.version, kept["version"])
            obj.first_published_at = kept["first_published_at"] or obj.first_published_at
        super().save_model(request, obj, form, change)
