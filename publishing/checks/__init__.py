"""What is wrong with a thing before the public sees it (docs/adr/0045).

`problems_of(obj, at)` lists everything, `hindrances(obj, at)` only what keeps it from being released. Upper floors add
checks with `register(Model)`; a check gets a Case and yields Problems.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from publishing.models import Publishable

_checks = []


@dataclass(frozen=True)
class Problem:
    """`field`: of the form, such as `energy_heat`, or of one of its rows, such as `photos-0-alt_de`; "": the whole.

    `code` names the check, so that two states of a thing can be compared whatever the language of the messages. An
    error keeps it from being released: only what the law, accessibility or its page demands. All else is left to the
    editor.
    """

    field: str
    message: str
    code: str
    is_error: bool = False


@dataclass(frozen=True)
class Case:
    """`edited`: the rows a form is about to leave, {relation: [(prefix of the row's fields, row)]}; else the stored."""

    obj: Publishable
    at: datetime
    edited: dict = field(default_factory=dict)

    def rows(self, relation, *related):
        """[(prefix, row)], the rows in the order of the form. `related`: what is read with them."""
        if relation in self.edited:
            return self.edited[relation]
        if self.obj.pk is None:
            return []
        # Django has no public name for what is prefetched; `select_related` would read it again.
        prefetched = relation in getattr(self.obj, "_prefetched_objects_cache", {})
        rows = getattr(self.obj, relation).all()
        if related and not prefetched:
            rows = rows.select_related(*related)
        return [(f"{relation}-{index}", row) for index, row in enumerate(rows)]


def register_check(model):
    """Decorates a check, a function of a Case that yields Problems, for things of this model and of its subclasses."""

    def add(check):
        if (model, check) not in _checks:
            _checks.append((model, check))
        return check

    return add


def find_problems(obj, at=None, edited=None):
    """All Problems of a thing, errors first. `edited`: rows as in Case."""
    case = Case(obj, at or timezone.now(), edited or {})
    found = [
        problem for model, check in _checks if isinstance(obj, model) for problem in check(case) if problem
    ]
    return sorted(found, key=lambda problem: not problem.is_error)


def release_blockers(obj, at=None, edited=None):
    """The errors that keep a thing from being released.

    What is public already is not held up by errors it had before: else nobody could correct a word in it, or bring it
    up to date. Those it did not have before count.
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
