"""Reports of imports and dry runs."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from importing.texts import storable_text

MAX_SENTENCES = 500
"""Sentences of each kind that are shown and stored; a file may have 20,000 rows."""

HEADINGS = {
    "refused": gettext_lazy("Refused"),
    "notes": gettext_lazy("To be considered"),
    "changed": gettext_lazy("Changed"),
    "removed": gettext_lazy("Removed"),
    "created": gettext_lazy("New"),
}
"""In page order: what needs action first."""


class ImportFault(Exception):
    """The file cannot be imported; nothing was written. The message is translated for users."""


@dataclass(frozen=True)
class ReportSection:
    """Sentences of one kind, as shown and stored; `more` is how many were left out."""

    kind: str
    sentences: list[str]
    more: int = 0

    @property
    def heading(self):
        return HEADINGS[self.kind]

    @property
    def rest(self):
        return _("… and %(count)d more.") % {"count": self.more} if self.more else ""


def build_sections(sentences):
    """Return the non-empty kinds of {kind: sentences} as sections."""
    return [
        ReportSection(
            kind,
            [storable_text(text) for text in sentences[kind][:MAX_SENTENCES]],
            max(len(sentences[kind]) - MAX_SENTENCES, 0),
        )
        for kind in HEADINGS
        if sentences.get(kind)
    ]


@dataclass
class Report:
    """What an import did, or would do (dry_run). Lists hold names or sentences, `refused` one for each row left out.

    Other report classes must provide `counts` and `sections`.
    """

    dry_run: bool = False
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def writes(self):
        return bool(self.created or self.changed or self.removed)

    @property
    def counts(self):
        return {
            "created": len(self.created),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "removed": len(self.removed),
            "refused": len(self.refused),
        }

    @property
    def sections(self):
        return build_sections({kind: getattr(self, kind) for kind in HEADINGS})

    @property
    def summary(self):
        words = _(
            "%(created)d new, %(changed)d changed, %(unchanged)d unchanged, %(removed)d removed, %(refused)d refused."
        )
        counts = words % self.counts
        return f"{_('Dry run, nothing written.')} {counts}" if self.dry_run else counts


def print_report(command, report, *, with_names):
    """Print the report on the command's stdout; `with_names`: also each new, changed or removed row."""
    for title, names in (
        (_("New: %(name)s"), report.created),
        (_("Changed: %(name)s"), report.changed),
        (_("Removed: %(name)s"), report.removed),
    ):
        for name in names if with_names else ():
            command.stdout.write(title % {"name": name})
    for sentence in report.notes:
        command.stdout.write(sentence)
    for sentence in report.refused:
        command.stdout.write(command.style.WARNING(sentence))
    command.stdout.write(command.style.SUCCESS(report.summary))
