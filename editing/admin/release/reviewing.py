"""The review page: compare a pending change with the public state; approve, return, discard or reinstate it."""

from functools import partial
from pathlib import PurePath
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from editing.admin.forms.release_checks import add_release_warnings
from editing.admin.release.step_messages import released_message
from editing.comparing import DifferenceKind, compare
from editing.models import PendingChange
from editing.releasing import steps
from editing.releasing.applying import error_messages
from editing.releasing.conflicts import choice_name, describe_conflicts
from editing.releasing.files import new_files, refused_files
from editing.releasing.in_memory import apply_in_memory
from editing.releasing.states import current_state, file_references, with_picture_details
from editing.releasing.undoing import open_and_undoable_change, reinstate
from formats.templatetags.typography import moment
from publishing.checks import find_problems, release_blockers
from publishing.log_messages import log_message
from publishing.models import Publishable
from regions.change_map import change_map

PUBLISHED = Publishable.WorkflowState.PUBLISHED
MAX_COMMENT_LENGTH = 2000


def may_resolve(model_admin, request, obj):
    """Return whether the user may accept a change: editors for an unpublished entry, else with release permission."""
    is_for_editors = obj.workflow_state != PUBLISHED and model_admin.has_change_permission(request, obj)
    return is_for_editors or model_admin.has_release_permission(request, obj)


def review_view(model_admin, request, object_id):
    if request.method == "POST":
        return decide(model_admin, request, object_id)
    obj = model_admin.get_permitted_object(request, object_id, model_admin.has_view_permission)
    return review_page(model_admin, request, obj, steps.unfinished_change(obj))


def review_page(model_admin, request, obj, change, faults=(), lacks_comment=False):
    settles = may_resolve(model_admin, request, obj)
    context = model_admin.page_context(request, obj, review_title(obj, change, settles)) | {
        "subtitle": str(obj),
        "change": change,
        "may_release": model_admin.has_release_permission(request, obj),
        "may_settle": settles,
        "is_public": obj.workflow_state == PUBLISHED,
        "may_change": model_admin.has_change_permission(request, obj),
        "change_url": model_admin.url_of("change", obj.pk),
        "preview_url": model_admin.url_of("preview", obj.pk),
        "is_own_change": bool(change) and change.author_id == request.user.pk,
        "undoable": None if change else open_and_undoable_change(obj)[1],
        "days": PendingChange.UNDO_PERIOD.days,
        "faults": faults,
        "lacks_comment": lacks_comment,
        "comment": submitted_comment(request),
        "discards": "_takeback" in request.POST,
        "comment_length": MAX_COMMENT_LENGTH,
    }
    if change:
        context |= comparison_context(model_admin, obj, change)
    return TemplateResponse(request, "admin/review.html", context)


def comparison_context(model_admin, obj, change):
    public, wanted = (
        with_picture_details(current_state(obj), change.snapshot),
        steps.merge_change(obj, change),
    )
    comparison = compare(type(obj), public, wanted.state)
    places = [
        (d.label, d.before_value, d.after_value) for d in comparison.fields if d.kind == DifferenceKind.PLACE
    ]
    return {
        "authors": steps.author_names(change),
        "comparison": comparison,
        "map": change_map(places) if places else None,
        "conflicts": describe_conflicts(obj, change, public, wanted.conflicts),
        "pending_files": change_files(model_admin, obj, change),
        "is_rebased": obj.version != change.base_version,
        "problems": problems_in_state(obj, wanted.state),
    }


def decide(model_admin, request, object_id):
    button = next((name for name in DECISIONS if name in request.POST), "_approve")
    permission = partial(may_decide, model_admin, button)
    obj = model_admin.get_permitted_object(request, object_id, permission)
    if button == "_approve" and (change := steps.unfinished_change(obj)):
        refused_files(change)  # before the write lock
    with transaction.atomic(), model_admin.create_revision(request):
        obj = model_admin.get_permitted_object(request, object_id, permission)
        model_admin.record_found_states(request, [object_id])
        change = steps.unfinished_change(obj, lock=True)
        if button == "_reinstate" and change is None:
            change = open_and_undoable_change(obj)[1]
        if change is None or request.POST.get("token") != change.token:
            return not_done_response(model_admin, request, obj)
        return DECISIONS[button](model_admin, request, obj, change)


def may_decide(model_admin, button, request, obj):
    """Editors of the entry may discard and reinstate changes."""
    if button == "_approve":
        return may_resolve(model_admin, request, obj)
    if button == "_return":
        return model_admin.has_release_permission(request, obj)
    return model_admin.has_change_permission(request, obj)


def not_done_response(model_admin, request, obj):
    """Show the current page, with the typed comment."""
    words = (
        _("This cannot be undone any more: another change waits, or the time is over.")
        if "_reinstate" in request.POST
        else _("This change was decided, or handed in again, since you opened it. Nothing was done.")
    )
    return review_page(model_admin, request, obj, steps.unfinished_change(obj), [words]).render()


def submitted_comment(request):
    return request.POST.get("comment", "").strip()[:MAX_COMMENT_LENGTH]


def return_change(model_admin, request, obj, change):
    comment = submitted_comment(request)
    if not comment:
        faults = [_("Say what is to be changed: the author gets it by mail.")]
        return review_page(model_admin, request, obj, change, faults, lacks_comment=True).render()
    steps.return_to_author(obj, change, request.user, comment)
    authors = steps.author_names(change)
    noted = gettext_noop("Change by %(author)s returned: %(comment)s")
    model_admin.log_change(request, obj, log_message(noted, author=authors, comment=comment))
    messages.success(request, _("The change is returned; %(author)s is told by mail.") % {"author": authors})
    return redirect_to_list(model_admin)


def approve_change(model_admin, request, obj, change):
    conflicts = steps.merge_change(obj, change).conflicts
    chosen = {key: request.POST.get(choice_name(key)) for key in conflicts}
    if any(choice not in {"change", "public"} for choice in chosen.values()):
        faults = [_("Some values were changed here and there as well. Choose for each which one is to stay.")]
        return review_page(model_admin, request, obj, change, faults).render()
    keep = {key for key, value in chosen.items() if value == "public"}
    try:
        store_change(model_admin, request, obj, change, keep)
    except ValidationError as error:
        obj = model_admin.get_object(request, str(obj.pk))
        change = PendingChange.objects.get(pk=change.pk)
        faults = [_("This cannot be released as it is:"), *error_messages(error, model_admin.model)]
        return review_page(model_admin, request, obj, change, faults).render()
    is_public = obj.workflow_state == PUBLISHED
    noted = (
        gettext_noop("Change by %(author)s of %(day)s, released by %(user)s")
        if is_public
        else gettext_noop("Change by %(author)s of %(day)s, taken over by %(user)s")
    )
    authors, day = steps.author_names(change), localtime(change.handed_in_at).date()
    model_admin.log_change(request, obj, log_message(noted, author=authors, day=day, user=request.user))
    stored = model_admin.get_object(request, str(obj.pk))
    if not is_public:
        messages.success(request, _("“%(object)s” is saved with this change.") % {"object": stored})
        return HttpResponseRedirect(model_admin.url_of("change", obj.pk))
    public = _("Released: “%(object)s” is public with this change.") % {"object": stored}
    messages.success(request, public if stored.is_published() else released_message(stored))
    add_release_warnings(request, stored)
    return redirect_to_list(model_admin)


def discard_change(model_admin, request, obj, change):
    steps.withdraw_change(obj, change, request.user, submitted_comment(request))
    named = {"author": change.author_name, "until": moment(change.undo_until)}
    words = (
        _("Your change is discarded; nothing waits for release. Until %(until)s you can undo this here.")
        if change.author_id == request.user.pk
        else _(
            "The change by %(author)s is discarded; %(author)s is told by mail. Until %(until)s you can undo this "
            "here."
        )
    )
    messages.success(request, words % named)
    return HttpResponseRedirect(request.path)


def reinstate_change(model_admin, request, obj, change):
    if reinstate(obj, change, request.user) is None:
        return not_done_response(model_admin, request, obj)
    messages.success(request, _("Undone: the change is there again."))
    return HttpResponseRedirect(request.path)


DECISIONS = {
    "_approve": approve_change,
    "_return": return_change,
    "_takeback": discard_change,
    "_reinstate": reinstate_change,
}
"""{button of the page: function}"""


def store_change(model_admin, request, obj, change, keep):
    """Raises ValidationError where it cannot be stored or has a problem that prevents release."""

    def store(obj, state):
        refused = refused_files(change)
        if found := [refused[name] for *_place, name in file_references(state) if name in refused]:
            raise ValidationError(found)
        raise_for_hindrances(obj, state)
        model_admin.apply_state(obj, state, change.author, change.author_name)

    steps.approve(obj, change, request.user, keep=keep, store=store)


def redirect_to_review(model_admin, obj):
    return HttpResponseRedirect(model_admin.url_of("review", obj.pk))


def redirect_to_list(model_admin):
    return HttpResponseRedirect(reverse(f"{model_admin.admin_site.name}:in_review"))


def review_title(obj, change, may_settle):
    if change is None:
        return _("Nothing waits for release")
    if not may_settle:
        return _("Compare")
    return _("Compare and release") if obj.workflow_state == PUBLISHED else _("Compare and take over")


def raise_for_hindrances(obj, state):
    """Raise ValidationError where the state has a problem that prevents publication."""
    if obj.workflow_state == PUBLISHED and (found := problems_in_state(obj, state, release_blockers)):
        raise ValidationError([problem.message for problem in found])


def problems_in_state(obj, state, problems=find_problems):
    """Return the problems of the entry with this state applied; `problems` is the check."""
    try:
        thing, rows = apply_in_memory(obj, state)
        return problems(thing, edited=rows)
    except ObjectDoesNotExist:  # refers to a deleted object, as shown in the comparison and on release
        return []


def change_files(model_admin, obj, change):
    """Return [{"name", "url"}]."""
    address = model_admin.url_of("reviewfile", obj.pk)
    return [
        {"name": PurePath(name).name, "url": f"{address}?{urlencode({'name': name})}"}
        for name in new_files(change)
    ]


def reviewfile_view(model_admin, request, object_id):
    """Download a file of a pending change. Only files named by the change are accessible."""
    obj = model_admin.get_permitted_object(request, object_id, model_admin.has_view_permission)
    change = steps.unfinished_change(obj)
    name = request.GET.get("name")
    if change is None or not name:
        return HttpResponseRedirect(model_admin.url_of("review", obj.pk))
    if name not in new_files(change) or not default_storage.exists(name):
        raise Http404
    file = default_storage.open(name)
    return FileResponse(file, as_attachment=True, content_type="application/octet-stream")
