"""A change that waits, tried out: stored for as long as a page is made of it, then undone (docs/adr/0044).

Nothing of it stays. The transaction takes back what was stored, with what it would have set off (tasks, mails, files to
delete: all of them wait for a commit), and nothing made meanwhile enters a cache.
"""

from contextlib import contextmanager

from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from editing.releasing.applying import apply, messages_of

FIRST_KEY = 10**15
"""Rows that a change adds have keys beyond all stored ones, and the same ones each time, so that links to them work."""


class Unfitting(ValidationError):
    """The change cannot be stored as it is. `messages`: why, in sentences."""


@contextmanager
def tried_out(obj, wanted):
    """What `obj` would be if it were stored as `wanted`; true of the database as well, within the block alone.

    SQLite lets nobody else write meanwhile: no place for what takes long. Raises Unfitting.
    """
    model = type(obj)
    with without_caches(), transaction.atomic():
        try:
            apply(model._base_manager.get(pk=obj.pk), wanted, key_of_new)
        except ValidationError as error:
            raise Unfitting(messages_of(error, model)) from error
        except (IntegrityError, DataError, ObjectDoesNotExist) as error:
            raise Unfitting([_("It does not fit any more onto what is stored now.")]) from error
        yield model._base_manager.get(pk=obj.pk)
        transaction.set_rollback(True)


def key_of_new(key):
    return FIRST_KEY + int(key.removeprefix("new-"))


@contextmanager
def without_caches():
    """This thread reads and writes none."""
    kept = {alias: caches[alias] for alias in caches}
    try:
        for alias in kept:
            caches[alias] = DummyCache(alias, {})
        yield
    finally:
        for alias, cache in kept.items():
            caches[alias] = cache
