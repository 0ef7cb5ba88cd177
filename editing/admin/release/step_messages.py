"""The message after saving, instead of Django's “was changed successfully”: the step taken, or current visibility."""

from django.contrib import messages
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from editing import reviewers
from editing.admin.forms.edit import get_edit
from editing.admin.forms.release_checks import NOT_HANDED_IN, add_release_warnings, problems_as_html
from editing.releasing import steps
from editing.releasing.waiting_list import admin_url
from editing.scheduling import visibility_sentence
from formats.templatetags.typography import moment
from publishing.models import Publishable

State = Publishable.WorkflowState


def released_message(obj, at=None):
    at = at or timezone.now()
    named = {"object": obj, "moment": moment(obj.published_from)}
    if obj.published_from and obj.published_from > at:
        return _("“%(object)s” is released and appears on %(moment)s.") % named
    words = _("“{object}” is released: visitors see it since {since}. {page}")
    return format_html(words, object=obj, since=moment(at), page=page_link(obj))


def page_link(obj):
    return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), _("Look at the page"))


def saved_message(obj, *, releases):
    """Return the message without a step: current visibility, what comes next, with a link back to the form."""
    link = format_html('<a href="{}">{}</a>', admin_url(obj, "change"), obj)
    if obj.is_published():
        words = _("“{object}” is published: visitors see it like this since {since}. {page}")
    elif obj.workflow_state == State.DRAFT:
        words = _("“{object}” is saved as a draft; visitors see nothing of it yet. {next}")
    elif obj.workflow_state == State.IN_REVIEW:
        words = _("“{object}” is saved and waits for release; visitors see nothing of it yet.")
    else:
        words = _("“{object}” is saved. {visibility}")
    return format_html(
        words,
        object=link,
        since=moment(timezone.now()),
        page=page_link(obj) if obj.is_published() else "",
        next=_("Next comes “Release”.") if releases else _("Next comes “Send for review”."),
        visibility=visibility_sentence(obj),
    )


def missing_fields_message(obj, problems):
    """Link to each missing field of the form shown next."""
    first = _("“%(object)s” is saved, but not handed in yet, for it could not be released. Still missing:")
    return format_html("{}{}", first % {"object": obj}, problems_as_html(problems, problem_link))


def problem_link(problem):
    if not problem.field:
        return problem.message
    return format_html(
        '<a href="#id_{}" data-field="{}">{}</a>', problem.field, problem.field, problem.message
    )


def finish_transition(request, form, obj, found, is_taken):
    """After `obj` is stored: log its step from the state `found`, close its pending change, set the message."""
    steps.log_transition(obj, found, request.user, form.cleaned_data.get("step_comment", ""))
    pending = form.pending
    if pending and form.cleaned_data.get("opened_change") == pending.token:
        steps.close_change(obj, pending, request.user)
    record_transition(request, form)
    edit = get_edit(request)
    if not edit.restoring:
        edit.message_override = edit.message_override or (
            saved_message(obj, releases=form.releases),
            messages.SUCCESS,
        )
    if is_taken and obj.workflow_state == State.PUBLISHED:
        add_release_warnings(request, obj)


def record_transition(request, form):
    """Set the message of a stored form; return to the form if it could not be handed in."""
    get_edit(request).message_override = transition_message(request, form)
    if form.not_handed_in:  # back to the form
        get_edit(request).missing_fields = tuple(problem.field for problem in form.not_handed_in)
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"


def transition_message(request, form):
    """Return (text, level[, tags]), or None if no step was taken."""
    obj, found = form.instance, get_edit(request).previous_state(form)
    if form.not_handed_in:
        return missing_fields_message(obj, form.not_handed_in), messages.WARNING, NOT_HANDED_IN
    if obj.workflow_state == found:
        return None
    if obj.workflow_state == State.IN_REVIEW:
        words = _("“%(object)s” is handed in for release.") % {"object": obj}
        return f"{words} {reviewers.reviewers_text(obj, request.user)}", messages.SUCCESS
    if obj.workflow_state == State.PUBLISHED:
        return released_message(obj), messages.SUCCESS
    if obj.workflow_state == State.DRAFT and found == State.IN_REVIEW:
        words = (
            _("“%(object)s” is returned for changes; the author is told by mail.")
            if form.cleaned_data.get("step_comment")
            else _("“%(object)s” is a draft again, and waits for release no more.")
        )
        return words % {"object": obj}, messages.SUCCESS
    return None
