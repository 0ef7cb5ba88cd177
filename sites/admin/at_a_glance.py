"""The pool in a few figures, each a link to the list of just these objects."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from publishing import reach
from sites.models import Hall, Plot, Space

State, Market = Space.WorkflowState, Space.MarketingStatus


@dataclass(frozen=True)
class Figure:
    count: int
    label: str
    url: str


@dataclass(frozen=True)
class OfKind:
    """Plots or halls: all of them, the released ones by market, the others by how far they are."""

    all: Figure
    released: list
    others: list


def at_a_glance(user):
    """[OfKind] of plots and halls the user may look at; one query. A kind without objects is left out."""
    groups = (
        reach.visible(Space.objects.all(), user)
        .order_by()
        .values_list("kind", "workflow_state", "marketing_status")
        .annotate(Count("pk"))
    )
    counts = Counter({tuple(group): count for *group, count in groups})
    kinds = [
        of_kind(counts, kind, model) for kind, model in ((Space.Kind.PLOT, Plot), (Space.Kind.HALL, Hall))
    ]
    return [kind for kind in kinds if kind.all.count]


def of_kind(counts, kind, model):
    url = reverse(f"admin:sites_{kind}_changelist")
    states, released = Counter(), Counter()
    for (of, state, market), count in counts.items():
        if of == kind:
            states[state] += count
            if state == State.PUBLISHED:
                released[market] += count
    by_market = f"{url}?workflow_state__exact={State.PUBLISHED}&marketing_status__exact="
    return OfKind(
        Figure(sum(states.values()), model._meta.verbose_name_plural, url),
        [
            Figure(released[value], label, by_market + value)
            for value, label in Market.choices
            if released[value]
        ],
        [
            Figure(states[value], label, f"{url}?workflow_state__exact={value}")
            for value, label in State.choices
            if states[value] and value != State.PUBLISHED
        ],
    )
