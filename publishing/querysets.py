"""QuerySet methods of every Publishable."""

from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone

from caching.versions import snapshot_time
from formats.folding import fold
from publishing.cards import CardList, card_query

PUBLICATION_FIELDS = ("workflow_state", "published_from", "published_until", "confirm_until")
"""The columns that Publishable.is_published() reads."""

MAX_COUNTED = 1000
"""Hits up to which their keys are fetched first, and up to which they are counted."""


def is_published(at=None, prefix=""):
    """Return the condition "visible to the public at `at`". `prefix`: path of a relation, such as `owner__`.

    Default is the time at which the request began to read, so that a page is consistent.
    """
    at = at or snapshot_time()
    day = timezone.localdate(at)
    return is_published_or_stale(at, prefix) & (
        Q(**{f"{prefix}confirm_until__isnull": True}) | Q(**{f"{prefix}confirm_until__gte": day})
    )


def is_published_or_stale(at=None, prefix=""):
    """As is_published(), ignoring `confirm_until`."""
    at = at or snapshot_time()
    return (
        Q(**{f"{prefix}workflow_state": "published"})
        & (Q(**{f"{prefix}published_from__isnull": True}) | Q(**{f"{prefix}published_from__lte": at}))
        & (Q(**{f"{prefix}published_until__isnull": True}) | Q(**{f"{prefix}published_until__gt": at}))
    )


def is_empty(column):
    """Return the condition that a text column is empty, or NULL as in the columns of a language added later."""
    return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})


def word_conditions(words):
    return [Q(search_text__contains=word) for word in fold(words).split()]


def bypass_index(condition):
    """Wrap a condition so that PostgreSQL uses no index for it."""
    return Case(When(condition, then=True), default=False)


class PublishableQuerySet(models.QuerySet):
    def published(self, at=None):
        """Visible to the public at `at`, judged by the present rows, not by their history."""
        return self.filter(is_published(at))

    def published_or_stale(self, at=None):
        """Visible to the public, or only hidden because the details were not confirmed in time."""
        return self.filter(is_published_or_stale(at))

    def newest_first(self):
        return self.order_by("-first_published_at", "-pk")

    def primary_keys(self):
        """Return the ids, without the overhead of modeltranslation for each row."""
        return self.rewrite(False).values_list("pk", flat=True)

    def as_cards(self):
        """Return the rows as a CardList, for a list with cached cards."""
        return CardList(self.primary_keys(), card_query(self.model))

    def matching(self, words):
        """Rows whose texts contain every word, ignoring case, umlauts and accents on any database."""
        return self.filter(*word_conditions(words))

    def matching_with_count(self, words):
        """Return (`matching` rows, their number up to MAX_COUNTED + 1), for the first pages of an ordered list.

        No database can estimate how rare a word is: a word index is slow for common words, a scan in list order for
        rare ones. So up to MAX_COUNTED keys are fetched by the index first; a longer result is scanned in list order.
        """
        keys = list(self.matching(words).order_by().primary_keys()[: MAX_COUNTED + 1])
        if len(keys) <= MAX_COUNTED:
            return self.filter(pk__in=keys), len(keys)
        return self.filter(*map(bypass_index, word_conditions(words))), len(keys)

    def capped_count(self):
        """The count, at most MAX_COUNTED + 1. Fetching keys is faster than Django's SQL for a count with a limit."""
        return len(self.order_by().primary_keys()[: MAX_COUNTED + 1])
