"""Inhabitants around a space as text: “etwa 742.000”, “mindestens 640.000”."""

from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from formats.templatetags.typography import NBSP, long_date, number
from regions.population import MIN_COMPLETE_PERCENT
from sites.models.stored import PEOPLE_COLUMNS, PEOPLE_PERCENT_COLUMNS, PEOPLE_RADII_KM

SIGNIFICANT_DIGITS = 3
"""Areas are counted by their share in the circle, so more digits would be spurious."""


def displayed_people(people):
    """Round to the significant digits, for texts and tables."""
    step = rounding_step(people)
    return (people + step // 2) // step * step


def min_displayed_as(people):
    """Return the smallest number displayed as `people` or more: 741,500 is displayed as 742,000."""
    people = ceil(people)
    step = rounding_step(people)
    told = -(-people // step) * step
    return told - rounding_step(told - 1) // 2


def rounding_step(people):
    """Return the value of the last significant digit."""
    return 10 ** max(0, len(str(people)) - SIGNIFICANT_DIGITS)


def format_people(people, is_whole):
    words = _("about %(people)s") if is_whole else _("at least %(people)s")
    return words % {"people": number(displayed_people(people))}


@dataclass(frozen=True)
class InhabitantCount:
    """radius: km. people: as displayed. note: known share of a partly known circle; in_brackets: the same for paper."""

    radius: int
    people: int
    words: str
    note: str = ""
    in_brackets: str = ""


def inhabitant_counts(space):
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
    """Return “Destatis, dl-de/by-2-0, 15. Mai 2022”."""
    return ", ".join(filter(None, [source, as_of and long_date(as_of)]))


def people_source(space):
    return source_label(space.stored_people_source, space.stored_people_as_of)


def people_note(space):
    told = _("as the crow flies; each area by its share in the circle")
    if place := place_note(space):
        return f"{told}; {place}"
    return told


def place_note(space):
    """Return the origin, unless it is the space's own place."""
    if not space.discloses_address:
        return _("from the municipality: the exact place is not shown")
    return _("from the centre of the municipality") if space.shows_hidden_place else ""
