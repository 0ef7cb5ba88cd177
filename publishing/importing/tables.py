"""Reads a CSV table of two columns, whatever program wrote it."""

import codecs
import csv
import io
import re
from collections import Counter
from contextlib import suppress

from django.utils.translation import gettext as _

from importing.reports import ImportFault

OLD_COLUMNS = ("old", "old_path", "old_url", "alt", "alte adresse", "from", "source", "quelle", "von")
NEW_COLUMNS = ("new", "new_path", "new_url", "neu", "neue adresse", "to", "target", "ziel", "nach")
DELIMITERS = "\t;,"
BEFORE_ADDRESS = re.compile(r'([\t;,]) *"?(?:/|http|\w+"?\r?$)', re.MULTILINE)
MOST_ROWS = 20_000


def read_rows(content):
    """([(line, old, new)], encoding): of the bytes of a CSV file, the first line is 1. Raises ImportFault."""
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
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    columns = None
    for cells in table:
        cells = [cell.strip() for cell in cells]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if columns is None and not cells[0].startswith(("/", "http:", "https:")):
            columns = _columns(cells)
            continue
        columns = columns or (0, 1)
        yield table.line_num, *(cells[column] if column < len(cells) else "" for column in columns)


def delimiter_of(text):
    """What stands before most of the second addresses: commas and semicolons stand within addresses too."""
    found = Counter(BEFORE_ADDRESS.findall(text))
    return max(DELIMITERS, key=lambda delimiter: (found[delimiter], text.count(delimiter)))


def _columns(cells):
    """The places of the old and the new address, as a heading names them."""
    names = [cell.casefold() for cell in cells]
    old = next((names.index(name) for name in OLD_COLUMNS if name in names), None)
    new = next((names.index(name) for name in NEW_COLUMNS if name in names), None)
    if old is None or new is None:
        raise ImportFault(
            _("The first line must name the columns, among them “old” and “new” (or “alt” and “neu”).")
        )
    return old, new
