"""Compare any two versions of an object."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from reversion.models import Version
from reversion.revisions import is_active, set_comment

from editing.comments import translate_comment
from editing.comparing import compare, stored_state, version_state

NOW = "now"


def store_comment_as_data(entry):
    """Store the change message as data in the revision, so that it is translated on display."""
    if is_active() and entry.change_message.startswith("["):
        set_comment(entry.change_message)
    return entry


def object_versions(model, object_id):
    """Yield the versions of an object, newest first, with their translated comment as `said`."""
    versions = Version.objects.get_for_object_reference(model, object_id)
    for version in versions.select_related("revision__user").order_by("-pk"):
        version.said = translate_comment(version.revision.comment, model)
        yield version


def compare_view(model_admin, request, object_id):
    """`?from=` and `?to=` name versions, or `now`; by default the last change."""
    obj = model_admin.get_permitted_object(request, object_id, model_admin.has_view_permission)
    states = {NOW: None} | {str(state.pk): state for state in object_versions(model_admin.model, obj.pk)}
    keys = list(states)
    last = len(keys) - 1
    after = version_index(request.GET.get("to"), keys, min(1, last))
    before = version_index(request.GET.get("from"), keys, min(after + 1, last))
    after, before = sorted((after, before))  # the earlier one first
    context = model_admin.page_context(request, obj, _("What changed: %(name)s") % {"name": obj}) | {
        "before": states[keys[before]],
        "after": states[keys[after]],
        "comparison": compare(type(obj), *(state_at(obj, states[keys[place]]) for place in (before, after))),
        "previous": {"from": keys[before + 1], "to": keys[before]} if 0 < before < last else None,
        "next": {"from": keys[after], "to": keys[after - 1]} if after > 1 else None,
        "may_change": model_admin.has_change_permission(request, obj),
    }
    return TemplateResponse(request, "admin/compare.html", context)


def version_index(key, keys, otherwise):
    """Return the index of a version among the keys, newest first. Raises Http404."""
    if not key:
        return otherwise
    if key not in keys:
        raise Http404
    return keys.index(key)


def state_at(obj, version):
    return version_state(version) if version else stored_state(obj)
