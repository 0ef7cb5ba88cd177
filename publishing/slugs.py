"""Slugs made of titles, and free ones."""

from itertools import count

from formats.folding import url_slug
from publishing.models.publishable import RESERVED_SLUGS
from publishing.models.redirect import Redirect


def slug_from_title(title, longest):
    """`longest`: characters. Returns "" if the title has no usable letter."""
    return url_slug(title, longest).strip("-_")


def free_slug(obj, slug):
    """Return `slug`, or with the first number appended that no other object and no redirect uses."""
    longest = obj._meta.get_field("slug").max_length
    endings = (f"-{number}" if number > 1 else "" for number in count(1))
    wanted = (truncate_slug(slug, longest - len(ending)) + ending for ending in endings)
    return next(slug for slug in wanted if is_free(obj, slug))


def is_free(obj, slug):
    if slug in RESERVED_SLUGS or type(obj)._base_manager.filter(slug=slug).exclude(pk=obj.pk).exists():
        return False
    return not Redirect.objects.filter(old_path__in=obj.addresses(slug)).exists()


def truncate_slug(slug, longest):
    return slug[:longest].strip("-_")
