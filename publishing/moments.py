"""When the site will look different although nobody changes anything."""

from django.apps import apps
from django.db import connection
from django.db.models import Min, Value

from caching.parts import tomorrow
from caching.recent import Recent
from caching.versions import at_present, version_of
from publishing.models import Publishable


def next_moment(at=None):
    """The earliest later than `at` at which something appears or goes, or a day begins: on days everything else hangs
    (confirmations, rights, availability, freshness, ends of projects). Asked again only when it has come, or something
    has changed.
    """
    at = at or at_present()
    if connection.in_atomic_block:  # it may see what nobody else does
        return ask_next_moment(at)
    version = version_of()
    since, next_one = known.get(version) or (at, at)
    if not since <= at < next_one:  # what began before it was asked may have a nearer one
        next_one = ask_next_moment(at)
        known.put(version, (at, next_one))
    return next_one


known = Recent(4)
"""Of each version (from when on it is right, the moment): in each process, for a question is no dearer than a file."""


def ask_next_moment(at):
    return min([tomorrow(at), *first_after(at)])


def first_after(at):
    """Of what is released: the next one that begins or ends. One question, which reads what lies ahead alone."""
    ahead = [
        model._base_manager.filter(workflow_state="published", **{f"{field}__gt": at})
        .order_by()
        .values(all=Value(1))
        .annotate(first=Min(field))
        .values_list("first", flat=True)
        for model in models()
        for field in ("published_from", "published_until")
    ]
    return ahead[0].union(*ahead[1:], all=True).order_by()


def models():
    return [model for model in apps.get_models() if issubclass(model, Publishable) and not model._meta.proxy]
