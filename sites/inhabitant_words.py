"""How many people live around a space, in words: “etwa 742.000”, “mindestens 640.000”."""

from dataclasses import dataclass
from math import floor, log10

from django.utils.translation import gettext as _

from formats.templatetags.typography import NBSP, long_date, number
from regions.population import WHOLE_PERCENT
from sites.models.stored import PEOPLE, PEOPLE_PERCENT, PEOPLE_WITHIN

DIGITS = 3
"""Of a figure that counts areas by their share: more digits would promise what nobody knows."""


def told_people(people):
    """The figure that is told, in words and in tables: its first three digits."""
    if people < 10**DIGITS:
        return people
    step = 10 ** (floor(log10(people)) + 1 - DIGITS)
    return (people + step // 2) // step * step


def spell_people(people, is_whole):
    words = _("about %(people)s") if is_whole else _("at least %(people)s")
    return words % {"people": number(told_people(people))}


@dataclass(frozen=True)
class Count:
    """radius: km. people: as told. note: of a circle that is known in part, how far."""

    radius: int
    people: int
    words: str
    note: str = ""


def told_counts(space):
    """The Counts of a space, near to far."""
    return [count for radius in PEOPLE_WITHIN if (count := told_count(space, radius))]


def told_count(space, radius):
    people, percent = getattr(space, PEOPLE[radius]), getattr(space, PEOPLE_PERCENT[radius])
    if people is None:
        return None
    is_whole = percent >= WHOLE_PERCENT
    note = "" if is_whole else _("known of %(percent)s of the circle") % {"percent": f"{percent}{NBSP}%"}
    return Count(radius, told_people(people), spell_people(people, is_whole), note)


def within_label(radius):
    return _("Inhabitants within %(distance)s") % {"distance": f"{radius}{NBSP}km"}


def source_words(source, as_of):
    """“Destatis, dl-de/by-2-0, 15. Mai 2022”."""
    return ", ".join(filter(None, [source, as_of and long_date(as_of)]))


def people_source(space):
    return source_words(space.stored_people_source, space.stored_people_as_of)


def people_note(space):
    """How they were counted."""
    told = _("as the crow flies; each area by its share in the circle")
    if space.discloses_address:
        return told
    return _("%(told)s; from the municipality: the exact place is not shown") % {"told": told}
