"""Rows (photos, offers, documents …) that somebody else changed or removed while the second editor had the form open.

For each they choose the stored one or theirs. One that is taken over is as it is stored, whatever the form
sends; one that is gone is left away, or comes back as a new row with what they have typed.
"""

import re
from dataclasses import dataclass

from django.core import signing
from django.db import models
from django.forms import FileField
from django.http import QueryDict
from django.utils.translation import pgettext

from publishing.admin.kept_files import SALT
from publishing.comparing import Snapshot, compare
from publishing.comparing.differing import differing
from publishing.comparing.wording import EMPTY, python_value

THEIRS, MINE = "theirs", "mine"
CHANGED = "merge-row-"
GONE = "merge-gone-"
FILE = "merge-file-"
"""Before the prefix of the formset and the key of the row. FILE carries the name of the file of one that is gone."""


@dataclass(frozen=True)
class RowChoice:
    """`theirs` and `mine` in words; `file`: (name of a hidden input, its value) where a file would come back."""

    input_name: str
    label: str
    theirs: str
    mine: str
    chosen: str
    is_untouched: bool
    file: tuple = ()


def row_choices(meanwhile, formsets):
    """For the bound and checked formsets of a form that met a conflict; [] where the history knows nothing."""
    if meanwhile is None or not meanwhile.changed:
        return []
    return [
        choice
        for formset in formsets
        if formset.is_bound and formset.model in meanwhile.before.rows
        for choice in choices_in(formset, meanwhile)
    ]


def choices_in(formset, meanwhile):
    model = formset.model
    before, now = meanwhile.before.rows[model], meanwhile.now.rows.get(model, {})
    for form in formset.initial_forms:
        key = form.data.get(form.add_prefix(model._meta.pk.name), "")
        stored = now.get(key)
        if key not in before or (stored is not None and not any(differing(model, before[key], stored))):
            continue
        if choice := choice_of(formset, form, key, before[key], stored):
            yield choice


def choice_of(formset, form, key, before, stored):
    """None where both sides say the same."""
    mine = typed_row(formset, form, before if stored is None else stored)
    sides = [
        Snapshot(formset.model, {}, {formset.model: {} if row is None else {key: row}})
        for row in (stored, mine)
    ]
    found = compare(*sides).rows
    if not found:
        return None
    is_untouched = mine is not None and not is_touched(form, before, is_gone=stored is None)
    name = f"{GONE if stored is None else CHANGED}{formset.prefix}-{key}"
    chosen = form.data.get(name)
    return RowChoice(
        name,
        found[0].label,
        in_words(found[0], "before", stored),
        in_words(found[0], "after", mine),
        chosen if chosen in {MINE, THEIRS} else THEIRS if is_untouched else MINE,
        is_untouched,
        file_of(formset, key, before) if stored is None else (),
    )


def typed_row(formset, form, row):
    """As the form would store it; None where it would delete it."""
    if formset.can_delete and formset._should_delete_form(form):
        return None
    typed = {name: value for name, value in form.cleaned_data.items() if name in row}
    for name, value in typed.items():
        if isinstance(form.fields[name], FileField):
            typed[name] = getattr(value, "name", None) or row[name]
        elif isinstance(value, models.Model):
            typed[name] = value.pk
    return row | typed


def is_touched(form, before, is_gone):
    """Whether the editor changed the row. Details of a picture are told apart from what is stored of it."""
    for name, field in form.fields.items():
        if name in before:
            start = python_value(form._meta.model._meta.get_field(name), before[name])
            if field.has_changed(start, form[name].data):
                return True
    others = form.fields.keys() - before.keys() - {form._meta.model._meta.pk.name, "DELETE"}
    if is_gone:  # nothing is stored that their form could differ from
        others &= {"upload"}
    return any(form[name]._has_changed() for name in others)


def in_words(difference, side, row):
    if row is None:
        return pgettext("row", "removed")
    words = (
        f"{field.label}: {getattr(field, side) or EMPTY}"
        for field in difference.fields
        if getattr(field, side)
    )
    return "; ".join(words) or EMPTY


def file_of(formset, key, before):
    for field in formset.model._meta.fields:
        if isinstance(field, models.FileField) and before.get(field.name):
            return f"{FILE}{formset.prefix}-{key}", signing.dumps(before[field.name], salt=SALT)
    return ()


# --- What was chosen


def take_over(formset, form):
    """Leave the row as it is stored, where the editor chose that."""
    name = f"{CHANGED}{formset.prefix}-{form.instance.pk}"
    if form.instance.pk is None or formset.data.get(name) != THEIRS:
        return
    form.taken_over = name
    form.files = {}
    for field_name, field in form.fields.items():
        is_key = field_name in {formset.fk.name, formset.model._meta.pk.name}
        if not is_key and not isinstance(field, FileField):
            field.disabled = True


def taken_over(formsets):
    """The names of the choices that a form which comes back has to repeat."""
    return [form.taken_over for formset in formsets for form in formset.forms if hasattr(form, "taken_over")]


def settle_gone_rows(request):
    """Rewrite what was sent before the form reads it, once the editor has said that their choice counts."""
    if not request.POST.get("overwrite_version"):
        return
    for name, side in request.POST.items():
        if name.startswith(GONE):
            place = name.removeprefix(GONE)
            prefix, _dash, key = place.rpartition("-")
            index = index_of(request.POST, prefix, key)
            if index is None:
                continue
            if side == MINE:
                bring_back(request, prefix, index, request.POST.get(f"{FILE}{place}"))
            else:
                request.POST = request.POST.copy()
                request.POST[f"{prefix}-{index}-DELETE"] = "on"


def index_of(data, prefix, key):
    count = data.get(f"{prefix}-INITIAL_FORMS", "")
    indexes = range(int(count) if count.isdecimal() and len(count) < 5 else 0)
    return next((index for index in indexes if data.get(f"{prefix}-{index}-id") == key), None)


def bring_back(request, prefix, index, file):
    """The row becomes the last of the new ones; those after it move up by one."""
    counts = [request.POST.get(f"{prefix}-{name}", "") for name in ("TOTAL_FORMS", "INITIAL_FORMS")]
    if not all(count.isdecimal() for count in counts):
        return
    total, initial = map(int, counts)

    def moved(name):
        found = re.fullmatch(rf"{re.escape(prefix)}-(\d+)-(.+)", name)
        if not found or int(found[1]) < index:
            return name
        at = int(found[1])
        return f"{prefix}-{total - 1 if at == index else at - 1}-{found[2]}"

    data = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        data.setlist(moved(name), values)
    files = list(request.FILES.lists())
    request.FILES.clear()
    for name, values in files:
        request.FILES.setlist(moved(name), values)
    row = f"{prefix}-{total - 1}"
    data[f"{prefix}-INITIAL_FORMS"] = str(initial - 1)
    data[f"{row}-id"] = ""
    if file:
        data[f"{row}-kept_file"] = file
    if picture := data.get(f"{row}-picture"):
        data[f"{row}-stored_upload"] = picture  # credit and focal point in the form are that picture's
    request.POST = data
