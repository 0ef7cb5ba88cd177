"""Counts of the pool, each with a link to the filtered list."""

from collections import Counter

from django.db.models import Count
from django.urls import reverse

from publishing import permissions_filter
from sites.models import Hall, Plot, Space

State, Market = Space.WorkflowState, Space.MarketingStatus


def at_a_glance(user):
    """Count the visible plots and halls: published ones by market status, others by workflow state. One query."""
    columns = ("kind", "workflow_state", "marketing_status")
    visible = permissions_filter.visible(Space.objects.all(), user).order_by()
    counts = list(visible.values_list(*columns).annotate(Count("pk")))
    models = ((Space.Kind.PLOT, Plot), (Space.Kind.HALL, Hall))
    kinds = [kind_summary(model, [group for of, *group in counts if of == kind]) for kind, model in models]
    return [kind for kind in kinds if kind["count"]]


def kind_summary(model, groups):
    """groups: [(state, market, count)]"""
    states, released = Counter(), Counter()
    for state, market, count in groups:
        states[state] += count
        if state == State.PUBLISHED:
            released[market] += count
    url = reverse(f"admin:sites_{model._meta.model_name}_changelist")
    by_state = f"{url}?workflow_state__exact="
    others = [(value, label) for value, label in State.choices if value != State.PUBLISHED]
    return {
        "label": model._meta.verbose_name_plural,
        "url": url,
        "count": sum(states.values()),
        "figures": [
            *figure_links(released, Market.choices, f"{by_state}{State.PUBLISHED}&marketing_status__exact="),
            *figure_links(states, others, by_state),
        ],
    }


def figure_links(counts, choices, url):
    """Return counts and links of non-empty choices; `url` is completed by the value."""
    return [
        {"count": counts[value], "label": label, "url": url + value}
        for value, label in choices
        if counts[value]
    ]
