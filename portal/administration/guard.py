"""Validates actions of change lists: names and ids come from a form that may be forged."""

from functools import wraps

from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction

from editing.primary_keys import valid_keys


def guard_actions(view):
    """Wrap a changelist_view so that it rejects forbidden actions and objects; return other views as they are.

    Django ignores objects outside of the list with a message, and the attempt would not be logged.
    """
    model_admin = getattr(view, "__self__", None)
    if not isinstance(model_admin, ModelAdmin) or view.__name__ != "changelist_view":
        return view

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        check_action_selection(model_admin, request)
        with transaction.atomic():  # applied to all selected objects or none
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
