"""What Django's log of the administration calls people and what is private: by their words, address or search included.

The log outlives them. So what is gone from the database is called “…” there; who did what, and when, stays.
"""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast

from portal.operations.subject_requests.data_sources import DATA_SOURCES
from portal.operations.subject_requests.text_search import ERASED


def entries_of_deleted_rows():
    """Entries that still name something private, or somebody, that was deleted: on request, or after its time."""
    is_gone = Q(pk__in=[])
    for place in DATA_SOURCES:
        kind = ContentType.objects.get_for_model(place.model)
        rows = place.model._base_manager.order_by().annotate(as_text=Cast("pk", CharField()))
        is_gone |= Q(content_type=kind) & ~Q(object_id__in=rows.values("as_text"))
    return LogEntry.objects.filter(is_gone).exclude(object_repr=ERASED)


def redact_deleted(at=None):
    """A duty: returns how many entries named what is gone. Reads first, for most rounds have nothing to write."""
    keys = list(entries_of_deleted_rows().order_by().values_list("pk", flat=True))
    return LogEntry.objects.filter(pk__in=keys).update(object_repr=ERASED, change_message="") if keys else 0
