"""What is scheduled to appear on the site or to vanish from it, as far as somebody may look."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, Q, TextChoices, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.querysets import light
from publishing import permissions_filter
from publishing.models import Picture, Publishable

State = Publishable.WorkflowState


class What(TextChoices):
    APPEARS = "appears", _("appears")
    VANISHES = "vanishes", _("vanishes")
    CONFIRM = "confirm", _("vanishes unless confirmed")
    RIGHTS = "rights", _("picture rights end")


@dataclass(frozen=True)
class Event:
    """`moment` is None where a whole day counts: the last one on the site."""

    day: date
    moment: datetime | None
    what: What
    model: type
    pk: int
    is_released: bool = True

    @property
    def order(self):
        return (self.day, self.moment is None, self.moment or 0, self.model._meta.label, self.pk)


def events(user, models, first, last=None, kinds=tuple(What)):
    """The events of the days from `first` to `last` (None: without end), in order.

    One query for each model, and one for pictures. Titles are fetched for those that are shown (`things_of`).
    """
    found = [event for model in models for event in events_of(model, user, first, last)]
    found += rights_ending(user, first, last)
    return sorted((event for event in found if event.what in kinds), key=lambda event: event.order)


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def between(field, first, last):
    """The condition that a day, or a moment, lies within days."""
    bounds = [first] if last is None else [first, last + timedelta(days=1)]
    if field not in {"confirm_until", "rights_until"}:
        bounds = [midnight(day) for day in bounds]
    return Q(**{f"{field}__{ask}": bound for ask, bound in zip(("gte", "lt"), bounds, strict=False)})


def events_of(model, user, first, last):
    is_out = Q(workflow_state=State.PUBLISHED)
    to_appear = ~Q(workflow_state=State.WITHDRAWN) & between("published_from", first, last)
    rows = permissions_filter.visible(model._default_manager.all(), user).filter(
        to_appear
        | (is_out & (between("published_until", first, last) | between("confirm_until", first, last)))
    )
    columns = ("pk", "workflow_state", "published_from", "published_until", "confirm_until", "unasked")
    rows = rows.annotate(unasked=Case(When(model.leaves_unasked, then=True), default=False))
    for pk, state, since, until, confirm, unasked in rows.order_by().values_list(*columns):
        is_released = state == State.PUBLISHED
        dates = [(What.APPEARS, since)]
        if is_released:
            dates += [(What.VANISHES, until), (What.VANISHES if unasked else What.CONFIRM, confirm)]
        for what, value in dates:
            if value is None:
                continue
            moment = timezone.localtime(value) if isinstance(value, datetime) else None
            day = timezone.localdate(value) if moment else value
            if day >= first and (last is None or day <= last):
                yield Event(day, moment, what, model, pk, is_released)


def rights_ending(user, first, last):
    """Of pictures that something public shows."""
    shown = permissions_filter.visible(Picture.objects.all(), user).published(midnight(first))
    rows = shown.filter(between("rights_until", first, last)).order_by()
    for pk, day in rows.values_list("pk", "rights_until"):
        yield Event(day, None, What.RIGHTS, Picture, pk)


def things_of(shown, related):
    """{(model, pk): object} of the events shown: one query for each model. `related`: {model: what its title needs}."""
    keys = defaultdict(set)
    for event in shown:
        keys[event.model].add(event.pk)
    found = {}
    for model, pks in keys.items():
        names = related.get(model) or [None]  # without a name Django would join whatever a row points to
        rows = light(model._base_manager).select_related(*names).filter(pk__in=pks)
        found |= {(model, thing.pk): thing for thing in rows}
    return found
