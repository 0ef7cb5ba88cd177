"""Quality checks before publication (docs/adr/0045).

`find_problems(obj, at)` lists everything, `release_blockers(obj, at)` only what prevents a release. Apps of upper
layers add checks with `register_check(Model)`; a check gets a Case and yields Problems.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from publishing.models import Publishable

_checks = []


@dataclass(frozen=True)
class Problem:
    """`field`: of the form, such as `energy_heat`, or of one of its rows, such as `photos-0-alt_de`; "": the object.

    `code` identifies the check in any language of the messages. An error prevents the release: only for what the law,
    accessibility or the page requires.
    """

    field: str
    message: str
    code: str
    is_error: bool = False


@dataclass(frozen=True)
class Case:
    """`edited`: rows as a form would save them, {relation: [(prefix of the row's fields, row)]}; else the stored."""

    obj: Publishable
    at: datetime
    edited: dict = field(default_factory=dict)

    def rows(self, relation, *related):
        """Return [(prefix, row)] in the order of the form. `related`: for select_related."""
        if relation in self.edited:
            return self.edited[relation]
        if self.obj.pk is None:
            return []
        # Django has no public API for what is prefetched; `select_related` would query it again.
        prefetched = relation in getattr(self.obj, "_prefetched_objects_cache", {})
        rows = getattr(self.obj, relation).all()
        if related and not prefetched:
            rows = rows.select_related(*related)
        return [(f"{relation}-{index}", row) for index, row in enumerate(rows)]


def register_check(model):
    """Decorate a check, a function of a Case that yields Problems, for this model and its subclasses."""

    def add(check):
        if (model, check) not in _checks:
            _checks.append((model, check))
        return check

    return add


def find_problems(obj, at=None, edited=None):
    """Return all Problems of an object, errors first. `edited`: rows as in Case."""
    case = Case(obj, at or timezone.now(), edited or {})
    found = [
        problem for model, check in _checks if isinstance(obj, model) for problem in check(case) if problem
    ]
    return sorted(found, key=lambda problem: not problem.is_error)


def release_blockers(obj, at=None, edited=None):
    """Return the errors that prevent the release.

    Of an object that is public already only new errors count; otherwise nobody could correct or update it.
    """
    errors = [problem for problem in find_problems(obj, at, edited) if problem.is_error]
    if not errors or obj.pk is None:
        return errors
    state = type(obj).WorkflowState.PUBLISHED
    stored = type(obj)._base_manager.filter(pk=obj.pk, workflow_state=state).first()
    if stored is None:
        return errors
    known = {(problem.code, problem.field) for problem in find_problems(stored, at) if problem.is_error}
    return [problem for problem in errors if (problem.code, problem.field) not in known]
