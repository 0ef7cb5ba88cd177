"""When the site will look different although nobody changes anything."""

from datetime import datetime, time, timedelta

from django.apps import apps
from django.db.models import Min, Value
from django.utils import timezone

from caching.stores import Store
from caching.versions import at_present, version_of

moments = Store(4)
"""Of each version the next moment, in each process: a question is no dearer than a file."""


def next_moment(at=None):
    """The earliest later than `at` at which something appears or goes, or a day begins: on days everything else hangs
    (confirmations, rights, availability, freshness, ends of projects). Asked again only when it has come, or something
    has changed, or about an earlier time, which may have a nearer one.
    """
    at, version = at or at_present(), version_of()
    if entry := moments.get(version, at):
        return entry.until
    until = min([tomorrow(at), *first_after(at)])
    moments.put(version, None, at, until)
    return until


def tomorrow(at):
    """The beginning of the next day, by the region's clock."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at) + timedelta(days=1), time.min))


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
    """Those whose rows appear and go by themselves (publishing.models.Publishable)."""
    return [
        model for model in apps.get_models() if hasattr(model, "published_from") and not model._meta.proxy
    ]
