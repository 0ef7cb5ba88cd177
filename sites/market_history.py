"""Keeps what each published space stated of its market side, a record a day at most."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from sites.models import MarketRecord, Space


def record(at=None):
    """Write down what has changed since the last records; the later of two runs on one day counts. Returns the count.

    A run of its own each day, rather than a hook in every way to save: so neither import nor timed publication is
    missed. What it reads it reads before it writes, so that nobody waits for it.
    """
    today = timezone.localdate(at)
    later = MarketRecord.objects.filter(space=OuterRef("space"), since__gt=OuterRef("since"))
    last = {known.space_id: known for known in MarketRecord.objects.filter(~Exists(later))}
    columns = ("pk", "marketing_status", "area", "stored_price_m2", "stored_rent_m2")
    changed = [
        MarketRecord(space_id=pk, since=today, **dict(zip(MarketRecord.FIGURES, figures, strict=True)))
        for pk, *figures in Space.objects.published(at).order_by("pk").values_list(*columns)
        if pk not in last or last[pk].figures != tuple(figures)
    ]
    MarketRecord.objects.bulk_create(
        changed,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["space", "since"],
        update_fields=MarketRecord.FIGURES,
    )
    return len(changed)
