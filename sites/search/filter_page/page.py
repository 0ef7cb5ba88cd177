"""Template context of a page with filters: form, counts, chips, tabs, relaxations."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caching.fragments import cached, get_cached
from sites.pool.stock import current_stock
from sites.search.filter_page.chips import PHRASE, active_chips, changed_query, url_including_unknown
from sites.search.filter_page.facets import POOL_APPS, Facets, available_facets, excluded_unknowns, get_facets
from sites.search.filter_page.phrase_notes import PhraseNotesMixin
from sites.search.filter_page.relaxations import (
    MAX_SHOWN,
    Relaxation,
    count_without,
    relax,
    removable_filters,
)
from sites.search.filter_page.sections import OptionsItem, RangeItem, SectionBuilder, parameters_without_field
from sites.search.filter_page.tabs import (
    KIND_NAMES,
    ROUTES,
    TAB_BY_KIND,
    kind_tabs,
    pool_counts,
    url_with_filters,
    view_tabs,
)
from sites.search.filters import CRITERIA, SpaceFilterSet, figure_noun
from sites.sorts import SORTS


@dataclass
class Wish:
    label: str
    is_met: bool


class FilterPage(PhraseNotesMixin):
    """Built for one request; `view` is "list" or "map".

    `counts_now`: count even in a large pool, whose page has no counts otherwise.
    `section_name`: name of the section whose fields are requested.
    """

    def __init__(self, filterset, view, counts_now=False, section_name=""):
        self.filterset = filterset
        self.view = view
        self.counts_now = counts_now
        self.section_name = section_name
        self.kind = filterset.kind

    @cached_property
    def pool(self):
        return current_stock()

    @cached_property
    def facets(self) -> Facets:
        filterset = self.filterset
        if not filterset.is_valid():
            filterset = SpaceFilterSet({}, filterset.queryset, kind=self.kind)
        return get_facets(filterset) if self.counts_now else available_facets(filterset, self.on_offer)

    @property
    def on_offer(self):
        return self.pool.plots + self.pool.halls

    @cached_property
    def count(self):
        """The number of matches, from counts that are available anyway if possible."""
        if not self.filterset.is_valid():
            return 0
        if self.filterset.musts.keys() <= {"kind"}:
            return pool_counts(self.pool)[TAB_BY_KIND[self.filterset.only_kind or None]]
        return self.facets.matched if self.facets.is_counted else self.filterset.matches.order_by().count()

    @property
    def is_counted(self):
        """Whether the counts are available; else the form's script fetches them (`X-Fragment: counts`)."""
        return self.facets.is_counted

    @property
    def is_uncounted_kind_page(self):
        """Whether it is the unfiltered page of a kind without counts, which must not be shared."""
        return bool(self.kind) and self.filterset.wanted.keys() <= {"sort"} and not self.is_counted

    @cached_property
    def form(self):
        return self.filterset.form

    @property
    def form_html(self):
        """The form as HTML; without values it is the same for all visitors, and cached."""
        if self.section_name or self.filterset.data.keys() - {"page"}:
            return self.render_form()
        name = f"filter-form:{self.kind}:{self.view}"
        if not (form := get_cached(name, POOL_APPS)):
            form = cached(name, POOL_APPS, self.render_form) if self.is_counted else self.render_form()
        return form

    def render_form(self):
        return render_to_string("sites/_filter_form.html", {"filters": self})

    @property
    def search(self):
        """The search as text: the kind and the labels of the active filters."""
        name = str(KIND_NAMES[self.kind]) if self.kind else _("Sites and buildings")
        words = ", ".join(chip.label for chip in self.chips)
        return f"{name}: {words}" if words else name

    def title(self, page_number):
        """The page's <title>: errors first, then view and search, then the page number."""
        title = self.search
        if self.view == "map":
            title = f"{_('Location map')} · {title}"
        elif not self.kind:  # a kind's list has the plain name
            title = f"{_('List')} · {title}"
        if page_number > 1:
            title = f"{title} – {_('page %(number)s') % {'number': page_number}}"
        return f"{_('Error:')} {title}" if self.form.errors else title

    @property
    def subject(self):
        """Visually hidden part of the heading, which shows only a count: view and kind."""
        if self.view == "map":
            return {"plot": _("Location map of sites"), "hall": _("Location map of buildings")}.get(
                self.kind, _("Location map of sites and buildings")
            )
        return "" if self.kind else _("Sites and buildings")

    @cached_property
    def action(self):
        return reverse(ROUTES[self.kind][self.view])

    @property
    def geojson_url(self):
        return reverse(ROUTES[self.kind]["geojson"])

    @property
    def feed_url(self):
        """The feed of this search."""
        return url_with_filters(ROUTES[self.kind]["feed"], self.filterset.data, [PHRASE])

    @property
    def is_filtered(self):
        return bool(self.chips or self.form.errors)

    @cached_property
    def chips(self):
        return active_chips(self.filterset)

    @cached_property
    def sections(self):
        """The form's sections (sites/search/filter_page/sections.py)."""
        return SectionBuilder(self.filterset, self.facets, self.section_name).sections()

    @property
    def requested_section(self):
        """The section whose fields are requested; None if there is none of that name."""
        if not self.section_name:
            return None  # without building the sections: an unfiltered form is cached
        return next((part for part in self.sections if part.is_requested and part.is_foldable), None)

    @property
    def items(self):
        return [item for section in self.sections for item in section.items]

    @cached_property
    def mentioned(self):
        """The number of matches that mention each word of a text search that is a wish."""
        if "q" not in self.filterset.wishes:
            return {}
        mentions = CRITERIA["q"].mentions(self.filterset.wanted["q"])
        counts = {f"word_{n}": Count("pk", filter=mention) for n, mention in enumerate(mentions.values())}
        found = self.filterset.queryset.filter(self.filterset.conjunction()).order_by().aggregate(**counts)
        return dict(zip(mentions, found.values(), strict=True))

    @property
    def unmentioned(self):
        """The words that no match mentions."""
        return [word for word, count in self.mentioned.items() if not count]

    @property
    def ranking_words(self):
        """The words that some match mentions."""
        return [word for word, count in self.mentioned.items() if count]

    @property
    def explains_wishes(self):
        """Whether there are wishes other than words of a phrase, which have a note of their own."""
        return self.filterset.sort != "relevance" or bool(self.filterset.wishes.keys() - {"q"})

    @property
    def nice(self):
        """The names of the filters that are wishes, for hidden inputs of the form."""
        return self.filterset.wanted.get("nice", [])

    def wishes(self, space):
        """The visitor's wishes, each with whether the space meets it."""
        labels = {}
        for chip in self.chips:
            labels.setdefault(chip.name, []).append(chip.label)
        wishes = [
            Wish(", ".join(labels[name]), bool(getattr(space, f"meets_{name}", 0)))
            for name in self.filterset.wishes
            if name != "q"
        ]
        words = {True: [], False: []}
        for n, word in enumerate(self.mentioned if self.ranking_words else ()):
            words[bool(getattr(space, f"meets_word_{n}", 0))].append(word)
        describe = CRITERIA["q"].describe
        return [Wish(describe(" ".join(some)), is_met) for is_met, some in words.items() if some] + wishes

    @property
    def wish_count(self):
        """The number of wishes on a card, counting each word unless no match mentions any."""
        return len(self.filterset.wishes.keys() - {"q"}) + (len(self.mentioned) if self.ranking_words else 0)

    @cached_property
    def without_one(self):
        """The result without each filter (sites/search/filter_page/relaxations.py)."""
        return count_without(self.filterset, self.chips, 1) if self.filterset.is_valid() else []

    @property
    def no_help(self):
        """The labels of filters whose removal leaves the result empty."""
        return [way.filters for way in self.without_one if not way.count]

    @cached_property
    def ways(self):
        """The fewest filters to remove for a result: single filters, else the best pairs."""
        helpful = [way for way in self.without_one if way.count]
        if helpful or len(self.without_one) < 3:
            return helpful
        return [way for way in count_without(self.filterset, self.chips, 2) if way.count][:MAX_SHOWN]

    @cached_property
    def loosened(self):
        """The same page with all filters as wishes; None if there are no musts."""
        names = removable_filters(self.filterset) if self.filterset.is_valid() else []
        if not names:
            return None
        data = QueryDict(changed_query(self.filterset.data, drop=["sort"], wish=names).removeprefix("?"))
        return FilterPage(SpaceFilterSet(data, self.filterset.queryset, kind=self.kind), self.view)

    @property
    def loosened_url(self):
        return f"?{self.loosened.filterset.data.urlencode(safe=':,;')}"

    @cached_property
    def loosened_count(self):
        return self.loosened.filterset.matches.count() if self.loosened else 0

    @cached_property
    def relaxations(self):
        """Alternative objects: the nearest, the next sizes, or if neither applies the best matches."""
        if not self.filterset.is_valid():
            return []
        found = relax(self.filterset)
        if not found and self.loosened_count:
            spaces = list(self.loosened.filterset.matches.with_card()[:MAX_SHOWN])
            found = [Relaxation(_("The best matches"), self.loosened_url, spaces, self.loosened)]
        return found

    @property
    def messages(self):
        """The form's errors, each with the label of its filter."""
        fields = self.form.fields
        return [
            f"{fields[name].label}: {message}" if name in fields else message
            for name, messages in self.form.errors.items()
            for message in messages
        ]

    @property
    def has_hidden_errors(self):
        """Whether there is an error at a filter that a page may fold away: any but the search field."""
        return bool(self.form.errors.keys() - {"q"})

    @property
    def is_unfolded(self):
        """Whether the filters are initially unfolded."""
        return self.has_hidden_errors or self.requested_section is not None

    @cached_property
    def fieldless(self):
        return parameters_without_field(self.filterset, self.items)

    @property
    def fieldless_values(self):
        """(name, value) of the query string's parameters without a field, for hidden inputs of the form."""
        pairs = [(name, value) for name, values in self.filterset.data.lists() for value in values]
        return [pair for pair in pairs if not {pair[0], "=".join(pair)}.isdisjoint(self.fieldless)]

    @property
    def sorts(self):
        """(value, label, whether chosen) of the available sort orders."""
        chosen = self.filterset.sort
        wanted = self.filterset.wanted
        missing = {"distance": "place" not in wanted, "relevance": not self.filterset.wishes}
        has_roads = "minutes" in self.filterset.filters
        return [
            (value, sort.label, value == chosen)
            for value, sort in SORTS.items()
            if not missing.get(value) and (has_roads or not sort.needs_roads or value == chosen)
        ]

    @property
    def relevance_url(self):
        return changed_query(self.filterset.data, drop=["sort"])

    @property
    def left_out(self):
        """(sentence, query string) for objects that are excluded only because a figure is not stated."""
        if not self.filterset.is_valid():
            return []
        if not self.is_counted:
            sentence = _("What leaves this open is not shown: %(figure)s.")
            return [
                (
                    sentence % {"figure": figure_noun(figure)},
                    url_including_unknown(self.filterset.data, figure),
                )
                for figure in excluded_unknowns(self.filterset)
            ]
        return [
            (
                ngettext(
                    "%(count)s property is left out because this is not stated: %(figure)s.",
                    "%(count)s properties are left out because this is not stated: %(figure)s.",
                    count,
                )
                % {"count": count, "figure": figure_noun(figure)},
                url_including_unknown(self.filterset.data, figure),
            )
            for figure, count in self.facets.unknown.items()
            if count
        ]

    @property
    def kind_tabs(self):
        return kind_tabs(self.filterset, self.view, self.tab_counts)

    @property
    def view_tabs(self):
        return view_tabs(self.filterset, self.view)

    @property
    def tab_counts(self):
        """By tab; None if not counted, or if a filter is invalid."""
        if not self.filterset.is_valid():
            return None
        if self.filterset.musts.keys() <= {"kind"}:
            return pool_counts(self.pool)
        return self.facets.tabs if self.is_counted else None

    @property
    def towns(self):
        """The municipalities, the only choices that depend on other filters."""
        return next(item for item in self.items if item.name == "municipality")

    @property
    def choice_counts(self):
        return {
            f"{item.name}:{choice.value}": choice.count
            for item in self.items
            if isinstance(item, OptionsItem)
            for choice in item.choices
        }

    @property
    def state(self):
        """JSON for <filter-form>, which updates counts, messages and links."""
        return {
            "counts": self.choice_counts if self.is_counted else None,
            "histograms": {
                item.name: item.histogram.path
                for item in self.items
                if isinstance(item, RangeItem) and item.histogram
            },
            "unknown": {item.unknown: item.left_out for item in self.items if item.asks_for_unknown},
            "sections": {part.name: part.active for part in self.sections if part.is_offered},
            "nice": self.nice,
            "errors": {name: list(messages) for name, messages in self.form.errors.items()},
            "links": {tab.name: tab.url for tab in (*self.kind_tabs, *self.view_tabs)},
            "tabs": self.tab_counts,
            "withheld": [item.name for item in self.items if not item.is_offered],
            "active": len(self.chips),
        }
