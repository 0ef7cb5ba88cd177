"""Saves demo objects with their rows as one revision."""

from decimal import Decimal

import reversion
from django.db import transaction
from django.utils import timezone


def publication_fields(days_ago=0, day=None):
    """Return the fields of an object published on that day, or so many days ago, at 9 a.m."""
    day = day or timezone.localdate() - timezone.timedelta(days=days_ago)
    nine = timezone.datetime.combine(day, timezone.datetime.min.time().replace(hour=9))
    first = min(timezone.make_aware(nine), timezone.now())
    return {"is_sample": True, "workflow_state": "published", "first_published_at": first}


def model_fields(record, *exclude):
    """Return the record's model fields, floats as Decimal."""
    return {
        name: Decimal(str(value)) if isinstance(value, float) else value
        for name, value in record.items()
        if name not in exclude
    }


def save_revision(instance, *rows):
    """Save the object, then its related rows, as one revision. Return the object."""
    with transaction.atomic(), reversion.create_revision():
        instance.save()
        for row in rows:
            row.save()
        reversion.set_comment("Demo")
    return instance


def build_photos(instance, owner_field, photo_records, gallery):
    """Yield unsaved photos, in the order of the records."""
    model = type(instance)._meta.get_field("photos").related_model
    for order, record in enumerate(photo_records):
        words = {name: text for name, text in record.items() if name != "picture"}
        yield model(**{owner_field: instance}, picture=gallery[record["picture"]], order=order, **words)
