"""A copy of an entry, from the button below its form or from the list."""

from django.contrib import messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from editing.duplicating import duplicate
from publishing.log_messages import log_message


def duplicate_view(model_admin, request, object_id):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    original = model_admin.object_for(request, object_id, model_admin.may_duplicate)
    with model_admin.create_revision(request):
        copy = copy_of(model_admin, request, original)
    messages.success(request, _("This is the copy, a draft. Change what differs and save it."))
    return HttpResponseRedirect(reverse(model_admin.url_name("change"), args=[copy.pk]))


def copy_of(model_admin, request, original):
    copy = duplicate(original, model_admin.duplicated_rows, model_admin.left_out_of_duplicates)
    words = log_message(gettext_noop("Copied from “%(original)s”."), original=original)
    model_admin.log_addition(request, copy, words)
    return copy
