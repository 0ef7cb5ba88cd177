"""Lists whose cards are remembered: a thing is read only where its card must be made."""

from collections.abc import Sequence
from functools import cache, cached_property

from django.template.loader import render_to_string

from caching.versions import at_present
from database.compiled import CompiledQuery


class Card:
    """One thing of a list. Whatever is asked of it besides its key is asked of the thing, which is read then."""

    def __init__(self, pk, cards):
        self.pk, self.cards = pk, cards

    @property
    def thing(self):
        """None when it was deleted or withdrawn since."""
        return self.cards.things.get(self.pk)

    def __getattr__(self, name):
        return getattr(self.thing, name)


class CardList(Sequence):
    """The things of a page of a list. All are read at once, as soon as the card of one must be made.

    `keys`: their keys in order. `query`: a CompiledQuery with all that a card shows.
    """

    def __init__(self, keys, query):
        self.keys, self.query = keys, query

    @cached_property
    def cards(self):
        return [Card(key, self) for key in self.keys]

    @cached_property
    def things(self):
        """{key: thing} of those that are still published."""
        at, found = at_present(), self.query.in_bulk(self.keys)
        return {key: thing for key, thing in found.items() if thing.is_published(at)}

    def __getitem__(self, place):
        return self.cards[place]

    def __len__(self):
        return len(self.cards)


@cache
def card_query(model):
    """The query of Cards. The model's queryset has `with_card()`."""
    return CompiledQuery(model.objects.with_card)


def render_card(template, card, name, **context):
    """The template with the thing, of which this may be the Card, as `name`; "" of one that is gone."""
    thing = card.thing if isinstance(card, Card) else card
    return render_to_string(template, {**context, name: thing}) if thing else ""
