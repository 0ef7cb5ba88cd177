"""The next moment at which the site changes without an edit."""

from datetime import datetime, time, timedelta

from django.apps import apps
from django.db.models import Min, Value
from django.utils import timezone

from caching.stores import Store
from caching.versions import snapshot_time, version_of

next_changes = Store(4)
"""The next change by version, in each process."""


def next_visibility_change(at=None):
    """The earliest moment after `at` at which something appears or disappears, or a day begins: confirmations, rights,
    availability, freshness and ends of projects change with the day. Cached until that moment or the next edit, and
    queried again for an earlier `at`, which may have an earlier one.
    """
    at, version = at or snapshot_time(), version_of()
    if entry := next_changes.get(version, at):
        return entry.until
    until = min([start_of_next_day(at), *publication_changes_after(at)])
    next_changes.put(version, None, at, until)
    return until


def start_of_next_day(at):
    """Midnight in the region's time zone."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at) + timedelta(days=1), time.min))


def publication_changes_after(at):
    """A queryset of the next beginning and end of publication per model: one query, which reads future rows only."""
    ahead = [
        model._base_manager.filter(workflow_state="published", **{f"{field}__gt": at})
        .order_by()
        .values(all=Value(1))
        .annotate(first=Min(field))
        .values_list("first", flat=True)
        for model in scheduled_models()
        for field in ("published_from", "published_until")
    ]
    return ahead[0].union(*ahead[1:], all=True).order_by()


def scheduled_models():
    """Models with a publication period (publishing.models.Publishable)."""
    return [
        model for model in apps.get_models() if hasattr(model, "published_from") and not model._meta.proxy
    ]
