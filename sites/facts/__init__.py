"""One table of facts: each figure of a space is declared once, and forms, filters, pages, papers and tables follow it.

How a figure is added: docs/adding-a-figure.md.
"""

from functools import cache

from sites.facts.halls import HALLS
from sites.facts.layout import EXPORTED, PAGE, SHEET
from sites.facts.plots import PLOTS
from sites.facts.shared import SHARED

FACTS = {fact.name: fact for fact in [*SHARED, *PLOTS, *HALLS]}
"""By the name of the field."""


ON_CARDS = [fact for fact in FACTS.values() if fact.card]
"""What decides before all else is the headline of a card."""


SHEET_FACTS = [FACTS[name] for name in SHEET]
EXPORTED_FACTS = [FACTS[name] for name in EXPORTED]


def facts_of(kind):
    """What a space of the kind may state."""
    return [fact for fact in FACTS.values() if fact.is_of(kind)]


@cache
def page_of(kind):
    """[(Group, [Fact])] of the page of a space, in order."""
    return [(group, [FACTS[name] for name in names]) for group in PAGE if (names := group.names(kind))]
