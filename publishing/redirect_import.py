"""Import of redirects from a CSV table of old and new addresses."""

import codecs
from contextlib import suppress
from functools import cache

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from importing.concurrency import concurrent_change_error, lock_table
from importing.geometries.tables import csv_rows
from importing.reports import ImportFault, Report
from publishing.addresses import split_address
from publishing.models import Redirect
from publishing.redirect_validation import check_new_address, parse_new_address, parse_old_address
from publishing.targets import TargetState, resolve_target

OLD_COLUMNS = ("old", "old_path", "old_url", "alt", "alte adresse", "from", "source", "quelle", "von")
NEW_COLUMNS = ("new", "new_path", "new_url", "neu", "neue adresse", "to", "target", "ziel", "nach")
MAX_ROWS = 20_000


def import_redirects(content, *, dry_run=False):
    """Create or change redirects from the bytes of a CSV file with old and new addresses. Returns the Report.

    All in one transaction, except refused lines; importing the same file again changes nothing. Raises ImportFault for
    a file that cannot be used.
    """
    report, stored, wanted = Report(dry_run=dry_run), stored_redirects(), {}
    rows, state_of = read_rows(content), cache(resolve_target)
    lines = line_numbers(rows)
    for number, old_text, new_text in rows:
        try:
            old, new = parse_line(old_text, new_text)
            if lines[old] != number:
                raise ValidationError(
                    _("The same old address as in line %(number)d.") % {"number": lines[old]}
                )
            state = check_new_address(new, lambda address: address in lines or address in stored, state_of)
        except ValidationError as error:
            report.refused.append(line_message(number, old_text, " ".join(error.messages)))
        else:
            wanted[old] = new
            report.notes += [line_message(number, old, sentence) for sentence in line_warnings(old, state)]
    write_redirects(stored, wanted, report)
    return report


def read_rows(content):
    """Return [(line, old, new)] of the bytes of a CSV file with a header. Raises ImportFault."""
    names, records = csv_rows(decode_text(content))
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
    if len(rows) > MAX_ROWS:
        raise ImportFault(
            _("The file holds more than %(count)d rows. Please divide it.") % {"count": MAX_ROWS}
        )
    return rows


def decode_text(content):
    """Decode UTF-8 with or without BOM, UTF-16 with BOM, else the Western European code page."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if is_utf16 else ["utf-8-sig", "cp1252"]:
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise ImportFault(_("The file is no text."))


def line_numbers(rows):
    """Return {canonical old address: the first line that has it and a valid new one}."""
    lines = {}
    for number, *texts in rows:
        with suppress(ValidationError):  # reported for its line
            old, _new = parse_line(*texts)
            lines.setdefault(old, number)
    return lines


def parse_line(old_text, new_text):
    """Return (old, new) in canonical spelling. Raises ValidationError."""
    old, new = parse_old_address(old_text), parse_new_address(new_text)
    if old == new:
        raise ValidationError(_("The old and the new address are the same."))
    return old, new


def line_warnings(old, state):
    """Yield warnings about a valid line, by the TargetState of its new address."""
    path, query = split_address(old)
    if not query and resolve_target(path) == TargetState.ANSWERS:
        yield _("There is a page at the old address; it goes before the redirect.")
    if state == TargetState.HIDDEN:
        yield _("The new page is not published yet.")
    elif state == TargetState.GONE:
        yield _("The new page was withdrawn; it says so itself.")


def line_message(number, old, sentence):
    return _("Line %(number)d (%(name)s): %(fault)s") % {
        "number": number,
        "name": old[:60] or "?",
        "fault": sentence,
    }


def stored_redirects():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def write_redirects(stored, wanted, report):
    rows = [
        Redirect(old_path=old, new_path=new, origin=Redirect.Origin.IMPORTED)
        for old, new in wanted.items()
        if stored.get(old) != new
    ]
    report.unchanged = len(wanted) - len(rows)
    report.created = [str(row) for row in rows if row.old_path not in stored]
    report.changed = [
        _("%(redirect)s (until now %(before)s)") % {"redirect": row, "before": stored[row.old_path] or "410"}
        for row in rows
        if row.old_path in stored
    ]
    if rows and not report.dry_run:
        with transaction.atomic():
            lock_table(Redirect)
            if stored_redirects() != stored:
                raise concurrent_change_error()
            save_redirects(rows)


def save_redirects(rows):
    """Upsert the rows; stored redirects in the opposite direction would make a loop and are deleted."""
    old, new = {row.old_path for row in rows}, {row.new_path for row in rows}
    Redirect.objects.filter(old_path__in=new, new_path__in=old).delete()
    Redirect.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["old_path"],
        update_fields=["new_path", "origin"],
    )
