"""Copies of an entry: several from a page that lists their names, or one from the change list."""

from functools import partial
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from editing.admin.forms.double_submit import add_once, record_added
from editing.duplicating import duplicate, numbered_titles
from publishing.log_messages import log_message

MAX_COPIES = 30


class CopiesForm(forms.Form):
    copies = forms.IntegerField(
        label=gettext_lazy("number of copies"),
        min_value=1,
        max_value=MAX_COPIES,
        initial=1,
        help_text=gettext_lazy("1 to %(most)s.") % {"most": MAX_COPIES},
    )


def duplicate_view(model_admin, request, object_id):
    original = model_admin.get_permitted_object(request, object_id, model_admin.may_duplicate)
    return add_once(model_admin, request, partial(copies_view, model_admin), original)


@transaction.atomic
def copies_view(model_admin, request, original, extra_context):
    form = CopiesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return make_copies(model_admin, request, original, form.cleaned_data["copies"])
    context = model_admin.page_context(request, original, _("Duplicate %(name)s") % {"name": original})
    context |= {"form": form, "names": names_in_languages(original)} | extra_context
    return TemplateResponse(request, "admin/duplicate.html", context)


def names_in_languages(original):
    """Return [[(language code, name)]] of each copy; equal names once."""
    return [
        [(code, name) for name, code in {name: code for code, name in titles.items()}.items()]
        for titles in numbered_titles(original, MAX_COPIES)
    ]


def make_copies(model_admin, request, original, how_many):
    """Redirect to the form of a single copy, or to a list of several."""
    copies = []
    for titles in numbered_titles(original, how_many):
        with model_admin.create_revision(request):  # one per copy, for separate histories
            copies.append(create_copy(model_admin, request, original, titles))
    record_added(request, copies[0])
    if len(copies) == 1:
        messages.success(request, _("This is the copy, a draft. Change what differs and save it."))
        return HttpResponseRedirect(model_admin.url_of("change", copies[0].pk))
    words = ngettext(
        "%(count)s copy has been made, as a draft. This list shows only the copy.",
        "%(count)s copies have been made, as drafts. This list shows only them.",
        len(copies),
    )
    messages.success(request, words % {"count": len(copies)})
    chosen = urlencode({"pk__in": ",".join(str(copy.pk) for copy in copies)})
    return HttpResponseRedirect(f"{model_admin.url_of('changelist')}?{chosen}")


def create_copy(model_admin, request, original, titles=None):
    copy = duplicate(original, model_admin.duplicated_rows, model_admin.fields_not_duplicated, titles)
    words = log_message(gettext_noop("Copied from “%(original)s”."), original=original)
    model_admin.log_addition(request, copy, words)
    return copy
