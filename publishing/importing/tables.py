"""Reads a CSV table of old and new addresses, whatever program wrote it."""

import codecs
from contextlib import suppress

from django.utils.translation import gettext as _

from importing.geometries.tables import csv_rows
from importing.reports import ImportFault

OLD_COLUMNS = ("old", "old_path", "old_url", "alt", "alte adresse", "from", "source", "quelle", "von")
NEW_COLUMNS = ("new", "new_path", "new_url", "neu", "neue adresse", "to", "target", "ziel", "nach")
MOST_ROWS = 20_000


def read_rows(content):
    """([(line, old, new)], encoding): of the bytes of a CSV file with the names of its columns. Raises ImportFault."""
    text, encoding = as_text(content)
    names, records = csv_rows(text)
    old = next((name for name in OLD_COLUMNS if name in names), None)
    new = next((name for name in NEW_COLUMNS if name in names), None)
    if not (old and new):
        raise ImportFault(
            _("The first line must name the columns, among them “old” and “new” (or “alt” and “neu”).")
        )
    rows = [(record.number, record.fields[old], record.fields[new]) for record in records]
    rows = [row for row in rows if any(row[1:])]
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
