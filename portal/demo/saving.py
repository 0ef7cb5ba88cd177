"""Saves a demo object together with its rows, as one revision: an editor can come back to it."""

from decimal import Decimal

import reversion
from django.db import transaction
from django.utils import timezone


def publication_fields(days_ago=0, day=None):
    """The fields of an object that went public on that day (or so many days ago) at nine in the morning."""
    day = day or timezone.localdate() - timezone.timedelta(days=days_ago)
    nine = timezone.datetime.combine(day, timezone.datetime.min.time().replace(hour=9))
    first = min(timezone.make_aware(nine), timezone.now())
    return {"is_sample": True, "workflow_state": "published", "first_published_at": first}


def model_fields(record, *apart):
    """The fields that stand in the record as they stand in the model; there a number with a fraction is a decimal."""
    return {
        name: Decimal(str(value)) if isinstance(value, float) else value
        for name, value in record.items()
        if name not in apart
    }


def save_with_revision(thing, *rows):
    """Save the object, then the rows that point at it. Returns the object."""
    with transaction.atomic(), reversion.create_revision():
        thing.save()
        for row in rows:
            row.save()
        reversion.set_comment("Demo")
    return thing


def build_photos(thing, owner_field, placed, gallery):
    """Unsaved placements of the pictures in `placed`, a list of records, in their order."""
    model = type(thing)._meta.get_field("photos").related_model
    for order, record in enumerate(placed):
        words = {name: text for name, text in record.items() if name != "picture"}
        yield model(**{owner_field: thing}, picture=gallery[record["picture"]], order=order, **words)
