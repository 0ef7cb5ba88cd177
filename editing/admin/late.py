"""A late form: somebody else saved the entry since it was opened. It is a change made from the state of then, and meets
what is stored by the one merge (docs/adr/0064).

While the form is read and written, the entry is what it was when the form was opened: rows that somebody removed are
there again, under their keys. Then all of this is undone, and what the form says is kept as data.
"""

import json

import reversion
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from reversion.errors import RevertError
from reversion.models import Version

from editing.admin.discarding import to_review
from editing.admin.edit import Late, Prepared, edit_of
from editing.admin.release_checks import tell_warnings
from editing.admin.releasing import needs_release
from editing.admin.reviewing import known_errors, problems_after, refuse_new_errors
from editing.admin.step_messages import note_move
from editing.comparing import field_label
from editing.comparing.wording import in_words
from editing.history import GoneReference, forget_what_is_gone, set_apart
from editing.releasing import steps
from editing.releasing.applying import messages_of
from editing.releasing.files import files_added, forget_unused_files, new_files
from editing.releasing.merging import changed_keys, merge
from editing.releasing.states import OF_RELEASE, state_of, unknown_before, with_pictures_of
from editing.releasing.undoing import changes_at_hand
from formats.templatetags.typography import moment
from publishing.log_messages import log_message
from publishing.models import Picture, Publishable

LOOKED_THROUGH = 100
"""States of the history among which the one is sought that the form was opened with."""
IN_REVIEW = Publishable.WorkflowState.IN_REVIEW
PUBLISHED = Publishable.WorkflowState.PUBLISHED


class Written(Exception):
    """A late form stands in the database, and is to be undone. `state` is what it says, `message` what is logged, and
    `said` what is told if it is stored.
    """

    def __init__(self, form, formsets, state, message, said):
        super().__init__()
        self.form, self.formsets, self.state, self.message, self.said = form, formsets, state, message, said


class OtherWaits(Exception):
    """The form would take the place of a change that somebody else handed in."""


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
                settled = self.settle(request, late, answer)
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
            attributes = {"refused": late.refused, "meets_other": late.meets_other}
            form = type(form.__name__, (form,), attributes | {"__module__": form.__module__})
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

    # --- What becomes of it

    def settle(self, request, late, written):
        """Raises ValidationError where it cannot be stored, OtherWaits where it would displace a change."""
        form, mine, obj = written.form, written.state, late.stored
        theirs = with_pictures_of(late.theirs, mine)
        # No history has the details of pictures: each difference is asked about.
        pictures = {"pictures": {key: {} for key in mine["pictures"]}}
        base = (late.base if late.is_known else unknown_before(theirs)) | pictures
        merged = merge(self.model, base, mine, theirs)
        state = merged.state
        differing = list(changed_keys(self.model, theirs, state))
        conflicts = merged.conflicts if late.is_known else differing
        may_release = self.has_release_permission(request, obj)
        prepares = obj.workflow_state == PUBLISHED and not may_release
        steps_taken = {
            name
            for name in OF_RELEASE & set(form.changed_data)
            if getattr(form.instance, name) != getattr(obj, name)
        }
        if steps_taken:
            wants_release = needs_release(obj.workflow_state, form.instance.workflow_state)
            self.refuse_step(form, late, may_release or not (prepares or wants_release))
        pending, opened = self.pending_of(request, obj), form.cleaned_data.get("opened_change")
        if not differing and not steps_taken and not (pending and pending.token == opened):
            note_move(request, form)
            there = [_("What this form says is stored already.")]
            said = (
                said_of_other(obj, request.user),
                *(stays_later(self.model, late.base, mine, state) or there),
            )
            edit_of(request).said = edit_of(request).said or (" ".join(said), messages.INFO)
            return self.response_change(request, obj)
        told = (opened, form.cleaned_data.get("overwrite_change"))
        if pending and pending.token not in told and (conflicts or prepares):
            if (
                pending.author_id == request.user.pk and pending.snapshot == mine
            ):  # its button was pressed twice
                return to_review(self, obj)
            raise OtherWaits
        if conflicts:
            return self.keep_for_review(request, obj, form, steps_taken, base, mine, late.opened.version)
        if prepares:
            note = form.cleaned_data.get("step_comment", "")
            edit_of(request).prepared = Prepared(obj, late.theirs, state, obj.version, note)
            self.keep_prepared(request)
        else:
            self.store_merged(request, obj, form, steps_taken, state)
        self.log_change(request, obj, written.message)
        for message in written.said:
            messages.add_message(request, message.level, message.message)
        self.tell(request, late, prepares, stays_later(self.model, late.base, mine, state))
        return self.response_change(request, self.model._base_manager.get(pk=obj.pk))

    def refuse_step(self, form, late, may_take_it):
        """Raises ValidationError where it is not the user's, or may not be meant for the state that is stored."""
        names = [name for name in form.fields if name in OF_RELEASE]
        if not may_take_it:
            why = _("Whose this entry is was changed since you opened it, and you may not release it now.")
        elif not late.is_known or any(
            getattr(late.opened, name) != getattr(late.stored, name) for name in names
        ):
            why = _(
                "Somebody else has changed the editorial state or the period of this entry since you opened it."
            )
        else:
            return
        fields = [self.model._meta.get_field(name) for name in names]
        stored = "; ".join(
            f"{field_label(field)}: {in_words(field, getattr(late.stored, field.name), {})}"
            for field in fields
        )
        raise ValidationError(
            _(
                "%(why)s Nothing of yours has been saved yet. Stored is: %(stored)s. Leave these as they are stored, "
                "and save."
            )
            % {"why": why, "stored": stored}
        )

    def store_merged(self, request, obj, form, steps_taken, state):
        found, known = obj.workflow_state, known_errors(obj)
        for name in steps_taken:
            setattr(obj, name, getattr(form.instance, name))
        if obj.workflow_state == IN_REVIEW != found:
            form.not_handed_in = [problem for problem in problems_after(obj, state) if problem.is_error]
            obj.workflow_state = found if form.not_handed_in else IN_REVIEW
        self.apply_state(obj, state, request.user, str(request.user))
        if obj.workflow_state == PUBLISHED:
            refuse_new_errors(obj, known if found == PUBLISHED else set())
        steps.write_down_move(obj, found, request.user, form.cleaned_data.get("step_comment", ""))
        pending = self.pending_of(request, obj)
        if pending and form.cleaned_data.get("opened_change") == pending.token:
            steps.close(obj, pending, request.user)
        note_move(request, form)
        if obj.workflow_state == PUBLISHED and "workflow_state" in steps_taken:
            tell_warnings(request, obj)

    def keep_for_review(self, request, obj, form, steps_taken, base, state, version):
        """As the editor's change that waits. A period that was typed is no part of it, and is set at once."""
        if period := steps_taken - {"workflow_state"}:
            for name in period:
                setattr(obj, name, getattr(form.instance, name))
            obj.full_clean(exclude={field.name for field in obj._meta.fields} - period)
            obj.save()
        note = form.cleaned_data.get("step_comment", "")
        steps.hand_in(obj, base, state, request.user, version=version, note=note)
        self.log_change(request, obj, log_message(gettext_noop("Kept as a change: others changed the same.")))
        words = [
            said_of_other(obj, request.user),
            _("What you typed is kept as your change; nothing is replaced yet."),
        ]
        if "workflow_state" in steps_taken:
            words.append(_("The editorial state stays “%s” till then.") % obj.get_workflow_state_display())
        messages.warning(request, " ".join(words))
        return to_review(self, obj)

    def tell(self, request, late, waits, later):
        words = [said_of_other(late.stored, request.user), _("Both changes are kept."), *later]
        if late.opened.workflow_state != PUBLISHED == late.stored.workflow_state and not waits:
            words.append(_("The entry is published by now, and so is what you changed."))
        messages.info(request, " ".join(words))


def opened_version(request):
    sent = request.POST.get("opened_version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else None


def version_of(obj, opened):
    """The newest state in the history of that count of versions; None where there is none."""
    for version in Version.objects.get_for_object(obj).select_related("revision")[:LOOKED_THROUGH]:
        [state] = json.loads(version.serialized_data)
        if opened is not None and state["fields"].get("version") == opened:
            return version
    return None


def rows_in(formsets):
    return [form for formset in formsets for form in formset.forms if hasattr(form, "picture_field")]


def keep_pictures(formsets):
    """Those that were stored with the form and undone with it. The files are there; the clock makes their variants."""
    sent = [getattr(form, "cleaned_data", {}).get(form.picture_field) for form in rows_in(formsets)]
    pictures = {picture.pk: picture for picture in sent if picture}
    there = Picture.objects.in_bulk(pictures) if pictures else {}
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


def stays_later(model, base, mine, state):
    """A sentence for each day that the editor changed and that stays as it is stored, being later."""
    return [
        _("The later day stays in “%s”.") % field_label(model._meta.get_field(name))
        for name in model.later_stays
        if mine["fields"][name] not in (base["fields"][name], state["fields"][name])
    ]


def said_of_other(obj, user):
    version = Version.objects.get_for_object(obj).select_related("revision__user").first()
    if version is None:
        return _("This entry was saved after you had opened it.")
    when = moment(version.revision.date_created)
    if version.revision.user is None:
        return _("This entry was saved on %(when)s, after you had opened it.") % {"when": when}
    if version.revision.user == user:
        return _("You saved this entry yourself on %(when)s, after this form had been opened.") % {
            "when": when
        }
    named = {"name": version.revision.user, "when": when}
    return _("%(name)s saved this entry on %(when)s, after you had opened it.") % named
