"""The button “Preview” of a form: its page as it is typed, and nothing saved (docs/adr/0044)."""

from django.conf import settings
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.utils.text import capfirst
from django.utils.translation import get_language

from editing.admin.release.previews import framed
from editing.form_faults import faults_of, faults_of_inline
from editing.previewing.answers import answer_unsaved
from editing.previewing.preview import Preview

PREVIEW = "_preview"
"""The button."""
CHOSEN = "_chosen"
"""Names of fields with a file that the script of the form has not sent along."""
CODES = dict(settings.LANGUAGES)


def asks_for_preview(request):
    return request.method == "POST" and PREVIEW in request.POST


@framed
def unsaved_view(model_admin, request, object_id=None):
    """The page in a frame, in the language `?language=`, else in that of the desk."""
    if object_id:
        obj = model_admin.object_for(request, object_id, model_admin.has_change_permission)
    elif model_admin.has_add_permission(request):
        obj = None
    else:
        raise PermissionDenied
    files = {name for name, file in request.FILES.items() if file} | set(request.POST.getlist(CHOSEN))
    request.FILES.clear()
    form = bound_form(model_admin, request, obj)
    # As for saving, with prefixes and rows that are only shown; Django has no public method that makes them.
    formsets, inlines = model_admin._create_formsets(request, form.instance, change=obj is not None)
    inlines = model_admin.get_inline_formsets(request, formsets, inlines, obj)
    names = flatten_fieldsets(model_admin.get_fieldsets(request, obj))
    faults = [*faults_of(form, names), *(fault for inline in inlines for fault in faults_of_inline(inline))]
    preview = Preview(
        form.instance,
        is_unsaved=True,
        faults=[fault for fault in faults if fault.label and fault.target.removeprefix("id_") not in files],
        later=[*labels_of_files(inlines, files)],
    )
    language = request.GET.get("language")
    language = language if language in CODES else get_language()
    return answer_unsaved(request, preview, rows_of(formsets), many_of(form), language)


def rows_of(formsets):
    """[(model, rows that would be)]"""
    return [(formset.model, [row for _prefix, row in formset.remaining()]) for formset in formsets]


def many_of(form):
    many = form.instance._meta.many_to_many
    return {field: form.cleaned_data[field.name] for field in many if field.name in form.cleaned_data}


def labels_of_files(inlines, names):
    """As editing.form_faults names them: “Document 2: File”."""
    for inline in inlines:
        for number, form in enumerate(inline.formset.forms, 1):
            for bound in form:
                if bound.html_name in names:
                    yield f"{capfirst(inline.opts.verbose_name)} {number}: {capfirst(bound.label)}"


def bound_form(model_admin, request, obj):
    """Read as for saving, without the questions that only saving asks."""
    form_class = model_admin.get_form(request, obj, change=obj is not None)  # made for this request alone
    form_class.check_whole = lambda form: None
    form = form_class(request.POST, request.FILES, instance=obj)
    form.is_valid()
    return form
