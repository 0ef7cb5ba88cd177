"""Takes the old addresses of a former site from a table of old and new ones."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from importing.meanwhile import lock_table, meanwhile_changed
from importing.reports import Report
from publishing.addresses import split
from publishing.importing.tables import read_rows
from publishing.models import Redirect
from publishing.redirecting import Circle, Ways, read_new, read_old, store, stored_ways
from publishing.targets import State


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

    All in one transaction, without the lines refused. Chains become one step; the same file again changes nothing.
    Raises ImportFault when the file cannot be taken.
    """
    rows, encoding = read_rows(content)
    report = RedirectReport(dry_run=dry_run, encoding=encoding)
    lines = Lines()
    planned = lines.take(rows)
    ways = Ways(planned)
    ends = lines.follow(ways)
    while len(ends) < len(ways.planned):  # others may have led on by way of those that were refused
        ways = Ways({old: new for old, new in planned.items() if old in ends}, pages=ways.pages)
        ends = lines.follow(ways)
    lines.note(ways, ends)
    report.refused = [sentence for _number, sentence in sorted(lines.refused)]
    report.notes = [sentence for _number, sentence in sorted(lines.notes)]
    write(ways, ends, report)
    return report


class Lines:
    """The lines of one file: which address stands where, and what is to be said of it."""

    def __init__(self):
        self.numbers = {}
        self.states = {}
        self.refused = []
        self.notes = []

    def take(self, rows):
        """{old: new} as the lines have it, in one spelling; those that make no sense are refused."""
        planned = {}
        for row in rows:
            try:
                old = read_old(row.old)
                if old in self.numbers:
                    raise ValidationError(
                        _("The same old address as in line %(number)d.") % {"number": self.numbers[old]}
                    )
                new = read_new(row.new, old)
                if old == new:
                    raise ValidationError(_("The old and the new address are the same."))
            except ValidationError as error:
                self.refuse(row.number, row.old, error)
            else:
                planned[old], self.numbers[old] = new, row.number
        return planned

    def follow(self, ways):
        """{old: where it leads in the end}, without those that are refused now."""
        ends = {}
        for old, new in ways.planned.items():
            try:
                end, page = ways.end_of(old, new)
                if page and page.state == State.MISSING:
                    raise ValidationError(_("There is no page at “%(address)s”.") % {"address": end[:100]})
                if end == old:
                    raise Circle([old, new, end])
            except Circle as circle:
                self.refuse(self.numbers[old], old, ValidationError(self.name_lines(circle)))
            except ValidationError as error:
                self.refuse(self.numbers[old], old, error)
            else:
                ends[old], self.states[old] = end, page and page.state
        return ends

    def name_lines(self, circle):
        steps = (
            _("%(address)s (line %(number)d)") % {"address": step, "number": self.numbers[step]}
            if step in self.numbers
            else step
            for step in circle.steps
        )
        return _("The addresses lead in a circle: %(steps)s") % {"steps": " → ".join(steps)}

    def refuse(self, number, old, error):
        self.refused.append((number, in_line(number, old, " ".join(error.messages))))

    def note(self, ways, ends):
        """What is no fault, but may surprise."""
        for old in ends:
            path, query = split(old)
            if not query and ways.page_at(path).state == State.ANSWERS:
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


def write(ways, ends, report):
    changes = {old: end for old, end in ends.items() if ways.stored.get(old) != end}
    report.unchanged = len(ends) - len(changes)
    shortened = ways.ends_again()
    report.created += [arrow(old, end) for old, end in changes.items() if old not in ways.stored]
    report.changed += [
        _("%(redirect)s (until now %(before)s)")
        % {"redirect": arrow(old, end), "before": ways.stored[old] or "410"}
        for old, end in (changes | shortened).items()
        if old in ways.stored
    ]
    if report.writes and not report.dry_run:
        with transaction.atomic():
            lock_table(Redirect)
            if stored_ways() != ways.stored:
                raise meanwhile_changed()
            store(changes, shortened)


def arrow(old, new):
    return f"{old} → {new or '410'}"
