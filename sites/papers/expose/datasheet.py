"""The data sheet: the facts that site consultants need, on one page, in two languages side by side."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from formats.choices import choice_label
from formats.templatetags.typography import long_date, m2, number
from regions.models import Landmark
from sites.choices import Disposal
from sites.facts import SHEET_FACTS
from sites.facts.units import ACRE, SQUARE_METRES
from sites.papers.expose.content import coordinates
from sites.pool.distance_text import drives_note, drives_text, format_distance
from sites.pool.fact_groups import distance_note, people_summary, total_facts, utility_value
from sites.pool.presentation import (
    NBSP,
    DisplayFact,
    distance_to,
    fact_or_not_stated,
    offer_fact,
    postal_address,
)

SHEET_DISPOSALS = (Disposal.SALE, Disposal.LEASE, Disposal.GROUND_LEASE)
SHEET_DISTANCES = (
    Landmark.Kind.MOTORWAY_JUNCTION,
    Landmark.Kind.AIRPORT,
    Landmark.Kind.RAIL_TERMINAL,
    Landmark.Kind.PORT,
    Landmark.Kind.STATION,
)


@dataclass
class BilingualRow:
    """One fact, in the language of the page and in the other one."""

    here: DisplayFact
    there: DisplayFact


def bilingual_rows(space, languages):
    sides = []
    for code in languages:
        with override(code):
            sides.append(sheet_facts(space))
    return [BilingualRow(here, there) for here, there in zip(*sides, strict=True)]


def other_language(code):
    """Return the second language of a sheet in `code`: the first of the others."""
    return next((other for other, _name in settings.LANGUAGES if other != code), code)


def sheet_facts(space):
    """Return all facts, stated or not, in the active language."""
    facts = [fact for fact in SHEET_FACTS if fact.is_of(space.kind)]
    return [
        DisplayFact(_("Property number"), str(space.number)),
        fact_or_not_stated(_("Name"), space.name),
        fact_or_not_stated(_("Place"), postal_address(space)),
        fact_or_not_stated(_("Coordinates (WGS84)"), coordinates(space), _("latitude, longitude")),
        DisplayFact(_("Market status"), capfirst(space.get_marketing_status_display())),
        DisplayFact(_("Available from"), long_date(space.available_from) or _("immediately")),
        fact_or_not_stated(_("Area") if space.is_plot else _("Floor area"), area_in_all_units(space.area)),
        *[_space_fact(fact, space) for fact in facts if is_area_fact(fact)],
        *[_offer_fact(space, disposal) for disposal in SHEET_DISPOSALS],
        *[_space_fact(fact, space) for fact in facts if not is_area_fact(fact)],
        *_utility_facts(space),
        *[_distance_fact(space, kind) for kind in SHEET_DISTANCES],
        *([DisplayFact(_("Driving times"), drives_note(space))] if drives_note(space) else []),
        *people_summary(space),
        DisplayFact(_("Details as of"), long_date(space.data_as_of)),
        fact_or_not_stated(_("Contact"), _contact_line(space)),
    ]


def area_in_all_units(square_metres):
    """Return “125.000 m² = 12,50 ha = 30,89 acres”; "" when not stated."""
    if square_metres is None:
        return ""
    value = float(square_metres)
    hectares = f"{number(value / 10_000, 2)}{NBSP}ha"
    acres = _("%(number)s acres") % {"number": number(Decimal(value) / ACRE, 2)}
    return f"{m2(square_metres)} = {hectares} = {acres.replace(' ', NBSP)}"


def _offer_fact(space, disposal):
    offer = next((offer for offer in space.offers.all() if offer.disposal == disposal), None)
    if offer is None:
        return DisplayFact(capfirst(str(disposal.label)), _("not offered"))
    fact = offer_fact(offer)
    value = " ".join([fact.value, *(f"({total.value})" for total in total_facts(offer, space))])
    return DisplayFact(capfirst(str(disposal.label)), value, fact.note)


def is_area_fact(fact):
    return fact.unit.symbol == SQUARE_METRES.symbol


def _space_fact(fact, space):
    value = getattr(space, fact.name)
    if is_area_fact(fact):
        return fact_or_not_stated(str(fact.sheet_label or fact.label), area_in_all_units(value))
    return fact_or_not_stated(str(fact.label), "" if value in (None, "") else fact.written(space))


def _utility_facts(space):
    utilities = space.utilities.all()
    if not utilities:
        return [fact_or_not_stated(_("Utilities"), "")]
    return [
        DisplayFact(capfirst(choice_label(utility, "medium")), utility_value(utility))
        for utility in utilities
    ]


def _distance_fact(space, kind):
    distance = distance_to(space, kind)
    label = _("Distance: %(place)s") % {"place": kind.label}
    if distance is None:
        return fact_or_not_stated(label, "")
    value = format_distance(distance.km, distance.is_approximate, spell=format_exact_km)
    note = ", ".join(filter(None, [distance_note(distance), drives_text(space, distance)]))
    return DisplayFact(label, value, note)


def format_exact_km(kilometres):
    return f"{number(kilometres, 1)}{NBSP}km"


def _contact_line(space):
    if space.contact is None:
        return ""
    contact = space.contact
    return ", ".join(
        part for part in (contact.name, str(contact.organisation), contact.phone, contact.email) if part
    )
