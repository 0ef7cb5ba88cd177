"""When the site will look different although nobody changes anything."""

from django.apps import apps
from django.db.models import DateTimeField, Min, Value

from caching import storing
from caching.parts import tomorrow
from caching.versions import at_present, version_of
from database.prepared import Question
from publishing.models import Publishable


def next_moment(at=None):
    """The earliest later than `at` at which something appears or goes, or a day begins: on days everything else hangs
    (confirmations, rights, availability, freshness, ends of projects). Asked again only when it has come, or something
    has changed.
    """
    at = at or at_present()
    key = f"moment:{version_of()}"
    since, kept = storing.get(key) or (at, at)
    if not since <= at < kept:  # what began before it was asked may have a nearer one
        kept = min([tomorrow(at), *first_after(at)])
        storing.put(key, (at, kept), (kept - at).total_seconds())
    return kept


def first_after(at):
    """Of what is released: the next one that begins or ends. One question, which reads what lies ahead alone."""
    return AHEAD.answer(moment=at)


def ahead_of(moment):
    ahead = [
        model._base_manager.filter(workflow_state="published", **{f"{field}__gt": moment})
        .order_by()
        .values(all=Value(1))
        .annotate(first=Min(field))
        .values_list("first", flat=True)
        for model in models()
        for field in ("published_from", "published_until")
    ]
    return ahead[0].union(*ahead[1:], all=True).order_by()


AHEAD = Question(ahead_of, moment=DateTimeField())


def models():
    return [model for model in apps.get_models() if issubclass(model, Publishable) and not model._meta.proxy]
