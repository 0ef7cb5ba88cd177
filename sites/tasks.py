"""Work that need not keep an editor waiting."""

from dataclasses import dataclass

from django.db import transaction
from django.tasks import task

from sites.distances import measure


@task
def measure_distances(kinds):
    """Measure all spaces' distances to landmarks of these kinds again."""
    measure(kinds=kinds)


@dataclass(frozen=True)
class Asked:
    """That this transaction has asked already, for as long as it lasts. Equal to another of the same kinds."""

    kinds: tuple

    def __call__(self):
        """Nothing is left to do after the commit, where it could fail when all is stored."""


def measure_later(kinds):
    """Measure again in the background, once however many landmarks of these kinds the transaction changes.

    The task is stored with the changes, all or nothing.
    """
    asked = Asked(tuple(sorted(map(str, kinds))))
    if asked not in [function for _sids, function, _robust in transaction.get_connection().run_on_commit]:
        transaction.on_commit(asked)
        measure_distances.enqueue(list(asked.kinds))
