"""The history of an object: its states, and what differs between any two of them."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from reversion.models import Version
from reversion.revisions import is_active, set_comment

from editing.comments import in_our_words
from editing.comparing import compare, state_in, stored_state

NOW = "now"


def in_own_words(entry):
    """The revision keeps what was changed as data: else it would speak the language of the user who changed it."""
    if is_active() and entry.change_message.startswith("["):
        set_comment(entry.change_message)
    return entry


def states_of(model, object_id):
    """The versions of an object, the newest first, with what was done."""
    versions = Version.objects.get_for_object_reference(model, object_id)
    for version in versions.select_related("revision__user").order_by("-pk"):
        version.said = in_our_words(version.revision.comment, model)
        yield version


def compare_view(model_admin, request, object_id):
    """`?from=` and `?to=` name versions, or `now`; without them, what the last change changed."""
    obj = model_admin.object_for(request, object_id, model_admin.has_view_permission)
    states = list(states_of(model_admin.model, obj.pk))
    keys = [NOW, *(str(state.pk) for state in states)]
    after = request.GET.get("to") or (keys[1] if states else NOW)
    if after not in keys:
        raise Http404
    earlier = keys[keys.index(after) + 1 :]
    before = request.GET.get("from") or (earlier[0] if earlier else after)
    if before not in keys:
        raise Http404
    by_key = {NOW: None, **{str(state.pk): state for state in states}}
    if keys.index(before) < keys.index(after):  # the earlier one first, however they were chosen
        before, after = after, before
    context = model_admin.page_context(request, obj, _("What changed: %(name)s") % {"name": obj}) | {
        "before": by_key[before],
        "after": by_key[after],
        "comparison": compare(type(obj), *(state_at(obj, by_key[key]) for key in (before, after))),
        "previous": neighbour(keys[1:], before, 1),
        "next": neighbour(keys[1:], after, -1),
        "may_change": model_admin.has_change_permission(request, obj),
    }
    return TemplateResponse(request, "admin/compare.html", context)


def state_at(obj, version):
    return state_in(version) if version else stored_state(obj)


def neighbour(keys, key, step):
    """(from, to) of the change before, or after, the one that is shown; None at the ends. `keys`: the newest first."""
    if key not in keys:
        return None
    index = keys.index(key) + step
    if not 0 <= index < len(keys):
        return None
    pair = (keys[index], key) if step > 0 else (key, keys[index])
    return {"from": pair[0], "to": pair[1]}
