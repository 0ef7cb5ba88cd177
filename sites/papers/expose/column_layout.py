"""Layout of fact groups in two columns, because CSS columns triple WeasyPrint's time for the whole page, and it cuts
off a float that is longer than a page.
"""

from dataclasses import dataclass
from math import ceil

LABEL_CHARS, VALUE_CHARS = 22, 26
"""Characters that always fit into a line of a column."""
CAPTION_LINES = 2
MAX_COLUMN_LINES = 40
"""A page holds some 54 lines."""


@dataclass
class Block:
    """Two columns of groups on one page; or one group of full width, which may continue on the next page."""

    left: list
    right: list

    @property
    def is_wide(self):
        return not self.right


def layout_blocks(groups):
    """Fill blocks with the groups in order, the left column of each first."""
    done, waiting = [], []
    for group in groups:
        if group_lines(group) > MAX_COLUMN_LINES:
            done += [split_evenly(waiting), Block([group], [])]
            waiting = []
        elif waiting and block_height(split_evenly([*waiting, group])) > MAX_COLUMN_LINES:
            done.append(split_evenly(waiting))
            waiting = [group]
        else:
            waiting.append(group)
    return [block for block in [*done, split_evenly(waiting)] if block.left]


def split_evenly(groups):
    """Return the block with the shortest columns; a single group gets the full width."""
    candidates = [Block(groups[:cut], groups[cut:]) for cut in range(1, max(len(groups), 2))]
    return min(candidates, key=block_height)


def block_height(block):
    return max(sum(map(group_lines, block.left)), sum(map(group_lines, block.right)))


def group_lines(group):
    """Return an upper estimate of the lines that a group takes in a column."""
    return CAPTION_LINES + sum(
        max(ceil(len(fact.label) / LABEL_CHARS), ceil(len(f"{fact.value} {fact.note}") / VALUE_CHARS))
        for fact in group.facts
    )
