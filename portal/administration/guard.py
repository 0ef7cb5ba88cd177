"""No action on a list reaches what its user cannot: ids and names are taken from a form that anybody can write."""

from functools import wraps

from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction

from editing.primary_keys import valid_keys


def guard_actions(view):
    """The view of the administration; of a list, one that refuses such an action before anything else happens.

    Django would leave out what is not in the list and say that nothing was chosen: nobody would learn of the try.
    """
    model_admin = getattr(view, "__self__", None)
    if not isinstance(model_admin, ModelAdmin) or view.__name__ != "changelist_view":
        return view

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        check_action_selection(model_admin, request)
        with transaction.atomic():  # done for all that were chosen, or for none
            return view(request, *args, **kwargs)

    return guarded


def check_action_selection(model_admin, request):
    names = {name for name in request.POST.getlist("action") if name}
    if not names <= model_admin.get_actions(request).keys():
        raise PermissionDenied
    model = model_admin.model
    sent = request.POST.getlist(ACTION_CHECKBOX_NAME)
    chosen = set(valid_keys(model, sent))
    if len(chosen) < len(set(sent)):
        raise BadRequest
    there = model._default_manager.filter(pk__in=chosen)
    if model_admin.get_queryset(request).filter(pk__in=chosen).count() < there.count():
        raise PermissionDenied
