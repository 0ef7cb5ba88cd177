"""What is found at a place in a phrase, and what it means."""

from dataclasses import dataclass, field

from sites.search.phrases import numbers, quantities


@dataclass(frozen=True)
class Measurement:
    """A figure, and what it measures: None when only the unit tells."""

    figure: numbers.ParsedFigure
    quantity: quantities.Quantity | None = None


@dataclass
class PhraseItem:
    start: int
    end: int
    meaning: object
    """Filters, Measured, Located, or None for what is known to have no filter."""
    extra_filters: list = field(default_factory=list)
    """Filters that go with it."""
    is_wish: bool = False


def is_measured(item, quantity):
    return isinstance(item.meaning, Measurement) and item.meaning.quantity is quantity


def is_kind(item):
    return isinstance(item.meaning, list) and any(name == "kind" for name, _value in item.meaning)
