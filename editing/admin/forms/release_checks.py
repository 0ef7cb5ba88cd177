"""Show the problems of an entry in its form and when it is released (docs/adr/0045)."""

from operator import attrgetter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editing import grouping
from editing.admin.forms.desk_form import CheckedForm
from editing.primary_keys import any_exist
from publishing.checks import find_problems, release_blockers
from publishing.models import Publishable
from publishing.refusals import log_refusal

IN_REVIEW = Publishable.WorkflowState.IN_REVIEW
PUBLISHED = Publishable.WorkflowState.PUBLISHED
NOT_HANDED_IN = "not-handed-in"  # tag of the message about missing fields


class EditedRows(BaseInlineFormSet):
    """Registers itself with its object, so that checks include the submitted rows. The inline sets `request`."""

    shown = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        vars(self.instance).setdefault("edited_rows", {})[self.get_default_prefix()] = self

    def add_fields(self, form, index):
        """Label the deletion checkboxes in tables: Django has a column header only."""
        super().add_fields(form, index)
        if "DELETE" in form.fields and form.instance.pk:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete: %(row)s") % {"row": form.instance}

    def full_clean(self):
        super().full_clean()
        if self.is_bound:
            self.check_foreign_rows()
            # Django shows as many rows as are stored. Show concurrently deleted rows again too: the management form
            # counts them, and the next save would fail without their inputs.
            self.shown = [form.instance for form in self.initial_forms]

    def get_queryset(self):
        return super().get_queryset() if self.shown is None else self.shown

    def check_foreign_rows(self):
        """Log a refusal for submitted rows of other objects, which are never changed."""
        key = self.model._meta.pk.name
        sent = {self.data.get(f"{form.prefix}-{key}") for form in self.forms}
        foreign = sent - {str(row.pk) for row in self.get_queryset()}
        if any_exist(self.model._base_manager.all(), foreign):
            log_refusal(self.request)

    def remaining(self):
        """Return [(prefix, row)] of the rows after saving; of an unbound form those it shows."""
        if not self.is_bound:
            return [(form.prefix, form.instance) for form in self.initial_forms]
        self.is_valid()
        return [
            (form.prefix, form.instance)
            for form in self.forms
            if not (self.can_delete and form.cleaned_data.get(DELETION_FIELD_NAME))
            and (form.instance.pk or form.has_changed())
        ]


def edited_rows(obj):
    """Return the rows of the object's form for problems_of(); {} without a form."""
    return {name: formset.remaining() for name, formset in vars(obj).get("edited_rows", {}).items()}


class ChecksFormMixin(CheckedForm):
    """Prevents publication with blocking problems.

    Handing in with these saves the entry in its previous state; `not_handed_in` has the problems.
    """

    not_handed_in = ()

    def check_whole(self):
        super().check_whole()
        state = self.instance.workflow_state
        if state == PUBLISHED and not self.is_kept:
            for problem in release_blockers(self.instance, edited=edited_rows(self.instance)):
                self.add_problem(problem)
        elif state == IN_REVIEW and self.stored_state != IN_REVIEW:
            self.not_handed_in = release_blockers(self.instance, edited=edited_rows(self.instance))
            if self.not_handed_in:
                self.reset_state()

    def reset_state(self):
        self.instance.workflow_state = self.cleaned_data["workflow_state"] = self.stored_state
        self.data = self.data.copy()  # for the change message
        self.data[self.add_prefix("workflow_state")] = self.stored_state
        self.__dict__.pop("changed_data", None)

    def add_problem(self, problem):
        error = ValidationError(problem.message, code=problem.code, params={"field": problem.field})
        rows = [row for rows in vars(self.instance).get("edited_rows", {}).values() for row in rows.forms]
        form = next((row for row in rows if problem.field.startswith(f"{row.prefix}-")), self)
        name = problem.field if form is self else problem.field.removeprefix(f"{form.prefix}-")
        if name in form.fields and name not in form.errors:
            vars(form).setdefault("cleaned_data", {})  # an unbound form has none
            form.add_error(name, error)
        elif name not in form.fields and self.is_bound:
            self.add_error(None, error)


def problems_context(context):
    """Return the template context with the problems of the entry as edited."""
    form = context["adminform"].form
    problems = find_problems(form.instance, edited=edited_rows(form.instance))
    return {
        "problems": problems,
        "hindering": sum(problem.is_error for problem in problems),
        "is_released": form.stored_state == PUBLISHED,
    }


def mark_missing(request, form, problems):
    """Add the problems to the fields of the form shown after a refused hand-in."""
    queued = messages.get_messages(request)
    is_refused = any(NOT_HANDED_IN in message.tags for message in queued)
    for problem in filter(attrgetter("is_error"), problems if is_refused else ()):
        form.add_problem(problem)
    queued.used = False  # still to be shown


def add_release_warnings(request, obj):
    """Add a message with the remaining problems of a released entry."""
    found = find_problems(obj)
    if found:
        words = ngettext("There is one thing to look at:", "There are things to look at:", len(found))
        messages.warning(request, format_html("{}{}", words, problems_as_html(found)))


def filter_releasable(request, queryset):
    """Return the selected objects that may be released; add a message for each other one."""
    free = []
    for obj in queryset:
        found = [] if obj.workflow_state == PUBLISHED else release_blockers(obj)
        if found:
            words = _("“%(entry)s” was not published:") % {"entry": obj}
            messages.error(request, format_html("{}{}", words, problems_as_html(found)))
        else:
            free.append(obj.pk)
    return queryset.filter(pk__in=free)


def problems_as_html(problems, render=attrgetter("message")):
    """Return a list with the first of similar problems and the number of the others."""
    lines = [
        (render(problem), f" ({grouping.others_text(others)})" if others else "")
        for problem, others in grouping.group_similar(problems)
    ]
    return format_html('<ul class="admin-problems">{}</ul>', format_html_join("", "<li>{}{}</li>", lines))
