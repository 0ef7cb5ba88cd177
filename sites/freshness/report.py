"""Freshness of the pool by municipality, for staff and, where the region enables it, for the public."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from django.utils import timezone

from regions.models import Area
from sites.models import Space


@dataclass(frozen=True)
class FreshnessFigures:
    """Figures of the objects that need checks (free or reserved, and public but for a missing check)."""

    area: Area | None
    """None in the total, and for objects without a municipality."""
    objects: int
    in_time: int
    """Next check due today or later."""
    due: int
    """Check overdue, but still public."""
    gone: int
    """No longer public."""
    median_age: int
    """Days since the last check."""

    @property
    def share(self):
        return 100 * self.in_time / self.objects


def freshness_report(at=None):
    """Return {"total": FreshnessFigures or None, "rows": [FreshnessFigures by name of the municipality]}."""
    today = timezone.localdate(at)
    spaces = Space.objects.to_be_checked(at)
    by_area = defaultdict(list)
    figures = ("municipality", "data_as_of", "check_due", "confirm_until")
    for municipality, *dates in spaces.order_by().values_list(*figures):
        by_area[municipality].append(dates)
    known = Area.objects.without_geometry().in_bulk([key for key in by_area if key is not None])
    rows = [freshness_figures(known.get(key), dates, today) for key, dates in by_area.items()]
    everything = [dates for rows_of_area in by_area.values() for dates in rows_of_area]
    return {
        "total": freshness_figures(None, everything, today) if everything else None,
        "rows": sorted(rows, key=lambda row: (row.area is None, row.area.name if row.area else "")),
    }


def freshness_figures(area, dates, today):
    """Count dates: (last check, next check due, last public day) of each object; unplanned ones count as in time."""
    in_time = sum(due is None or due >= today for _checked, due, _last in dates)
    gone = sum(last is not None and last < today for _checked, _due, last in dates)
    return FreshnessFigures(
        area=area,
        objects=len(dates),
        in_time=in_time,
        due=len(dates) - in_time - gone,
        gone=gone,
        median_age=round(median((today - checked).days for checked, _due, _last in dates)),
    )
