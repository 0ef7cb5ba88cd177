"""Lists with cached cards: an object is loaded only where its card is not cached."""

from collections.abc import Sequence
from functools import cache, cached_property

from django.template.loader import render_to_string

from caching.versions import snapshot_time
from database.compiled import CompiledQuery


class Card:
    """A lazy object of a list. Attributes other than `pk` are read from the object, which is loaded then."""

    def __init__(self, pk, cards):
        self.pk, self.cards = pk, cards

    @property
    def thing(self):
        """The object; None if it was deleted or withdrawn since."""
        return self.cards.things.get(self.pk)

    def __getattr__(self, name):
        return getattr(self.thing, name)


class CardList(Sequence):
    """The objects of a page of a list, all loaded at once as soon as one card must be rendered.

    `keys`: primary keys in order. `query`: a CompiledQuery with all that a card shows.
    """

    def __init__(self, keys, query):
        self.keys, self.query = keys, query

    @cached_property
    def cards(self):
        return [Card(key, self) for key in self.keys]

    @cached_property
    def things(self):
        """{key: object} of those that are still published."""
        at, found = snapshot_time(), self.query.in_bulk(self.keys)
        return {key: thing for key, thing in found.items() if thing.is_published(at)}

    def __getitem__(self, place):
        return self.cards[place]

    def __len__(self):
        return len(self.cards)


@cache
def card_query(model):
    """Return the CompiledQuery for a CardList. The model's queryset has `with_card()`."""
    return CompiledQuery(model.objects.with_card)


def render_card(template, card, name, **context):
    """Render the template with the object (or that of a Card) as `name`; "" if it is gone."""
    thing = card.thing if isinstance(card, Card) else card
    return render_to_string(template, {**context, name: thing}) if thing else ""
