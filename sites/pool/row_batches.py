"""Walking many rows with little memory."""

import gc
from itertools import batched

BATCH_SIZE = 250
"""Rows in memory at a time."""


def iterate_in_batches(keys, load):
    """The rows with these keys in their order; `load` takes some keys and gives their rows. What is gone is left out.

    Each piece is a query of its own: no cursor and no transaction stays open between them, however long it takes.
    Rows and what was prefetched for them point at each other, and a server lets such rings lie for long
    (scripts/gunicorn.conf.py): so they are cleared away after each piece.
    """
    for piece in batched(keys, BATCH_SIZE):
        found = {row.pk: row for row in load(piece)}
        yield from (found[key] for key in piece if key in found)
        found.clear()
        gc.collect(1)
