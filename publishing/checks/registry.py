"""Which checks there are, and what they say of one thing."""

from django.utils import timezone

from publishing.checks.case import Case

_checks = []


def register(model):
    """Decorates a check, a function of a Case that yields Problems, for things of this model and of its subclasses."""

    def add(check):
        if (model, check) not in _checks:
            _checks.append((model, check))
        return check

    return add


def problems_of(obj, at=None, edited=None):
    """All Problems of a thing, errors first. `edited`: rows as in Case."""
    case = Case(obj, at or timezone.now(), edited or {})
    found = [
        problem for model, check in _checks if isinstance(obj, model) for problem in check(case) if problem
    ]
    return sorted(found, key=lambda problem: not problem.is_error)


def hindrances(obj, at=None, edited=None):
    """The errors that keep a thing from being released.

    What is public already is not held up by errors it had before: else nobody could correct a word in it, or bring it
    up to date. Those it did not have before count.
    """
    errors = [problem for problem in problems_of(obj, at, edited) if problem.is_error]
    if not errors or obj.pk is None:
        return errors
    state = type(obj).WorkflowState.PUBLISHED
    stored = type(obj)._base_manager.filter(pk=obj.pk, workflow_state=state).first()
    if stored is None:
        return errors
    known = {(problem.code, problem.field) for problem in problems_of(stored, at)}
    return [problem for problem in errors if (problem.code, problem.field) not in known]
