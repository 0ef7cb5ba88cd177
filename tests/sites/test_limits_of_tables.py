"""What stands in the cells of tables: each condition by itself, without a database."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from sites.tabular import files

BOLD = Font(bold=True)
DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def sheet():
    return Workbook(write_only=True).create_sheet("A")


@pytest.mark.parametrize(
    ("value", "font", "is_cell", "kind", "is_quoted"),
    [
        (None, BOLD, False, None, False),
        ("", None, False, None, False),
        ("Halle", None, False, None, False),
        ("Halle", BOLD, True, "s", False),
        ("=1+1", None, True, "s", True),
        ("@a", None, True, "s", True),
        (7, None, False, None, False),
        (Decimal("-1.5"), None, False, None, False),
        (7, BOLD, True, "n", False),
        (DAY, None, True, "d", False),
        (DAY, BOLD, True, "d", False),
    ],
)
def test_a_cell_is_made_where_the_value_alone_says_too_little(sheet, value, font, is_cell, kind, is_quoted):
    cell = files.cell_of(sheet, value, font)
    assert isinstance(cell, WriteOnlyCell().__class__) is is_cell
    if not is_cell:
        assert cell == (value or None)
        return
    assert (cell.data_type, cell.value) == (kind, value)
    assert bool(getattr(cell, "quotePrefix", False)) is is_quoted
    assert bool(cell.font.bold) is (font is BOLD)
    assert (cell.number_format == "yyyy-mm-dd") is (value == DAY)


@pytest.mark.parametrize(
    ("value", "is_german", "text"),
    [
        (Decimal("12.50"), True, "12,5"),
        (Decimal("12.50"), False, "12.5"),
        (Decimal("1200"), True, "1200"),
        (Decimal("0.00"), False, "0"),
        (7, True, "7"),
        (DAY, True, "2026-03-02"),
        ("Halle", True, "Halle"),
        ("=1+1", False, "'=1+1"),
        ("a=1", False, "a=1"),
    ],
)
def test_a_value_is_text_in_a_table_of_text(value, is_german, text):
    assert files.as_text(value, is_german) == text
