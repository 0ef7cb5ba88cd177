"""How many people live around a space, in words: “etwa 742.000”, “mindestens 640.000”."""

from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from formats.templatetags.typography import NBSP, long_date, number
from regions.population import MIN_COMPLETE_PERCENT
from sites.models.stored import PEOPLE_COLUMNS, PEOPLE_PERCENT_COLUMNS, PEOPLE_RADII_KM

SIGNIFICANT_DIGITS = 3
"""Of a figure that counts areas by their share: more digits would promise what nobody knows."""


def displayed_people(people):
    """The figure that is told, in words and in tables: its first three digits."""
    step = rounding_step(people)
    return (people + step // 2) // step * step


def min_displayed_as(people):
    """The smallest number that is told as so many or more: 741,500 is told as 742,000."""
    people = ceil(people)
    step = rounding_step(people)
    told = -(-people // step) * step
    return told - rounding_step(told - 1) // 2


def rounding_step(people):
    """What the last digit told is worth."""
    return 10 ** max(0, len(str(people)) - SIGNIFICANT_DIGITS)


def format_people(people, is_whole):
    words = _("about %(people)s") if is_whole else _("at least %(people)s")
    return words % {"people": number(displayed_people(people))}


@dataclass(frozen=True)
class InhabitantCount:
    """radius: km. people: as told. note: of a circle that is known in part, how far; in_brackets says it for paper,
    behind the words.
    """

    radius: int
    people: int
    words: str
    note: str = ""
    in_brackets: str = ""


def inhabitant_counts(space):
    """The Counts of a space, near to far."""
    return [count for radius in PEOPLE_RADII_KM if (count := inhabitant_count(space, radius))]


def inhabitant_count(space, radius):
    people, percent = getattr(space, PEOPLE_COLUMNS[radius]), getattr(space, PEOPLE_PERCENT_COLUMNS[radius])
    if people is None:
        return None
    is_whole = percent >= MIN_COMPLETE_PERCENT
    told = displayed_people(people), format_people(people, is_whole)
    if is_whole:
        return InhabitantCount(radius, *told)
    share = {"percent": f"{percent}{NBSP}%"}
    note = _("known of %(percent)s of the circle") % share
    return InhabitantCount(radius, *told, note, f"{NBSP}({_('%(percent)s known') % share})")


def within_label(radius):
    return _("Inhabitants within %(distance)s") % {"distance": f"{radius}{NBSP}km"}


def source_label(source, as_of):
    """“Destatis, dl-de/by-2-0, 15. Mai 2022”."""
    return ", ".join(filter(None, [source, as_of and long_date(as_of)]))


def people_source(space):
    return source_label(space.stored_people_source, space.stored_people_as_of)


def people_note(space):
    """How they were counted."""
    told = _("as the crow flies; each area by its share in the circle")
    if place := place_note(space):
        return f"{told}; {place}"
    return told


def place_note(space):
    """From where, unless from the place itself."""
    if not space.discloses_address:
        return _("from the municipality: the exact place is not shown")
    return _("from the centre of the municipality") if space.shows_hidden_place else ""
