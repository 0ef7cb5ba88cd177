"""Objects that an address names by number, `?ids=1042,1043`: read alike by watch list, comparison and enquiry."""

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
    """What the public may know of an object that is not shown."""

    WITHDRAWN = "withdrawn", _("was withdrawn by its owner or the responsible office")
    UNKNOWN = "unknown", _("does not exist: the number was never given, or the property is not public yet")


@dataclass
class MissingSpace:
    number: int
    reason: MissingReason


@dataclass
class Selection:
    """What an address asks for. `numbers` are those asked for, each once, at most `limit`; `spaces` in their order."""

    numbers: list
    limit: int
    spaces: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    surplus: list = field(default_factory=list)
    unreadable: list = field(default_factory=list)

    @property
    def query(self):
        """The query string of exactly these objects, "" for none."""
        return selection_query(self.numbers)

    @property
    def shown_numbers(self):
        return [space.number for space in self.spaces]

    @property
    def shown_query(self):
        """The query string of those that the public may see."""
        return selection_query(self.shown_numbers)

    def without(self, number):
        return selection_query([other for other in self.numbers if other != number])


def selection_query(numbers):
    return f"?{PARAMETER}={','.join(map(str, numbers))}" if numbers else ""


def select_spaces(data, spaces, limit=MAX_WATCHED):
    """The objects a query string (QueryDict) names, found in `spaces` (a queryset, its gate is added here).

    Three queries at most, besides what `spaces` prefetches. Nonsense is told, never raised.
    """
    numbers, unreadable = parse_numbers(data.getlist(PARAMETER))
    chosen = Selection(numbers[:limit], limit, surplus=numbers[limit:], unreadable=unreadable)
    found = {space.number: space for space in spaces.published().filter(number__in=chosen.numbers)}
    chosen.spaces = [found[number] for number in chosen.numbers if number in found]
    absent = [number for number in chosen.numbers if number not in found]
    chosen.missing = explain_missing(absent) if absent else []
    return chosen


def parse_numbers(values):
    """The numbers in some texts, in order and each once, and the words that are none (shortened).

    The address of a list, pasted among them, stands for its numbers.
    """
    texts = [text for value in values for part in value.split() for text in expand_url(part)]
    words = [word for text in texts for word in SEPARATORS.split(text) if word]
    numbers = dict.fromkeys(int(word) for word in words if NUMBER.fullmatch(word))
    unreadable = dict.fromkeys(word[:MAX_SHOWN_LENGTH] for word in words if not NUMBER.fullmatch(word))
    return list(numbers), list(unreadable)


def expand_url(text):
    """What the address of a list asks for, when the text is one; else the text itself."""
    query = text.partition("?")[2].partition("#")[0]
    return parse_qs(query).get(PARAMETER) or [text]


def explain_missing(numbers):
    """Why each of these is not shown; as the page of the object itself answers: 410 or 404."""
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
