"""The list “In review” of everything that waits for a decision."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editing.models import PendingChange, ReleaseStep
from editing.querysets import publishable_models, without_geometry
from publishing import permissions_filter
from publishing.models import Publishable


@dataclass
class WaitingEntry:
    """A line of the list. `change` is None for an unpublished entry."""

    obj: Publishable
    url: str
    name: str
    at: datetime
    note: str = ""
    change: PendingChange = None
    is_returned: bool = False

    @property
    def kind(self):
        return getattr(self.obj, "get_kind_display", lambda: self.obj._meta.verbose_name)()

    @property
    def what(self):
        if self.change is None:
            return _("returned entry") if self.is_returned else _("new entry")
        if self.is_returned:
            return _("returned change")
        if self.change.state == PendingChange.State.KEPT:
            return _("saved change, not handed in yet")
        if self.obj.workflow_state != Publishable.WorkflowState.PUBLISHED:
            return _("change that is not settled")
        return _("change to a public entry")


def in_review_view(request, site):
    context = site.each_context(request) | {
        "title": _("In review"),
        "to_release": entries_to_release(request.user),
        "own": own_entries(request.user),
    }
    return TemplateResponse(request, "admin/in_review.html", context)


def entries_to_release(user):
    """Return what the user may release, longest waiting first: open changes and entries in review."""
    changes = PendingChange.objects.releasable_by(user).open().prefetch_related("target")
    lines = [change_line(change) for change in changes if change.target]
    return sorted([*lines, *new_entries_to_release(user)], key=lambda line: line.at)


def count_entries_to_release(user):
    """Count the lines of `entries_to_release` without reading them."""
    changes = PendingChange.objects.releasable_by(user).open()
    return changes.count() + sum(releasable_entries(model, user).count() for model in publishable_models())


def releasable_entries(model, user):
    rows = model._default_manager.filter(workflow_state=model.WorkflowState.IN_REVIEW)
    return permissions_filter.releasable(rows, user)


def new_entries_to_release(user):
    handed_in = ReleaseStep.objects.filter(step=ReleaseStep.Step.HANDED_IN).order_by("-at", "-pk")
    for model in publishable_models():
        entries = without_geometry(releasable_entries(model, user))
        for obj in entries.prefetch_related(Prefetch("release_steps", handed_in, to_attr="handed_in")):
            step = next(iter(obj.handed_in), None)
            name, at, note = (step.name, step.at, step.comment) if step else ("", obj.updated_at, "")
            yield WaitingEntry(obj, admin_url(obj, "change"), name, at, note)


def own_entries(user):
    """Return what the user began or handed in and is not released yet, also changes continued by others."""
    begun = ReleaseStep.objects.filter(user=user, step=ReleaseStep.Step.BEGUN).values("change")
    own = Q(author=user) | Q(pk__in=begun)
    changes = PendingChange.objects.unfinished().filter(own).prefetch_related("target")
    lines = [change_line(change) for change in changes if change.target]
    entries = ReleaseStep.objects.returned_to(user) | ReleaseStep.objects.in_review_of(user)
    lines += [entry_line(step) for step in entries.prefetch_related("target")]
    return sorted(lines, key=lambda line: line.at)


def entry_line(step):
    is_returned = step.step == ReleaseStep.Step.RETURNED
    url = admin_url(step.target, "change")
    return WaitingEntry(step.target, url, step.name, step.at, step.comment, is_returned=is_returned)


def change_line(change):
    url = admin_url(change.target, "review")
    is_returned = change.state == PendingChange.State.RETURNED
    note = change.comment if is_returned else change.note
    return WaitingEntry(
        change.target, url, change.author_name, change.handed_in_at, note, change, is_returned
    )


def admin_url(obj, view):
    """Return the admin URL; for a space that of its kind."""
    return reverse(
        f"admin:{obj._meta.app_label}_{getattr(obj, 'kind', '') or obj._meta.model_name}_{view}",
        args=[obj.pk],
    )
