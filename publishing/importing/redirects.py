"""Takes the old addresses of a former site from a table of old and new ones."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from importing.meanwhile import lock_table, meanwhile_changed
from importing.reports import Report
from publishing.addresses import split
from publishing.importing.tables import read_rows
from publishing.models import Redirect
from publishing.redirecting import landing, read_new, read_old
from publishing.targets import State, page_at


@dataclass
class RedirectReport(Report):
    """Its lists hold sentences; `refused` and `notes` begin with their line."""

    encoding: str = ""

    @property
    def summary(self):
        read = _("The file was read as %(encoding)s.") % {"encoding": self.encoding}
        return f"{super().summary} {read}"


def import_redirects(content, *, dry_run=False):
    """Create or change redirects by the bytes of a CSV file: an old address and a new one, or an object's number.

    All in one transaction, without the lines refused; the same file again changes nothing.
    Raises ImportFault when the file cannot be taken.
    """
    rows, encoding = read_rows(content)
    report = RedirectReport(dry_run=dry_run, encoding=encoding)
    stored, refused = stored_ways(), []
    planned = read_lines(rows, refused)
    ends = follow(planned, stored, refused, report.notes)
    report.refused = [sentence for _number, sentence in sorted(refused)]
    write(stored, ends, report)
    return report


@contextmanager
def refusing(number, old, refused):
    """A line with a fault is left out, and told."""
    try:
        yield
    except ValidationError as error:
        refused.append((number, in_line(number, old, " ".join(error.messages))))


def read_lines(rows, refused):
    """{old: (line, new)}, each address in its one spelling."""
    planned = {}
    for number, old_text, new_text in rows:
        with refusing(number, old_text, refused):
            old = read_old(old_text)
            if old in planned:
                first, _new = planned[old]
                raise ValidationError(_("The same old address as in line %(number)d.") % {"number": first})
            new = read_new(new_text, old)
            if old == new:
                raise ValidationError(_("The old and the new address are the same."))
            planned[old] = number, new
    return planned


def follow(planned, stored, refused, notes):
    """{old: where it leads}"""
    ends, page_of = {}, cache(page_at)
    for old, (number, new) in planned.items():
        with refusing(number, old, refused):
            end, page = landing(new, lambda address: address in planned or address in stored, page_of)
            if end == old:
                raise ValidationError(_("The old and the new address are the same."))
            ends[old] = end
            notes += [in_line(number, old, sentence) for sentence in surprises(old, page)]
    return ends


def surprises(old, page):
    """What is no fault of a line that leads to this Page, or to none."""
    path, query = split(old)
    if not query and page_at(path).state == State.ANSWERS:
        yield _("There is a page at the old address; it goes before the redirect.")
    if page and page.state == State.HIDDEN:
        yield _("The new page is not published yet.")
    elif page and page.state == State.GONE:
        yield _("The new page was withdrawn; it says so itself.")


def in_line(number, old, sentence):
    return _("Line %(number)d (%(name)s): %(fault)s") % {
        "number": number,
        "name": old[:60] or "?",
        "fault": sentence,
    }


def stored_ways():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def write(stored, ends, report):
    rows = [
        Redirect(old_path=old, new_path=end, origin=Redirect.Origin.IMPORTED)
        for old, end in ends.items()
        if stored.get(old) != end
    ]
    report.unchanged = len(ends) - len(rows)
    report.created = [str(row) for row in rows if row.old_path not in stored]
    report.changed = [
        _("%(redirect)s (until now %(before)s)") % {"redirect": row, "before": stored[row.old_path] or "410"}
        for row in rows
        if row.old_path in stored
    ]
    if rows and not report.dry_run:
        with transaction.atomic():
            lock_table(Redirect)
            if stored_ways() != stored:
                raise meanwhile_changed()
            store(rows)


def store(rows):
    """What is stored the other way round would lead back, and goes."""
    old, new = {row.old_path for row in rows}, {row.new_path for row in rows}
    Redirect.objects.filter(old_path__in=new, new_path__in=old).delete()
    Redirect.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["old_path"],
        update_fields=["new_path", "origin"],
    )
