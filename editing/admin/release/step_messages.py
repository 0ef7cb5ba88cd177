"""What is said after a form was saved: that it was handed in and to whom, or what is missing for it; that it is
released; without a step, whether visitors see it now. One sentence, in place of Django's “was changed successfully”.
"""

from django.contrib import messages
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from editing import releasers
from editing.admin.forms.edit import edit_of
from editing.admin.forms.release_checks import NOT_HANDED_IN, as_list, tell_warnings
from editing.releasing import steps
from editing.releasing.waiting_list import admin_url
from editing.scheduling import sentence
from formats.templatetags.typography import moment
from publishing.models import Publishable

State = Publishable.WorkflowState


def words_of_release(obj, at=None):
    at = at or timezone.now()
    named = {"object": obj, "moment": moment(obj.published_from)}
    if obj.published_from and obj.published_from > at:
        return _("“%(object)s” is released and appears on %(moment)s.") % named
    return _("“%(object)s” is released.") % named


def words_of_saving(obj):
    """Without a step: what visitors see of it now. With a link back to the form."""
    link = format_html('<a href="{}">{}</a>', admin_url(obj, "change"), obj)
    if obj.is_published():
        words = _("“{object}” is saved, and visitors see it like this now.")
    elif obj.workflow_state == State.DRAFT:
        words = _("“{object}” is saved as a draft; visitors see nothing of it yet.")
    elif obj.workflow_state == State.IN_REVIEW:
        words = _("“{object}” is saved and waits for release; visitors see nothing of it yet.")
    else:
        words = _("“{object}” is saved. {visibility}")
    return format_html(words, object=link, visibility=sentence(obj))


def words_of_what_is_missing(obj, problems):
    """With a link to each field of the form to which the answer leads."""
    first = _("“%(object)s” is saved, but not handed in yet, for it could not be released. Still missing:")
    return format_html("{}{}", first % {"object": obj}, as_list(problems, linked))


def linked(problem):
    if not problem.field:
        return problem.message
    return format_html(
        '<a href="#id_{}" data-field="{}">{}</a>', problem.field, problem.field, problem.message
    )


def close_step(request, form, obj, found, is_taken):
    """Once `obj` is stored: write down and tell its step from the state `found`, close the change that it answers."""
    steps.write_down_move(obj, found, request.user, form.cleaned_data.get("step_comment", ""))
    pending = form.pending
    if pending and form.cleaned_data.get("opened_change") == pending.token:
        steps.close(obj, pending, request.user)
    note_move(request, form)
    edit = edit_of(request)
    if not edit.restoring:
        edit.said = edit.said or (words_of_saving(obj), messages.SUCCESS)
    if is_taken and obj.workflow_state == State.PUBLISHED:
        tell_warnings(request, obj)


def note_move(request, form):
    """After the form was stored, for the message that follows."""
    edit_of(request).said = said_of_move(request, form)
    if form.not_handed_in:  # back to the form, where what is missing can be filled in
        edit_of(request).missing = tuple(problem.field for problem in form.not_handed_in)
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"


def said_of_move(request, form):
    """(words, level), with a mark where it is about the fields, or None where no step was taken."""
    obj, found = form.instance, edit_of(request).state_found(form)
    if form.not_handed_in:
        return words_of_what_is_missing(obj, form.not_handed_in), messages.WARNING, NOT_HANDED_IN
    if obj.workflow_state == found:
        return None
    if obj.workflow_state == State.IN_REVIEW:
        words = _("“%(object)s” is handed in for release.") % {"object": obj}
        return f"{words} {releasers.in_words(obj, request.user)}", messages.SUCCESS
    if obj.workflow_state == State.PUBLISHED:
        return words_of_release(obj), messages.SUCCESS
    if obj.workflow_state == State.DRAFT and found == State.IN_REVIEW:
        words = (
            _("“%(object)s” is returned for changes; the author is told by mail.")
            if form.cleaned_data.get("step_comment")
            else _("“%(object)s” is a draft again, and waits for release no more.")
        )
        return words % {"object": obj}, messages.SUCCESS
    return None
