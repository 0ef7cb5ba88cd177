"""Takes the old addresses of a former site from a table of old and new ones."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from importing.meanwhile import lock_table, meanwhile_changed
from importing.reports import Report
from publishing.addresses import split
from publishing.importing.tables import read_rows
from publishing.models import Redirect
from publishing.redirecting import landing, read_new, read_old, store
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
    lines = Lines()
    planned, stored = lines.take(rows), stored_ways()
    ends = lines.follow(planned, stored)
    lines.note(ends)
    report.refused = [sentence for _number, sentence in sorted(lines.refused)]
    report.notes = [sentence for _number, sentence in sorted(lines.notes)]
    write(stored, ends, report)
    return report


class Lines:
    """The lines of one file: which address stands where, and what is to be said of it."""

    def __init__(self):
        self.numbers, self.pages, self.states = {}, {}, {}
        self.refused, self.notes = [], []

    @contextmanager
    def refusing(self, number, old):
        """A line with a fault is left out, and told."""
        try:
            yield
        except ValidationError as error:
            self.refused.append((number, in_line(number, old, " ".join(error.messages))))

    def take(self, rows):
        """{old: new} as the lines have it, in one spelling; those that make no sense are refused."""
        planned = {}
        for row in rows:
            with self.refusing(row.number, row.old):
                old = read_old(row.old)
                if old in self.numbers:
                    raise ValidationError(
                        _("The same old address as in line %(number)d.") % {"number": self.numbers[old]}
                    )
                new = read_new(row.new, old)
                if old == new:
                    raise ValidationError(_("The old and the new address are the same."))
                planned[old], self.numbers[old] = new, row.number
        return planned

    def follow(self, planned, stored):
        """{old: where it leads}, without those that are refused now."""
        ends = {}
        for old, new in planned.items():
            with self.refusing(self.numbers[old], old):
                end, page = landing(new, lambda address: address in planned or address in stored, self.pages)
                if end == old:
                    raise ValidationError(_("The old and the new address are the same."))
                ends[old], self.states[old] = end, page and page.state
        return ends

    def note(self, ends):
        """What is no fault, but may surprise."""
        for old in ends:
            path, query = split(old)
            if not query and page_at(path).state == State.ANSWERS:
                self.say(old, _("There is a page at the old address; it goes before the redirect."))
            if self.states[old] == State.HIDDEN:
                self.say(old, _("The new page is not published yet."))
            elif self.states[old] == State.GONE:
                self.say(old, _("The new page was withdrawn; it says so itself."))

    def say(self, old, sentence):
        self.notes.append((self.numbers[old], in_line(self.numbers[old], old, sentence)))


def in_line(number, old, sentence):
    return _("Line %(number)d (%(name)s): %(fault)s") % {
        "number": number,
        "name": old[:60] or "?",
        "fault": sentence,
    }


def stored_ways():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def write(stored, ends, report):
    changes = {old: end for old, end in ends.items() if stored.get(old) != end}
    report.unchanged = len(ends) - len(changes)
    report.created += [arrow(old, end) for old, end in changes.items() if old not in stored]
    report.changed += [
        _("%(redirect)s (until now %(before)s)")
        % {"redirect": arrow(old, end), "before": stored[old] or "410"}
        for old, end in changes.items()
        if old in stored
    ]
    if report.writes and not report.dry_run:
        with transaction.atomic():
            lock_table(Redirect)
            if stored_ways() != stored:
                raise meanwhile_changed()
            store(changes)


def arrow(old, new):
    return f"{old} → {new or '410'}"
