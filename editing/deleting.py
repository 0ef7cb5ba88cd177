"""Keep deleted entries with their rows for 90 days, then purge them (docs/adr/0030).

Contacts, people, enquiries, search alerts and feedback have no history: they are deleted immediately.
"""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from reversion.admin import VersionAdmin
from reversion.models import Revision, Version

from editing.admin_registry import registered_admins
from editing.history import DELETED, belongs_to, serialized_fields, split_revision, version_model

RETENTION = timedelta(days=90)


def deleted_versions(model):
    """Return the last version of each deleted object of a model; its revision has the time and, if known, the user."""
    return Version.objects.get_deleted(model).select_related("revision__user")


def models_with_history():
    return [model for model, its in registered_admins().items() if isinstance(its, VersionAdmin)]


def purge_deleted(at=None):
    """Purge what was deleted 90 days ago, return how many; first record deletions by commands. A periodic duty."""
    at = at or timezone.now()
    noted = Q(revision__comment=DELETED)
    forgotten = 0
    for model in models_with_history():
        deleted = deleted_versions(model).order_by()
        for version in deleted.exclude(noted):
            record_deletion(version, at)
        for version in deleted.filter(noted, revision__date_created__lte=at - RETENTION):
            purge_object(version)
            forgotten += 1
    return forgotten


@transaction.atomic
def record_deletion(version, at):
    """Copy the last known state into a new revision that marks the deletion."""
    states = list(version.revision.version_set.all())
    revision = Revision.objects.create(date_created=at, comment=DELETED)
    for state in states:
        if belongs_to(version, state):
            state.pk, state.revision, state._state.adding = None, revision, True
            state.save(force_insert=True)


@transaction.atomic
def purge_object(version):
    """Delete all versions of the object and its rows, with their files; other objects of these revisions are kept."""
    files = set()
    for state in Version.objects.get_for_object_reference(version_model(version), version.object_id):
        split_revision(state)
        files.update(file for part in state.revision.version_set.all() for file in referenced_files(part))
        state.revision.delete()
    transaction.on_commit(lambda: delete_unused(files))


def referenced_files(state):
    """Yield (model, field, name) of the files a version refers to, such as the documents of a space."""
    stored, model = serialized_fields(state), version_model(state)
    for field in model._meta.concrete_fields:
        if isinstance(field, models.FileField) and stored.get(field.name):
            yield model, field.name, stored[field.name]


def delete_unused(files):
    for model, field, name in files:
        if not model._base_manager.filter(**{field: name}).exists():
            model._meta.get_field(field).storage.delete(name)
