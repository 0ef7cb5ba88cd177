"""What a page with filters shows around its results: choices with counts, chips, tabs, what was left out."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sites.chips import active_chips, with_unknown
from sites.choices import Kind
from sites.facets import Facets, facets
from sites.filters import DEFAULT_SORT, SORTS, UNKNOWN_LABELS, SpaceFilterSet
from sites.models import Space

ROUTES = {
    None: {"list": "sites:list", "map": "sites:map", "geojson": "sites:geojson"},
    Kind.PLOT: {"list": "sites:plots", "map": "sites:plots_map", "geojson": "sites:plots_geojson"},
    Kind.HALL: {"list": "sites:halls", "map": "sites:halls_map", "geojson": "sites:halls_geojson"},
}
ONLY_FOR = {"zoning": Kind.PLOT, "clear_height_min": Kind.HALL}
OPEN_GROUPS = {"district", "zoning", "status"}


@dataclass
class Choice:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass
class ChoiceGroup:
    name: str
    label: str
    choices: list
    errors: list

    @property
    def is_open(self):
        return self.name in OPEN_GROUPS or self.has_choice or bool(self.errors)

    @property
    def has_choice(self):
        return any(choice.is_chosen for choice in self.choices)


@dataclass
class Tab:
    name: str
    label: str
    url: str
    is_current: bool
    count: int | None = None


def pool_state():
    """Plots and halls on offer now, and when the latest of them was changed: one query, and a key for caches."""
    return (
        Space.objects.published()
        .on_offer()
        .aggregate(
            plots=Count("pk", filter=Q(kind=Kind.PLOT)),
            halls=Count("pk", filter=Q(kind=Kind.HALL)),
            changed=Max("updated_at"),
        )
    )


class FilterPage:
    """Built for one request; `view` is "list" or "map"."""

    def __init__(self, filterset, view):
        self.filterset = filterset
        self.view = view
        self.kind = filterset.kind
        self.pool = pool_state()

    @cached_property
    def facets(self) -> Facets:
        filterset = self.filterset
        if not filterset.is_valid():
            filterset = SpaceFilterSet({}, filterset.queryset, kind=self.kind)
        return facets(filterset, self.pool.values())

    @cached_property
    def form(self):
        return self.filterset.form

    @property
    def action(self):
        return reverse(ROUTES[self.kind][self.view])

    @property
    def geojson_url(self):
        return reverse(ROUTES[self.kind]["geojson"])

    @property
    def is_filtered(self):
        return bool(self.chips or self.form.errors)

    @cached_property
    def chips(self):
        return active_chips(self.filterset)

    @cached_property
    def groups(self):
        names = ["kind", "state", "district", "municipality", "status", "zoning"]
        if self.kind:
            names.remove("kind")
        if self.kind == Kind.HALL:
            names.remove("zoning")
        return [self.group(name) for name in names]

    def group(self, name):
        field = self.form.fields[name]
        chosen = set(self.filterset.data.getlist(name))
        if name in ("state", "district", "municipality"):
            choices = self.facets.area_choices(name)
        else:
            choices = [
                (value, label, self.facets.count(name, value))
                for value, label in self.filterset.filters[name].extra["choices"]
            ]
        return ChoiceGroup(
            name,
            field.label,
            [Choice(value, label, count, value in chosen) for value, label, count in choices],
            list(self.form.errors.get(name, [])),
        )

    @property
    def messages(self):
        """What is wrong, each with the name of its filter."""
        fields = self.form.fields
        return [
            f"{fields[name].label}: {message}" if name in fields else message
            for name, messages in self.form.errors.items()
            for message in messages
        ]

    @property
    def chosen_unknown(self):
        return self.filterset.data.getlist("unknown")

    @property
    def unknown_choices(self):
        left_open = {"area", "price_m2", "rent_m2", "clear_height"}
        if self.kind == Kind.PLOT:
            left_open.remove("clear_height")
        return [(value, label) for value, label in UNKNOWN_LABELS.items() if value in left_open]

    @property
    def has_hidden_errors(self):
        """Whether a message stands beside a filter that the map's bar folds away."""
        return not {"q", "area_min", "area_max"}.issuperset(self.form.errors)

    @property
    def sorts(self):
        chosen = self.filterset.wanted.get("sort", DEFAULT_SORT)
        return [(value, label, value == chosen) for value, label in SORTS.items()]

    @property
    def left_out(self):
        """What the filters leave out only because it is not stated: a sentence and the address that takes it in."""
        sentences = {
            "area": lambda n: ngettext(
                "%(count)s object does not state its area.", "%(count)s objects do not state their area.", n
            ),
            "price_m2": lambda n: ngettext(
                "%(count)s object does not state a sale price.",
                "%(count)s objects do not state a sale price.",
                n,
            ),
            "rent_m2": lambda n: ngettext(
                "%(count)s object does not state a rent.", "%(count)s objects do not state a rent.", n
            ),
            "clear_height": lambda n: ngettext(
                "%(count)s hall does not state its clear height.",
                "%(count)s halls do not state their clear height.",
                n,
            ),
        }
        if not self.filterset.is_valid():
            return []
        return [
            (sentences[figure](count) % {"count": count}, with_unknown(self.filterset.data, figure))
            for figure, count in self.facets.unknown.items()
            if count
        ]

    @property
    def kind_tabs(self):
        plots, halls = self.pool["plots"], self.pool["halls"]
        return [
            self.tab("all", _("All objects"), None, self.view, self.kind is None, plots + halls),
            self.tab("plots", _("Commercial plots"), Kind.PLOT, self.view, self.kind == Kind.PLOT, plots),
            self.tab("halls", _("Hall properties"), Kind.HALL, self.view, self.kind == Kind.HALL, halls),
        ]

    @property
    def view_tabs(self):
        return [
            self.tab("list", _("List"), self.kind, "list", self.view == "list"),
            self.tab("map", _("Location map"), self.kind, "map", self.view == "map"),
        ]

    def tab(self, name, label, kind, view, is_current, count=None):
        """A link that takes the filters along, except those the other kind does not have."""
        kept = self.filterset.data.copy()
        dropped = ["page", "kind"] if kind else ["page"]
        if kind:
            dropped += [filter_name for filter_name, only in ONLY_FOR.items() if only != kind]
        for filter_name in dropped:
            kept.pop(filter_name, None)
        url = reverse(ROUTES[kind][view])
        return Tab(name, label, f"{url}?{kept.urlencode()}" if kept else url, is_current, count)

    @property
    def state(self):
        """What <filter-form> changes on the page besides the results: counts, messages, links."""
        return {
            "counts": {
                f"{group.name}:{choice.value}": choice.count
                for group in self.groups
                for choice in group.choices
            },
            "errors": {name: list(messages) for name, messages in self.form.errors.items()},
            "links": {tab.name: tab.url for tab in (*self.kind_tabs, *self.view_tabs)},
            "active": len(self.chips),
        }
