"""How many objects each choice has, how figures spread, and how many leave open what was asked for: one cached answer.

A choice is counted under all filters but those of its own group, so that it says what choosing it would give. In a
large pool that takes longer than all else: a page with filters never asked before comes without (docs/adr/0018).
"""

from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Q

from caching.parts import kept, kept_already
from database.columns import EVERY_ROW, Counts, counted, in_sql
from regions.models import Area
from regions.names import full_name
from sites.models import Space
from sites.search.filter_page.histograms import RANGE_CRITERIA, Histogram, bar_conditions, build_histograms
from sites.search.filter_page.tabs import tab_conditions
from sites.search.filters import (
    AREA_FILTERS,
    AREA_NAMES,
    CRITERIA,
    FIGURES,
    PARAMETERS_BY_FIGURE,
    SpaceFilterSet,
)
from sites.search.filters.criteria import MATCH_ALL, Choice, OneChoice

POOL_APPS = ("sites", "regions")
"""The rooms of what is counted: spaces, and the areas they lie in."""

MAX_POOL_COUNTED_INLINE = 8_000
"""Of a pool with more objects on offer a page with filters, or of one kind, comes without counts never made before."""

MAX_COUNTED_FILTERS = 16
"""A page with more filters comes without counts: its SQL, in which each count repeats all other filters, would grow to
megabytes, which SQLite takes minutes to read.
"""

CHOICE_CRITERIA = {name: criterion for name, criterion in CRITERIA.items() if isinstance(criterion, Choice)}


@dataclass
class Facets:
    is_counted: bool = True
    """False for what stands in for them until they are counted (`uncounted`)."""
    matched: int = 0
    """Number of objects that the filters let through."""
    counts: dict = field(default_factory=dict)
    """Number of objects by group and choice, None as long as nobody counted; areas and motorways only where there are
    objects.
    """
    unknown: dict = field(default_factory=dict)
    """Number of objects left out because they do not state a figure that was asked for, by figure."""
    areas: dict = field(default_factory=dict)
    """Names of the areas counted, by official key."""
    histograms: dict = field(default_factory=dict)
    """How each figure spreads, by figure."""
    tabs: dict = field(default_factory=dict)
    """Number of objects behind the link to both kinds and to each; empty when no filter but the kind narrows."""

    def count(self, group, choice):
        return self.counts.get(group, {}).get(str(choice), 0 if self.is_counted else None)

    def area_choices(self, group, chosen=()):
        """(official key, name, count), by name; with the areas chosen, which count nothing where a filter is wrong."""
        choices = {area.key: (area.key, area.full_name, 0) for area in chosen if area.kind == group}
        choices |= {key: (key, self.areas[key], count) for key, count in self.counts[group].items()}
        return sorted(choices.values(), key=lambda choice: choice[1].casefold())


def get_facets(filterset):
    """The counts beside the filters; what stands in for them where there are too many filters."""
    if len(filterset.musts) > MAX_COUNTED_FILTERS:
        return uncounted_facets(filterset)
    return kept(cache_key(filterset), POOL_APPS, lambda: count_facets(filterset))


def get_available_facets(filterset, on_offer):
    """Likewise, but of a pool with many objects on offer only those of all of them, and those that are kept. Else what
    stands in for them.
    """
    is_of_all = not filterset.kind and filterset.wanted.keys() <= {"sort"}
    if on_offer <= MAX_POOL_COUNTED_INLINE or is_of_all:
        return get_facets(filterset)
    return kept_already(cache_key(filterset), POOL_APPS) or uncounted_facets(filterset)


def cache_key(filterset):
    return f"facets:{filterset.key}"


def uncounted_facets(filterset):
    """What there is to choose from without any filter, with what is chosen, and no number. As long as nobody counted
    those of a kind, the whole pool stands in for it.
    """
    of_its_kind = SpaceFilterSet({}, filterset.queryset, kind=filterset.kind)
    pool = kept_already(cache_key(of_its_kind), POOL_APPS) or get_facets(
        SpaceFilterSet({}, Space.objects.published().on_offer())
    )
    groups = (*AREA_FILTERS, "motorway")
    offered = {group: {*pool.counts[group], *filterset.wanted.get(group, ())} for group in groups}
    counts = {group: dict.fromkeys(choices) for group, choices in offered.items()}
    counts["motorway"] = dict.fromkeys(sorted(offered["motorway"], key=motorway_sort_key))
    areas = pool.areas | area_names(filterset.areas)
    return Facets(is_counted=False, counts=counts, areas=areas, histograms=pool.histograms)


def count_facets(filterset):
    answer = Facets()
    answer.matched = count_unrestricted_choices(filterset, answer)
    count_areas_and_motorways(filterset, answer)
    count_without_own_filter(filterset, answer)
    draw_unrestricted_histograms(filterset, answer)
    return answer


def is_applicable(filterset, name):
    """Whether the filter set's kind can be asked the question."""
    kind, own = filterset.kind, CRITERIA[name].kind
    return name in filterset.filters and not (kind and own not in ("", kind))


def excluded_unknown_figures(filterset):
    """The figures that were asked for and of which the unknown is left out."""
    included = filterset.wanted.get("unknown", [])
    return [figure for figure in filterset.required_figures if figure not in included]


def is_narrowed(filterset, group):
    """Whether a choice of the group is a must; where all chosen must hold, another choice narrows further."""
    return group in filterset.musts and CHOICE_CRITERIA[group].join is not MATCH_ALL


@cache
def choice_conditions_sql(group, includes_unknown):
    """What is demanded with each choice of a group: its kind, and what leaves the figure open, as `unknown=` says."""
    criterion = CHOICE_CRITERIA[group]
    values = [value if isinstance(criterion, OneChoice) else [value] for value, _label in criterion.choices]
    return in_sql(
        Space,
        [criterion.restricted(criterion.condition(value, {}), includes_unknown) for value in values],
    )


@cache
def bar_conditions_sql(figure):
    return in_sql(Space, bar_conditions(figure))


@cache
def unknown_condition_sql(figure):
    """That the figure is left open, by its kind."""
    criterion = FIGURES[figure]
    return in_sql(Space, [criterion.restricted(criterion.unknown, or_unknown=False)])


def choice_counts(filterset, group, demand=None):
    return Counts(choice_conditions_sql(group, filterset.includes_unknown(group)), demand)


def store_choice_counts(answer, group, numbers):
    values = [value for value, _label in CHOICE_CRITERIA[group].choices]
    answer.counts[group] = dict(zip(values, numbers, strict=True))


def count_unrestricted_choices(filterset, answer):
    """All groups that no filter narrows, in one scan. Returns the number of matches."""
    groups = [
        group
        for group in CHOICE_CRITERIA
        if is_applicable(filterset, group) and not is_narrowed(filterset, group)
    ]
    counts = {group: choice_counts(filterset, group) for group in groups}
    matches = filterset.queryset.filter(filterset.combined_condition()).rewrite(False)
    found = counted(matches, {"matched": Counts(EVERY_ROW)} | counts)
    for group in groups:
        store_choice_counts(answer, group, found[group])
    [matched] = found["matched"]
    return matched


def count_without_own_filter(filterset, answer):
    """What each filter takes away: its other choices, its histogram, what it leaves out as unknown. One scan.

    With it the tabs, which lead to the other kind as well. Only objects are looked at that would match with one filter
    less, or for a tab.
    """
    groups = [
        group
        for group in CHOICE_CRITERIA
        if is_applicable(filterset, group) and is_narrowed(filterset, group)
    ]
    figures = [
        figure
        for figure in RANGE_CRITERIA
        if not filterset.musts.keys().isdisjoint(PARAMETERS_BY_FIGURE[figure])
    ]
    open_figures = excluded_unknown_figures(filterset)
    tabs = tab_conditions(filterset) if filterset.musts.keys() - {"kind"} else {}
    pool, ours = filterset.queryset, Q()
    if filterset.kind:
        pool, ours = Space.objects.published().on_offer(), Q(kind=filterset.kind)
    demands, counts = list(tabs.values()), {}
    for name, leads_to in tabs.items():
        counts["tab", name] = Counts(EVERY_ROW, leads_to)
    for group in groups:
        demands.append(filterset.combined_condition(group) & ours)
        counts["choices", group] = choice_counts(filterset, group, demands[-1])
    for figure in dict.fromkeys([*figures, *open_figures]):
        demands.append(filterset.combined_condition(*PARAMETERS_BY_FIGURE[figure]) & ours)
        if figure in figures:
            counts["bars", figure] = Counts(bar_conditions_sql(figure), demands[-1])
        if figure in open_figures:
            counts["open", figure] = Counts(unknown_condition_sql(figure), demands[-1])
    if not counts:
        return
    nearly = pool.filter(reduce(or_, demands)) if all(demands) else pool
    found = counted(nearly.rewrite(False), counts)
    for group in groups:
        store_choice_counts(answer, group, found["choices", group])
    for figure in figures:
        answer.histograms[figure] = Histogram(figure, found["bars", figure])
    answer.unknown = {figure: found["open", figure][0] for figure in open_figures}
    answer.tabs = {name: found["tab", name][0] for name in tabs}


def draw_unrestricted_histograms(filterset, answer):
    figures = [
        figure
        for figure, criterion in RANGE_CRITERIA.items()
        if is_applicable(filterset, criterion.name) and figure not in answer.histograms
    ]
    matches = filterset.queryset.filter(filterset.combined_condition()).order_by()
    answer.histograms |= build_histograms(figures, matches, answer.matched)


def count_areas_and_motorways(filterset, answer):
    """Areas and motorways, of which nobody knows beforehand which there are.

    The database counts by municipality and motorway; each level is summed up here as its own filter leaves it.
    """
    cells = list(
        filterset.queryset.filter(filterset.combined_condition(*AREA_FILTERS, "motorway"))
        .rewrite(False)
        .order_by()
        .values_list("municipality", "stored_motorway_code")
        .annotate(objects=Count("pk"))
    )
    towns = municipality_ancestors({town for town, _road, _objects in cells})
    chosen = {
        group: set(filterset.wanted[group])
        for group in (*AREA_FILTERS, "motorway")
        if group in filterset.musts
    }
    includes_unknown = "motorway" in filterset.wanted.get("unknown", [])
    if "motorway" in chosen and includes_unknown:
        chosen["motorway"].add("")
    for group in (*AREA_FILTERS, "motorway"):
        answer.counts[group] = dict.fromkeys(filterset.wanted.get(group, ()), 0)
    places = {town: {area.kind: area.key for area in line} for town, line in towns.items()}
    on_no_motorway = 0
    for town, road, objects in cells:
        keys = places.get(town, {}) | {"motorway": road}
        missed = [group for group, wanted in chosen.items() if keys.get(group) not in wanted]
        if len(missed) > 1:
            continue
        for group in missed or keys:
            if key := keys.get(group):
                counts = answer.counts[group]
                counts[key] = counts.get(key, 0) + objects
            elif group == "motorway":
                on_no_motorway += objects
    roads = answer.counts["motorway"]
    if includes_unknown:
        roads = {road: objects + on_no_motorway for road, objects in roads.items()}
    answer.counts["motorway"] = {road: roads[road] for road in sorted(roads, key=motorway_sort_key)}
    answer.areas = {area.key: area.full_name for line in towns.values() for area in line}
    answer.areas |= area_names(filterset.areas)


def area_names(areas):
    return {key: area.full_name for key, area in areas.items()}


class AreaRow(NamedTuple):
    """What is counted and shown of an area: hundreds are read for each answer, and models take four times as long."""

    pk: int
    parent: int | None
    kind: str
    key: str
    full_name: str


def municipality_ancestors(towns):
    """Each municipality with its district and state, by its primary key. A district is read once for all its towns."""
    larger = Q(kind__in=[Area.Kind.STATE, Area.Kind.DISTRICT])
    found = Area.objects.filter(larger | Q(pk__in=towns)).order_by()
    rows = found.values_list("pk", "parent", *AREA_NAMES)
    areas = {
        pk: AreaRow(pk, parent, kind, key, full_name(kind, *names)) for pk, parent, key, kind, *names in rows
    }
    return {town: list(iter_ancestors(town, areas)) for town in towns if town in areas}


def iter_ancestors(pk, areas):
    while area := areas.get(pk):
        yield area
        pk = area.parent


def motorway_sort_key(road):
    """A 9 before A 14."""
    return len(road), road
