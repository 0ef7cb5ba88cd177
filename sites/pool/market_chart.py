"""Chart of status, area and price of a space over time, from the records of `sites.pool.market_history`."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from formats.templatetags.typography import eur_m2
from sites.pool.market_history import displayed_records
from sites.pool.presentation import format_area

WIDTH, LEFT, PANEL, GAP, BAND = 640, 130, 56, 22, 16
"""Units of the drawing: total width, width of the labels, height of a panel, gap, height of the status band."""


@dataclass(frozen=True)
class Panel:
    """A line; top, bottom: labels of the greatest and the smallest value."""

    name: str
    top: str
    bottom: str
    y: int
    paths: list

    @property
    def y_top(self):
        return self.y + 10

    @property
    def y_bottom(self):
        return self.y + PANEL


def market_chart(space, at=None):
    """Return the chart and a table as HTML. One query."""
    records = displayed_records(list(space.market_records.all()))[::-1] if space and space.pk else []
    if not records:
        return _("Nothing is recorded yet: what is public is written down once a day.")
    today = max(timezone.localdate(at), records[-1].since)
    scale = TimeScale(records[0].since, today)
    panels = [panel for panel in build_panels(space, records, scale) if panel]
    context = {
        "space": space,
        "records": records[::-1],
        "spans": status_spans(records, scale),
        "panels": panels,
        "first": records[0].since,
        "last": today,
        "width": WIDTH,
        "left": LEFT,
        "band": BAND,
        "height": BAND + GAP + len(panels) * (PANEL + GAP) + 14,
        "foot": BAND + GAP + len(panels) * (PANEL + GAP) + 8,
    }
    return render_to_string("sites/_market_chart.html", context)


class TimeScale:
    def __init__(self, first, last):
        self.first, self.days = first, max((last - first).days, 1)
        self.end = WIDTH

    def x(self, day):
        return round(LEFT + (day - self.first).days / self.days * (WIDTH - LEFT), 1)


def status_spans(records, scale):
    found = []
    for record in records:
        if not found or found[-1]["status"] != record.marketing_status:
            found.append(
                {
                    "status": record.marketing_status,
                    "label": record.get_marketing_status_display(),
                    "since": record.since,
                    "x": scale.x(record.since),
                }
            )
    ends = [span["x"] for span in found[1:]] + [scale.end]
    for span, end in zip(found, ends, strict=True):
        span["width"] = round(max(end - span["x"], 1), 1)
    return found


def build_panels(space, records, scale):
    y = BAND + GAP
    for name, attribute, spell in (
        (_("Price"), "price_m2", eur_m2),
        (_("Rent a month"), "rent_m2", eur_m2),
        (_("Area"), "area", lambda value: format_area(space, value)),
    ):
        if panel := step_panel(
            name, [(record.since, getattr(record, attribute)) for record in records], spell, y, scale
        ):
            yield panel
            y += PANEL + GAP


def step_panel(name, values, spell, y, scale):
    """Return a Panel of steps: a value is valid until the next one. None without values."""
    stated = [value for _day, value in values if value is not None]
    if not stated:
        return None
    low, high = min(stated), max(stated)

    def height(value):
        share = float((value - low) / (high - low)) if high > low else 0.5
        return round(y + PANEL - share * (PANEL - 14), 1)

    paths, path = [], []
    ends = [*(day for day, _value in values[1:]), None]
    for (day, value), end in zip(values, ends, strict=True):
        if value is None:
            paths.append(path)
            path = []
            continue
        right = scale.x(end) if end else scale.end
        path += [(scale.x(day), height(value)), (right, height(value))]
    paths.append(path)
    drawn = [" ".join(f"{x},{top}" for x, top in path) for path in paths if path]
    return Panel(name, spell(high), spell(low) if low != high else "", y, drawn)
