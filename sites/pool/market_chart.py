"""Status, area and price of a space over time, as a drawing made on the server.

Of what was public: `sites.pool.market_history` writes a record for each day on which something changed.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from formats.templatetags.typography import eur_m2
from sites.pool.market_history import displayed_records
from sites.pool.presentation import format_area

WIDTH, LEFT, PANEL, GAP, BAND = 640, 130, 56, 22, 16
"""Of the drawing, in its own units: all, what stands before the lines, a line's height, between them, the status."""


@dataclass(frozen=True)
class Panel:
    """A line with its name; `top` and `bottom` are the words for the greatest and the smallest value."""

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
    """HTML: the drawing, and the same as a table. Costs one query."""
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
    """Days to units from the left."""

    def __init__(self, first, last):
        self.first, self.days = first, max((last - first).days, 1)
        self.end = WIDTH

    def x(self, day):
        return round(LEFT + (day - self.first).days / self.days * (WIDTH - LEFT), 1)


def status_spans(records, scale):
    """One bar for each stretch of the same status."""
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
    """Steps: a value holds from its day until the next one. None where nothing was stated at any time."""
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
