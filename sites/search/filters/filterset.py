"""The filter set of list, map, counts, exports, feeds and alerts. Semantics: docs/filters.md."""

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
from roads.engine import current_graph
from sites.search.filters.drive_times import COMPUTATION_FAILED, add_drive
from sites.search.filters.table import CRITERIA, PARAMETERS
from sites.sorts import DEFAULT_SORT

AREA_FILTERS = ("state", "district", "municipality")
AREA_NAMES = ("key", "kind", "name", "designation")
LOCATION_FILTERS = ("place", "bbox", "polygon")
ROAD_FILTERS = {name for name, criterion in CRITERIA.items() if criterion.needs_roads}


class CriterionFilter(Filter):
    """Adapter from a criterion to django-filter."""

    def __init__(self, criterion):
        super().__init__(field_name=criterion.name, label=criterion.label)
        self.criterion = criterion

    def __deepcopy__(self, memo):
        return copy(
            self
        )  # its attributes are immutable, and a deep copy of all filters is a tenth of a search

    @property
    def field(self):
        return self.criterion.field()


class UncopiedFields(dict):
    """Fields of a form class with a single instance, which need not be copied for it."""

    def __deepcopy__(self, memo):
        return self


class SpaceFilterForm(forms.Form):
    def clean(self):
        cleaned = super().clean()
        for figure in PARAMETERS:
            smallest, largest = cleaned.get(f"{figure}_min"), cleaned.get(f"{figure}_max")
            if smallest is not None and largest is not None and smallest > largest:
                self.add_error(f"{figure}_max", _("The upper limit is below the lower one."))
        return add_drive(self, cleaned)


class SpaceFilterSet(FilterSet):
    """Filters a queryset of spaces by the parameters of a query string.

    `kind` is the page's fixed kind, which removes the filter of that name. Empty values are ignored. An invalid value
    makes `is_valid()` false, with its message in `form.errors`. `requested_only` removes filters without a value,
    where no form is shown.
    """

    class Meta:
        form = SpaceFilterForm

    def __init__(self, data=None, queryset=None, *, kind=None, requested_only=False, **kwargs):
        data = drop_empty(data)
        if "minutes" not in data:
            data.pop("vehicle", None)  # a form always sends it
        super().__init__(data, queryset, **kwargs)
        self.data = self.data or QueryDict()
        self.kind = kind
        if kind:
            del self.filters["kind"]
        if current_graph() is None:
            self._remove_filters(ROAD_FILTERS - self.data.keys())
        if requested_only:
            self._remove_filters(self.filters.keys() - self.data.keys())

    def _remove_filters(self, names):
        """Remove filters that have no value in the query string."""
        for name in names:
            del self.filters[name]

    @classmethod
    def get_filters(cls):
        return {name: CriterionFilter(criterion) for name, criterion in CRITERIA.items()}

    def get_form_class(self):
        """A form class for the only form of this filter set."""
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
        """The requested areas by key: at most one query."""
        keys = [key for name in AREA_FILTERS for key in self.data.getlist(name)]
        keys = [key for key in keys if key.isdecimal() and key.isascii()]
        if not keys:
            return {}
        return {area.key: area for area in Area.objects.by_key(*keys).only(*AREA_NAMES)}

    @property
    def has_transient_error(self):
        """Whether computing a driving time failed, so that a retry may succeed."""
        faults = self.form.errors.as_data().get("minutes", [])
        return any(fault.code == COMPUTATION_FAILED for fault in faults)

    @property
    def matches(self):
        """The matching spaces; none if a value is invalid."""
        return self.qs if self.is_valid() else self.queryset.none()

    @cached_property
    def wanted(self):
        """The cleaned values that are not empty, by filter name."""
        self.form.is_valid()
        cleaned = getattr(self.form, "cleaned_data", {})
        return {name: cleaned[name] for name in self.filters if cleaned.get(name) not in (None, "", [])}

    @property
    def requested(self):
        """The raw values of `wanted`, by filter name."""
        return {name: self.data.getlist(name) for name in self.wanted}

    @property
    def key(self):
        """Cache key of the search, regardless of its sort order."""
        values = {name: values for name, values in sorted(self.requested.items()) if name != "sort"}
        return hashlib.sha256(json.dumps([str(self.kind), values]).encode()).hexdigest()

    @cached_property
    def musts(self):
        """The required filters in the table's order: condition by name."""
        nice = self.wanted.get("nice", [])
        return {name: self.condition(name) for name in self.narrowing_names if name not in nice}

    @cached_property
    def wishes(self):
        """The filters marked as nice to have: condition by name. An unknown figure does not meet a wish."""
        nice = self.wanted.get("nice", [])
        return {name: self.condition(name, or_unknown=False) for name in self.narrowing_names if name in nice}

    @property
    def ranking(self):
        """The ranking conditions by name: the wishes, with a separate one for each word of the text search."""
        mentions = CRITERIA["q"].mentions(self.wanted["q"]) if "q" in self.wishes else {}
        words = {f"word_{n}": mention for n, mention in enumerate(mentions.values())}
        return words | {name: condition for name, condition in self.wishes.items() if name != "q"}

    @property
    def narrowing_names(self):
        return [name for name in self.wanted if CRITERIA[name].narrows]

    def condition(self, name, value=None, or_unknown=None):
        """The condition of the filter `name` for its own value or the given one.

        `or_unknown`: whether spaces with an unknown figure match; the default is given by `unknown=`.
        """
        criterion = CRITERIA[name]
        condition = criterion.condition(self.wanted[name] if value is None else value, self.wanted)
        return criterion.restricted(
            condition, self.includes_unknown(name) if or_unknown is None else or_unknown
        )

    def includes_unknown(self, name):
        """Whether `unknown=` includes spaces that do not state the filter's figure."""
        figure = CRITERIA[name].figure
        return bool(figure) and figure in self.wanted.get("unknown", [])

    def conjunction(self, *excluded):
        """The conjunction of all musts except the excluded ones."""
        return reduce(and_, [must for name, must in self.musts.items() if name not in excluded], Q())

    @cached_property
    def only_kind(self):
        """The only kind that can match: the page's, the requested one, or the only one that has a must; else ""."""
        kinds = {self.kind} if self.kind else set(self.wanted.get("kind", ()))
        if len(kinds) != 1:
            kinds = {CRITERIA[name].kind for name in self.musts} - {""}
        return kinds.pop() if len(kinds) == 1 else ""

    def is_offered(self, name):
        """Whether a form should show the filter: not if only the other kind has it, unless it has a value."""
        own = CRITERIA[name].kind
        is_for_us = not own or self.only_kind in ("", own)
        return name in self.filters and (is_for_us or name in self.data)

    @property
    def required_figures(self):
        """The figures (area, price_m2 …) that a must limits."""
        return [figure for figure, names in PARAMETERS.items() if not self.musts.keys().isdisjoint(names)]

    @property
    def sort(self):
        """The effective sort order: the requested one if it is possible, else the default."""
        sort = self.wanted.get("sort") or ("relevance" if self.wishes else DEFAULT_SORT)
        if (sort == "distance" and "place" not in self.wanted) or (sort == "relevance" and not self.wishes):
            return DEFAULT_SORT
        return sort

    def filter_queryset(self, queryset):
        return self.sorted(queryset.filter(self.conjunction()))

    def nearest_first(self):
        """All matches, nearest first, by index: PostgreSQL underestimates their number and would filter first."""
        return self.sorted(self.queryset.filter(bypass_index(self.conjunction())))

    def sorted(self, spaces):
        """The spaces annotated with the wishes they meet, in the effective order."""
        place = self.wanted.get("place")
        return spaces.with_wishes(self.ranking).sorted_by(self.sort, place and place.geometry)

    def page(self, matches):
        """A slice of the matches as a separate query, so that the database sorts keys instead of whole rows."""
        return self.sorted(self.queryset.model.objects.filter(pk__in=matches.values("pk")))


def drop_empty(data):
    """The parameters without empty ones, which a form sends."""
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
