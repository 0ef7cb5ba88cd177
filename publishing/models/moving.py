"""Objects whose slug may be changed by editors: old URLs redirect to the new ones, in every language."""

from contextlib import suppress
from copy import copy

from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch
from django.utils import translation

from publishing.models.redirect import Redirect


class Movable(models.Model):
    """Needs a field `slug` and `get_absolute_url()`; precedes the base class whose `save()` it extends."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        stored, was_known = getattr(self, "_stored_slug", None), self.has_known_address()
        super().save(*args, **kwargs)
        if stored and stored != self.slug and was_known:
            for old_path, new_path in zip(self.addresses(stored), self.addresses(), strict=True):
                Redirect.objects.record_move(old_path, new_path)
        self._stored_slug = self.slug

    @classmethod
    def from_db(cls, db, field_names, values, **kwargs):
        instance = super().from_db(db, field_names, values, **kwargs)
        instance._stored_slug = instance.__dict__.get("slug")
        return instance

    def has_known_address(self):
        """Whether the public may have links to it; a draft creates no redirects."""
        return True

    def addresses(self, slug=None):
        """Return its paths with this slug (default: its own), one per language."""
        thing, found = copy(self), []
        thing.slug = slug or self.slug
        for code, _name in settings.LANGUAGES:
            with translation.override(code), suppress(NoReverseMatch):  # no such page in this language
                found.append(thing.get_absolute_url())
        return found


def close_addresses(sender, instance, **kwargs):
    """On post_delete: mark its addresses as gone (410) if they were public. Samples are exempt."""
    if (
        isinstance(instance, Movable)
        and instance.has_known_address()
        and not getattr(instance, "is_sample", False)
    ):
        for path in instance.addresses():
            Redirect.objects.mark_gone(path)
