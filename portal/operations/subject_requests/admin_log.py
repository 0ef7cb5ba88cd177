"""Redacts the names of deleted private objects in Django's admin log.

Log entries outlive their objects, and their `object_repr` may hold an address. Who did what, and when, is kept.
"""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast

from portal.operations.subject_requests.data_sources import DATA_SOURCES
from portal.operations.subject_requests.text_search import ERASED


def entries_of_deleted_rows():
    """Return log entries with the name of a deleted row of DATA_SOURCES."""
    is_gone = Q(pk__in=[])
    for place in DATA_SOURCES:
        kind = ContentType.objects.get_for_model(place.model)
        rows = place.model._base_manager.order_by().annotate(as_text=Cast("pk", CharField()))
        is_gone |= Q(content_type=kind) & ~Q(object_id__in=rows.values("as_text"))
    return LogEntry.objects.filter(is_gone).exclude(object_repr=ERASED)


def redact_deleted(at=None):
    """Redact entries of deleted rows; return how many. A duty; reads first, as there is seldom anything to write."""
    keys = list(entries_of_deleted_rows().order_by().values_list("pk", flat=True))
    return LogEntry.objects.filter(pk__in=keys).update(object_repr=ERASED, change_message="") if keys else 0
