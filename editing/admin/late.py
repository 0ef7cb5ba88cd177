"""A late form: somebody else saved the entry since it was opened. It is a change made from the state at that time, and
meets what is stored by the one merge (docs/adr/0064).

While the form is read and written, the entry is what it was when the form was opened: rows that somebody removed are
there again, under their keys. Then all of this is undone, and what the form says is kept as data.
"""

import reversion
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from reversion.errors import RevertError
from reversion.models import Version

from editing.admin.edit import Late, edit_of
from editing.admin.settling import OtherWaits, settle
from editing.history import GoneReference, fields_in, forget_what_is_gone, set_apart
from editing.releasing.applying import messages_of
from editing.releasing.files import files_added, forget_unused_files, new_files
from editing.releasing.states import state_of
from editing.releasing.undoing import changes_at_hand
from publishing.models import Picture

LOOKED_THROUGH = 100
"""States of the history among which the one is sought that the form was opened with."""


class Written(Exception):
    """A late form stands in the database, and is to be undone. `state` is what it says, `message` what is logged, and
    `said` what is told if it is stored.
    """

    def __init__(self, form, formsets, state, message, said):
        super().__init__()
        self.form, self.formsets, self.state, self.message, self.said = form, formsets, state, message, said


class LateAdminMixin:
    """For a PublishableAdmin, before WaitingAdminMixin."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        wants_saving = request.method == "POST" and object_id and not self.is_only_shown
        if not wants_saving or edit_of(request).restoring:
            return super().changeform_view(request, object_id, form_url, extra_context)
        # Locked till the revision ends, so that nobody saves between this question and the answer.
        rows = self.objects_named([object_id]).order_by().select_for_update()
        version = rows.values_list("version", flat=True).first()
        if version is not None and opened_version(request) != version:
            stored = self.get_object(request, unquote(object_id))
            if stored is not None and self.has_change_permission(request, stored):
                return self.late_view(request, stored, form_url, extra_context)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def late_view(self, request, stored, form_url, extra_context):
        late = edit_of(request).late = Late(stored, state_of(stored))
        answer = self.undone(request, late, form_url, extra_context)
        if not isinstance(answer, Written):
            return answer
        try:
            with transaction.atomic():
                settled = settle(self, request, late, answer)
            forget_files(late, answer.state)
            return settled
        except ValidationError as fault:
            late.refused = messages_of(fault, self.model)
        except OtherWaits:
            late.meets_other = True
        forget_files(late, answer.state)
        send_again(request, answer.formsets)
        return self.undone(request, late, form_url, extra_context)

    def undone(self, request, late, form_url, extra_context):
        """The answer of a form with faults, or what the form wrote; in the database nothing of it stays but pictures,
        which are there as soon as they are found good.
        """
        try:
            # A transaction of its own; nothing is noted.
            with reversion.create_revision(manage_manually=True):
                late.is_known = self.bring_back(request, late.stored)
                late.opened = self.model._base_manager.get(pk=late.stored.pk)
                late.base = state_of(late.opened)
                answer = super().changeform_view(request, str(late.stored.pk), form_url, extra_context)
                transaction.set_rollback(True)
        except Written as written:
            keep_pictures(written.formsets)
            return written
        if inlines := getattr(answer, "context_data", {}).get("inline_admin_formsets"):
            keep_pictures([inline.formset for inline in inlines])
        return answer

    def bring_back(self, request, stored):
        """The state with which the form was opened. Whether the history has it, and the tables of today can hold it."""
        version = version_of(stored, opened_version(request))
        if version is None:
            return False
        try:
            with transaction.atomic():
                set_apart(version)
                forget_what_is_gone(version.revision)
                version.revision.revert(delete=True)
        except (GoneReference, RevertError, models.ProtectedError):
            return False
        return True

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if late := edit_of(request).late:
            form.refused, form.meets_other = late.refused, late.meets_other
        return form

    def save_model(self, request, obj, form, change):
        if edit_of(request).late is None:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        late = edit_of(request).late
        if late is None:
            super().save_related(request, form, formsets, change)
            return
        queued = messages.get_messages(request)._queued_messages
        before = len(queued)
        self.write_model(request, form.instance, form, True)
        self.write_related(request, form, formsets, True)
        said, queued[before:] = queued[before:], []
        message = self.construct_change_message(request, form, formsets)
        raise Written(form, formsets, state_of(late.opened, known=late.base), message, said)


def opened_version(request):
    sent = request.POST.get("opened_version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else None


def version_of(obj, opened):
    """The newest state in the history of that count of versions; None where there is none."""
    for version in Version.objects.get_for_object(obj).select_related("revision")[:LOOKED_THROUGH]:
        if opened is not None and fields_in(version).get("version") == opened:
            return version
    return None


def rows_in(formsets):
    return [form for formset in formsets for form in formset.forms if hasattr(form, "picture_field")]


def keep_pictures(formsets):
    """Those that were stored with the form and undone with it. The files are there; the clock makes their variants."""
    sent = [getattr(form, "cleaned_data", {}).get(form.picture_field) for form in rows_in(formsets)]
    pictures = {picture.pk: picture for picture in sent if picture}
    there = Picture.objects.in_bulk(pictures)
    Picture.objects.bulk_create(picture for key, picture in pictures.items() if key not in there)


def forget_files(late, state):
    """Those that came with the form, and that neither a row nor a change has taken over."""
    kept = {name for change in changes_at_hand(late.stored) if change for name in new_files(change)}
    sent = files_added(late.base, state)
    forget_unused_files({name: place for name, place in sent.items() if name not in kept})


def send_again(request, formsets):
    """Before the form is read again: what came with it is stored, or has to be chosen again, as in any form that comes
    back.
    """
    request.FILES.clear()
    request.POST = request.POST.copy()
    for form in rows_in(formsets):
        for name in (form.picture_field, "stored_upload"):
            if sent := form.data.get(form.add_prefix(name)):
                request.POST[form.add_prefix(name)] = sent
