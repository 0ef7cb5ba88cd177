"""Sums in currencies other than the euro, which are not supported: "$2 million", "£10 per sq ft", "500.000 CHF"."""

from sites.search.phrases.numbers import BOUNDS, UNITS, figure_at
from sites.search.phrases.tokens import tokenise
from sites.search.phrases.vocabulary import LEXICONS

PER = ("/", "per", "pro", "je")
_SHORT_MILLION = "m"
"""Parsed as metres if there is no euro next to it: "2m USD"."""


def foreign_sum_at(tokens, at):
    """The index after a foreign sum at `at`, including its bound, unit and period; None if there is none."""
    start = BOUNDS.skip(tokens, at)
    lead = LEXICONS["currency"].match(tokens, start)
    found = figure_at(tokens, lead[1] if lead else at)
    if not found or found[0].unit not in (None, _SHORT_MILLION):
        return None
    behind = LEXICONS["currency"].match(tokens, found[1])
    if behind and tokens[behind[1] : behind[1] + 1] and tokens[behind[1]].kind == "number":
        behind = None  # "5000 $5": it belongs to the next sum
    if not lead and not behind:
        return None
    end = behind[1] if behind else found[1]
    per = end + (end < len(tokens) and tokens[end].text in PER)
    unit = UNITS.match(tokens, per)
    end = unit[1] if unit else end
    span = LEXICONS["monthly"].match(tokens, end) or LEXICONS["yearly"].match(tokens, end)
    return span[1] if span else end


def has_foreign_sum(text):
    """Whether the text contains a sum in a currency other than the euro."""
    tokens = tokenise(text)
    return any(foreign_sum_at(tokens, at) for at in range(len(tokens)))
