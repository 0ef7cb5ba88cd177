"""Place, headline facts and prices of a space as text with units, without HTML."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from formats.choices import choice_label
from formats.templatetags.typography import SQUARE_METRES_PER_HECTARE, area, eur, eur_m2, m2, number, percent
from regions.models import Landmark
from roads.vehicles import Vehicle
from sites.choices import Disposal, Kind, PriceType
from sites.facts import ON_CARDS
from sites.facts.totals import by_square_metre, total_of
from sites.pool.distance_text import drives_text, drives_to, format_distance, format_minutes

NBSP = "\u00a0"
USE_FACTS = {kind: next(fact for fact in ON_CARDS if fact.is_of(kind)) for kind in Kind}
"""{kind: the fact about its use on cards}"""


@dataclass
class DisplayFact:
    label: str
    value: str
    note: str = ""
    is_stated: bool = True
    explanation: str = ""
    """Explanation of the label."""
    language: str = ""
    """Language of the value if it differs from the page's."""
    total: str = ""
    """Second line on a card: the total of a price, the lorry's minutes of a distance."""

    def __str__(self):
        return f"{self.label} {self.value}"


def fact_or_not_stated(label, value, note=""):
    """Return the fact, with “not stated” for an empty value."""
    return (
        DisplayFact(label, value, note)
        if value
        else DisplayFact(label, _("not stated"), note, is_stated=False)
    )


def place_label(thing):
    """Return “Schkeuditz, Landkreis Nordsachsen” of a space or park; a city that is its own district is named once."""
    municipality = thing.municipality
    if municipality is None:
        return ""
    district = rural_district(municipality)
    return f"{municipality.name}, {district.full_name}" if district else municipality.name


def rural_district(municipality):
    """Return the district of a municipality; None for a city that is its own."""
    district = municipality.parent
    if district is None or district.is_urban_district or district.name == municipality.name:
        return None
    return district


def postal_address(space):
    """“Am Damm 3, 06116 Halle (Saale), Sachsen-Anhalt”; street and postcode only of a disclosed address."""
    municipality = space.municipality
    if municipality is None:
        return ""
    parts = [municipality.name]
    if space.discloses_address:
        parts = [part for part in (space.address, f"{space.postcode} {municipality.name}".strip()) if part]
    if district := rural_district(municipality):
        parts.append(district.full_name)
    if municipality.parent and municipality.parent.parent:
        parts.append(municipality.parent.parent.full_name)
    return ", ".join(parts)


def distance_to(space, kind):
    """The stated distance to the nearest landmark of the kind, or None."""
    return next((distance for distance in space.public_distances if distance.kind == kind), None)


def key_facts(space):
    """Return the four headline facts of a page or data sheet."""
    nearest = distance_to(space, Landmark.Kind.MOTORWAY_JUNCTION)
    reached = motorway_fact()
    if nearest:
        note = ", ".join(filter(None, [nearest.name, lorry_drive_text(space, nearest)]))
        reached = motorway_fact(nearest.km, nearest.code, nearest.is_approximate, note)
    return [area_fact(space), price_fact(space), use_fact(space), reached]


def card_facts(space):
    """Return the headline facts of a card, popup or line, from the space's own columns.

    Kilometres are to the nearest junction, minutes to the fastest: “from”, since they may differ.
    """
    reached = motorway_fact(
        space.stored_motorway_km, space.stored_motorway_code, space.stored_motorway_is_approximate
    )
    if minutes := lorry_minutes_text(space):
        reached.total = _("%(vehicle)s from %(minutes)s") % {
            "vehicle": Vehicle.LORRY.label,
            "minutes": minutes,
        }
    # Cards show no note, so the label states that the rent is monthly.
    price = price_fact(space, rent_label=_("Net rent a month"))
    return [area_fact(space), price, use_fact(space), reached]


def format_area(space, square_metres):
    """A plot's area in hectares from 1 ha on, a hall's in square metres, however large."""
    return area(square_metres) if space.is_plot else m2(square_metres)


def marker_text(space):
    """Return the text of a marker: hectares of a plot, square metres of a hall."""
    if space.area is None:
        return ""
    if space.is_hall:
        return number(space.area)
    return number(max(Decimal(space.area) / SQUARE_METRES_PER_HECTARE, Decimal("0.1")), 1)


def area_fact(space):
    label = _("Area") if space.is_plot else _("Floor area")
    note = ""
    if space.smallest_area != space.area:
        note = _("divisible from %(area)s") % {"area": format_area(space, space.smallest_area)}
    return fact_or_not_stated(label, format_area(space, space.area), note)


def price_fact(space, rent_label=None):
    """Return the preferred price: of a hall the rent, of a plot the sale price, else another offer's."""
    order = [Disposal.SALE, Disposal.LEASE, Disposal.GROUND_LEASE]
    if space.is_hall:
        order = [Disposal.LEASE, Disposal.SALE, Disposal.GROUND_LEASE]
    offers = sorted(space.offers.all(), key=lambda offer: order.index(offer.disposal))
    if not offers:
        return fact_or_not_stated(_("Price"), "")
    told = next((offer for offer in offers if offer_amount(offer)), offers[0])
    fact = offer_fact(told, rent_label)
    if by_square_metre(told) is not None and (total := format_total(told, space)):
        fact.total = _("%(total)s, computed") % {"total": total} if told.price_total is None else total
    return fact


def format_total(offer, space):
    """Return “2.450.000 €”, a range for a divisible space, "" if price or area is unknown."""
    total = total_of(offer, space.area, space.smallest_area)
    if total is None:
        return ""
    told = eur(total.whole)
    if total.part < total.whole:
        told = _("%(part)s to %(whole)s") % {"part": eur(total.part), "whole": told}
    return told if offer.disposal == Disposal.SALE else _("%(sum)s a year") % {"sum": told}


def offer_amount(offer):
    if offer.disposal == Disposal.LEASE:
        return eur_m2(offer.rent_m2)
    if offer.disposal == Disposal.GROUND_LEASE:
        return eur_m2(offer.ground_rent_m2) or percent(offer.ground_rent_percent)
    return eur_m2(offer.price_m2) or eur(offer.price_total)


def offer_fact(offer, rent_label=None):
    labels = {
        Disposal.SALE: _("Sale price"),
        Disposal.LEASE: rent_label or _("Net rent"),
        Disposal.GROUND_LEASE: _("Ground rent"),
    }
    notes = {
        Disposal.SALE: "",
        Disposal.LEASE: _("a month, without service charge"),
        Disposal.GROUND_LEASE: _("a year"),
    }
    amount = offer_amount(offer)
    if not amount:
        on_request = offer.price_type == PriceType.ON_REQUEST
        return fact_or_not_stated(labels[offer.disposal], _("on request") if on_request else "")
    note = notes[offer.disposal]
    if offer.price_type in (PriceType.NEGOTIABLE, PriceType.BIDDING):
        note = ", ".join(filter(None, [note, choice_label(offer, "price_type")]))
    return DisplayFact(labels[offer.disposal], amount, note)


def use_fact(space):
    fact = USE_FACTS[space.kind]
    return fact_or_not_stated(str(fact.short_label), *fact.card(space))


def lorry_drive_text(space, junction):
    """Return the lorry's driving time, with the destination if it is another junction; "" if unknown."""
    told = drives_text(space, junction, [Vehicle.LORRY])
    drives = drives_to(space, junction.kind, vehicles=[Vehicle.LORRY])
    is_computed = any(not drive.is_manual for _vehicle, drive in drives)
    return f"{told}, {_('without traffic')}" if is_computed else told


def lorry_minutes_text(space):
    """Return “8 min” to the motorway, “about 8 min” if approximate, "" if unknown."""
    minutes = space.stored_motorway_lorry_min
    return "" if minutes is None else format_minutes(minutes, space.stored_motorway_is_approximate)


def motorway_fact(kilometres=None, code="", is_approximate=False, note=""):
    if kilometres is None:
        return fact_or_not_stated(_("Motorway"), "")
    road = f" ({code.replace(' ', NBSP)})" if code else ""
    return DisplayFact(_("Motorway"), f"{format_distance(kilometres, is_approximate)}{road}", note)
