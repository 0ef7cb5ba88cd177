"""One press for all objects of a link: those that stand as the page showed them are confirmed, the others are named."""

import re
from dataclasses import dataclass

from django.db import transaction

from sites.checking.answering import KINDS, Answer, take
from sites.checking.links import Item, as_they_stand

_SHOWN = re.compile(r"\b(\d{1,9})-(\d{1,9})\b", re.ASCII)


@dataclass
class Confirmed:
    """Numbers of objects: what was confirmed, and what was left out, because it was answered or changed meanwhile."""

    confirmed: list
    left_out: list


def shown_in(items):
    """What the page shows to be confirmed, for its form to send back: number and version of each open object."""
    return " ".join(f"{item.space.number}-{item.space.version}" for item in items if item.is_open)


def read_shown(text):
    """{number: version} of what `shown_in` wrote; what it did not write is passed over."""
    return {int(number): int(version) for number, version in _SHOWN.findall(text)}


@transaction.atomic
def confirm_all(asked, shown, at=None):
    """Take “still correct” for each object of the link that is still open and has the version it was shown with."""
    confirmed, left_out = [], []
    for item in held_items(asked, shown, at):
        if item.is_open and item.space.version == shown[item.space.number]:
            take(asked, item.space, Answer.CORRECT, {}, at)
            confirmed.append(item.space.number)
        else:
            left_out.append(item.space.number)
    return Confirmed(confirmed, left_out)


def held_items(asked, numbers, at) -> list[Item]:
    """The objects as their kinds, by number, held until the transaction ends; read once held, as `locked_item` does."""
    asked_about = asked.questions.values_list("space__number", "space", "space__kind")
    # Picked out here: a database takes only so many numbers in a question, and a form may send any.
    named = {key: kind for number, key, kind in asked_about if number in numbers}
    spaces = []
    for kind, model in KINDS.items():
        keys = [key for key, own in named.items() if own == kind]
        # In one order, so that two presses do not wait for each other for ever.
        list(model.objects.select_for_update().order_by("pk").only("pk").filter(pk__in=keys))
        spaces += model.objects.with_place().select_related("contact").filter(pk__in=keys)
    return as_they_stand(asked, sorted(spaces, key=lambda space: space.number), at)
