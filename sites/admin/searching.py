"""Finding spaces by any piece of what stands in their form, without reading the whole pool (docs/adr/0072)."""

from django.db.models import Q
from django.utils.text import smart_split, unescape_string_literal

from editing.admin.searching import is_of_a_list
from publishing.querysets import SOME
from sites.models import Space

TRIES = 3
"""Words that are looked up until one is rare."""

LARGEST_NUMBER = 2**31 - 1


class SpaceSearchMixin:
    """Narrows the search of a list to the keys of those that have a rare word of it; what is found stays the same.

    A list asks twice, for the count and for a page; the search over everything asks once, and goes without.
    """

    def get_search_results(self, request, queryset, search_term):
        if is_of_a_list(request):
            words = {unquoted(word) for word in smart_split(search_term)}
            for word in sorted(words, key=len, reverse=True)[:TRIES]:
                keys = keys_of(word, self.search_fields)
                if len(keys) <= SOME:
                    queryset = queryset.filter(pk__in=keys)
                    break
        return super().get_search_results(request, queryset, search_term)


def unquoted(word):
    """As the administration of Django reads it."""
    is_quoted = word.startswith(('"', "'")) and word[0] == word[-1]
    return unescape_string_literal(word) if is_quoted else word


def keys_of(word, fields):
    """Those that may be found by the word in one of an admin's `search_fields`; of many just more than SOME.

    A key may come twice. One part for the columns of the pool and one for each relation, since no index answers an OR
    across tables.
    """
    own, parts = Q(), []
    for field in fields:
        relation, _, column = field.partition("__")
        if field == "=number":
            own |= Q(number=int(word)) if is_number(word) else Q()
        elif column:
            others = Space._meta.get_field(relation).related_model._base_manager
            parts.append(
                Q(**{f"{relation}__in": others.filter(**{f"{column}__icontains": word}).values("pk")})
            )
        else:
            own |= Q(**{f"{field}__icontains": word})
    first, *others = [
        Space.objects.filter(part).order_by().values_list("pk", flat=True) for part in [own, *parts]
    ]
    found = first.union(*others, all=True).order_by() if others else first
    return list(found[: SOME + 1])


def is_number(word):
    return word.isascii() and word.isdecimal() and len(word) < 11 and int(word) <= LARGEST_NUMBER
