"""The facts of a space in groups, as its page tells them: only what is stated, with units, yes and no in words.

Labels are those of the fields, so that an editor finds on the page what he typed. A unit in brackets at the end of a
label ("clear height (m)") is dropped: the value bears it.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from formats.templatetags.typography import (
    area,
    eur,
    eur_m2,
    km,
    long_date,
    m2,
    metres,
    number,
    percent,
    tonnes,
)
from sites.choices import Disposal
from sites.presenting import Fact, offer_fact, spell_distance
from sites.terms import TERMS

NBSP = "\u00a0"


@dataclass
class FactGroup:
    title: str
    facts: list


def measure(unit, places=0):
    def spell(value):
        return f"{number(value, places)}{NBSP}{unit}"

    return spell


def size(m2_value):
    """Hectares from 1 ha on, with the square metres behind: 12,5 ha (125.000 m²)."""
    short = area(m2_value)
    exact = m2(m2_value)
    return short if short == exact else f"{short} ({exact})"


def yes_no(value):
    return _("yes") if value else _("no")


def year(value):
    return str(value)


def ratio(value):
    return number(value, 1 if value * 10 == int(value * 10) else 2)


def plain(value):
    return str(value)


CADASTRE = {"cadastral_district", "cadastral_section", "parcels"}

# Title, then (field, how to spell its value); None spells a choice by its label.
PLOT_GROUPS = [
    (
        gettext_lazy("Size"),
        [
            ("area", size),
            ("divisible_from", size),
            ("gross_area", size),
            ("net_area", size),
            ("contiguous_area", size),
            ("expansion_area", size),
        ],
    ),
    (
        gettext_lazy("Planning law"),
        [
            ("zoning", None),
            ("zoning_restricted", yes_no),
            ("zoning_note", plain),
            ("building_basis", None),
            ("plan_name", plain),
            ("plan_status", None),
            ("plan_status_on", long_date),
            ("site_coverage_ratio", ratio),
            ("floor_area_ratio", ratio),
            ("building_mass_ratio", ratio),
            ("building_height_max", metres),
            ("storeys_max", number),
            ("coverage_type", None),
            ("noise_day", measure("dB(A)/m²", 1)),
            ("noise_night", measure("dB(A)/m²", 1)),
            ("round_the_clock", None),
            ("hazardous_sites_allowed", yes_no),
        ],
    ),
    (
        gettext_lazy("Land and ground"),
        [
            ("ownership", None),
            ("previous_use", None),
            ("cadastral_district", plain),
            ("cadastral_section", plain),
            ("parcels", plain),
            ("land_value", eur_m2),
            ("land_value_on", long_date),
            ("contamination", None),
            ("contamination_note", plain),
            ("ordnance", None),
            ("mining", None),
            ("archaeology", None),
            ("soil_note", plain),
            ("flood_risk", None),
            ("protection_note", plain),
        ],
    ),
    (
        gettext_lazy("Servicing and access"),
        [
            ("servicing", None),
            ("servicing_charge", None),
            ("rail_siding", None),
            ("train_length_max", metres),
            ("heavy_haul", yes_no),
            ("bypasses_towns", yes_no),
            ("renewable_energy", plain),
        ],
    ),
    (
        gettext_lazy("Award"),
        [("award_criteria", plain), ("sectors_wanted", plain), ("sectors_excluded", plain)],
    ),
]

HALL_GROUPS = [
    (
        gettext_lazy("Size"),
        [
            ("area", m2),
            ("divisible_from", m2),
            ("office_area", m2),
            ("ancillary_area", m2),
            ("total_area", m2),
            ("plot_area", size),
            ("yard_area", size),
            ("is_expandable", yes_no),
        ],
    ),
    (
        gettext_lazy("Building"),
        [
            ("hall_type", None),
            ("clear_height", metres),
            ("eaves_height", metres),
            ("column_grid", plain),
            ("floor_load", measure("t/m²", 1)),
            ("flooring", plain),
            ("sealed_floor", yes_no),
            ("year_built", year),
            ("year_refurbished", year),
            ("condition", None),
            ("listed_building", yes_no),
            ("permitted_use", plain),
        ],
    ),
    (
        gettext_lazy("Equipment"),
        [
            ("docks", number),
            ("drive_in_doors", number),
            ("crane_capacity", tonnes),
            ("hook_height", metres),
            ("goods_lift_capacity", measure("kg")),
            ("power_kva", measure("kVA")),
            ("heating", None),
            ("temperature_control", None),
            ("sprinkler", None),
            ("smoke_vents", yes_no),
            ("car_spaces", number),
            ("lorry_spaces", number),
        ],
    ),
    (
        gettext_lazy("Energy"),
        [
            ("energy_certificate", None),
            ("energy_heat", measure("kWh/(m²·a)", 1)),
            ("energy_electricity", measure("kWh/(m²·a)", 1)),
            ("energy_carrier", plain),
            ("energy_class", plain),
            ("energy_valid_until", long_date),
            ("renewable_energy", plain),
        ],
    ),
    (
        gettext_lazy("Use and access"),
        [
            ("ownership", None),
            ("min_term_months", measure(gettext_lazy("months"))),
            ("interim_use", yes_no),
            ("round_the_clock", None),
            ("noise_day", measure("dB(A)/m²", 1)),
            ("noise_night", measure("dB(A)/m²", 1)),
            ("rail_siding", None),
            ("train_length_max", metres),
            ("heavy_haul", yes_no),
            ("bypasses_towns", yes_no),
        ],
    ),
]

FUNDING_GROUP = (
    gettext_lazy("Funding, taxes, neighbours"),
    [
        ("funding_area", None),
        ("funding_note", plain),
        ("trade_tax_rate", percent),
        ("property_tax_rate", percent),
        ("tax_year", year),
        ("anchor_tenants", plain),
    ],
)


def fact_groups(space):
    """The groups of facts that a space states, each with at least one fact."""
    layout = [*(PLOT_GROUPS if space.is_plot else HALL_GROUPS), FUNDING_GROUP]
    groups = [FactGroup(title, stated_facts(space, fields)) for title, fields in layout]
    return [group for group in groups if group.facts]


def stated_facts(space, fields):
    return [fact_of(space, name, spell) for name, spell in fields if is_told(space, name)]


def is_told(space, name):
    """Whether the page tells this field: it is stated, and does not give an undisclosed place away."""
    if name in CADASTRE and not space.discloses_address:
        return False
    if name == "zoning_restricted":
        return space.zoning_restricted
    return getattr(space, name) not in (None, "")


def fact_of(space, name, spell):
    label = str(space._meta.get_field(name).verbose_name)
    explanation = TERMS.get(name, "")
    if spell is None:
        value = capfirst(getattr(space, f"get_{name}_display")())
        return Fact(capfirst(label), value, explanation=explanation)
    if spell not in (plain, yes_no, year, ratio):
        label = without_unit(label)
    return Fact(capfirst(label), spell(getattr(space, name)), explanation=explanation)


def without_unit(label):
    return label.rsplit(" (", 1)[0] if label.endswith(")") else label


def offer_groups(space):
    """One group for each way to get the space: price, charges, term, note."""
    return [
        FactGroup(capfirst(offer.get_disposal_display()), offer_facts(offer)) for offer in space.offers.all()
    ]


def offer_facts(offer):
    facts = [offer_fact(offer)]
    further = [
        ("price_total", eur if offer.price_m2 is not None else None),
        ("service_charge_m2", eur_m2),
        ("deposit", plain),
        ("ground_rent_percent", percent if offer.ground_rent_m2 is not None else None),
        ("term_years", measure(gettext_lazy("years"))),
        ("commission", plain),
        ("note", plain),
    ]
    for name, spell in further:
        value = getattr(offer, name)
        if spell and value not in (None, ""):
            label = str(offer._meta.get_field(name).verbose_name)
            label = label if spell is plain else without_unit(label)
            facts.append(Fact(capfirst(label), spell(value)))
    if offer.disposal == Disposal.SALE:
        facts[0].note = facts[0].note or _("plus land transfer tax and ancillary costs")
    return facts


def utility_facts(space):
    """Media at the space: what, how much, how far."""
    return [
        Fact(capfirst(utility.get_medium_display()), utility_value(utility), utility.note)
        for utility in space.utilities.all()
    ]


def utility_value(utility):
    parts = []
    if utility.capacity is not None:
        places = 0 if utility.capacity == int(utility.capacity) else 1
        parts.append(f"{number(utility.capacity, places)}{NBSP}{utility.get_unit_display()}")
    if utility.grid_level:
        parts.append(utility.get_grid_level_display())
    if utility.distance_m == 0:
        parts.append(_("at the boundary"))
    elif utility.distance_m:
        away = km(utility.distance_m / 1000) if utility.distance_m >= 1000 else metres(utility.distance_m)
        parts.append(_("%(distance)s away") % {"distance": away})
    return ", ".join(parts) or pgettext("utility", "available")


@dataclass
class DistanceRow:
    """`value` tells the kilometres, `km` draws them; `way` says how they were found where it differs from the caption:
    by road, as somebody typed them.
    """

    label: str
    note: str
    km: Decimal
    value: str
    way: str = ""


def distance_rows(space):
    """What is how far, near to far."""
    return [
        DistanceRow(
            capfirst(distance.get_kind_display()),
            distance_note(distance),
            distance.km,
            spell_distance(distance.km, distance.is_approximate),
            _("by road") if distance.is_manual else "",
        )
        for distance in stated_distances(space)
    ]


def stated_distances(space):
    return sorted(space.public_distances, key=lambda distance: distance.km)


def distance_note(distance):
    """Which one it is; the code of a road (“A 14”) stays on one line."""
    parts = [distance.code.replace(" ", NBSP), distance.name]
    if distance.minutes:
        parts.append(_("%(minutes)s min") % {"minutes": distance.minutes})
    return ", ".join(part for part in parts if part)


def distance_caption(space):
    """How the distances were found, and from where."""
    distances = stated_distances(space)
    if all(distance.is_manual for distance in distances):
        return _("Kilometres by road")
    if not space.discloses_address:
        return _("Kilometres as the crow flies, from the municipality: the exact place is not shown")
    if any(distance.is_approximate for distance in distances):
        return _("Kilometres as the crow flies; “about”: the destination is known to the kilometre at best")
    return _("Kilometres as the crow flies")


def distance_sources(space):
    """A sentence part for each source: what came from it, and its date."""
    kinds = {}
    for distance in stated_distances(space):
        if distance.source or distance.as_of:
            kinds.setdefault((distance.source, distance.as_of), []).append(distance.get_kind_display())
    return [
        f"{capfirst(', '.join(names))}: {', '.join(filter(None, [source, as_of and long_date(as_of)]))}"
        for (source, as_of), names in kinds.items()
    ]
