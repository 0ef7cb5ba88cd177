"""Spaces selected by number in the URL, `?ids=1042,1043`: shared by watch list, comparison and enquiry."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.models import Space
from sites.models.numbers import IssuedNumber

PARAMETER = "ids"
MAX_WATCHED = 50
MAX_COMPARED = 6
SEPARATORS = re.compile(r"[,;\s]+")
NUMBER = re.compile(r"[0-9]{1,9}")
MAX_SHOWN_LENGTH = 20


class MissingReason(TextChoices):
    """The public reason why a space is not shown."""

    WITHDRAWN = "withdrawn", _("was withdrawn by its owner or the responsible office")
    UNKNOWN = "unknown", _("does not exist: the number was never given, or the property is not public yet")


@dataclass
class MissingSpace:
    number: int
    reason: MissingReason


@dataclass
class Selection:
    """`numbers` are those in the URL without duplicates, at most `limit`; `spaces` are in their order."""

    numbers: list
    limit: int
    spaces: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    surplus: list = field(default_factory=list)
    unreadable: list = field(default_factory=list)

    @property
    def query(self):
        return selection_query(self.numbers)

    @property
    def shown_numbers(self):
        return [space.number for space in self.spaces]

    @property
    def shown_query(self):
        return selection_query(self.shown_numbers)

    def without(self, number):
        return selection_query([other for other in self.numbers if other != number])


def selection_query(numbers):
    return f"?{PARAMETER}={','.join(map(str, numbers))}" if numbers else ""


def select_spaces(data, spaces, limit=MAX_WATCHED):
    """Return the Selection of a query string (QueryDict), found in `spaces` (a queryset; restricted to published here).

    At most three queries, besides those that `spaces` prefetches. Invalid input is collected, never raised.
    """
    numbers, unreadable = parse_numbers(data.getlist(PARAMETER))
    chosen = Selection(numbers[:limit], limit, surplus=numbers[limit:], unreadable=unreadable)
    found = {space.number: space for space in spaces.published().filter(number__in=chosen.numbers)}
    chosen.spaces = [found[number] for number in chosen.numbers if number in found]
    absent = [number for number in chosen.numbers if number not in found]
    chosen.missing = explain_missing(absent) if absent else []
    return chosen


def parse_numbers(values):
    """Return the distinct numbers in some texts, in order, and the words that are not numbers (truncated).

    The URL of a watch list, pasted among them, is replaced by its numbers.
    """
    texts = [text for value in values for part in value.split() for text in expand_url(part)]
    words = [word for text in texts for word in SEPARATORS.split(text) if word]
    numbers = dict.fromkeys(int(word) for word in words if NUMBER.fullmatch(word))
    unreadable = dict.fromkeys(word[:MAX_SHOWN_LENGTH] for word in words if not NUMBER.fullmatch(word))
    return list(numbers), list(unreadable)


def expand_url(text):
    """Return the numbers in the query of the URL of a list, else the text itself."""
    query = text.partition("?")[2].partition("#")[0]
    return parse_qs(query).get(PARAMETER) or [text]


def explain_missing(numbers):
    """Return why each is not shown, matching the status of the space's page: 410 or 404."""
    first_published = dict(
        Space.objects.filter(number__in=numbers).values_list("number", "first_published_at")
    )
    issued = set(IssuedNumber.objects.filter(value__in=numbers).values_list("value", flat=True))
    return [MissingSpace(number, missing_reason(number, first_published, issued)) for number in numbers]


def missing_reason(number, first_published, issued):
    if number not in first_published:
        return MissingReason.WITHDRAWN if number in issued else MissingReason.UNKNOWN
    day = first_published[number]
    return MissingReason.WITHDRAWN if day and day <= timezone.now() else MissingReason.UNKNOWN
