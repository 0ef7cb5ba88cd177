"""Iterating over many rows with bounded memory."""

import gc
from itertools import batched

BATCH_SIZE = 250
"""Rows in memory."""


def iterate_in_batches(keys, load):
    """Yield the rows with these keys in order, skipping deleted ones; `load(keys)` returns rows.

    Each batch is a query of its own: no cursor or transaction stays open between batches. Prefetched rows form
    reference cycles, which the server collects rarely (scripts/gunicorn.conf.py), so each batch is collected here.
    """
    for piece in batched(keys, BATCH_SIZE):
        found = {row.pk: row for row in load(piece)}
        yield from (found[key] for key in piece if key in found)
        found.clear()
        gc.collect(1)
