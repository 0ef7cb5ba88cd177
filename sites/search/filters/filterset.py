"""The one set of filters for list, map, counts, exports, feeds and alerts. The meaning stands in docs/filters.md."""

import hashlib
import json
from copy import copy
from functools import cached_property, reduce
from operator import and_

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import Filter, FilterSet

from publishing.querysets import bypass_index
from regions.models import Area
from roads.engine import graph
from sites.search.filters.drive_times import COMPUTATION_FAILED, add_drive
from sites.search.filters.table import CRITERIA, PARAMETERS_BY_FIGURE
from sites.sorts import DEFAULT_SORT

AREA_FILTERS = ("state", "district", "municipality")
AREA_NAMES = ("key", "kind", "name", "designation")
LOCATION_FILTERS = ("place", "bbox", "polygon")
ROAD_FILTERS = {name for name, criterion in CRITERIA.items() if criterion.needs_roads}


class CriterionFilter(Filter):
    """A question of the table as django-filter knows filters."""

    def __init__(self, criterion):
        super().__init__(field_name=criterion.name, label=criterion.label)
        self.criterion = criterion

    def __deepcopy__(self, memo):
        return copy(self)  # what it holds does not change: a copy of all of it is a tenth of a search

    @property
    def field(self):
        return self.criterion.field()


class UncopiedFields(dict):
    """The fields of a form class of which there is one form: they need not be copied for it."""

    def __deepcopy__(self, memo):
        return self


class SpaceFilterForm(forms.Form):
    def clean(self):
        cleaned = super().clean()
        for figure in PARAMETERS_BY_FIGURE:
            smallest, largest = cleaned.get(f"{figure}_min"), cleaned.get(f"{figure}_max")
            if smallest is not None and largest is not None and smallest > largest:
                self.add_error(f"{figure}_max", _("The upper limit is below the lower one."))
        return add_drive(self, cleaned)


class SpaceFilterSet(FilterSet):
    """Filters a queryset of spaces by the parameters of an address.

    `kind` names the one kind an address shows; there the filter of that name does not exist. Empty values count as
    not given. An invalid value makes `is_valid()` false, with its message in `form.errors`. Where no form is shown,
    `asked_only` leaves out what the address does not ask, and finds the same.
    """

    class Meta:
        form = SpaceFilterForm

    def __init__(self, data=None, queryset=None, *, kind=None, requested_only=False, **kwargs):
        data = drop_empty(data)
        if "minutes" not in data:
            data.pop("vehicle", None)  # as a form sends it, unasked
        super().__init__(data, queryset, **kwargs)
        self.data = self.data or QueryDict()
        self.kind = kind
        if kind:
            del self.filters["kind"]
        if graph() is None:
            self._remove_filters(ROAD_FILTERS - self.data.keys())
        if requested_only:
            self._remove_filters(self.filters.keys() - self.data.keys())

    def _remove_filters(self, names):
        """Without these filters. None of them is asked by the address: no search may find more than it asks for."""
        for name in names:
            del self.filters[name]

    @classmethod
    def get_filters(cls):
        return {name: CriterionFilter(criterion) for name, criterion in CRITERIA.items()}

    def get_form_class(self):
        """Made for the one form of this filter set."""
        form_class = super().get_form_class()
        form_class.base_fields = UncopiedFields(form_class.base_fields)
        return form_class

    @property
    def form(self):
        form = super().form
        if not hasattr(self, "areas"):
            self.areas = self._requested_areas()
            for name in form.fields.keys() & AREA_FILTERS:
                form.fields[name].areas = self.areas
        return form

    def _requested_areas(self):
        """The areas whose keys the address names, by key: one query, and none when it names no area."""
        keys = [key for name in AREA_FILTERS for key in self.data.getlist(name)]
        keys = [key for key in keys if key.isdecimal() and key.isascii()]
        if not keys:
            return {}
        return {area.key: area for area in Area.objects.by_key(*keys).only(*AREA_NAMES)}

    @property
    def has_transient_error(self):
        """Whether a driving time could not be computed just now; asked again, it may."""
        faults = self.form.errors.as_data().get("minutes", [])
        return any(fault.code == COMPUTATION_FAILED for fault in faults)

    @property
    def matches(self):
        """The spaces asked for; none as long as a value is invalid."""
        return self.qs if self.is_valid() else self.queryset.none()

    @cached_property
    def wanted(self):
        """The valid values that are really asked for, by filter name."""
        self.form.is_valid()
        cleaned = getattr(self.form, "cleaned_data", {})
        return {name: cleaned[name] for name in self.filters if cleaned.get(name) not in (None, "", [])}

    @property
    def requested(self):
        """What is asked for as it stands in the address, by filter name."""
        return {name: self.data.getlist(name) for name in self.wanted}

    @property
    def key(self):
        """A word that tells the search from all others; in which order its objects come is none of it."""
        asked = {name: values for name, values in sorted(self.requested.items()) if name != "sort"}
        return hashlib.sha256(json.dumps([str(self.kind), asked]).encode()).hexdigest()

    @cached_property
    def musts(self):
        """The filters that narrow, in the table's order: condition by name."""
        nice = self.wanted.get("nice", [])
        return {name: self.condition(name) for name in self.narrowing_names if name not in nice}

    @cached_property
    def wishes(self):
        """The filters marked as nice to have: condition by name. What leaves the figure open misses the wish."""
        nice = self.wanted.get("nice", [])
        return {name: self.condition(name, or_unknown=False) for name in self.narrowing_names if name in nice}

    @property
    def ranking(self):
        """The conditions that rank: the wishes, of which each word of the text search is one by itself."""
        mentions = CRITERIA["q"].mentions(self.wanted["q"]) if "q" in self.wishes else {}
        words = {f"word_{n}": mention for n, mention in enumerate(mentions.values())}
        return words | {name: condition for name, condition in self.wishes.items() if name != "q"}

    @property
    def narrowing_names(self):
        return [name for name in self.wanted if CRITERIA[name].narrows]

    def condition(self, name, value=None, or_unknown=None):
        """What the filter `name` demands of a space; with its own value, or with another one.

        `or_unknown`: whether a space will do that leaves the figure open; the address decides by `unknown=`.
        """
        criterion = CRITERIA[name]
        condition = criterion.condition(self.wanted[name] if value is None else value, self.wanted)
        return criterion.restricted(
            condition, self.includes_unknown(name) if or_unknown is None else or_unknown
        )

    def includes_unknown(self, name):
        """Whether by `unknown=` the filter lets through what leaves its figure open."""
        figure = CRITERIA[name].figure
        return bool(figure) and figure in self.wanted.get("unknown", [])

    def combined_condition(self, *besides):
        """The condition of all musts together, but those named."""
        return reduce(and_, [must for name, must in self.musts.items() if name not in besides], Q())

    @cached_property
    def only_kind(self):
        """The one kind searched for: the page's, the one asked for, or what alone has what a must asks for; else ""."""
        kinds = {self.kind} if self.kind else set(self.wanted.get("kind", ()))
        if len(kinds) != 1:
            kinds = {CRITERIA[name].kind for name in self.musts} - {""}
        return kinds.pop() if len(kinds) == 1 else ""

    def is_offered(self, name):
        """Whether a form should show the filter: not what only the other kind has, unless the address asks for it."""
        own = CRITERIA[name].kind
        is_for_us = not own or self.only_kind in ("", own)
        return name in self.filters and (is_for_us or name in self.data)

    @property
    def required_figures(self):
        """The figures (area, price_m2 …) that a must asks for, known or not."""
        return [
            figure
            for figure, names in PARAMETERS_BY_FIGURE.items()
            if not self.musts.keys().isdisjoint(names)
        ]

    @property
    def sort(self):
        """The order in force: what is asked for as far as it can be had."""
        sort = self.wanted.get("sort") or ("relevance" if self.wishes else DEFAULT_SORT)
        if (sort == "distance" and "place" not in self.wanted) or (sort == "relevance" and not self.wishes):
            return DEFAULT_SORT
        return sort

    def filter_queryset(self, queryset):
        return self.sorted(queryset.filter(self.combined_condition()))

    def nearest_first(self):
        """The same of many, nearest first. PostgreSQL thinks that hardly any lie around a place, and would look at all
        of them before it sorts: so it reads them in this order.
        """
        return self.sorted(self.queryset.filter(bypass_index(self.combined_condition())))

    def sorted(self, spaces):
        """The spaces with the wishes they meet, in the order in force."""
        place = self.wanted.get("place")
        return spaces.with_wishes(self.ranking).sorted_by(self.sort, place and place.geometry)

    def page(self, matches):
        """A slice of the matches by itself: so that the database sorts keys, not the rows that a card needs."""
        return self.sorted(self.queryset.model.objects.filter(pk__in=matches.values("pk")))


def drop_empty(data):
    """The parameters without those left empty, as a form sends them."""
    kept = QueryDict(mutable=True)
    if data:
        for name, values in (data if isinstance(data, QueryDict) else to_query_dict(data)).lists():
            values = [value.strip() for value in values if value.strip()]
            if values:
                kept.setlist(name, values)
    return kept


def to_query_dict(data):
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, [str(item) for item in (value if isinstance(value, list | tuple) else [value])])
    return query
