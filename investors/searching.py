"""A search without its page: filters from a query string, normalised query, labels and matches."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import override

from formats.templatetags.typography import number
from sites.choices import Kind
from sites.models import Space
from sites.pool.row_batches import iterate_in_batches
from sites.search.filter_page import KIND_NAMES, FilterPage
from sites.search.filter_page.chips import active_chips
from sites.search.filters import CRITERIA, SpaceFilterSet

MAX_MATCHES = 5_000
"""Of a saved search: each run compares all of them."""

IGNORED_PARAMETERS = {"sort", "page"}
MAX_QUERY_LENGTH = 8_000
"""Characters: enough for a drawn polygon of 200 corners and twenty filters."""


class Search:
    """The filters of a query string, with the kind from the path or the parameter `kind`.

    Numbers are parsed by language ("12.500"), so `matches` and `filter_labels` need that of the search to be active.
    """

    def __init__(self, data, kind="", at=None):
        self.data = data.copy()
        kinds = self.data.getlist("kind")
        if not kind and len(kinds) == 1 and kinds[0] in Kind.values:
            kind = kinds[0]
            del self.data["kind"]
        self.kind = kind
        pool = Space.objects.published(at).on_offer()
        self.filterset = SpaceFilterSet(
            self.data, pool.filter(kind=kind) if kind else pool, kind=kind or None
        )

    @classmethod
    def from_saved(cls, search, at=None):
        return cls(search.data, search.kind, at)

    @cached_property
    def is_valid(self):
        return len(self.query) <= MAX_QUERY_LENGTH and self.filterset.is_valid()

    @property
    def messages(self):
        if len(self.query) > MAX_QUERY_LENGTH:
            return [_("This search is too long to be saved. Please use fewer filters or a simpler area.")]
        return FilterPage(self.filterset, "list").messages

    @cached_property
    def count(self):
        return self.matches.count() if self.is_valid else 0

    @property
    def refusals(self):
        """Reasons why it cannot be saved."""
        if not self.is_valid:
            return self.messages
        if self.count <= MAX_MATCHES:
            return []
        words = _(
            "This search finds %(count)s properties. Please narrow it down to %(most)s at most: mails about so many are"
            " of no use."
        )
        return [words % {"count": number(self.count), "most": number(MAX_MATCHES)}]

    @cached_property
    def query(self):
        """The normalised query string: known filters in alphabetical order, distinct values, no order and page."""
        given, normal = self.filterset.data, self.filterset.data.copy()
        normal.clear()
        for name in sorted(self.filterset.filters):
            values = sorted(set(given.getlist(name)))
            if not CRITERIA[name].is_repeatable:  # the last one counts, as on the list
                values = given.getlist(name)[-1:]
            if values and name not in IGNORED_PARAMETERS:
                normal.setlist(name, values)
        return normal.urlencode()

    @property
    def address_query(self):
        """`query` with the kind, for URLs without it in the path."""
        return "&".join(part for part in (f"kind={self.kind}" if self.kind else "", self.query) if part)

    @property
    def matches(self):
        return self.filterset.matches

    def iterate_matches(self):
        """Iterate over the matches in their order, with_facts(), loaded in batches."""
        keys = list(self.matches.values_list("pk", flat=True))
        pool = self.filterset.queryset.with_facts().defer("search_text", "location", "boundary")
        return iterate_in_batches(keys, lambda piece: pool.filter(pk__in=piece))

    @property
    def filter_labels(self):
        return [self.kind_label, *(chip.label for chip in active_chips(self.filterset))]

    @property
    def labels_without_free_text(self):
        """`filter_labels` without free text, for mails to unconfirmed addresses."""
        chips = active_chips(self.filterset)
        words = [self.kind_label, *(chip.label for chip in chips if chip.name != "q")]
        return [*words, _("a search word")] if "q" in self.filterset.wanted else words

    @property
    def kind_label(self):
        return str(KIND_NAMES[self.kind or None])


def describe_saved_search(saved):
    """Return kind and filters in one line, in the language of the search."""
    with override(saved.language):
        return ", ".join(Search.from_saved(saved).filter_labels)
