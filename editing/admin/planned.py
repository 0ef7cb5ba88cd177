"""The page “Planned”: what appears and vanishes, as a list and as a month, of all that somebody may look at."""

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
from editing.planning import What, events, things_of
from editing.registered import admins_of
from editing.releasing.waiting_list import admin_url

A_PAGE = 100
"""Events on a page of the list."""
A_DAY = 4
"""Events that a day of the calendar shows before it only counts the rest."""


def planned_view(request, admin_site, at=None):
    """`?view=calendar&month=2026-12`, `?view=list&day=2026-12-24`; `&what=` one of What."""
    today = timezone.localdate(at)
    chosen = request.GET.get("what", "")
    chosen = chosen if chosen in What else ""
    related = planned_models(admin_site)
    find = partial(events, request.user, related, kinds=[chosen] if chosen else What)
    is_calendar = request.GET.get("view") == "calendar"
    context = {
        **admin_site.each_context(request),
        "title": _("Planned"),
        "is_calendar": is_calendar,
        "what": chosen,
        "whats": What.choices,
        **(calendar if is_calendar else listing)(request, find, related, today),
    }
    return render(request, "admin/planned.html", context)


def planned_models(admin_site):
    """{model that is planned: what the titles of its things need}"""
    admins = admins_of(admin_site).items()
    return {model: its.list_select_related for model, its in admins if isinstance(its, PublishableAdmin)}


def lines_of(shown, related):
    """The events with their object, the address of its form and the name of its kind."""
    things = things_of(shown, related)
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


def listing(request, find, related, today):
    """From today on, or of one day. `find` gives the events of some days (editing.planning)."""
    day = parsed(request.GET.get("day", ""))
    page = Paginator(find(day or today, day), A_PAGE).get_page(request.GET.get("page"))
    return {"day": day, "page": page, "lines": lines_of(list(page), related)}


def calendar(request, find, related, today):
    month = parsed(f"{request.GET.get('month', '')}-01") or today.replace(day=1)
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    of_day = defaultdict(list)
    for event in find(weeks[0][0], weeks[-1][-1]):
        of_day[event.day].append(event)
    shown = lines_of([event for found in of_day.values() for event in found[:A_DAY]], related)

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


def parsed(text):
    """A day of this century from “2026-12-24”, or None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 < day.year < 2100 else None
