"""Items of a phrase: spans of tokens with their meaning."""

from dataclasses import dataclass, field

from sites.search.phrases import numbers, quantities


@dataclass(frozen=True)
class Measurement:
    """A figure and what it measures; None if that depends on the unit."""

    figure: numbers.ParsedFigure
    quantity: quantities.Quantity | None = None


@dataclass
class PhraseItem:
    start: int
    end: int
    meaning: object
    """List of filters, Measurement, PlaceMatch, or None for what has no filter."""
    extra_filters: list = field(default_factory=list)
    """Further filters of a Measurement."""
    is_wish: bool = False


def is_measured(item, quantity):
    return isinstance(item.meaning, Measurement) and item.meaning.quantity is quantity


def is_kind(item):
    return isinstance(item.meaning, list) and any(name == "kind" for name, _value in item.meaning)
