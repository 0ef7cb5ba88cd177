"""Work that need not keep an editor waiting."""

from dataclasses import dataclass

from django.db import transaction
from django.tasks import task

from sites.distances import measure


@task
def measure_distances(kinds):
    """Measure all spaces' distances to landmarks of these kinds anew."""
    measure(kinds=kinds)


@dataclass(frozen=True)
class MeasuringLater:
    """What to do after the commit. Equal to another of the same kinds, so that a hundred changes ask for it once."""

    kinds: tuple

    def __call__(self):
        measure_distances.enqueue(list(self.kinds))


def measure_later(kinds):
    """Measure anew in the background, once however many landmarks of these kinds the transaction changes."""
    waiting = MeasuringLater(tuple(sorted(map(str, kinds))))
    if waiting not in [function for _sids, function, _robust in transaction.get_connection().run_on_commit]:
        transaction.on_commit(waiting)
