"""A search apart from its page: its filters from an address, its normal form, its words, what it finds."""

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
"""Of a search that is saved: its mails compare all of them, each time."""

IGNORED_PARAMETERS = {"sort", "page"}
MAX_QUERY_LENGTH = 8_000
"""Characters: room for a drawn polygon of 200 corners and a score of filters."""


class Search:
    """The filters of an address together with the kind that its path or `kind` says.

    Numbers are read as the language writes them ("12.500"), so that `matches` and `words` want the language active in
    which the search was made.
    """

    def __init__(self, data, kind="", at=None):
        self.data = data.copy()
        asked = self.data.getlist("kind")
        if not kind and len(asked) == 1 and asked[0] in Kind.values:
            kind = asked[0]
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
        """What is wrong with it, in the words of the list."""
        if len(self.query) > MAX_QUERY_LENGTH:
            return [_("This search is too long to be saved. Please use fewer filters or a simpler area.")]
        return FilterPage(self.filterset, "list").messages

    @cached_property
    def count(self):
        return self.matches.count() if self.is_valid else 0

    @property
    def refusals(self):
        """Why it cannot be saved, a line each; none when it can."""
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
        """Its normal form: known filters only, by name, each value once, nothing about order and page."""
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
        """The normal form with the kind in it, for addresses whose path does not say it."""
        return "&".join(part for part in (f"kind={self.kind}" if self.kind else "", self.query) if part)

    @property
    def matches(self):
        return self.filterset.matches

    def iterate_matches(self):
        """The matches one by one in their order, with_facts(); few of them are in memory at a time."""
        keys = list(self.matches.values_list("pk", flat=True))
        pool = self.filterset.queryset.with_facts().defer("search_text", "location", "boundary")
        return iterate_in_batches(keys, lambda piece: pool.filter(pk__in=piece))

    @property
    def filter_labels(self):
        """The filters as a reader sees them, the kind first."""
        return [self.kind_label, *(chip.label for chip in active_chips(self.filterset))]

    @property
    def labels_without_free_text(self):
        """The same without what was typed freely: a mail to an unproved address carries no stranger's text."""
        chips = active_chips(self.filterset)
        words = [self.kind_label, *(chip.label for chip in chips if chip.name != "q")]
        return [*words, _("a search word")] if "q" in self.filterset.wanted else words

    @property
    def kind_label(self):
        return str(KIND_NAMES[self.kind or None])


def describe_saved_search(saved):
    """The saved search in words, in its own language: one line."""
    with override(saved.language):
        return ", ".join(Search.from_saved(saved).filter_labels)
