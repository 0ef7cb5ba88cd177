"""What visitors may filter the pool by, for list, map and counts alike. The meaning stands in docs/filters.md."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter, Filter, FilterSet, MultipleChoiceFilter

from regions.models import Area
from sites.choices import Kind, MarketingStatus, Zoning
from sites.filter_fields import BoundsField, FigureField, OfficialKeysField, SquareMetresField
from sites.querysets import FIGURES

SORTS = {
    "newest": _("Newest first"),
    "area": _("Area, smallest first"),
    "-area": _("Area, largest first"),
    "price": _("Price, lowest first"),
    "-price": _("Price, highest first"),
    "name": _("Name"),
}
DEFAULT_SORT = "newest"

# Each figure that may be unknown, and the filters that ask for it.
ASKS_FOR = {
    "area": ("area_min", "area_max"),
    "price_m2": ("price_m2_max",),
    "rent_m2": ("rent_m2_max",),
    "clear_height": ("clear_height_min",),
}
UNKNOWN_LABELS = {
    "area": _("without a stated area"),
    "price_m2": _("without a stated price"),
    "rent_m2": _("without a stated rent"),
    "clear_height": _("without a stated clear height"),
}

AREA_FILTERS = ("state", "district", "municipality")
AREA_NAMES = ("key", "kind", "name", "designation")
NO_SUCH_CHOICE = _("“%(value)s” is not one of the choices.")


class FigureFilter(Filter):
    field_class = FigureField


class SquareMetresFilter(Filter):
    field_class = SquareMetresField


class BoundsFilter(Filter):
    field_class = BoundsField


class AreaFilter(Filter):
    field_class = OfficialKeysField


class SpaceFilterForm(forms.Form):
    def clean(self):
        cleaned = super().clean()
        smallest, largest = cleaned.get("area_min"), cleaned.get("area_max")
        if smallest is not None and largest is not None and smallest > largest:
            self.add_error("area_max", _("The upper limit is below the lower one."))
        return cleaned


class SpaceFilterSet(FilterSet):
    """Filters a queryset of spaces by the parameters of an address.

    `kind` names the one kind an address shows; there the filter of that name does not exist. Empty values count as
    not given. An invalid value makes `is_valid()` false, with its message in `form.errors`.
    """

    q = CharFilter(label=_("Search word"), max_length=200, method="filter_words")
    kind = ChoiceFilter(
        label=_("Kind"),
        choices=Kind.choices,
        method="filter_kind",
        error_messages={"invalid_choice": NO_SUCH_CHOICE},
    )
    state = AreaFilter(label=_("Federal state"), area_kind=Area.Kind.STATE, method="filter_state")
    district = AreaFilter(label=_("City or district"), area_kind=Area.Kind.DISTRICT, method="filter_district")
    municipality = AreaFilter(
        label=_("Municipality"), area_kind=Area.Kind.MUNICIPALITY, method="filter_municipality"
    )
    area_min = SquareMetresFilter(label=_("Area from"), method="filter_area_min")
    area_max = SquareMetresFilter(label=_("Area up to"), method="filter_area_max")
    price_m2_max = FigureFilter(label=_("Sale price up to"), method="filter_price_m2_max")
    rent_m2_max = FigureFilter(label=_("Rent up to"), method="filter_rent_m2_max")
    status = MultipleChoiceFilter(
        label=_("Status"),
        choices=[choice for choice in MarketingStatus.choices if choice[0] != MarketingStatus.TAKEN],
        method="filter_status",
        error_messages={"invalid_choice": NO_SUCH_CHOICE},
    )
    available_by = DateFilter(
        label=_("Available by"),
        input_formats=["%Y-%m-%d"],
        method="filter_available_by",
        error_messages={"invalid": _("Enter a date as year-month-day, for example 2027-03-31.")},
    )
    zoning = MultipleChoiceFilter(
        label=_("Zoning"),
        choices=Zoning.choices,
        method="filter_zoning",
        error_messages={"invalid_choice": NO_SUCH_CHOICE},
    )
    clear_height_min = FigureFilter(label=_("Clear height from"), method="filter_clear_height_min")
    bbox = BoundsFilter(label=_("Map section"), method="filter_bbox")
    unknown = MultipleChoiceFilter(
        label=_("Include objects"),
        choices=list(UNKNOWN_LABELS.items()),
        method="keep",
        error_messages={"invalid_choice": NO_SUCH_CHOICE},
    )
    sort = ChoiceFilter(
        label=_("Sort by"),
        choices=list(SORTS.items()),
        method="keep",
        error_messages={"invalid_choice": NO_SUCH_CHOICE},
    )

    class Meta:
        form = SpaceFilterForm

    def __init__(self, data=None, queryset=None, *, kind=None, **kwargs):
        super().__init__(without_empty(data), queryset, **kwargs)
        self.data = self.data or QueryDict()
        self.kind = kind
        if kind:
            del self.filters["kind"]

    @property
    def form(self):
        form = super().form
        if not hasattr(self, "areas"):
            self.areas = self._areas_asked_for()
            for name in AREA_FILTERS:
                form.fields[name].areas = self.areas
        return form

    def _areas_asked_for(self):
        """The areas whose keys the address names, by key: one query, and none when it names no area."""
        keys = [key for name in AREA_FILTERS for key in self.data.getlist(name)]
        keys = [key for key in keys if key.isdecimal() and key.isascii()]
        if not keys:
            return {}
        return {area.key: area for area in Area.objects.by_key(*keys).only(*AREA_NAMES)}

    @property
    def matches(self):
        """The spaces asked for; none as long as a value is invalid."""
        return self.qs if self.is_valid() else self.queryset.none()

    @property
    def wanted(self):
        """The valid values that are really asked for, by filter name."""
        self.form.is_valid()
        cleaned = getattr(self.form, "cleaned_data", {})
        return {name: cleaned[name] for name in self.filters if cleaned.get(name) not in (None, "", [])}

    @property
    def asked_figures(self):
        """The figures (area, price_m2 …) that a filter asks for, known or not."""
        return [figure for figure, names in ASKS_FOR.items() if not self.wanted.keys().isdisjoint(names)]

    def widened(self, *names):
        """The spaces without the filters `names` and whether or not they state the figures asked for."""
        data = self.data.copy()
        for name in names:
            data.pop(name, None)
        data.setlist("unknown", FIGURES)
        return SpaceFilterSet(data, self.queryset, kind=self.kind).qs.order_by()

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset.sorted_by(self.form.cleaned_data["sort"] or DEFAULT_SORT)

    def includes_unknown(self, figure):
        return figure in self.form.cleaned_data["unknown"]

    def filter_words(self, spaces, name, words):
        return spaces.matching(words)

    def filter_kind(self, spaces, name, kind):
        return spaces.filter(kind=kind)

    def filter_state(self, spaces, name, keys):
        return spaces.filter(municipality__parent__parent__key__in=keys)

    def filter_district(self, spaces, name, keys):
        return spaces.filter(municipality__parent__key__in=keys)

    def filter_municipality(self, spaces, name, keys):
        return spaces.filter(municipality__key__in=keys)

    def filter_area_min(self, spaces, name, m2):
        return spaces.offering_at_least(m2, or_unknown=self.includes_unknown("area"))

    def filter_area_max(self, spaces, name, m2):
        return spaces.offering_at_most(m2, or_unknown=self.includes_unknown("area"))

    def filter_price_m2_max(self, spaces, name, price):
        return spaces.for_sale_up_to(price, or_unknown=self.includes_unknown("price_m2"))

    def filter_rent_m2_max(self, spaces, name, rent):
        return spaces.to_let_up_to(rent, or_unknown=self.includes_unknown("rent_m2"))

    def filter_status(self, spaces, name, statuses):
        return spaces.filter(marketing_status__in=statuses)

    def filter_available_by(self, spaces, name, day):
        return spaces.available_by(day)

    def filter_zoning(self, spaces, name, zonings):
        return spaces.plots().filter(zoning__in=zonings)

    def filter_clear_height_min(self, spaces, name, metres):
        return spaces.halls().clear_from(metres, or_unknown=self.includes_unknown("clear_height"))

    def filter_bbox(self, spaces, name, bounds):
        return spaces.within(bounds)

    def keep(self, spaces, name, value):
        """`unknown` changes what other filters mean, `sort` the order: neither narrows by itself."""
        return spaces


def without_empty(data):
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
