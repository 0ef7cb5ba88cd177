"""Facets: counts of all choices, histograms of figures, and counts of spaces with an unknown figure, cached together.

A choice is counted under all filters except those of its own group, so that the count is the result of choosing it. In
a large pool this is slow, so a page with filters that were not counted before comes without counts (docs/adr/0018).
"""

from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Q

from caching.fragments import cached, get_cached
from database.columns import ALWAYS_TRUE, CompiledCounts, compile_expressions, count_rows
from regions.models import Area
from regions.names import full_name
from sites.models import Space
from sites.search.filter_page.histograms import RANGES, Histogram, bar_conditions, build_histograms
from sites.search.filter_page.tabs import tab_conditions
from sites.search.filters import AREA_FILTERS, AREA_NAMES, CRITERIA, FIGURES, PARAMETERS, SpaceFilterSet
from sites.search.filters.criteria import MATCH_ALL, Choice, OneChoice

POOL_APPS = ("sites", "regions")
"""The apps whose changes invalidate the counts."""

MAX_POOL_COUNTED_INLINE = 8_000
"""In a pool with more objects on offer, a page with filters or of one kind only has counts that are cached."""

MAX_COUNTED_FILTERS = 16
"""A page with more filters has no counts: its SQL would grow to megabytes, which SQLite takes minutes to parse."""

CHOICES = {name: criterion for name, criterion in CRITERIA.items() if isinstance(criterion, Choice)}


@dataclass
class Facets:
    is_counted: bool = True
    """False for the substitute of `uncounted_facets`."""
    matched: int = 0
    """Number of matching objects."""
    counts: dict = field(default_factory=dict)
    """Number of objects by group and choice, None if not counted; only areas and motorways with objects."""
    unknown: dict = field(default_factory=dict)
    """Number of objects excluded because they do not state a limited figure, by figure."""
    areas: dict = field(default_factory=dict)
    """Names of the areas counted, by official key."""
    histograms: dict = field(default_factory=dict)
    """By figure."""
    tabs: dict = field(default_factory=dict)
    """Number of objects behind each tab; empty when only the kind is filtered."""

    def count(self, group, choice):
        return self.counts.get(group, {}).get(str(choice), 0 if self.is_counted else None)

    def area_choices(self, group, chosen=()):
        """(official key, name, count) by name, including chosen areas, which count 0 if a filter is invalid."""
        choices = {area.key: (area.key, area.full_name, 0) for area in chosen if area.kind == group}
        choices |= {key: (key, self.areas[key], count) for key, count in self.counts[group].items()}
        return sorted(choices.values(), key=lambda choice: choice[1].casefold())


def get_facets(filterset):
    """The facets; a substitute without counts if there are too many filters."""
    if len(filterset.musts) > MAX_COUNTED_FILTERS:
        return uncounted_facets(filterset)
    return cached(cache_key(filterset), POOL_APPS, lambda: count_facets(filterset))


def available_facets(filterset, on_offer):
    """The facets if they are cached, unfiltered, or of a small pool; else a substitute without counts."""
    is_of_all = not filterset.kind and filterset.wanted.keys() <= {"sort"}
    if on_offer <= MAX_POOL_COUNTED_INLINE or is_of_all:
        return get_facets(filterset)
    return get_cached(cache_key(filterset), POOL_APPS) or uncounted_facets(filterset)


def cache_key(filterset):
    return f"facets:{filterset.key}"


def uncounted_facets(filterset):
    """All choices, without counts: those of the unfiltered kind if cached, else of the pool, and the chosen ones."""
    of_its_kind = SpaceFilterSet({}, filterset.queryset, kind=filterset.kind)
    pool = get_cached(cache_key(of_its_kind), POOL_APPS) or get_facets(
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


def applies(filterset, name):
    """Whether the criterion applies to the filter set's kind."""
    kind, own = filterset.kind, CRITERIA[name].kind
    return name in filterset.filters and not (kind and own not in ("", kind))


def excluded_unknowns(filterset):
    """The limited figures whose unknown values are excluded."""
    included = filterset.wanted.get("unknown", [])
    return [figure for figure in filterset.required_figures if figure not in included]


def is_narrowed(filterset, group):
    """Whether the group is filtered so that counts must ignore its own filter; not if all choices must match."""
    return group in filterset.musts and CHOICES[group].join is not MATCH_ALL


@cache
def choice_conditions_sql(group, includes_unknown):
    """The condition of each choice of a group, with its kind, and with unknown figures if `includes_unknown`."""
    criterion = CHOICES[group]
    values = [value if isinstance(criterion, OneChoice) else [value] for value, _label in criterion.choices]
    return compile_expressions(
        Space, [criterion.restricted(criterion.condition(value, {}), includes_unknown) for value in values]
    )


@cache
def bar_conditions_sql(figure):
    return compile_expressions(Space, bar_conditions(figure))


@cache
def unknown_condition_sql(figure):
    """The condition that the figure is unknown, with its kind."""
    criterion = FIGURES[figure]
    return compile_expressions(Space, [criterion.restricted(criterion.unknown, or_unknown=False)])


def choice_counts(filterset, group, condition=None):
    return CompiledCounts(choice_conditions_sql(group, filterset.includes_unknown(group)), condition)


def store_choice_counts(answer, group, numbers):
    values = [value for value, _label in CHOICES[group].choices]
    answer.counts[group] = dict(zip(values, numbers, strict=True))


def count_unrestricted_choices(filterset, answer):
    """Count all groups without a filter of their own, in one scan. Return the number of matches."""
    groups = [group for group in CHOICES if applies(filterset, group) and not is_narrowed(filterset, group)]
    counts = {group: choice_counts(filterset, group) for group in groups}
    matches = filterset.queryset.filter(filterset.conjunction()).rewrite(False)
    found = count_rows(matches, {"matched": CompiledCounts(ALWAYS_TRUE)} | counts)
    for group in groups:
        store_choice_counts(answer, group, found[group])
    [matched] = found["matched"]
    return matched


def count_without_own_filter(filterset, answer):
    """Count what each filter excludes: its other choices, its histogram, unknown figures; and the tabs. One scan.

    The scan is limited to objects that would match without one of the filters, or for a tab.
    """
    groups = [group for group in CHOICES if applies(filterset, group) and is_narrowed(filterset, group)]
    figures = [figure for figure in RANGES if not filterset.musts.keys().isdisjoint(PARAMETERS[figure])]
    open_figures = excluded_unknowns(filterset)
    tabs = tab_conditions(filterset) if filterset.musts.keys() - {"kind"} else {}
    pool, ours = filterset.queryset, Q()
    if filterset.kind:
        pool, ours = Space.objects.published().on_offer(), Q(kind=filterset.kind)
    conditions, counts = list(tabs.values()), {}
    for name, leads_to in tabs.items():
        counts["tab", name] = CompiledCounts(ALWAYS_TRUE, leads_to)
    for group in groups:
        conditions.append(filterset.conjunction(group) & ours)
        counts["choices", group] = choice_counts(filterset, group, conditions[-1])
    for figure in dict.fromkeys([*figures, *open_figures]):
        conditions.append(filterset.conjunction(*PARAMETERS[figure]) & ours)
        if figure in figures:
            counts["bars", figure] = CompiledCounts(bar_conditions_sql(figure), conditions[-1])
        if figure in open_figures:
            counts["open", figure] = CompiledCounts(unknown_condition_sql(figure), conditions[-1])
    if not counts:
        return
    nearly = pool.filter(reduce(or_, conditions)) if all(conditions) else pool
    found = count_rows(nearly.rewrite(False), counts)
    for group in groups:
        store_choice_counts(answer, group, found["choices", group])
    for figure in figures:
        answer.histograms[figure] = Histogram(figure, found["bars", figure])
    answer.unknown = {figure: found["open", figure][0] for figure in open_figures}
    answer.tabs = {name: found["tab", name][0] for name in tabs}


def draw_unrestricted_histograms(filterset, answer):
    figures = [
        figure
        for figure, criterion in RANGES.items()
        if applies(filterset, criterion.name) and figure not in answer.histograms
    ]
    matches = filterset.queryset.filter(filterset.conjunction()).order_by()
    answer.histograms |= build_histograms(figures, matches, answer.matched)


def count_areas_and_motorways(filterset, answer):
    """Count areas and motorways, whose choices are not known in advance.

    The database counts by municipality and motorway; each level is summed up here without its own filter.
    """
    cells = list(
        filterset.queryset.filter(filterset.conjunction(*AREA_FILTERS, "motorway"))
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
    """Columns of an area. Hundreds are read for each response, and model instances take four times as long."""

    pk: int
    parent: int | None
    kind: str
    key: str
    full_name: str


def municipality_ancestors(towns):
    """{municipality's pk: [municipality, district, state]}; each district is read only once."""
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
    """Sorts A 9 before A 14."""
    return len(road), road
