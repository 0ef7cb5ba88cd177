"""The questions every published thing answers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from caching.versions import at_present
from formats.folding import fold
from publishing.cards import Cards

SOME = 1000
"""Hits up to which their keys are asked for first. What more have is common, and soon found by reading."""


def is_published(at=None, prefix=""):
    """The condition "visible to the public at this hour", as one WHERE. `prefix` reaches it through a relation.

    Of no hour it is the one at which a request began to read, so that a page is of one moment throughout.
    """
    at = at or at_present()
    day = timezone.localdate(at)
    return is_published_or_stale(at, prefix) & (
        Q(**{f"{prefix}confirm_until__isnull": True}) | Q(**{f"{prefix}confirm_until__gte": day})
    )


def is_published_or_stale(at=None, prefix=""):
    """The same, had somebody confirmed what has to be confirmed."""
    at = at or at_present()
    return (
        Q(**{f"{prefix}workflow_state": "published"})
        & (Q(**{f"{prefix}published_from__isnull": True}) | Q(**{f"{prefix}published_from__lte": at}))
        & (Q(**{f"{prefix}published_until__isnull": True}) | Q(**{f"{prefix}published_until__gt": at}))
    )


def is_empty(column):
    """The condition "nothing is written there"; of a language that was added later the columns hold NULL."""
    return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})


class PublishableQuerySet(models.QuerySet):
    def published(self, at=None):
        """What the public may see at this hour. `at` asks today's rows about another hour; it is no history."""
        return self.filter(is_published(at))

    def published_or_stale(self, at=None):
        """What the public may see, or could if somebody had confirmed the details in time."""
        return self.filter(is_published_or_stale(at))

    def newest_first(self):
        return self.order_by("-first_published_at", "-pk")

    def primary_keys(self):
        """Not translated, so modeltranslation need not look at each row."""
        return self.rewrite(False).values_list("pk", flat=True)

    def as_cards(self):
        """What is published of these, in this order, for a list whose cards are remembered. The model's queryset has
        `with_card()`.
        """
        return Cards(self.primary_keys(), lambda: self.model.objects.published().with_card())

    def matching(self, words):
        """Those whose texts contain every word; case, umlauts and accents do not matter, on any database."""
        queryset = self
        for word in fold(words).split():
            queryset = queryset.filter(search_text__contains=word)
        return queryset

    def counted_few(self, words):
        """(those `matching`, how many they are or None): for a list in an order.

        A database that cannot tell how rare a word is reads all in the order of the list, in search of it. So of up to
        SOME hits their keys are asked for first; what more have is soon found the other way, and not counted.
        """
        hits = self.matching(words)
        keys = list(hits.order_by().primary_keys()[: SOME + 1])
        return (hits, None) if len(keys) > SOME else (self.filter(pk__in=keys), len(keys))
