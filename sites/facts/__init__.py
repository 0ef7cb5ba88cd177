"""One table of facts: each figure of a space is declared once, and forms, filters, pages, papers and tables follow it.

How a figure is added: docs/adding-a-figure.md.
"""

from functools import cache

from sites.facts.groups import Page, groups_of
from sites.facts.halls import HALLS
from sites.facts.plots import PLOTS
from sites.facts.shared import SHARED

FACTS = {fact.name: fact for fact in [*SHARED, *PLOTS, *HALLS]}
"""By the name of the field."""


ON_CARDS = [fact for fact in FACTS.values() if fact.card]
"""What decides before all else is the headline of a card."""


def facts_of(kind):
    """What a space of the kind may state."""
    return [fact for fact in FACTS.values() if fact.is_of(kind)]


def in_order(table):
    """The facts that have a place in the table `sheet` or `exported`, in its order."""
    placed = [fact for fact in FACTS.values() if getattr(fact, table) is not None]
    return sorted(placed, key=lambda fact: getattr(fact, table))


def in_group(group, place_of):
    """The facts of a group in its order. `place_of` tells of a fact its Place, or None."""
    placed = [(place, fact) for fact in FACTS.values() if (place := place_of(fact)) and place.group is group]
    return [fact for place, fact in sorted(placed, key=lambda pair: pair[0].order)]


@cache
def page_of(kind):
    """[(group, its facts)] of the page of a space, each in its order."""
    groups = [(group, in_group(group, lambda fact: fact.place_on_page(kind))) for group in groups_of(Page)]
    return [(group, facts) for group, facts in groups if facts]
