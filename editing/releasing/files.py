"""Files uploaded with a change, which are in the storage before any row refers to them."""

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction

from editing.releasing.states import file_references
from publishing.documents import document_error, stored_file


def new_files(change):
    """Return `added_files` of a change."""
    return added_files(change.base, change.snapshot)


def added_files(before, after):
    """Return {file name: (label, key, field name)} of files that only the later state refers to."""
    there = {name for *_place, name in file_references(before)}
    return {name: tuple(place) for *place, name in file_references(after) if name not in there}


def refused_files(change):
    """Return {name: reason} of its new files that are not acceptable; results are cached (docs/adr/0054)."""
    return {name: why for name in new_files(change) if (why := document_error(stored_file(name)))}


def delete_unused_files(files):
    """Delete those of `new_files()` that no row refers to."""
    for name, (label, _key, field) in files.items():
        if not apps.get_model(label)._base_manager.filter(**{field: name}).exists():
            transaction.on_commit(lambda name=name: default_storage.delete(name))
