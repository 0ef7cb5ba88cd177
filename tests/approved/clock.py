"""A clock that stands still, for outputs that tell days and ages."""

from datetime import UTC, date, datetime

from django.apps import apps
from django.utils import timezone

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
"""A Wednesday, 10.30 in Berlin."""
TODAY = date(2026, 11, 18)


def stop(monkeypatch):
    """What asks `timezone.now()` hears NOW: code at the time it runs, and defaults of fields, which know the function
    itself. Signatures keep the true clock: what is signed and what is read have it in common.
    """
    true_now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if field.default is true_now:
                monkeypatch.setitem(field.__dict__, "_get_default", timezone.now)  # a cached property
