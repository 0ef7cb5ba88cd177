"""Facts of a space in groups for its page: only stated values, with units and with yes and no as words."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, override, pgettext
from django.utils.translation import gettext as _

from formats.choices import choice_label
from formats.templatetags.typography import eur, eur_m2, km, long_date, metres, number, percent
from regions.models import Landmark
from roads.vehicles import Vehicle
from sites.choices import Disposal
from sites.facts import page_of
from sites.facts.fact import Fact
from sites.facts.totals import by_square_metre, price_m2, total_of
from sites.pool.distance_text import (
    destination,
    drives_note,
    drives_text,
    format_distance,
    format_drive,
    format_minutes,
    road_sources,
    vehicle_phrase,
)
from sites.pool.inhabitant_text import inhabitant_counts, people_note, people_source, place_note, within_label
from sites.pool.presentation import DisplayFact, format_total, offer_fact

NBSP = "\u00a0"


@dataclass
class FactGroup:
    title: str
    facts: list


def fact_groups(space):
    told = [
        FactGroup(title, [display_fact(words, space) for words in facts if words.fact.is_told(space)])
        for title, facts in page_labels(space.kind, get_language())
    ]
    return [group for group in told if group.facts]


@dataclass
class FactLabels:
    fact: Fact
    label: str
    explanation: str


@cache
def page_labels(kind, language):
    """Return [(title of a group, [FactLabels])]."""
    with override(language):
        return [
            (str(group.title), [FactLabels(fact, str(fact.label), str(fact.explanation)) for fact in facts])
            for group, facts in page_of(kind)
        ]


def people_group(space):
    """Return [group of inhabitants], or [] if unknown."""
    facts = people_facts(space)
    return [FactGroup(_("People in reach"), facts)] if facts else []


def people_facts(space):
    """Return the inhabitants, with date and source of the figures."""
    facts = [
        DisplayFact(within_label(count.radius), count.words, count.note) for count in inhabitant_counts(space)
    ]
    if facts:
        facts.append(DisplayFact(_("Source"), people_source(space) or _("not stated"), people_note(space)))
    return facts


def people_summary(space):
    """Return [inhabitants of all radii as one fact] for paper."""
    counts = inhabitant_counts(space)
    if not counts:
        return []
    told = "; ".join(f"{count.radius}{NBSP}km: {count.words}{count.in_brackets}" for count in counts)
    note = "; ".join(filter(None, [people_source(space), place_note(space)]))
    return [DisplayFact(_("Inhabitants around it (as the crow flies, by share of area)"), told, note)]


def display_fact(words, space):
    told, language = words.fact.written(space), words.fact.language_of(space)
    return DisplayFact(words.label, told, explanation=words.explanation, language=language)


def offer_groups(space):
    """Return one group for each offer: price, charges, term, note."""
    return [
        FactGroup(capfirst(choice_label(offer, "disposal")), offer_facts(offer, space))
        for offer in space.offers.all()
    ]


def offer_facts(offer, space):
    facts = [offer_fact(offer), *total_facts(offer, space)]
    for name in further_fields(offer):
        value, field = getattr(offer, name), offer._meta.get_field(name)
        if value not in (None, ""):
            label = getattr(field, "bare_label", field.verbose_name)
            facts.append(
                DisplayFact(capfirst(label), field.unit.write(value) if hasattr(field, "unit") else value)
            )
    if offer.disposal == Disposal.SALE:
        facts[0].note = facts[0].note or _("plus land transfer tax and ancillary costs")
        facts += transfer_tax_facts(offer, space)
    return facts


TOTAL_LABELS = {
    Disposal.SALE: gettext_lazy("Total price"),
    Disposal.LEASE: gettext_lazy("Net rent of the whole"),
    Disposal.GROUND_LEASE: gettext_lazy("Ground rent of the whole"),
}


PART_LABELS = {
    Disposal.SALE: gettext_lazy("Price of the smallest part"),
    Disposal.LEASE: gettext_lazy("Net rent of the smallest part"),
    Disposal.GROUND_LEASE: gettext_lazy("Ground rent of the smallest part"),
}
"""Labels in tables, beside the total."""
COMPUTED_NOTE = gettext_lazy("computed from area and price")


def total_facts(offer, space):
    """Return the total, or the price per m² of a sale that states only a total."""
    if offer.price_total is not None and by_square_metre(offer) is None:
        told = DisplayFact(_("Price per m²"), eur_m2(price_m2(offer, space.area)), str(COMPUTED_NOTE))
    else:
        note = str(COMPUTED_NOTE) if offer.price_total is None else ""
        told = DisplayFact(str(TOTAL_LABELS[offer.disposal]), format_total(offer, space), note)
    return [told] if told.value else []


def transfer_tax_facts(offer, space):
    """Return the land transfer tax in percent and of the total price, if the rate is known."""
    state = space.district and space.district.parent
    if not state or state.transfer_tax is None:
        return []
    total = total_of(offer, space.area)
    label = _("Land transfer tax (%(state)s)") % {"state": state.full_name}
    note = total and _("%(sum)s on the total price") % {"sum": eur(total.whole * state.transfer_tax / 100)}
    return [DisplayFact(label, percent(state.transfer_tax), note or "")]


def further_fields(offer):
    """Return the fields shown beside the amount; the ground rent in percent only beside one per m²."""
    names = ["service_charge_m2", "deposit", "term_years", "commission", "note"]
    if offer.ground_rent_m2 is not None:
        names.insert(2, "ground_rent_percent")
    return names


def utility_facts(space):
    return [
        DisplayFact(capfirst(choice_label(utility, "medium")), utility_value(utility), utility.note)
        for utility in space.utilities.all()
    ]


def utility_value(utility):
    parts = []
    if utility.capacity is not None:
        places = 0 if utility.capacity == int(utility.capacity) else 1
        parts.append(f"{number(utility.capacity, places)}{NBSP}{choice_label(utility, 'unit')}")
    if utility.grid_level:
        parts.append(choice_label(utility, "grid_level"))
    if utility.distance_m == 0:
        parts.append(_("at the boundary"))
    elif utility.distance_m:
        away = km(utility.distance_m / 1000) if utility.distance_m >= 1000 else metres(utility.distance_m)
        parts.append(_("%(distance)s away") % {"distance": away})
    return ", ".join(parts) or pgettext("utility", "available")


@dataclass
class DistanceRow:
    """value: kilometres as text, km: for the drawing, way: how they were measured if not as in the caption,
    by_road: driving times as text.
    """

    label: str
    note: str
    km: Decimal
    value: str
    way: str = ""
    by_road: str = ""


def distance_rows(space):
    """Return the rows, the nearest first."""
    rows = [
        DistanceRow(
            capfirst(choice_label(distance, "kind")),
            distance_note(distance),
            distance.km,
            format_distance(distance.km, distance.is_approximate),
            _("by road") if distance.is_manual else "",
            drives_text(space, distance),
        )
        for distance in sorted_distances(space)
    ]
    rows += [drive_row(kind, ways) for kind, ways in drive_only_ways(space).items()]
    return sorted(rows, key=lambda row: row.km)


def drive_only_ways(space):
    """Return {kind: {vehicle: SpaceDistance}} of kinds with driving times but no distance."""
    measured = {distance.kind for distance in space.public_distances}
    ways = {}
    for (kind, vehicle), drive in space.public_drives.items():
        if kind not in measured:
            ways.setdefault(kind, {})[Vehicle(vehicle)] = drive
    return ways


def drive_row(kind, ways):
    label, first = capfirst(Landmark.Kind(kind).label), next(iter(ways.values()))
    told = "; ".join(vehicle_phrase(vehicle, format_drive(drive)) for vehicle, drive in ways.items())
    return DistanceRow(label, destination(first), first.km or Decimal(0), "", _("by road"), told)


def sorted_distances(space):
    return sorted(space.public_distances, key=lambda distance: distance.km)


def distance_note(distance):
    minutes = format_minutes(distance.minutes) if distance.minutes else ""
    return ", ".join(filter(None, [destination(distance), minutes]))


def distance_caption(space):
    distances = sorted_distances(space)
    if all(distance.is_manual for distance in distances):
        return _("Kilometres by road")
    if not space.discloses_address:
        return _("Kilometres as the crow flies, from the municipality: the exact place is not shown")
    if any(distance.is_approximate for distance in distances):
        return _("Kilometres as the crow flies; “about”: the destination is known to the kilometre at best")
    return _("Kilometres as the crow flies")


def distance_context(space):
    """Return the template context of distances, for page and exposé."""
    return {
        "distances": distance_rows(space),
        "distance_caption": distance_caption(space),
        "distance_sources": distance_sources(space),
        "road_note": drives_note(space),
    }


def distance_sources(space):
    """Return “kinds: source, date” for each source."""
    kinds = {}
    for distance in sorted_distances(space):
        if distance.source or distance.as_of:
            kinds.setdefault((distance.source, distance.as_of), []).append(choice_label(distance, "kind"))
    return [
        f"{capfirst(', '.join(names))}: {', '.join(filter(None, [source, as_of and long_date(as_of)]))}"
        for (source, as_of), names in kinds.items()
    ] + road_sources(space)
