"""Tabs: links to the other kinds and views of a search, with counts."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sites.choices import Kind
from sites.search.filter_page.chips import PHRASE_NOTES
from sites.search.filters import CRITERIA

VIEWS = ("map", "geojson", "feed")
ROUTES = {None: {"list": "sites:list"} | {view: f"sites:{view}" for view in VIEWS}}
ROUTES |= {
    kind: {"list": f"sites:{kind}s"} | {view: f"sites:{kind}s_{view}" for view in VIEWS} for kind in Kind
}
"""By kind, and by view."""

KIND_NAMES = {
    None: _("All properties"),
    Kind.PLOT: _("Development sites"),
    Kind.HALL: _("Industrial buildings"),
}
"""Titles of lists by kind."""

KIND_BY_TAB = {"all": None, "plots": Kind.PLOT, "halls": Kind.HALL}
"""None: both kinds."""

TAB_BY_KIND = {kind: name for name, kind in KIND_BY_TAB.items()}


@dataclass
class Tab:
    name: str
    label: str
    url: str
    is_current: bool
    count: int | None = None
    """Number of objects; None if the tab shows none."""


def dropped_filters(kind):
    """The filters that a link to a kind drops: the kind itself, and those that only the other kind has."""
    others = {criterion.name for criterion in CRITERIA.values() if kind and criterion.kind not in ("", kind)}
    return {"kind", *others}


def pool_counts(pool):
    """The unfiltered counts by tab; `pool` is the result of `stock()`."""
    return {"all": pool.plots + pool.halls, "plots": pool.plots, "halls": pool.halls}


def tab_conditions(filterset):
    """The condition of each tab's link, to be applied to both kinds."""
    return {
        name: filterset.conjunction(*dropped_filters(kind)) & (Q(kind=kind) if kind else Q())
        for name, kind in KIND_BY_TAB.items()
    }


def kind_tabs(filterset, view, counts):
    """`counts`: by tab, or None if the filters are invalid."""
    return [
        Tab(
            name,
            KIND_NAMES[kind],
            url_with_filters(ROUTES[kind][view], filterset.data, dropped_filters(kind)),
            filterset.kind == kind,
            counts and counts[name],
        )
        for name, kind in KIND_BY_TAB.items()
    ]


def view_tabs(filterset, view):
    labels = {"list": _("List"), "map": _("Location map")}
    without = dropped_filters(filterset.kind) if filterset.kind else ()
    return [
        Tab(
            name, label, url_with_filters(ROUTES[filterset.kind][name], filterset.data, without), view == name
        )
        for name, label in labels.items()
    ]


def url_with_filters(route, data, without=()):
    """The URL of a route with the filters of a query string, on the first page."""
    query = data.copy()
    for name in ("page", *PHRASE_NOTES, *without):
        query.pop(name, None)
    return f"{reverse(route)}?{query.urlencode()}" if query else reverse(route)
