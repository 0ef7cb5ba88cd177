"""How complete an entry is, in list and form: the share, and what is missing with the reason why it is asked for."""

from django.contrib import admin
from django.forms.widgets import Media, Script
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from editing.admin.before_release import rows_in
from editing.admin.cells import in_two_lines
from sites import completeness
from sites.weights import WANTED

SHOWN_AT_ONCE = 3
LOW, HIGH = 50, 80  # percent


class CompletenessAdminMixin:
    change_form_template = "admin/sites/space_change_form.html"

    @property
    def media(self):
        return super().media + Media(js=[Script("js/elements/space-completeness.js", type="module")])

    @admin.display(description=_("filled in"), ordering="stored_completeness")
    def filled_in(self, space):
        """With the languages below: a column less."""
        return in_two_lines(percent_text(space.stored_completeness), self.languages(space))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add or self.has_change_permission(request, obj):  # who only looks has no fields to be led to
            form = context["adminform"].form
            context["completeness"] = summary(form.instance, rows_in(context))
        return super().render_change_form(request, context, add, change, form_url, obj)


def percent_text(number):
    return format_html("{} %", number)


def summary(space, edited):
    """What the panel shows. All that is asked for is in it, so that it can follow what is typed."""
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
    first = missing[:SHOWN_AT_ONCE]
    return {
        "percent": completeness.percent(space, edited),
        "first": first,
        "others": [item for item in items if item not in first],
        "is_complete": not missing,
        "has_more": len(missing) > len(first),
    }


class CompletenessFilter(admin.SimpleListFilter):
    title = _("completeness")
    parameter_name = "filled"

    def lookups(self, request, model_admin):
        return [
            ("low", _("less than half")),
            ("middle", _("half and more")),
            ("high", _("80 % and more")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "low":
                return queryset.filter(stored_completeness__lt=LOW)
            case "middle":
                return queryset.filter(stored_completeness__gte=LOW, stored_completeness__lt=HIGH)
            case "high":
                return queryset.filter(stored_completeness__gte=HIGH)
        return queryset


class BoundaryFilter(admin.SimpleListFilter):
    title = _("boundary")
    parameter_name = "boundary"

    def lookups(self, request, model_admin):
        return [("with", _("with a boundary")), ("without", _("without a boundary"))]

    def queryset(self, request, queryset):
        if self.value() in ("with", "without"):
            return queryset.filter(boundary__isnull=self.value() == "without")
        return queryset
