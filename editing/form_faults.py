"""Summarise the errors of a submitted form as a list with links to the fields (WCAG 3.3.1)."""

from dataclasses import dataclass
from itertools import chain

from django.contrib.admin.utils import flatten_fieldsets
from django.forms import MultiWidget
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst

ERROR_TARGETS = {"change_conflict": "change-conflict", "change_kept": "id_overwrite_change"}
"""{error code: id of the element where it is resolved}"""


@dataclass(frozen=True)
class Fault:
    """Errors of one field. `label`: of the field, `target`: id of its element; both "" for errors of the whole form."""

    messages: list
    label: str = ""
    target: str = ""


def form_faults(form, names=()):
    """Return the Faults of a form: non-field errors first, then the fields, those of `names` in their order."""
    whole = [
        Fault(error.messages, target=ERROR_TARGETS.get(error.code) or error_target(error))
        for error in form.non_field_errors().as_data()
    ]
    ordered = dict.fromkeys(name for name in chain(names, form.fields) if name in form.fields)
    fields = (form[name] for name in ordered if name in form.errors)
    return whole + [Fault(bound.errors, capfirst(bound.label), element_id(bound)) for bound in fields]


def error_target(error):
    """Return the id of a field named by an error that is not in the form (editing.admin.forms.topics), or ""."""
    field = (error.params or {}).get("field")
    return f"id_{field}" if field else ""


def inline_faults(inline):
    """Return the Faults of an InlineAdminFormSet: of the formset, then of each row, labelled “Photo 2: Credit”."""
    formset, opts = inline.formset, inline.opts
    if not formset.is_bound:
        return []
    found = []
    if messages := formset.non_form_errors():
        found.append(Fault(messages, capfirst(opts.verbose_name_plural), f"{formset.prefix}-group"))
    for number, form in enumerate(formset.forms, 1):
        if formset.can_delete and form.cleaned_data.get(DELETION_FIELD_NAME):
            continue
        for fault in form_faults(form, flatten_fieldsets(inline.fieldsets)):
            row = f"{capfirst(opts.verbose_name)} {number}"
            label = f"{row}: {fault.label}" if fault.label else row
            found.append(Fault(fault.messages, label, fault.target or form.prefix))
    return found


def element_id(bound):
    """Return the id of the element to link to; "" for a hidden field."""
    if bound.is_hidden:
        return ""
    if isinstance(bound.field.widget, MultiWidget):
        return f"{bound.auto_id}{bound.field.widget.widgets_names[0]}"
    return bound.id_for_label or bound.auto_id
