"""The page “Planned”: publications and expirations as a list and as a month, limited to what the user may view."""

from calendar import Calendar
from collections import defaultdict
from datetime import date, timedelta
from functools import partial

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editing.admin.base import PublishableAdmin
from editing.admin_registry import registered_admins
from editing.planning import EventKind, event_objects, planned_events
from editing.releasing.waiting_list import admin_url

EVENTS_PER_PAGE = 100
MAX_EVENTS_PER_DAY = 4
"""Events shown per day of the calendar; the rest is counted."""


def planned_view(request, admin_site, at=None):
    """`?view=calendar&month=2026-12`, `?view=list&day=2026-12-24`; `&what=` an EventKind."""
    today = timezone.localdate(at)
    chosen = request.GET.get("what", "")
    chosen = chosen if chosen in EventKind else ""
    related = planned_models(admin_site)
    find = partial(planned_events, request.user, related, kinds=[chosen] if chosen else EventKind)
    is_calendar = request.GET.get("view") == "calendar"
    context = {
        **admin_site.each_context(request),
        "title": _("Planned"),
        "is_calendar": is_calendar,
        "what": chosen,
        "whats": EventKind.choices,
        **(calendar_context if is_calendar else list_context)(request, find, related, today),
    }
    return render(request, "admin/planned.html", context)


def planned_models(admin_site):
    """Return {planned model: select_related names for its titles}."""
    admins = registered_admins(admin_site).items()
    return {model: its.list_select_related for model, its in admins if isinstance(its, PublishableAdmin)}


def event_lines(shown, related):
    """Return the events with their object, admin URL and model name."""
    things = event_objects(shown, related)
    return [
        {
            "event": event,
            "thing": things[event.model, event.pk],
            "kind": event.model._meta.verbose_name,
            "url": admin_url(things[event.model, event.pk], "change"),
        }
        for event in shown
        if (event.model, event.pk) in things
    ]


def list_context(request, find, related, today):
    """From today on, or of one day. `find(first, last)` returns events (editing.planning)."""
    day = parse_day(request.GET.get("day", ""))
    page = Paginator(find(day or today, day), EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    return {"day": day, "page": page, "lines": event_lines(list(page), related)}


def calendar_context(request, find, related, today):
    month = parse_day(f"{request.GET.get('month', '')}-01") or today.replace(day=1)
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    of_day = defaultdict(list)
    for event in find(weeks[0][0], weeks[-1][-1]):
        of_day[event.day].append(event)
    shown = event_lines([event for found in of_day.values() for event in found[:MAX_EVENTS_PER_DAY]], related)

    def cell(day):
        lines = [line for line in shown if line["event"].day == day]
        more = len(of_day[day]) - len(lines)
        return {"day": day, "is_outside": day.month != month.month, "lines": lines, "more": more}

    return {
        "month": month,
        "today": today,
        "previous": (month - timedelta(days=1)).replace(day=1),
        "next": (month + timedelta(days=31)).replace(day=1),
        "weekdays": [(date_format(day, "D"), date_format(day, "l")) for day in weeks[0]],
        "weeks": [[cell(day) for day in week] for week in weeks],
    }


def parse_day(text):
    """Parse a date of this century such as “2026-12-24”; None if invalid."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 < day.year < 2100 else None
