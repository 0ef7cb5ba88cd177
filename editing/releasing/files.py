"""Files that came with a change lie in the storage before any row names them."""

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction

from editing.releasing.states import files_in
from publishing.documents import refusal_of, stored


def new_files(change):
    """As `files_added`, of what the public state did not have."""
    return files_added(change.base, change.snapshot)


def files_added(before, after):
    """{name of the file: its place, (label, key, name of the field)} of those that only the later state has."""
    there = {name for *_place, name in files_in(before)}
    return {name: tuple(place) for *place, name in files_in(after) if name not in there}


def look_into(change):
    """{name: why} of its new files that would not be taken today; asked before the transaction too (docs/adr/0054)."""
    return {name: why for name in new_files(change) if (why := refusal_of(stored(name)))}


def forget_unused_files(files):
    """Delete those of `new_files()` that no row has taken over."""
    for name, (label, _key, field) in files.items():
        if not apps.get_model(label)._base_manager.filter(**{field: name}).exists():
            transaction.on_commit(lambda name=name: default_storage.delete(name))
