"""Records of the market figures of published spaces, at most one a day."""

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
"""Columns of Space in the order of MarketRecord.FIGURES."""


def record_market_figures(at=None):
    """Record changes since the last records; a second run on one day overwrites the first. Returns the count.

    A daily run instead of a hook in `save()` covers bulk imports and timed publication. Reads before it writes, to keep
    the write lock short.
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
    """Return the records (newest first) that differ from the one before in displayed figures."""
    return [new for new, old in pairwise(records) if new.displayed != old.displayed] + list(records[-1:])
