"""Substring search of spaces without scanning the whole pool (docs/adr/0072)."""

from functools import reduce
from operator import or_

from django.contrib import admin
from django.db.models import Q
from django.utils.text import smart_split, unescape_string_literal

from editing.admin.forms.desk import DeskAdminMixin
from publishing.querysets import MAX_COUNTED
from sites.models import Space

MAX_KEY_LOOKUPS = 3
"""Words whose keys are looked up until one is rare."""

MAX_NUMBER = 2**31 - 1


class SpaceSearchMixin:
    """Same results as Django's search, but looks up the keys of a rare word first."""

    def get_search_results(self, request, queryset, search_term):
        words = sorted({unquote_word(word) for word in smart_split(search_term)}, key=len, reverse=True)
        is_narrowed = False
        for place, word in enumerate(words):
            is_tried = not is_narrowed and place < MAX_KEY_LOOKUPS
            if is_tried and len(keys := find_keys(word, self.search_fields)) <= MAX_COUNTED:
                queryset, is_narrowed = queryset.filter(pk__in=keys), True
            else:
                queryset = queryset.filter(reduce(or_, search_conditions(word, self.search_fields)))
        return queryset, False


def unquote_word(word):
    """Same as in Django's `ModelAdmin.get_search_results`."""
    is_quoted = word.startswith(('"', "'")) and word[0] == word[-1]
    return unescape_string_literal(word) if is_quoted else word


def find_keys(word, fields):
    """Return at most MAX_COUNTED + 1 keys, possibly duplicate, of spaces matching the word in a search field."""
    first, *others = [
        Space.objects.filter(condition).order_by().values_list("pk", flat=True)
        for condition in search_conditions(word, fields)
    ]
    found = first.union(*others, all=True).order_by() if others else first
    return list(found[: MAX_COUNTED + 1])


def search_conditions(word, fields):
    """Return one condition for own columns and one for each relation: no index supports an OR across tables."""
    own, others = Q(), []
    for field in fields:
        relation, _, column = field.partition("__")
        if field == "=number":
            own |= Q(number=int(word)) if is_number(word) else Q()
        elif column:
            rows = Space._meta.get_field(relation).related_model._base_manager
            found = rows.filter(**{f"{column}__icontains": word}).values("pk")
            others.append(Q(**{f"{relation}__in": found}))
        else:
            own |= Q(**{f"{field}__icontains": word})
    return [own, *others]


def is_number(word):
    return word.isascii() and word.isdecimal() and len(word) < 11 and int(word) <= MAX_NUMBER


@admin.register(Space)
class SpaceLookupAdmin(SpaceSearchMixin, DeskAdminMixin, admin.ModelAdmin):
    """Autocomplete of plots and halls for other forms, without permission to edit."""

    search_fields = ["=number", "name_de", "name_en"]
    ordering = ["number"]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
