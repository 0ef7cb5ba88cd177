"""Spaces as a table for spreadsheets: an allow-list of columns, figures as numbers with their unit in the header.

Units are SI and EUR, as in the database. Of an undisclosed place the table tells what the page tells: the municipality
and its public point.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from regions.crs import geojson_geometry
from regions.models import Landmark
from sites.choices import GridLevel, Medium
from sites.models import Space
from sites.presenting import motorway, price_figures, told_km

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA = re.compile(r"[=+\-@\t\r\n]")
A4 = 9  # of the paper sizes that Office Open XML numbers
COLUMN_WIDTHS = (12, 60)  # characters: smallest, largest

FIGURES = [
    "area", "divisible_from", "gross_area", "net_area", "contiguous_area", "expansion_area", "zoning",
    "site_coverage_ratio", "floor_area_ratio", "building_mass_ratio", "building_height_max", "noise_day", "noise_night",
    "plan_status", "servicing", "contamination", "rail_siding", "round_the_clock", "ownership", "funding_area",
    "trade_tax_rate", "hall_type", "office_area", "total_area", "yard_area", "clear_height", "floor_load",
    "crane_capacity", "docks", "drive_in_doors", "power_kva", "heating", "sprinkler", "temperature_control",
    "energy_class", "energy_heat", "energy_electricity", "year_built", "min_term_months",
]  # fmt: skip
"""Fields of a space that a table tells as they are."""

CAPACITIES = [
    (Medium.POWER, "kVA", "stored_power_kva"), (Medium.GAS, "m³/h", "stored_gas_m3_h"),
    (Medium.WATER, "m³/h", "stored_water_m3_h"), (Medium.WASTE_WATER, "m³/h", "stored_waste_water_m3_h"),
    (Medium.DISTRICT_HEAT, "MW", "stored_district_heat_mw"), (Medium.HYDROGEN, "m³/h", "stored_hydrogen_m3_h"),
    (Medium.FIBRE, "Mbit/s", "stored_fibre_mbit_s"),
]  # fmt: skip
"""Utilities by which visitors filter, with the unit and the field of their largest capacity."""


@dataclass(frozen=True)
class Column:
    label: str
    value: object
    """Takes a space, gives a number, a date, a text or None."""


def columns():
    """In the reader's language."""
    return [
        Column(_("Number"), lambda space: space.number),
        Column(_("Kind"), lambda space: capfirst(space.get_kind_display())),
        Column(_("Name"), lambda space: space.name),
        Column(_("Street and number"), lambda space: space.address if space.discloses_address else None),
        Column(_("Postcode"), lambda space: space.postcode if space.discloses_address else None),
        Column(_("Municipality"), lambda space: space.municipality and space.municipality.name),
        Column(_("City or district"), lambda space: space.district and space.district.full_name),
        Column(_("Federal state"), state),
        Column(_("Status"), lambda space: capfirst(space.get_marketing_status_display())),
        field_column("available_from"),
        Column(_("On offer for"), lambda space: ", ".join(map(str, space.offers.all()))),
        Column(_("Sale price (EUR/m²)"), lambda space: price_figures(space)[0]),
        Column(_("Net rent (EUR/m² and month)"), lambda space: price_figures(space)[1]),
        *(field_column(name) for name in FIGURES),
        Column(_("Utilities"), lambda space: labels_of(Medium, space.stored_media)),
        Column(_("Grid level"), lambda space: labels_of(GridLevel, space.stored_grid_levels)),
        *(capacity_column(*line) for line in CAPACITIES),
        Column(_("Motorway"), lambda space: (nearest := motorway(space)) and nearest.code),
        *(distance_column(kind) for kind in Landmark.Kind),
        Column(_("Longitude (WGS84)"), lambda space: degrees(space, 0)),
        Column(_("Latitude (WGS84)"), lambda space: degrees(space, 1)),
        Column(_("Exact place"), lambda space: _("yes") if space.discloses_address else _("no")),
        field_column("data_as_of"),
        Column(_("Address of the page"), lambda space: settings.SITE_URL + space.get_absolute_url()),
    ]


def field_column(name):
    field = Space._meta.get_field(name)

    def value(space):
        return capfirst(getattr(space, f"get_{name}_display")()) if field.choices else getattr(space, name)

    return Column(capfirst(str(field.verbose_name)), value)


def capacity_column(medium, unit, name):
    return Column(f"{capfirst(str(medium.label))} ({unit})", lambda space: getattr(space, name))


def labels_of(choices, stored):
    """The words for stored values, which stand between blanks; None where there are none."""
    return ", ".join(str(choices(value).label) for value in stored.split()) or None


def distance_column(kind):
    def value(space):
        told = (row for row in space.public_distances if row.kind == kind)
        return next((told_km(row.km, row.is_approximate) for row in told), None)

    return Column(f"{capfirst(str(kind.label))} (km)", value)


def state(space):
    district = space.district
    return district.parent.name if district and district.parent else None


def degrees(space, axis):
    """Of the public point, five decimals: about a metre."""
    point = geojson_geometry(space.public_location)
    return point and round(Decimal(str(point["coordinates"][axis])), 5)


def table(spaces):
    """(header, rows) of spaces that have `with_figures()`."""
    shown = columns()
    return [column.label for column in shown], [[column.value(space) for column in shown] for space in spaces]


def csv_response(name, header, rows):
    """Semicolon and decimal comma in German, comma and point in English; with the byte order mark that Excel wants."""
    is_german = get_language() == "de"
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if is_german else ",")
    writer.writerows([[as_text(value, is_german) for value in row] for row in (header, *rows)])
    return download("\ufeff" + text.getvalue(), f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_response(name, header, rows):
    """One sheet with a frozen header and arrows to filter by; numbers and dates keep their type.

    Printed, it is as wide as a page on its side, with the header on each.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(clean(name)[:31])
    sheet.freeze_panes = "B2"
    rows = list(rows)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(rows) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for index, label in enumerate(header, start=1):
        texts = [str(row[index - 1] or "") for row in rows]
        longest = max(map(len, [label, *texts]))
        smallest, largest = COLUMN_WIDTHS
        sheet.column_dimensions[get_column_letter(index)].width = min(max(longest + 2, smallest), largest)
    bold = Font(bold=True)
    sheet.append([cell_of(sheet, label, bold) for label in header])
    for row in rows:
        sheet.append([cell_of(sheet, value) for value in row])
    file = io.BytesIO()
    workbook.save(file)
    return download(file.getvalue(), f"{name}.xlsx", XLSX)


def download(content, name, content_type):
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def as_text(value, is_german):
    """A field of a CSV file. A text that a spreadsheet would take for a formula is quoted by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
        return digits.replace(".", ",") if is_german else digits
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    text = clean(value)
    return f"'{text}" if STARTS_A_FORMULA.match(text) else text


def cell_of(sheet, value, font=None):
    """A cell of a sheet. A text is text, even where it looks like a formula, and stays so when someone edits it."""
    is_text = value is not None and not isinstance(value, Decimal | int | date)
    cell = WriteOnlyCell(sheet, clean(value) if is_text else value)
    if is_text:
        cell.data_type = "s"
        cell.quotePrefix = bool(STARTS_A_FORMULA.match(cell.value))
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if font:
        cell.font = font
    return cell


def clean(text):
    """Without control characters, which a sheet cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", str(text))
