"""Searches for anything the filters know, plot-only filters on halls included, and what their counts promise."""

from django.http import QueryDict

from sites.choices import (
    Contamination,
    FundingArea,
    Heating,
    PlanStatus,
    PreviousUse,
    RoundTheClock,
    Servicing,
    Sprinkler,
    TemperatureControl,
)
from sites.models import Space
from sites.search.filter_page.facets import CHOICES, get_facets
from sites.search.filter_page.histograms import bar_edges
from sites.search.filters import CRITERIA, SpaceFilterSet
from sites.search.filters.criteria import MATCH_ALL, Limit
from tests.varied_pool import a_varied_pool

PLOTS = {
    "zoning_restricted": [True, False],
    "plan_status": ["", *PlanStatus.values],
    "site_coverage_ratio": [None, 0.4, 0.8],
    "servicing": ["", *Servicing.values],
    "previous_use": ["", *PreviousUse.values],
    "contamination": ["", *Contamination.values],
}
HALLS = {
    "heating": ["", *Heating.values],
    "sprinkler": ["", *Sprinkler.values],
    "temperature_control": ["", *TemperatureControl.values],
    "energy_class": ["", "A+", "B", "c"],
    "is_expandable": [None, True, False],
    "docks": [None, 0, 2, 8],
}
BOTH = {"round_the_clock": ["", *RoundTheClock.values], "funding_area": ["", *FundingArea.values]}


def a_pool_of_every_trade(dice):
    """`a_varied_pool` in which plots and halls state, or leave open, what only they have."""
    a_varied_pool(dice)
    for space in Space.objects.order_by("number"):
        for field, values in (BOTH | (HALLS if space.is_hall else PLOTS)).items():
            setattr(space, field, dice.choice(values))
        space.save()


def a_search(dice):
    """A search by up to four filters, of one kind or both, some of them wishes, some with what is not stated."""
    asked = QueryDict(mutable=True)
    names = [name for name, criterion in CRITERIA.items() if isinstance(criterion, Limit) or name in CHOICES]
    if dice.random() < 0.5:
        asked["kind"] = dice.choice(["plot", "hall"])
    figures = set()
    for name in dice.sample([name for name in names if name != "kind"], dice.randint(0, 4)):
        criterion = CRITERIA[name]
        if criterion.figure in figures:
            continue  # a lower limit above its upper one is no search
        figures |= {criterion.figure} - {""}
        if isinstance(criterion, Limit):
            asked[name] = str(dice.choice(bar_edges(criterion.figure)[:6]))
        else:
            values = [value for value, _label in criterion.choices]
            most = 2 if criterion.is_repeatable else 1
            asked.setlist(name, dice.sample(values, min(len(values), dice.randint(1, most))))
        if criterion.figure and dice.random() < 0.3:
            asked.appendlist("unknown", criterion.figure)
        if dice.random() < 0.2:
            asked.appendlist("nice", name)
    if dice.random() < 0.3:
        asked.appendlist("unknown", dice.choice(["motorway", "hall_type", "zoning", "plan_status"]))
    return asked


def promises(asked):
    """(count, what it counts, the address that delivers it) for each choice of a search, each figure and each kind."""
    filterset = SpaceFilterSet(asked, Space.objects.published().on_offer())
    answer = get_facets(filterset)
    for group, counts in answer.counts.items():
        criterion = CRITERIA[group]
        narrows_further = getattr(criterion, "join", None) is MATCH_ALL and group in filterset.musts
        for value, count in counts.items():
            address = asked.copy()
            address.setlist("nice", [name for name in asked.getlist("nice") if name != group])
            address.setlist(group, [*asked.getlist(group), value] if narrows_further else [value])
            yield count, f"{group}: {value}", address
    for figure, left_out in answer.unknown.items():
        address = asked.copy()
        address.appendlist("unknown", figure)
        yield filterset.matches.count() + left_out, f"unknown: {figure}", address
