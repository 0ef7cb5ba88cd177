"""Compare spaces: groups of rows with a cell for each space, the best value of a row marked.

Used by page, spreadsheet, PDF and proposal. Spaces must be loaded `with_facts()`, with distances and utilities.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from formats.templatetags.typography import long_date, number
from investors.ranking import fact_preference, price_preference, rank_value, utility_ranks
from regions.models import Landmark
from roads.vehicles import Vehicle
from sites.choices import Disposal, Kind, Medium, PriceType
from sites.facts import page_of
from sites.facts.layout import PAGE
from sites.facts.totals import price_m2, total_of
from sites.facts.units import EUR, EUR_YEAR, YEARS
from sites.models import Offer, Space
from sites.models.stored import PEOPLE_RADII_KM
from sites.pool.distance_text import (
    destination,
    displayed_km,
    displayed_minutes,
    format_distance,
    format_drive,
)
from sites.pool.fact_groups import COMPUTED_NOTE, PART_LABELS, TOTAL_LABELS, distance_note, utility_value
from sites.pool.inhabitant_text import inhabitant_count, people_source, within_label
from sites.pool.presentation import distance_to, format_total, postal_address


@dataclass
class Cell:
    """One fact of one space. `figure` is the bare number or date, in the unit of the row's `full_label`."""

    value: str = ""
    note: str = ""
    figure: object = None
    part: object = None
    """If the value is a range: its lower end; `figure` is the upper one."""
    rank: object = None
    applies: bool = True
    is_best: bool = False
    language: str = ""
    """Of the value, if it differs from that of the page."""

    @property
    def is_stated(self):
        return bool(self.value)


@dataclass
class ComparisonRow:
    """`full_label` includes the unit; `only_for`: the kind of space that has the fact, None for both; `name`: of the
    fact or of the field of an offer, "total" for the price of a whole space.
    """

    label: str
    cells: list
    full_label: str = ""
    explanation: str = ""
    only_for: str | None = None
    name: str = ""
    part_label: str = ""
    """Of the additional row in a table for the lower ends of ranges."""

    @property
    def is_stated(self):
        return any(cell.is_stated for cell in self.cells)

    @property
    def differs(self):
        """Whether the stated values differ; missing ones are ignored."""
        return len({(cell.value, cell.note) for cell in self.cells if cell.applies and cell.is_stated}) > 1

    @property
    def is_partly_unstated(self):
        """Whether a space to which the fact applies does not state it."""
        return any(cell.applies and not cell.is_stated for cell in self.cells)

    @property
    def is_ranked(self):
        return any(cell.is_best for cell in self.cells)

    @property
    def only_for_label(self):
        return {Kind.PLOT: _("plots only"), Kind.HALL: _("buildings only")}.get(self.only_for, "")


@dataclass
class RowGroup:
    title: str
    rows: list


@dataclass
class SpaceComparison:
    spaces: list
    groups: list

    def differences(self):
        """Return the comparison without the rows whose stated values are equal."""
        groups = [RowGroup(group.title, [row for row in group.rows if row.differs]) for group in self.groups]
        return SpaceComparison(self.spaces, [group for group in groups if group.rows])


def compare(spaces):
    """Compare the facts that at least one of the spaces states, in the order of a space's page."""
    spaces = list(spaces)
    groups = [
        RowGroup(_("Offer"), offer_rows(spaces)),
        *fact_row_groups(spaces),
        RowGroup(_("Utilities"), [utility_row(spaces, medium) for medium in Medium]),
        RowGroup(_("People in reach"), people_rows(spaces)),
        RowGroup(_("Distances"), [row for kind in Landmark.Kind for row in distance_rows(spaces, kind)]),
    ]
    for group in groups:
        group.rows = [row for row in group.rows if row.is_stated]
    return SpaceComparison(spaces, [group for group in groups if group.rows])


def mark_best(row, better):
    """Mark the best ranked cells, and all with the same text; none if all are equal."""
    ranked = [cell for cell in row.cells if cell.rank is not None]
    if better and len({cell.rank for cell in ranked}) > 1 and len({cell.value for cell in ranked}) > 1:
        best = better(cell.rank for cell in ranked)
        values = {cell.value for cell in ranked if cell.rank == best}
        for cell in ranked:
            cell.is_best = cell.value in values
    return row


def fact_row_groups(spaces):
    """Return the facts of the first kind, then those that only the other has, without duplicates."""
    kinds = [kind for kind in Kind if any(space.kind == kind for space in spaces)]
    rows_of, placed = {group: [] for group in PAGE}, set()
    for kind in kinds:
        for group, facts in page_of(kind):
            rows_of[group] += [fact_row(fact, spaces, kinds) for fact in facts if fact.name not in placed]
            placed.update(fact.name for fact in facts)
    return [RowGroup(str(group.title), rows) for group, rows in rows_of.items()]


def fact_row(fact, spaces, kinds):
    row = ComparisonRow(
        without_abbreviation(fact.label),
        [fact_cell(fact, space) for space in spaces],
        full_label=str(fact.full_label),
        explanation=fact.explanation,
        only_for=fact.kind if fact.kind and len(kinds) > 1 else None,
        name=fact.name,
    )
    return mark_best(row, fact_preference(fact))


def without_abbreviation(label):
    """Return “Site coverage ratio (GRZ)” without the abbreviation; a list in brackets stays."""
    return re.sub(r" \([^(),]+\)\Z", "", str(label))


def fact_cell(fact, space):
    if not fact.is_of(space.kind):
        return Cell(applies=False, note=_("plots only") if space.is_hall else _("buildings only"))
    is_answered = fact.belongs_to and getattr(space, fact.belongs_to)
    if not is_answered and not fact.is_told(space):
        return Cell()
    value = getattr(space, fact.name)
    return Cell(
        fact.written(space),
        figure=value if fact.is_figure else None,
        rank=rank_value(fact, value),
        language=fact.language_of(space),
    )


# Field of an offer ("": the total price of the space), and the disposal that has it (None: any).
OFFER_FIELDS = [
    ("price_m2", Disposal.SALE),
    ("", Disposal.SALE),
    ("rent_m2", Disposal.LEASE),
    ("", Disposal.LEASE),
    ("service_charge_m2", None),
    ("ground_rent_m2", Disposal.GROUND_LEASE),
    ("", Disposal.GROUND_LEASE),
    ("ground_rent_percent", Disposal.GROUND_LEASE),
    ("term_years", None),
    ("deposit", None),
    ("commission", None),
    ("note", None),
]


def offer_rows(spaces):
    disposal = ComparisonRow(_("On offer for"), [Cell(offered_disposals(space)) for space in spaces])
    available = ComparisonRow(_("Available from"), [availability(space) for space in spaces])
    return [disposal, available, *(offer_row(spaces, *line) for line in OFFER_FIELDS)]


def offered_disposals(space):
    return capfirst(", ".join(offer.get_disposal_display() for offer in space.offers.all()))


def availability(space):
    if not space.is_on_offer:
        return Cell(_("no longer on offer"))
    day = space.available_from
    return Cell(long_date(day), figure=day) if day and day > timezone.localdate() else Cell(_("immediately"))


def offer_row(spaces, name, disposal):
    return stated_row(spaces, name, disposal) if name else total_row(spaces, disposal)


def total_row(spaces, disposal):
    label = str(TOTAL_LABELS[disposal])
    unit = EUR if disposal == Disposal.SALE else EUR_YEAR
    cells = [total_cell(space, disposal) for space in spaces]
    row = ComparisonRow(label, cells, full_label=str(unit.label(label)), name="total")
    if any(cell.part is not None for cell in cells):
        row.part_label = str(unit.label(PART_LABELS[disposal]))
    return row


def total_cell(space, disposal):
    offers = list(space.offers.all())
    offer = next((offer for offer in offers if offer.disposal == disposal), None)
    if offers and not offer:
        return not_offered()
    total = offer and total_of(offer, space.area, space.smallest_area)
    if not total:
        return Cell()
    note = "" if total.is_stated else str(COMPUTED_NOTE)
    part = total.part if total.part < total.whole else None
    return Cell(format_total(offer, space), note=note, figure=total.whole, part=part)


def not_offered():
    return Cell(applies=False, note=_("not offered in this way"))


def stated_row(spaces, name, disposal):
    field = Offer._meta.get_field(name)
    label = full_label = capfirst(field.verbose_name)
    if name == "price_m2":
        label, full_label = _("Sale price"), field.unit.label(_("Sale price"))
    cells = [offer_cell(space, field, disposal) for space in spaces]
    row = ComparisonRow(label, cells, full_label=full_label, name=name)
    kinds = [space.kind for space, cell in zip(spaces, cells, strict=True) if cell.rank is not None]
    return mark_best(row, price_preference(name, kinds))


def offer_cell(space, field, disposal):
    """Return what the offers state; the fact does not apply to a space without such an offer."""
    offers = list(space.offers.all())
    fitting = [offer for offer in offers if disposal in (None, offer.disposal)]
    if offers and not fitting:
        return not_offered()
    stated = [
        (offer, value) for offer in fitting if (value := stated_value(offer, field, space)) not in (None, "")
    ]
    if not stated:
        on_request = any(offer.price_type == PriceType.ON_REQUEST for offer in fitting)
        return Cell(_("on request") if on_request and field.name in ("price_m2", "rent_m2") else "")
    spell = value_formatter(field)
    if len(stated) > 1:
        texts = [f"{capfirst(offer.get_disposal_display())}: {spell(value)}" for offer, value in stated]
        return Cell("; ".join(texts))
    value = stated[0][1]
    is_figure = not isinstance(value, str)
    return Cell(spell(value), figure=value if is_figure else None, rank=value if is_figure else None)


def stated_value(offer, field, space):
    return price_m2(offer, space.area) if field.name == "price_m2" else getattr(offer, field.name)


def value_formatter(field):
    """Return the function that formats values of a field; units other than EUR and percent are in the row's label."""
    if not hasattr(field, "unit"):
        return str
    return number if field.unit is YEARS else field.unit.write


def utility_row(spaces, medium):
    of_each = [[utility for utility in space.utilities.all() if utility.medium == medium] for space in spaces]
    cells = [
        Cell(
            "; ".join(map(utility_value, utilities)),
            note="; ".join(utility.note for utility in utilities if utility.note),
            rank=rank,
        )
        for utilities, rank in zip(of_each, utility_ranks(of_each), strict=True)
    ]
    return mark_best(ComparisonRow(capfirst(medium.label), cells), max)


def people_rows(spaces):
    return [
        *(people_row(spaces, radius) for radius in PEOPLE_RADII_KM),
        ComparisonRow(_("Source of the inhabitants"), [Cell(people_source(space)) for space in spaces]),
    ]


def people_row(spaces, radius):
    counts = [inhabitant_count(space, radius) for space in spaces]
    cells = [
        # “At least” has no figure, not even in spreadsheets.
        Cell(count.words, count.note, None if count.note else count.people, rank=count.people)
        if count
        else Cell()
        for count in counts
    ]
    row = ComparisonRow(within_label(radius), cells)
    # “At least” may exceed another's “about”.
    is_sure = not any(count and count.note for count in counts)
    return mark_best(row, max) if is_sure else row


def distance_rows(spaces, kind):
    rows = [distance_row(spaces, kind)]
    for vehicle in Vehicle:
        drives = [space.public_drives.get((kind, vehicle.value)) for space in spaces]
        # Minutes entered by hand with their kilometres are in the row above.
        if any(drive and drive.vehicle for drive in drives):
            label = f"{capfirst(kind.label)}, {vehicle.label} ({_('without traffic')})"
            cells = [drive_cell(drive) if drive else Cell() for drive in drives]
            rows.append(mark_best(ComparisonRow(label, cells, full_label=f"{label} (min)"), min))
    return rows


def drive_cell(drive):
    return Cell(
        format_drive(drive),
        note=destination(drive),
        figure=displayed_minutes(drive.minutes),
        rank=drive.minutes,
    )


def distance_row(spaces, kind):
    stated = [distance_to(space, kind) for space in spaces]
    is_rough = any(one.is_approximate for one in stated if one)
    cells = [distance_cell(one, is_rough) if one else Cell() for one in stated]
    label = capfirst(kind.label)
    return mark_best(ComparisonRow(label, cells, full_label=f"{label} (km)"), min)


def distance_cell(distance, is_rough):
    """`is_rough`: one value of the row is in whole kilometres, so all are ranked by whole kilometres."""
    return Cell(
        format_distance(distance.km, distance.is_approximate),
        note=distance_note(distance),
        figure=displayed_km(distance.km, distance.is_approximate),
        rank=displayed_km(distance.km, is_rough),
    )


def comparison_table(comparison):
    """Return (header, rows) for a spreadsheet: a row for each fact, a column for each space, figures without units.

    The first rows identify the spaces.
    """
    header = [_("Group"), _("Fact"), *(f"{space.number} {space.name}" for space in comparison.spaces)]
    rows = [[_("About this entry"), label, *map(get, comparison.spaces)] for label, get in identity_rows()]
    for group in comparison.groups:
        for row in group.rows:
            if row.part_label:
                rows.append([group.title, row.part_label, *(cell.part for cell in row.cells)])
            rows.append([group.title, row.full_label or row.label, *map(cell_content, row.cells)])
    return header, rows


def identity_rows():
    """Return labels and getters of the rows that identify a space, in the active language."""
    return [
        (_("Kind"), lambda space: capfirst(space.get_kind_display())),
        (_("Status"), lambda space: capfirst(space.get_marketing_status_display())),
        (_("Place"), lambda space: postal_address(space) or _("not stated")),
        (capfirst(Space._meta.get_field("data_as_of").verbose_name), lambda space: space.data_as_of),
        (_("Address of the page"), lambda space: settings.SITE_URL + space.get_absolute_url()),
    ]


def cell_content(cell):
    if cell.figure is not None:
        return cell.figure
    if not cell.applies:
        return "–"
    return ", ".join(filter(None, [cell.value or _("not stated"), cell.note]))
