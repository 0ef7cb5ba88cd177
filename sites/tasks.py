"""Background tasks of the pool."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from regions.models import Area
from roads.engine import current_graph
from roads.installed import installed_graph
from sites.models import Space
from sites.models.stored import DRIVE_TARGETS
from sites.pool.distances import store_distances
from sites.pool.driving import delete_driving_times, store_driving_times
from sites.pool.inhabitants import count_inhabitants

MAX_SPACES_PER_TASK = 100
"""Some half a minute of driving."""
MIN_INTERVAL = timedelta(hours=1)


@task
def measure_distances(kinds):
    """Measure all spaces' distances to landmarks of these kinds again."""
    store_distances(kinds=kinds)


@task
def count_all_inhabitants():
    """Count again who lives around each space."""
    count_inhabitants()


def enqueue_missing_counts(at):
    """Enqueue a count if none has started since areas with figures changed, as after an update or a failed task.

    At most once an hour, at least once a month: then finished tasks are deleted.
    """
    changed = Area.objects.filter(population__isnull=False).aggregate(last=Max("changed_at"))["last"]
    if changed is None:
        return 0
    waits = Q(status=TaskResultStatus.READY)
    began = Q(started_at__gte=changed) & ~Q(status=TaskResultStatus.FAILED)
    tasks = DBTaskResult.objects.filter(task_path=count_all_inhabitants.module_path)
    if tasks.filter(waits | began | Q(enqueued_at__gt=at - MIN_INTERVAL)).exists():
        return 0
    count_all_inhabitants.enqueue()
    return 1


@task(priority=-5)  # after mails and distances
def drive_to_landmarks(kinds=None, spaces=None, after=0):
    """Compute driving times again: of all spaces or of these (pks), to landmarks of all kinds or of these.

    At most SPACES_A_TASK, in the order of their pks; another task goes on `after` them, so that mails need not wait.
    """
    waiting = Space.objects.filter(pk__gt=after)
    if spaces is not None:
        waiting = waiting.filter(pk__in=spaces)
    some = list(waiting.order_by("pk").values_list("pk", flat=True)[:MAX_SPACES_PER_TASK])
    if len(some) == MAX_SPACES_PER_TASK:
        drive_to_landmarks.enqueue(kinds, spaces, some[-1])  # first: those after them do not depend on these
    store_driving_times(Space.objects.filter(pk__in=some), kinds)


def enqueue_missing_drives(at):
    """Of the graph in use, the spaces that it was not asked for, as after a restore or a task that was ended: at most
    SPACES_A_TASK, and once an hour. What a graph had told that is gone goes too.
    """
    if installed_graph() is None:
        return delete_driving_times(Space.objects.exclude(stored_road_access=""))
    roads = current_graph()
    tasks = DBTaskResult.objects.filter(task_path=drive_to_landmarks.module_path)
    if roads is None or tasks.filter(enqueued_at__gt=at - MIN_INTERVAL).exists():
        return 0
    is_left = Q(stored_road_access="") | (Q(stored_roads_as_of__lt=roads.day) if roads.day else Q())
    left = Space.objects.filter(is_left, public_location__isnull=False).order_by("pk")
    if some := list(left.values_list("pk", flat=True)[:MAX_SPACES_PER_TASK]):
        drive_to_landmarks.enqueue(None, some)
    return len(some)


@dataclass(frozen=True)
class EnqueuedMarker:
    """Marks a task as enqueued within the current transaction; equal to the marker of an equal task."""

    what: str
    of: tuple

    def __call__(self):
        """Do nothing on commit: the task is stored already."""


def enqueue_measuring(kinds):
    """Enqueue measuring, once per transaction. The task is stored in the transaction of the changes."""
    kinds = tuple(sorted(map(str, kinds)))
    if mark_enqueued(EnqueuedMarker("measure", kinds)):
        measure_distances.enqueue(list(kinds))


def enqueue_counting():
    if mark_enqueued(EnqueuedMarker("inhabitants", ())):
        count_all_inhabitants.enqueue()


def enqueue_driving(kinds=None, spaces=None):
    """Enqueue driving times, once per transaction; nothing without a road graph."""
    if current_graph() is None:
        return
    kinds = None if kinds is None else sorted(kind for kind in map(str, kinds) if kind in DRIVE_TARGETS)
    if kinds != [] and mark_enqueued(EnqueuedMarker("drive", (tuple(kinds or ()), tuple(spaces or ())))):
        drive_to_landmarks.enqueue(kinds, spaces)


def mark_enqueued(asked):
    """Return whether the marker is new in this transaction."""
    if asked in [function for _sids, function, _robust in transaction.get_connection().run_on_commit]:
        return False
    transaction.on_commit(asked)
    return True
