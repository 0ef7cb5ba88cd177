"""The filter form: sections of ranges, choices and fields."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from sites.facts.layout import FILTER_FORM
from sites.search.filter_page.histograms import RANGES
from sites.search.filters import CRITERIA, PARAMETERS
from sites.search.filters.criteria import Choice, OneChoice
from sites.search.filters.locations import InAreas

DEFAULT_SECTION = "offer"
"""The section that is open when nothing is chosen yet."""

WITHOUT_SECTION = {"q", "bbox", "polygon", "nice", "unknown", "sort"}
"""Filters and settings with inputs outside the sections."""

MAX_MUNICIPALITIES = 40
"""With more municipalities, the form shows only those of the chosen districts."""


@dataclass
class FormItem:
    """A filter of the form; subclasses have a `template`."""

    name: str
    label: str
    names: tuple
    """Its parameters in the query string."""
    errors: list
    is_active: bool
    is_wish: bool
    unknown: str = ""
    """The figure's value in `unknown=`; "" if it cannot be unknown."""
    unknown_is_chosen: bool = False
    left_out: int = 0
    """Number of objects that are excluded only because they do not state it."""
    hint: str = ""
    kind: str = ""
    """The only kind that has it."""
    is_offered: bool = True
    """False for what only the other kind has: it is hidden until a script changes the kind."""

    @property
    def asks_for_unknown(self):
        """Whether to offer including unknown figures: only if the filter is an active must."""
        return bool(self.unknown) and (self.unknown_is_chosen or (self.is_active and not self.is_wish))


@dataclass
class RangeItem(FormItem):
    ends: tuple = ()
    """Bound fields: from, up to, or both."""
    unit: str = ""
    histogram: object = None
    template = "sites/_filter_range.html"


class FilterOption(NamedTuple):
    value: str
    label: str
    count: int | None
    """None if not counted."""
    is_chosen: bool


@dataclass
class OptionsItem(FormItem):
    choices: tuple = ()
    is_single: bool = False
    advice: str = ""
    """How to reach the choices that are not listed."""
    template = "sites/_filter_group.html"

    @property
    def is_empty(self):
        return not (self.choices or self.advice or self.errors)

    @property
    def control(self):
        return "radio" if self.is_single else "checkbox"

    @property
    def has_choice(self):
        return any(choice.is_chosen for choice in self.choices)


@dataclass
class FieldItem(FormItem):
    """One field."""

    field: object = None
    beside: tuple = ()
    """Bound fields of settings that apply to it."""
    template: str = ""

    @property
    def vehicle(self):
        """The bound field, or None without a road graph."""
        form = self.field.form
        return form["vehicle"] if "vehicle" in form.fields else None


@dataclass
class FormSection:
    name: str
    label: str
    items: list
    is_requested: bool = False
    """Whether a visitor opens it."""

    @property
    def active(self):
        """The number of filters in force."""
        return sum(item.is_active for item in self.items)

    @property
    def is_offered(self):
        return any(item.is_offered for item in self.items)

    @property
    def is_foldable(self):
        return self.name != "search"

    @property
    def has_fields(self):
        """Whether the page includes its fields and it is open; fields of other sections are loaded on demand."""
        in_use = any(item.is_active or item.errors or item.unknown_is_chosen for item in self.items)
        return self.is_requested or in_use or self.name == DEFAULT_SECTION

    @property
    def names(self):
        """Parameters of its fields: names, and `unknown=` with its figures."""
        words = [f"unknown={item.unknown}" for item in self.items if item.unknown]
        return [*(name for item in self.items for name in item.names), *words]


class SectionBuilder:
    """Builds the sections of one filter page from fields, counts and histograms."""

    def __init__(self, filterset, facets, requested=""):
        """`requested`: name of the section that a visitor opens."""
        self.filterset, self.facets, self.form = filterset, facets, filterset.form
        self.requested = requested

    def sections(self):
        sections = []
        for group in FILTER_FORM:
            items = [self.item(entry) for entry in group.names() if self.is_shown(entry)]
            if items:
                sections.append(FormSection(group.name, group.title, items, group.name == self.requested))
        return sections

    def is_shown(self, entry):
        """Whether to show it: not `kind` on a page of one kind, nor filters of the other kind without a value."""
        names = PARAMETERS[entry] if entry in RANGES else (entry,)
        return any(
            name in self.filterset.filters and (not self.filterset.kind or self.filterset.is_offered(name))
            for name in names
        )

    def item(self, entry):
        if entry in RANGES:
            return self.range(entry)
        criterion = CRITERIA[entry]
        if isinstance(criterion, Choice) or entry in ("state", "district", "municipality", "motorway"):
            return self.options(criterion)
        templates = {"available_by": "sites/_filter_day.html", "place": "sites/_filter_place.html"}
        beside = self.available("radius", "minutes") if entry == "place" else []
        names = (entry, *beside, *(self.available("vehicle") if entry == "place" else ()))
        common = self.common(entry, criterion.label, names, criterion.figure)
        fields = [self.form[name] for name in beside]
        return FieldItem(**common, field=self.form[entry], beside=fields, template=templates.get(entry, ""))

    def available(self, *names):
        return [name for name in names if name in self.filterset.filters]

    def common(self, name, label, names, figure):
        chosen = self.filterset.data.getlist("unknown")
        return {
            "name": name,
            "label": label,
            "names": names,
            "errors": [message for part in names for message in self.form.errors.get(part, [])],
            "is_active": any(part in self.filterset.wanted for part in names),
            "is_wish": any(part in self.filterset.wishes for part in names),
            "unknown": figure,
            "unknown_is_chosen": bool(figure) and figure in chosen,
            "left_out": self.facets.unknown.get(figure, 0),
            "hint": CRITERIA[names[0]].hint,
            "kind": CRITERIA[names[0]].kind,
            "is_offered": any(map(self.filterset.is_offered, names)),
        }

    def range(self, figure):
        criterion, names = RANGES[figure], PARAMETERS[figure]
        return RangeItem(
            **self.common(figure, criterion.noun, names, figure),
            ends=[self.form[name] for name in names],
            unit=criterion.unit.symbol,
            histogram=self.facets.histograms.get(figure),
        )

    def options(self, criterion):
        name = criterion.name
        chosen = set(self.filterset.data.getlist(name))
        if name == "motorway":
            chosen |= set(self.filterset.wanted.get(name, ()))
            choices = [(road, road, count) for road, count in self.facets.counts.get(name, {}).items()]
        elif isinstance(criterion, InAreas):
            choices = self.facets.area_choices(name, self.filterset.areas.values())
        else:
            choices = [(value, label, self.facets.count(name, value)) for value, label in criterion.choices]
        shown = choices
        if name == "municipality" and len(choices) > MAX_MUNICIPALITIES:
            shown = [
                choice for choice in choices if choice[0] in chosen or self.is_in_chosen_district(choice[0])
            ]
        return OptionsItem(
            **self.common(name, criterion.label, (name,), criterion.figure),
            choices=[FilterOption(value, label, count, value in chosen) for value, label, count in shown],
            is_single=name == "kind" or isinstance(criterion, OneChoice),
            advice=self.advice(len(choices) - len(shown)),
        )

    def is_in_chosen_district(self, town):
        """Whether the municipality with this key lies in a chosen district."""
        return town.startswith(tuple(self.filterset.wanted.get("district", ())))

    def advice(self, held_back):
        if not held_back:
            return ""
        if "district" in self.filterset.wanted:
            return _("Others come with their district.")
        return _("Choose a district: its municipalities then stand here. Or name one as the place.")


def parameters_without_field(filterset, items):
    """Parameters that none of these items has: filters that only a phrase sets, and `unknown=` with other figures."""
    named = WITHOUT_SECTION.union(*(item.names for item in items))
    offered = {item.unknown for item in items}
    names_of_filters = filterset.filters.keys()
    words = [
        f"unknown={figure}"
        for figure, names in PARAMETERS.items()
        if figure not in offered and not names_of_filters.isdisjoint(names)
    ]
    return [name for name in names_of_filters if name not in named] + words
