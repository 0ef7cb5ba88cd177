"""Files that came with a change lie in the storage before any row names them."""

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction

from publishing.releasing.states import files_in


def new_files(change):
    """{name of the file: its place, (label, key, name of the field)} of what the public state did not have."""
    before = {name for *_place, name in files_in(change.base)}
    return {name: tuple(place) for *place, name in files_in(change.snapshot) if name not in before}


def forget_unused_files(files):
    """Delete those of `new_files()` that no row has taken over."""
    for name, (label, _key, field) in files.items():
        if not apps.get_model(label)._base_manager.filter(**{field: name}).exists():
            transaction.on_commit(lambda name=name: default_storage.delete(name))
