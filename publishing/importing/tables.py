"""Reads a CSV table of two columns, whatever program wrote it."""

import codecs
import csv
import io
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext as _

from importing.reports import ImportFault

OLD_COLUMNS = ("old", "old_path", "old_url", "alt", "alte adresse", "from", "source", "quelle", "von")
NEW_COLUMNS = ("new", "new_path", "new_url", "neu", "neue adresse", "to", "target", "ziel", "nach")
DELIMITERS = "\t;,"
MOST_ROWS = 20_000


@dataclass
class Row:
    number: int  # line in the file, the first is 1
    old: str
    new: str


def read_rows(content):
    """(rows, encoding): of the bytes of a CSV file. Raises ImportFault."""
    text, encoding = as_text(content)
    if "\x00" in text:
        raise ImportFault(_("This is no table: the file holds characters that no text has."))
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        raise ImportFault(_("The table cannot be read: %(error)s") % {"error": error}) from error
    if not rows:
        raise ImportFault(_("The file holds no rows."))
    if len(rows) > MOST_ROWS:
        raise ImportFault(
            _("The file holds more than %(count)d rows. Please divide it.") % {"count": MOST_ROWS}
        )
    return rows, encoding


def as_text(content):
    """UTF-8 with or without its mark, UTF-16 with it, else the Western European code page."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = {"utf-16": "UTF-16"} if is_utf16 else {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
    for encoding, name in encodings.items():
        with suppress(UnicodeDecodeError):
            return content.decode(encoding), name
    raise ImportFault(_("The file is no text."))


def _rows(text):
    delimiter = delimiter_of(text)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns, before = None, 0
    for cells in table:
        number, before = before + 1, table.line_num
        cells = [cell.strip() for cell in cells]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if columns is None:
            columns = _columns(cells)
            if columns is not None:
                continue
            columns = (0, 1)
        yield Row(number, *(cells[column] if column < len(cells) else "" for column in columns))


def delimiter_of(text):
    """What divides most lines in two or more parts, at its best right behind the first address."""
    lines = [line for line in text.splitlines() if line.strip()][:200]
    return max(DELIMITERS, key=lambda delimiter: sum(_divides(line, delimiter) for line in lines))


def _divides(line, delimiter):
    """Commas and semicolons stand in addresses too; then what follows is none."""
    cells = next(csv.reader([line], delimiter=delimiter), [])
    if len(cells) < 2:
        return 0
    follower = cells[1].strip()
    return 4 if follower.startswith(("/", "http")) else 3 if follower.isalnum() else 1


def _columns(cells):
    """The places of the old and the new address that a first line names, or None when it is no heading."""
    if cells[0].startswith(("/", "http:", "https:")):
        return None
    names = [cell.casefold() for cell in cells]
    old = next((names.index(name) for name in OLD_COLUMNS if name in names), None)
    new = next((names.index(name) for name in NEW_COLUMNS if name in names), None)
    if old is None or new is None:
        raise ImportFault(
            _("The first line must name the columns, among them “old” and “new” (or “alt” and “neu”).")
        )
    return old, new
