"""Prevent double submission: a form that adds an object adds it once. Works without script."""

from functools import partial

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from editing.admin.forms.edit import get_edit
from editing.models import SentForm

FORM_KEY = "form_key"
"""Hidden input of templates/admin/change_form.html."""


def add_once(model_admin, request, add_view, argument, extra_context=None):
    """Call `add_view(request, argument, context)`; a repeated submission leads to the object added before."""
    key = request.POST.get(FORM_KEY, "") if request.method == "POST" else SentForm.new_key()
    add = partial(add_view, request, argument, {FORM_KEY: key} | (extra_context or {}))
    own_key = f"{model_admin.opts.label_lower}:{key}"  # not the key of another form
    is_known = request.method == "POST" and key and len(own_key) <= SentForm.MAX_KEY_LENGTH
    if model_admin.is_read_only_view or not is_known or not model_admin.has_add_permission(request):
        return add()
    with transaction.atomic():
        sent, is_first = SentForm.claim(request.user, own_key)
        if not is_first and (made := model_admin.get_queryset(request).filter(pk=sent.object_id).first()):
            return already_added_response(model_admin, request, made)
        get_edit(request).sent = sent
        answer = add()
        if sent.object_id is None:  # invalid: the form is shown again
            sent.delete()
    return answer


def record_added(request, obj):
    if sent := get_edit(request).sent:
        sent.object_id = obj.pk
        sent.save(update_fields=["object_id"])


def already_added_response(model_admin, request, obj):
    if IS_POPUP_VAR in request.POST:
        return model_admin.response_add(request, obj)
    words = _(
        "“%(name)s” is saved already: this form was sent twice. What you changed before the second time is "
        "not saved."
    )
    messages.info(request, words % {"name": str(obj)})
    return HttpResponseRedirect(model_admin.url_of("change", obj.pk))
