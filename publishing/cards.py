"""Lists of cards, of which nothing is read that is remembered."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple


class Card(NamedTuple):
    """One thing of a list, read when its card must be made."""

    pk: int
    of: Any

    @property
    def thing(self):
        """None when it was deleted since."""
        return self.of.things.get(self.pk)


class Cards(Sequence):
    """The things of a page of a list. All are read at once, as soon as the card of one must be made.

    `keys`: their keys in order. `source`: a queryset with all that a card shows.
    """

    def __init__(self, keys, source):
        self.keys, self.source = keys, source

    @cached_property
    def cards(self):
        return [Card(key, self) for key in self.keys]

    @cached_property
    def things(self):
        return self.source.in_bulk([card.pk for card in self.cards])

    def __getitem__(self, place):
        return self.cards[place]

    def __len__(self):
        return len(self.cards)


def thing_of(card):
    return card.thing if isinstance(card, Card) else card
