"""Groups of facts in two columns, worked out here: CSS columns cost WeasyPrint three times the time of the whole page,
and a float that outgrows its page loses its end.
"""

from dataclasses import dataclass
from math import ceil

LABEL_SIGNS, VALUE_SIGNS = 22, 26
"""Signs that surely fit into a line of a column."""
CAPTION_LINES = 2
PAGE_LINES = 40
"""Lines a column may have; a page holds some 54."""


@dataclass
class Block:
    """Two columns of groups that stay on one page; or one group, as wide as the page, that may run over it."""

    left: list
    right: list

    @property
    def is_wide(self):
        return not self.right


def blocks(groups):
    """The groups in their order, down the left column and then the right one of each block."""
    found, waiting = [], []
    for group in groups:
        if weight(group) > PAGE_LINES:
            found += [split(waiting), Block([group], [])]
            waiting = []
        elif waiting and height(split([*waiting, group])) > PAGE_LINES:
            found.append(split(waiting))
            waiting = [group]
        else:
            waiting.append(group)
    return [block for block in [*found, split(waiting)] if block.left]


def split(groups):
    """The block with the lowest columns; a single group stands alone."""
    candidates = [Block(groups[:cut], groups[cut:]) for cut in range(1, max(len(groups), 2))]
    return min(candidates, key=height)


def height(block):
    return max(sum(map(weight, block.left)), sum(map(weight, block.right)))


def weight(group):
    """Lines that a group takes in a column, rather too many than too few."""
    return CAPTION_LINES + sum(
        max(ceil(len(fact.label) / LABEL_SIGNS), ceil(len(f"{fact.value} {fact.note}") / VALUE_SIGNS))
        for fact in group.facts
    )
