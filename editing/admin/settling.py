"""What becomes of a late form: stored with what others saved meanwhile, handed in, or kept until somebody chooses."""

from dataclasses import replace

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from reversion.models import Version

from editing.admin.edit import edit_of
from editing.admin.reviewing import refuse_hindrances, to_review
from editing.admin.step_messages import back_to_form, close_step, note_move
from editing.comparing import field_label
from editing.comparing.wording import in_words
from editing.releasing import steps
from editing.releasing.merging import changed_keys, merge
from editing.releasing.states import OF_RELEASE, unknown_before, with_pictures_of
from formats.templatetags.typography import moment
from publishing.log_messages import log_message
from publishing.models import Publishable

PUBLISHED = Publishable.WorkflowState.PUBLISHED


def settle(model_admin, request, late, wanted):
    """The answer to a late form; None where it would take the place of a change that somebody else handed in. Raises
    ValidationError where it cannot be stored.
    """
    model, form, mine, obj = model_admin.model, wanted.form, wanted.state, late.stored
    theirs = with_pictures_of(late.theirs, mine)
    # No history has the details of pictures: each difference is asked about.
    pictures = {"pictures": {key: {} for key in mine["pictures"]}}
    base = (wanted.base if late.is_known else unknown_before(theirs)) | pictures
    merged = merge(model, base, mine, theirs)
    state = merged.state
    differing = list(changed_keys(model, theirs, state))
    conflicts = merged.conflicts if late.is_known else differing
    prepares = obj.workflow_state == PUBLISHED and not model_admin.has_release_permission(request, obj)
    left = steps_left(form, obj)
    told = [*stays_later(model, wanted.base, mine, state), *left]
    pending, opened = model_admin.pending_of(request, obj), form.cleaned_data.get("opened_change")
    if not differing and not (pending and pending.token == opened):
        note_move(request, form, obj, form.stored_state)
        said = [said_of_other(obj, request.user), *(told or [_("What this form says is stored already.")])]
        edit_of(request).said = edit_of(request).said or (" ".join(said), messages.INFO)
        return model_admin.response_change(request, obj)
    known = (opened, form.cleaned_data.get("overwrite_change"))
    if pending and pending.token not in known and (conflicts or prepares):
        if pending.author_id == request.user.pk and pending.snapshot == mine:  # its button was pressed twice
            return to_review(model_admin, obj)
        late.meets_other = True
        return None
    if conflicts:
        return keep_for_review(model_admin, request, obj, replace(wanted, base=base), left)
    if prepares:
        edit_of(request).prepared = replace(
            wanted, obj=obj, base=late.theirs, state=state, version=obj.version
        )
        model_admin.keep_prepared(request)
    else:
        refuse_hindrances(obj, state)
        model_admin.apply_state(obj, state, request.user, str(request.user))
        close_step(request, form, obj, obj.workflow_state, is_taken=False)
    model_admin.log_change(request, obj, wanted.message)
    for message in late.said:
        messages.add_message(request, message.level, message.message)
    tell(request, obj, wanted.obj, prepares, told)
    if left:
        back_to_form(request)
    return model_admin.response_change(request, model._base_manager.get(pk=obj.pk))


def keep_for_review(model_admin, request, obj, wanted, left):
    """As the editor's change that waits."""
    steps.hand_in(obj, wanted.base, wanted.state, request.user, version=wanted.version, note=wanted.note)
    model_admin.log_change(
        request, obj, log_message(gettext_noop("Kept as a change: others changed the same."))
    )
    words = _("What you typed is kept as your change; nothing is replaced yet.")
    messages.warning(request, " ".join([said_of_other(obj, request.user), words, *left]))
    return to_review(model_admin, obj)


def tell(request, stored, opened, waits, told):
    words = [said_of_other(stored, request.user), _("Both changes are kept."), *told]
    if opened.workflow_state != PUBLISHED == stored.workflow_state and not waits:
        words.append(_("The entry is published by now, and so is what you changed."))
    messages.info(request, " ".join(words))


def steps_left(form, obj):
    """A sentence about the editorial state and the period that the form asks for, if it does: they were meant for what
    the editor had seen, so they are asked for again beside what is stored now.
    """
    asked = [
        f"{field_label(field)}: {in_words(field, getattr(form.instance, field.name), {})}"
        for field in obj._meta.fields
        if field.name in OF_RELEASE & set(form.changed_data)
        and getattr(form.instance, field.name) != getattr(obj, field.name)
    ]
    words = _("Not taken over: %(asked)s. Look at what is stored now, and say it once more.")
    return [words % {"asked": "; ".join(asked)}] if asked else []


def stays_later(model, base, mine, state):
    """A sentence for each day that the editor changed and that stays as it is stored, being later."""
    return [
        _("The later day stays in “%s”.") % field_label(model._meta.get_field(name))
        for name in model.later_stays
        if mine["fields"][name] not in (base["fields"][name], state["fields"][name])
    ]


def said_of_other(obj, user):
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
