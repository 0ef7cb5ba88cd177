"""Keeps what each published space stated of its market side, a record a day at most."""

from itertools import pairwise
from uuid import uuid4

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from sites.models import MarketRecord, Space

FIGURE_COLUMNS = [
    {
        "price_m2": "stored_price_m2",
        "rent_m2": "stored_rent_m2",
        "municipality_key": Coalesce("municipality__key", Value("")),
    }.get(name, name)
    for name in MarketRecord.FIGURES
]
"""Of a space, in the order of the record's figures."""


def record_market_figures(at=None):
    """Write down what has changed since the last records; the later of two runs on one day counts. Returns the count.

    A run of its own each day, rather than a hook in every way to save: so neither import nor timed publication is
    missed. What it reads it reads before it writes, so that nobody waits for it.
    """
    today = timezone.localdate(at)
    later = MarketRecord.objects.filter(series=OuterRef("series"), since__gt=OuterRef("since"))
    last = MarketRecord.objects.filter(~Exists(later), Q(space__isnull=False) | Q(left_on=None))
    last = {known.space_id or known.series: known for known in last}
    new = []
    for pk, *figures in Space.objects.published(at).order_by("pk").values_list("pk", *FIGURE_COLUMNS):
        known = last.pop(pk, None)
        if known is None or known.left_on or known.figures != tuple(figures):
            stated = dict(zip(MarketRecord.FIGURES, figures, strict=True))
            series = known.series if known else uuid4()
            new.append(MarketRecord(space_id=pk, series=series, since=today, **stated))
    gone = [known for known in last.values() if known.left_on is None]
    for known in gone:
        known.left_on = today
    MarketRecord.objects.bulk_update(gone, ["left_on"], batch_size=500)
    MarketRecord.objects.bulk_create(
        new,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["space", "since"],
        update_fields=[*MarketRecord.FIGURES, "left_on"],
    )
    return len(new) + len(gone)


def displayed_records(records):
    """Of records (newest first) those that pages show: what is stated otherwise than in the record before."""
    return [new for new, old in pairwise(records) if new.displayed != old.displayed] + list(records[-1:])
