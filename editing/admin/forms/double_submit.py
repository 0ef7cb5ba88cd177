"""A form that adds something adds it once, also when its button is pressed twice; no script is needed for it."""

from functools import partial

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from editing.admin.forms.edit import get_edit
from editing.models import SentForm

FORM_KEY = "form_key"
"""The hidden input of templates/admin/change_form.html."""


def add_once(model_admin, request, add_view, argument, extra_context=None):
    """The answer of `add_view(request, argument, context)`, which adds something the first time that a form is sent."""
    key = request.POST.get(FORM_KEY, "") if request.method == "POST" else SentForm.new_key()
    add = partial(add_view, request, argument, {FORM_KEY: key} | (extra_context or {}))
    own_key = f"{model_admin.opts.label_lower}:{key}"  # a key of another form leads nowhere
    is_known = request.method == "POST" and key and len(own_key) <= SentForm.MAX_KEY_LENGTH
    if model_admin.is_read_only_view or not is_known or not model_admin.has_add_permission(request):
        return add()
    with transaction.atomic():
        sent, is_first = SentForm.claim(request.user, own_key)
        if not is_first and (made := model_admin.get_queryset(request).filter(pk=sent.object_id).first()):
            return already_added_response(model_admin, request, made)
        get_edit(request).sent = sent
        answer = add()
        if sent.object_id is None:  # nothing was made: the form comes back, to be corrected and sent again
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
