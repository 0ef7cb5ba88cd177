"""The button “Preview” of a form: its page as typed, without saving (docs/adr/0044)."""

from django.conf import settings
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.utils.text import capfirst
from django.utils.translation import get_language

from editing.admin.release.previews import frame_only
from editing.form_faults import form_faults, inline_faults
from editing.previewing.preview import Preview
from editing.previewing.responses import unsaved_response

PREVIEW_BUTTON = "_preview"
CHOSEN_FILES = "_chosen"
"""Names of file fields that the script did not upload."""
CODES = dict(settings.LANGUAGES)


def is_preview_request(request):
    return request.method == "POST" and PREVIEW_BUTTON in request.POST


@frame_only
def unsaved_view(model_admin, request, object_id=None):
    """Render the page in the language `?language=`, by default that of the admin."""
    if object_id:
        obj = model_admin.get_permitted_object(request, object_id, model_admin.has_change_permission)
    elif model_admin.has_add_permission(request):
        obj = None
    else:
        raise PermissionDenied
    files = {name for name, file in request.FILES.items() if file} | set(request.POST.getlist(CHOSEN_FILES))
    request.FILES.clear()
    form = bound_form(model_admin, request, obj)
    # As for saving; Django has no public method for it.
    formsets, inlines = model_admin._create_formsets(request, form.instance, change=obj is not None)
    inlines = model_admin.get_inline_formsets(request, formsets, inlines, obj)
    names = flatten_fieldsets(model_admin.get_fieldsets(request, obj))
    faults = [*form_faults(form, names), *(fault for inline in inlines for fault in inline_faults(inline))]
    preview = Preview(
        form.instance,
        is_unsaved=True,
        faults=[fault for fault in faults if fault.label and fault.target.removeprefix("id_") not in files],
        later=[*file_labels(inlines, files)],
    )
    language = request.GET.get("language")
    language = language if language in CODES else get_language()
    return unsaved_response(request, preview, formset_rows(formsets), many_to_many_values(form), language)


def formset_rows(formsets):
    """Return [(model, rows after saving)]."""
    return [(formset.model, [row for _prefix, row in formset.remaining()]) for formset in formsets]


def many_to_many_values(form):
    many = form.instance._meta.many_to_many
    return {field: form.cleaned_data[field.name] for field in many if field.name in form.cleaned_data}


def file_labels(inlines, names):
    """Yield labels as in editing.form_faults: “Document 2: File”."""
    for inline in inlines:
        for number, form in enumerate(inline.formset.forms, 1):
            for bound in form:
                if bound.html_name in names:
                    yield f"{capfirst(inline.opts.verbose_name)} {number}: {capfirst(bound.label)}"


def bound_form(model_admin, request, obj):
    """Bind the form as for saving, without check_whole()."""
    form_class = model_admin.get_form(request, obj, change=obj is not None)  # a class of this request only
    form_class.check_whole = lambda form: None
    form = form_class(request.POST, request.FILES, instance=obj)
    form.is_valid()
    return form
