"""Warning about boundaries as large as a town, which are mostly mistakes, though sites of mining or chemistry are that
large. `validate_boundary` rejects impossible ones.
"""

from django.utils.translation import gettext as _

from formats.templatetags.typography import area as spell_area
from publishing.checks import Problem, register_check
from sites.models import BusinessPark, Space

MAX_USUAL_M2 = 10_000_000
MIN_MUNICIPALITY_M2 = 400_000
"""No municipality is smaller, so for smaller sites its boundary is not loaded."""


@register_check(Space)
@register_check(BusinessPark)
def check_boundary_size(case):
    if words := large_boundary_warning(case.obj):
        yield Problem("boundary", words, "boundary_large")


def large_boundary_warning(thing):
    """Return the warning for a space or park, or ""."""
    drawn = thing.boundary.area if thing.boundary else 0
    town = thing.municipality if drawn > MIN_MUNICIPALITY_M2 else None
    if town and town.boundary and drawn > town.boundary.area:
        words = _(
            "The boundary encloses %(drawn)s, more than the whole municipality of %(municipality)s (%(whole)s). "
            "Please check it."
        )
        whole = spell_area(town.boundary.area)
        return words % {"drawn": spell_area(drawn), "municipality": town, "whole": whole}
    if drawn <= MAX_USUAL_M2:
        return ""
    words = _("The boundary encloses %(drawn)s. Hardly any site is so large: please check the boundary.")
    if thing.stated_area:
        words = _(
            "The boundary encloses %(drawn)s; typed are %(typed)s. Hardly any site is so large: please check the "
            "boundary."
        )
    return words % {"drawn": spell_area(drawn), "typed": spell_area(thing.stated_area)}
