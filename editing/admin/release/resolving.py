"""Resolve a late form: store it merged, hand it in, or keep it until an editor resolves the conflicts."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from reversion.models import Version

from editing.admin.forms.edit import get_edit
from editing.admin.release.releasing import KEEP_BUTTON, needs_release
from editing.admin.release.reviewing import problems_in_state, raise_for_hindrances, redirect_to_review
from editing.admin.release.step_messages import finish_transition, record_transition
from editing.comparing import field_label
from editing.comparing.display import format_value
from editing.releasing import steps
from editing.releasing.merging import changed_keys, merge
from editing.releasing.states import RELEASE_FIELDS, unknown_base, with_picture_details
from formats.templatetags.typography import moment
from publishing.checks import release_blockers
from publishing.log_messages import log_message
from publishing.models import Publishable

IN_REVIEW = Publishable.WorkflowState.IN_REVIEW
PUBLISHED = Publishable.WorkflowState.PUBLISHED


def resolve_conflict(model_admin, request, late, wanted):
    """Return the response to a late form; None where it would replace another user's change.

    Raises ValidationError where it cannot be stored.
    """
    model, form, mine, obj = model_admin.model, wanted.form, wanted.state, late.stored
    theirs = with_picture_details(late.theirs, mine)
    # The history has no picture details: each difference is a conflict.
    pictures = {"pictures": {key: {} for key in mine["pictures"]}}
    base = (wanted.base if late.is_known else unknown_base(theirs)) | pictures
    merged = merge(model, base, mine, theirs)
    state = merged.state
    differing = list(changed_keys(model, theirs, state))
    conflicts = merged.conflicts if late.is_known else differing
    may_release = model_admin.has_release_permission(request, obj)
    prepares = obj.workflow_state == PUBLISHED and (not may_release or KEEP_BUTTON in form.data)
    steps_taken = {
        name
        for name in RELEASE_FIELDS & set(form.changed_data)
        if getattr(form.instance, name) != getattr(obj, name)
    }
    if steps_taken:
        wants_release = needs_release(obj.workflow_state, form.instance.workflow_state)
        check_step_allowed(form, late, wanted.obj, may_release or not (prepares or wants_release))
    later = later_day_messages(model, wanted.base, mine, state)
    pending, opened = model_admin.pending_change(request, obj), form.cleaned_data.get("opened_change")
    if not differing and not steps_taken and not (pending and pending.token == opened):
        record_transition(request, form)
        edit, later = get_edit(request), later or [_("What this form says is stored already.")]
        text = " ".join([other_editor_message(obj, request.user), *later])
        edit.message_override = edit.message_override or (text, messages.INFO)
        return model_admin.response_change(request, obj)
    seen = (opened, form.cleaned_data.get("overwrite_change"))
    if pending and pending.token not in seen and (conflicts or prepares):
        if pending.author_id == request.user.pk and pending.snapshot == mine:  # sent twice
            return redirect_to_review(model_admin, obj)
        late.conflicts_with_other = True
        return None
    if conflicts:
        is_kept = obj.workflow_state == PUBLISHED and (may_release or form.is_kept)
        return keep_for_review(model_admin, request, obj, replace(wanted, base=base), steps_taken, is_kept)
    if prepares:
        get_edit(request).prepared = replace(
            wanted, obj=obj, base=late.theirs, state=state, version=obj.version
        )
        model_admin.store_prepared(request)
    else:
        store_merged(model_admin, request, obj, form, steps_taken, state)
    model_admin.log_change(request, obj, wanted.message)
    for message in late.messages:
        messages.add_message(request, message.level, message.message)
    add_merge_message(request, obj, wanted.obj, prepares, later)
    return model_admin.response_change(request, model._base_manager.get(pk=obj.pk))


def check_step_allowed(form, late, opened, may_take_it):
    """Raise ValidationError where the step is not permitted, or was meant for another state than the stored one."""
    names = [name for name in form.fields if name in RELEASE_FIELDS]
    if not may_take_it:
        why = _("Whose this entry is was changed since you opened it, and you may not release it now.")
    elif not late.is_known or any(getattr(opened, name) != getattr(late.stored, name) for name in names):
        why = _(
            "Somebody else has changed the editorial state or the period of this entry since you opened it."
        )
    else:
        return
    fields = [type(late.stored)._meta.get_field(name) for name in names]
    stored = "; ".join(
        f"{field_label(field)}: {format_value(field, getattr(late.stored, field.name), {})}"
        for field in fields
    )
    raise ValidationError(
        _(
            "%(why)s Nothing of yours has been saved yet. Stored is: %(stored)s. Leave these as they are stored, "
            "and save."
        )
        % {"why": why, "stored": stored}
    )


def store_merged(model_admin, request, obj, form, steps_taken, state):
    found = obj.workflow_state
    for name in steps_taken:
        setattr(obj, name, getattr(form.instance, name))
    if obj.workflow_state == IN_REVIEW != found:
        form.not_handed_in = problems_in_state(obj, state, release_blockers)
        obj.workflow_state = found if form.not_handed_in else IN_REVIEW
    raise_for_hindrances(obj, state)
    model_admin.apply_state(obj, state, request.user, str(request.user))
    finish_transition(request, form, obj, found, "workflow_state" in steps_taken)


def keep_for_review(model_admin, request, obj, wanted, steps_taken, is_kept):
    """Keep the form as a pending change; is_kept: not handed in. A typed period is no part of it and set directly."""
    if period := steps_taken - {"workflow_state"}:
        for name in period:
            setattr(obj, name, getattr(wanted.form.instance, name))
        obj.full_clean(exclude={field.name for field in obj._meta.fields} - period)
        obj.save()
    steps.hand_in(
        obj,
        wanted.base,
        wanted.state,
        request.user,
        version=wanted.version,
        note=wanted.note,
        is_kept=is_kept,
    )
    model_admin.log_change(
        request, obj, log_message(gettext_noop("Kept as a change: others changed the same."))
    )
    words = [
        other_editor_message(obj, request.user),
        _("What you typed is kept as your change; nothing is replaced yet."),
    ]
    if "workflow_state" in steps_taken:
        words.append(_("The editorial state stays “%s” till then.") % obj.get_workflow_state_display())
    messages.warning(request, " ".join(words))
    return redirect_to_review(model_admin, obj)


def add_merge_message(request, stored, opened, waits, later):
    words = [other_editor_message(stored, request.user), _("Both changes are kept."), *later]
    if opened.workflow_state != PUBLISHED == stored.workflow_state and not waits:
        words.append(_("The entry is published by now, and so is what you changed."))
    messages.info(request, " ".join(words))


def later_day_messages(model, base, mine, state):
    """Return a message for each date changed by the editor that keeps its later stored value."""
    return [
        _("The later day stays in “%s”.") % field_label(model._meta.get_field(name))
        for name in model.latest_wins_fields
        if mine["fields"][name] not in (base["fields"][name], state["fields"][name])
    ]


def other_editor_message(obj, user):
    version = Version.objects.get_for_object(obj).select_related("revision__user").first()
    when = moment(version.revision.date_created)
    if version.revision.user is None:
        return _("This entry was saved on %(when)s, after you had opened it.") % {"when": when}
    if version.revision.user == user:
        return _("You saved this entry yourself on %(when)s, after this form had been opened.") % {
            "when": when
        }
    named = {"name": version.revision.user, "when": when}
    return _("%(name)s saved this entry on %(when)s, after you had opened it.") % named
