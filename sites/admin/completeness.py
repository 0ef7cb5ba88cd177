"""Completeness of an entry in list and form: percentage and missing fields with hints."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from editing.admin.forms.cells import two_lines
from editing.admin.forms.filters import ChoicesFilter
from editing.admin.forms.languages import languages_of
from editing.admin.forms.release_checks import edited_rows
from sites.facts import completeness
from sites.facts.weights import WANTED

MAX_FIRST_ITEMS = 3
LOW_PERCENT, HIGH_PERCENT = 50, 80  # percent


@admin.display(description=_("filled in"), ordering="stored_completeness")
def filled_in(space):
    """Percentage with the languages below."""
    return two_lines(format_html("{} %", space.stored_completeness), languages_of(space))


def completeness_context(context):
    form = context["adminform"].form
    return {"completeness": completeness_summary(form.instance, edited_rows(form.instance))}


def completeness_summary(space, edited):
    """Return the content of the panel, with filled fields too: the script updates it while typing."""
    items = [
        {
            "hint": wanted.hint,
            "weight": wanted.weight,
            "names": " ".join(wanted.fields),
            "anchor": f"{wanted.rows}-group" if wanted.rows else f"id_{wanted.fields[0]}",
            "field": "" if wanted.rows else wanted.fields[0],
            "is_missing": not completeness.is_filled(space, wanted, edited),
        }
        for wanted in WANTED[space.kind]
    ]
    missing = [item for item in items if item["is_missing"]]
    first = missing[:MAX_FIRST_ITEMS]
    return {
        "percent": completeness.percent(space, edited),
        "first": first,
        "others": [item for item in items if item not in first],
        "is_complete": not missing,
        "has_more": len(missing) > len(first),
    }


class CompletenessFilter(ChoicesFilter):
    title = _("completeness")
    parameter_name = "filled"
    narrowing = {
        "low": (_("less than half"), lambda rows: rows.filter(stored_completeness__lt=LOW_PERCENT)),
        "middle": (
            _("half and more"),
            lambda rows: rows.filter(
                stored_completeness__gte=LOW_PERCENT, stored_completeness__lt=HIGH_PERCENT
            ),
        ),
        "high": (_("80 % and more"), lambda rows: rows.filter(stored_completeness__gte=HIGH_PERCENT)),
    }


class BoundaryFilter(ChoicesFilter):
    title = _("boundary")
    parameter_name = "boundary"
    narrowing = {
        "with": (_("with a boundary"), lambda rows: rows.filter(boundary__isnull=False)),
        "without": (_("without a boundary"), lambda rows: rows.filter(boundary__isnull=True)),
    }
