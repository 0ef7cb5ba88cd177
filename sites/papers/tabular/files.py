"""Tables as CSV and as one sheet of Office Open XML, written row by row to save memory."""

import csv
import io
import re
from datetime import date
from decimal import Decimal
from itertools import chain, islice

from django.template.loader import render_to_string
from django.utils.translation import get_language
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

FORMULA_START = re.compile(r"[=+\-@\t\r\n]")
NEEDS_TEXT_CELL = re.compile(r"[=+\-@\t\r\n#]")
"""Text that openpyxl may take for a formula or an error, or that must stay text when it is edited."""
PAPER_SIZE_A4 = 9  # of the paper sizes that Office Open XML numbers
COLUMN_WIDTHS = (12, 60)  # characters: smallest, largest
WIDTH_SAMPLE_ROWS = 500
"""Rows that determine the widths of columns: these come before the rows in the file."""


def write_csv(file, name, header, rows):
    """Write semicolons and decimal commas in German, else commas and points; with the byte order mark for Excel."""
    is_german = get_language() == "de"
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";" if is_german else ",")
    writer.writerows([csv_field(value, is_german) for value in row] for row in chain([header], rows))
    text.detach()


def write_xlsx(file, name, header, rows):
    """Write one sheet with a frozen header and filters; numbers and dates keep their type.

    It prints as wide as a landscape page, with the header on each.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = render_to_string("portal/slots/_region_name.txt").strip()
    workbook.properties.title = name
    sheet = workbook.create_sheet(strip_control_characters(name)[:31])
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", PAPER_SIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    rows = iter(rows)
    first = list(islice(rows, WIDTH_SAMPLE_ROWS))
    for index, width in enumerate(column_widths(header, first), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    bold = Font(bold=True)
    sheet.append([sheet_cell(sheet, label, bold) for label in header])
    last = 1
    for row in chain(first, rows):
        sheet.append([sheet_cell(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{last}"
    workbook.save(file)


def column_widths(header, rows):
    smallest, largest = COLUMN_WIDTHS
    columns = zip(header, *rows, strict=True)
    longest = (max(len(str(value or "")) for value in column) for column in columns)
    return [min(max(length + 2, smallest), largest) for length in longest]


def csv_field(value, is_german):
    """Return a CSV field; an apostrophe goes before text that a spreadsheet would take for a formula."""
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
    text = strip_control_characters(value)
    return f"'{text}" if FORMULA_START.match(text) else text


def sheet_cell(sheet, value, font=None):
    """Return a value or a cell; text that looks like a formula stays text, also when it is edited."""
    if value is None or value == "":
        return None
    is_text = not isinstance(value, Decimal | int | date)
    if is_text:
        value = strip_control_characters(value)
    is_date = isinstance(value, date)
    if not (font or is_date or (is_text and NEEDS_TEXT_CELL.match(value))):
        return value
    cell = WriteOnlyCell(sheet, value)
    if is_text:
        cell.data_type = "s"
        cell.quotePrefix = bool(FORMULA_START.match(value))
    if is_date:
        cell.number_format = "yyyy-mm-dd"
    if font:
        cell.font = font
    return cell


def strip_control_characters(text):
    """Remove the control characters that a sheet cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", str(text))
