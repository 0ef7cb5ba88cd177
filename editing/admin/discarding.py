"""A change that waits is thrown away, after a question, and can be brought back for some days."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from editing.models import PendingChange
from editing.releasing import steps
from editing.releasing.undoing import CannotComeBack, changes_at_hand, reinstate
from formats.templatetags.typography import moment

WORDS_OF_RETURN = {
    PendingChange.State.KEPT: gettext_noop("Undone: the change is there again, as it was saved."),
    PendingChange.State.OPEN: gettext_noop("Undone: the change waits for release again."),
    PendingChange.State.RETURNED: gettext_noop("Undone: the change is there again, returned as before."),
}
COMMENT_LENGTH = 2000


def discarding_context(model_admin, request, obj, change):
    """For the page of comparison: what leads here, and what leads back where nothing waits."""
    undoable = None if change else changes_at_hand(obj)[1]
    return {
        "is_own_change": bool(change) and change.author_id == request.user.pk,
        "takeback_url": model_admin.url_of("takeback", obj.pk),
        "undoable": undoable,
        "reinstate_url": model_admin.url_of("reinstate", obj.pk),
    }


def takeback_view(model_admin, request, object_id):
    """Who may edit the thing discards what waits; its author without a question."""
    obj = model_admin.object_for(request, object_id, model_admin.has_change_permission)
    if request.method == "POST":
        take_back(request, obj)
    elif change := steps.unfinished_change(obj):
        context = model_admin.page_context(request, obj, _("Discard this change?")) | {
            "change": change,
            "days": PendingChange.UNDO_FOR.days,
            "comment_length": COMMENT_LENGTH,
            "review_url": model_admin.url_of("review", obj.pk),
        }
        return TemplateResponse(request, "admin/discard.html", context)
    return to_review(model_admin, obj)


@transaction.atomic
def take_back(request, obj):
    change = steps.unfinished_change(obj, lock=True)
    if change is None or request.POST.get("token") != change.token:
        messages.warning(request, _("This change was decided, or handed in again, since you opened it."))
        return
    is_own = change.author_id == request.user.pk
    steps.take_back(obj, change, request.user, request.POST.get("comment", "").strip()[:COMMENT_LENGTH])
    named = {"author": change.author_name, "until": moment(change.undo_until)}
    words = (
        _("Your change is discarded; nothing waits for release. Until %(until)s you can undo this here.")
        if is_own
        else _(
            "The change by %(author)s is discarded; %(author)s is told by mail. Until %(until)s you can undo this "
            "here."
        )
    )
    messages.success(request, words % named)


def reinstate_view(model_admin, request, object_id):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    obj = model_admin.object_for(request, object_id, model_admin.has_change_permission)
    _waiting, change = changes_at_hand(obj)
    try:
        if change is None or request.POST.get("token") != change.token:
            raise CannotComeBack
        change = reinstate(obj, change, request.user)
        messages.success(request, _(WORDS_OF_RETURN[change.state]))
    except CannotComeBack:
        words = _("This cannot be undone any more: another change waits, or the time is over.")
        messages.warning(request, words)
    return to_review(model_admin, obj)


def to_review(model_admin, obj):
    return HttpResponseRedirect(model_admin.url_of("review", obj.pk))
