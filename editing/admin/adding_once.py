"""A form that adds something adds it once, also when its button is pressed twice; no script is needed for it."""

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from editing.admin.edit import edit_of
from editing.models import SentForm

FORM_KEY = "form_key"
"""The hidden input of templates/admin/change_form.html."""


class AddsOnceMixin:
    """For a ModelAdmin, before the class it is made of."""

    is_only_shown = False  # a form that comes back as it was typed (portal.typed) adds nothing

    def add_view(self, request, form_url="", extra_context=None):
        key = request.POST.get(FORM_KEY, "") if request.method == "POST" else SentForm.new_key()
        extra_context = {FORM_KEY: key} | (extra_context or {})
        own_key = f"{self.opts.label_lower}:{key}"  # a key of another form leads nowhere
        is_known = request.method == "POST" and key and len(own_key) <= SentForm.LONGEST_KEY
        if self.is_only_shown or not is_known or not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        with transaction.atomic():
            sent, is_first = SentForm.claim(request.user, own_key)
            if not is_first and (made := self.get_queryset(request).filter(pk=sent.object_id).first()):
                return self.response_added_before(request, made)
            edit_of(request).sent = sent
            answer = super().add_view(request, form_url, extra_context)
            if (
                sent.object_id is None
            ):  # nothing was made: the form comes back, to be corrected and sent again
                sent.delete()
        return answer

    def response_add(self, request, obj, post_url_continue=None):
        if sent := edit_of(request).sent:
            sent.object_id = obj.pk
            sent.save(update_fields=["object_id"])
        return super().response_add(request, obj, post_url_continue)

    def response_added_before(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj)
        words = _(
            "“%(name)s” is saved already: this form was sent twice. What you changed before the second time is "
            "not saved."
        )
        messages.info(request, words % {"name": str(obj)})
        return HttpResponseRedirect(reverse(self.url_name("change"), args=[obj.pk]))
