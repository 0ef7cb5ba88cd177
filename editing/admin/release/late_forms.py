"""Forms submitted after somebody else saved the entry: a change from the opened version, merged as usual
(docs/adr/0064).

The form is validated against the version it was opened with, inside a rolled-back transaction: deleted rows are present
again, under their keys. Its result is kept as data.
"""

from contextlib import suppress
from itertools import chain

import reversion
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError
from reversion.errors import RevertError
from reversion.models import Version

from editing.admin.forms.edit import LateForm, get_edit
from editing.admin.release.resolving import resolve_conflict
from editing.history import MissingReference, drop_missing_references, serialized_fields, split_revision
from editing.releasing.applying import error_messages
from editing.releasing.files import added_files, delete_unused_files, new_files
from editing.releasing.states import current_state
from editing.releasing.undoing import open_and_undoable_change
from publishing.models import Picture

MAX_VERSIONS_SEARCHED = 100
"""Versions searched for the one the form was opened with."""


class LateAdminMixin:
    """For a PublishableAdmin, before PendingChangeAdminMixin."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        is_saving = request.method == "POST" and object_id and not self.is_read_only_view
        if not is_saving or get_edit(request).restoring:
            return super().changeform_view(request, object_id, form_url, extra_context)
        # Lock the row until the revision ends, against concurrent saves.
        rows = self.objects_by_key([object_id]).order_by().select_for_update()
        version = rows.values_list("version", flat=True).first()
        if version is not None and opened_version(request) != version:
            stored = self.get_object(request, unquote(object_id))
            if self.has_change_permission(request, stored):
                return self.late_view(request, stored, form_url, extra_context)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def late_view(self, request, stored, form_url, extra_context):
        late = LateForm(stored, current_state(stored))
        answer, wanted = self.run_trial(request, late, form_url, extra_context)
        if wanted is None:
            return answer
        try:
            with transaction.atomic():
                if settled := resolve_conflict(self, request, late, wanted):
                    return settled
        except ValidationError as fault:
            late.errors = error_messages(fault, self.model)
        finally:
            delete_orphaned_files(stored, wanted)
        keep_sent_pictures(request, wanted.formsets)
        return self.run_trial(request, late, form_url, extra_context)[0]

    def run_trial(self, request, late, form_url, extra_context):
        """Return (response, PreparedChange or None if invalid). Rolls back everything but new, valid pictures."""
        # Remove messages of the trial; Django has no public method for queued messages.
        edit, queued = get_edit(request), messages.get_messages(request)._queued_messages
        before, newest = len(queued), Picture.objects.aggregate(key=Max("pk", default=0))["key"]
        edit.late = late
        with reversion.create_revision(manage_manually=True):  # a separate transaction without versions
            late.is_known = self.restore_opened_version(request, late.stored)
            answer = super().changeform_view(request, str(late.stored.pk), form_url, extra_context)
            pictures = list(Picture.objects.filter(pk__gt=newest))
            transaction.set_rollback(True)
        Picture.objects.bulk_create(pictures, ignore_conflicts=True)
        wanted, edit.late, edit.prepared = edit.prepared, None, None
        if wanted:
            late.messages, queued[before:] = queued[before:], []
        return answer, wanted

    def restore_opened_version(self, request, stored):
        """Restore the version the form was opened with; return whether the history has it and it can be restored."""
        if version := find_version(stored, opened_version(request)):
            with suppress(MissingReference, RevertError, ProtectedError), transaction.atomic():
                split_revision(version)
                drop_missing_references(version.revision)
                version.revision.revert(delete=True)
                return True
        return False


def opened_version(request):
    sent = request.POST.get("opened_version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else None


def find_version(obj, opened):
    """Return the newest version in the history with that version number, or None."""
    for version in Version.objects.get_for_object(obj).select_related("revision")[:MAX_VERSIONS_SEARCHED]:
        if opened is not None and serialized_fields(version).get("version") == opened:
            return version
    return None


def delete_orphaned_files(stored, wanted):
    """Delete files of the form that neither a row nor a change refers to."""
    kept = {name for change in open_and_undoable_change(stored) if change for name in new_files(change)}
    sent = added_files(wanted.base, wanted.state)
    delete_unused_files({name: place for name, place in sent.items() if name not in kept})


def keep_sent_pictures(request, formsets):
    """Prepare the second trial: pictures are stored already, other files have to be selected again."""
    request.FILES.clear()
    request.POST = request.POST.copy()
    for form in chain.from_iterable(formset.forms for formset in formsets):
        for name in (getattr(form, "picture_field", ""), "stored_upload"):
            if sent := form.data.get(form.add_prefix(name)):
                request.POST[form.add_prefix(name)] = sent
