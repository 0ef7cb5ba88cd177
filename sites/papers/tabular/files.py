"""Tables as files: CSV, and one sheet of Office Open XML. Written row by row, so that a long table needs no memory."""

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

STARTS_A_FORMULA = re.compile(r"[=+\-@\t\r\n]")
NO_PLAIN_TEXT = re.compile(r"[=+\-@\t\r\n#]")
"""What openpyxl might take for a formula or an error, or what must stay a text when it is edited."""
A4 = 9  # of the paper sizes that Office Open XML numbers
COLUMN_WIDTHS = (12, 60)  # characters: smallest, largest
WEIGHED_ROWS = 500
"""The first rows decide how wide the columns are: the widths stand before the rows in the file."""


def write_csv(file, name, header, rows):
    """Semicolon and decimal comma in German, comma and point in English; with the byte order mark that Excel wants."""
    is_german = get_language() == "de"
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";" if is_german else ",")
    writer.writerows([as_text(value, is_german) for value in row] for row in chain([header], rows))
    text.detach()


def write_xlsx(file, name, header, rows):
    """One sheet with a frozen header and arrows to filter by; numbers and dates keep their type.

    Printed, it is as wide as a page on its side, with the header on each.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = render_to_string("portal/slots/_region_name.txt").strip()
    workbook.properties.title = name
    sheet = workbook.create_sheet(clean(name)[:31])
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    rows = iter(rows)
    first = list(islice(rows, WEIGHED_ROWS))
    for index, width in enumerate(widths(header, first), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    bold = Font(bold=True)
    sheet.append([cell_of(sheet, label, bold) for label in header])
    last = 1
    for row in chain(first, rows):
        sheet.append([cell_of(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{last}"
    workbook.save(file)


def widths(header, rows):
    """Of each column, in characters."""
    smallest, largest = COLUMN_WIDTHS
    columns = zip(header, *rows, strict=True)
    longest = (max(len(str(value or "")) for value in column) for column in columns)
    return [min(max(length + 2, smallest), largest) for length in longest]


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
    """What stands in a sheet. A text is text, even where it looks like a formula, and stays so when it is edited."""
    if value is None or value == "":
        return None
    is_text = not isinstance(value, Decimal | int | date)
    if is_text:
        value = clean(value)
    is_date = isinstance(value, date)
    if not (font or is_date or (is_text and NO_PLAIN_TEXT.match(value))):
        return value
    cell = WriteOnlyCell(sheet, value)
    if is_text:
        cell.data_type = "s"
        cell.quotePrefix = bool(STARTS_A_FORMULA.match(value))
    if is_date:
        cell.number_format = "yyyy-mm-dd"
    if font:
        cell.font = font
    return cell


def clean(text):
    """Without control characters, which a sheet cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", str(text))
