"""Scheduled publications and expirations, limited to what a user may view."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, Q, TextChoices, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.querysets import without_geometry
from publishing import permissions_filter
from publishing.models import Picture, Publishable

State = Publishable.WorkflowState


class EventKind(TextChoices):
    APPEARS = "appears", _("appears")
    VANISHES = "vanishes", _("vanishes")
    CONFIRM = "confirm", _("vanishes unless confirmed")
    RIGHTS = "rights", _("picture rights end")


@dataclass(frozen=True)
class Event:
    """`moment` is None for events of a whole day: the last one on the site."""

    day: date
    moment: datetime | None
    what: EventKind
    model: type
    pk: int
    is_released: bool = True

    @property
    def order(self):
        return (self.day, self.moment is None, self.moment or 0, self.model._meta.label, self.pk)


def planned_events(user, models, first, last=None, kinds=tuple(EventKind)):
    """Return the events from the day `first` to `last` (None: open end), in order.

    One query per model, and one for pictures. Titles are fetched only for those displayed (`event_objects`).
    """
    found = [event for model in models for event in model_events(model, user, first, last)]
    found += picture_rights_events(user, first, last)
    return sorted((event for event in found if event.what in kinds), key=lambda event: event.order)


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def within_days(field, first, last):
    """Return a Q for a date or datetime field between two days, inclusive."""
    bounds = [first] if last is None else [first, last + timedelta(days=1)]
    if field not in {"confirm_until", "rights_until"}:
        bounds = [midnight(day) for day in bounds]
    return Q(**{f"{field}__{ask}": bound for ask, bound in zip(("gte", "lt"), bounds, strict=False)})


def model_events(model, user, first, last):
    is_out = Q(workflow_state=State.PUBLISHED)
    to_appear = ~Q(workflow_state=State.WITHDRAWN) & within_days("published_from", first, last)
    to_vanish = within_days("published_until", first, last) | within_days("confirm_until", first, last)
    rows = permissions_filter.visible(model._default_manager.all(), user).filter(
        to_appear | is_out & to_vanish
    )
    columns = ("pk", "workflow_state", "published_from", "published_until", "confirm_until", "unasked")
    rows = rows.annotate(unasked=Case(When(model.expires_unasked, then=True), default=False))
    for pk, state, since, until, confirm, unasked in rows.order_by().values_list(*columns):
        is_released = state == State.PUBLISHED
        dates = [(EventKind.APPEARS, since)]
        if is_released:
            last_day = EventKind.VANISHES if unasked else EventKind.CONFIRM
            dates += [(EventKind.VANISHES, until), (last_day, confirm)]
        for what, value in dates:
            if value is None:
                continue
            moment = timezone.localtime(value) if isinstance(value, datetime) else None
            day = timezone.localdate(value) if moment else value
            if day >= first and (last is None or day <= last):
                yield Event(day, moment, what, model, pk, is_released)


def picture_rights_events(user, first, last):
    """Yield the ends of rights of pictures that are shown publicly."""
    shown = permissions_filter.visible(Picture.objects.all(), user).published(midnight(first))
    rows = shown.filter(within_days("rights_until", first, last)).order_by()
    for pk, day in rows.values_list("pk", "rights_until"):
        yield Event(day, None, EventKind.RIGHTS, Picture, pk)


def event_objects(shown, related):
    """Return {(model, pk): object} of events, one query per model. `related`: {model: select_related names}."""
    keys = defaultdict(set)
    for event in shown:
        keys[event.model].add(event.pk)
    found = {}
    for model, pks in keys.items():
        names = related.get(model) or [None]  # without names Django would join all foreign keys
        rows = without_geometry(model._base_manager).select_related(*names).filter(pk__in=pks)
        found |= {(model, thing.pk): thing for thing in rows}
    return found
