"""Import inhabitants of municipalities and districts by official key, from CSV."""

import re
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formats.templatetags.typography import number
from importing.concurrency import concurrent_change_error, lock_table
from importing.geometries.files import decode_utf8, read_bytes
from importing.geometries.tables import csv_rows
from importing.reports import ImportFault, Report
from importing.texts import display_file_name
from regions.importing.rows import RowFault, parse_day, read_rows
from regions.models import Area
from regions.signals import areas_changed

KEY_COLUMNS = ("ags", "ars", "key", "rs")
FIGURE_COLUMNS = ("population", "einwohner", "inhabitants")
REGIONAL_KEY_DIGITS = 12
"""The regional key (ARS) includes the association of municipalities, which is removed."""
KEY_DIGITS = (5, 8)
FIGURE_FIELDS = ("population", "population_as_of", "population_source")
MAX_NAMES_LISTED = 5


@dataclass
class PopulationReport(Report):
    """elsewhere: number of rows of unknown areas. missing: municipalities not in the file, left unchanged."""

    elsewhere: int = 0
    missing: list[str] = field(default_factory=list)

    def add_notes(self):
        if self.elsewhere:
            words = ngettext(
                "%(count)d row is of an area that this portal does not have.",
                "%(count)d rows are of areas that this portal does not have.",
                self.elsewhere,
            )
            self.notes.append(words % {"count": self.elsewhere})
        if self.missing:
            words = ngettext(
                "%(count)d municipality is not in the file and keeps what it had: %(names)s",
                "%(count)d municipalities are not in the file and keep what they had: %(names)s",
                len(self.missing),
            )
            more = ["…"] if len(self.missing) > MAX_NAMES_LISTED else []
            names = ", ".join([*self.missing[:MAX_NAMES_LISTED], *more])
            self.notes.append(words % {"count": len(self.missing), "names": names})


def import_population(path, *, source="", as_of="", dry_run=False, progress=None):
    """Update the inhabitants of today's municipalities and districts from a CSV file with ags, ars or key, population,
    and optionally source and as_of (a day). `source` and `as_of` apply to rows without them; a source is required,
    because pages show it.

    Rows of unknown areas are only counted: a file may be of the whole country. Refused rows are skipped, the others
    written in one transaction. Idempotent. Raises ImportFault.
    """
    report = PopulationReport(dry_run=dry_run)
    name = display_file_name(path)
    names, records = csv_rows(decode_utf8(read_bytes(path, name), name))
    columns = PopulationColumns.find(names)
    defaults = {"source": source[:255], "as_of": _parse_day_option(as_of)}
    rows = read_rows(
        list(records), lambda row: columns.read(row, defaults), lambda row: columns.key(row), report, progress
    )
    compared = _stored_figures()
    changed = _compare(rows, compared, report)
    if changed and not dry_run:
        _write_figures(changed, compared)
    return report


def _parse_day_option(text):
    try:
        return parse_day(text)
    except RowFault as fault:
        raise ImportFault(str(fault)) from fault


@dataclass(frozen=True)
class PopulationColumns:
    """The names of the columns in use."""

    keys: list
    figure: str

    @classmethod
    def find(cls, names):
        keys = [name for name in KEY_COLUMNS if name in names]
        figure = next((name for name in FIGURE_COLUMNS if name in names), None)
        if not keys or not figure:
            raise ImportFault(
                _("The first line must name the columns, among them ags (or ars, key) and population.")
            )
        return cls(keys, figure)

    def key(self, record):
        return next((record.fields[name] for name in self.keys if record.fields[name]), "")

    def read(self, record, defaults):
        key = parse_official_key(self.key(record))
        source = record.fields.get("source") or defaults["source"]
        if not source:
            raise ImportFault(
                _("Say whose figures these are: with --source, or in a column source. Pages name the source.")
            )
        return key, {
            "population": _parse_integer(record.fields[self.figure]),
            "population_as_of": parse_day(record.fields.get("as_of", "")) or defaults["as_of"],
            "population_source": source[:255],
        }


def parse_official_key(text):
    """Return the AGS of 5 or 8 digits from an AGS or ARS, restoring a lost leading zero. Raises RowFault."""
    digits = re.sub(r"\s", "", text)
    if re.fullmatch(r"\d{4}|\d{7}|\d{11}", digits, re.ASCII):
        digits = f"0{digits}"
    if len(digits) == REGIONAL_KEY_DIGITS:
        digits = digits[:5] + digits[9:]
    if len(digits) not in KEY_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise RowFault(_("The official key has 5 digits (district) or 8 (municipality), as ARS 12."))
    return digits


def _parse_integer(text):
    if not re.fullmatch(r"\d{1,9}|\d{1,3}([.\s]\d{3}){1,2}", text):
        raise RowFault(_("The inhabitants must be a whole number."))
    return int(re.sub(r"\D", "", text))


def _stored_figures():
    """Return {pk: (kind, key, name, figures)} of today's municipalities and districts."""
    areas = Area.objects.valid().filter(kind__in=[Area.Kind.DISTRICT, Area.Kind.MUNICIPALITY])
    rows = areas.order_by("name", "key").values_list("pk", "kind", "key", "name", *FIGURE_FIELDS)
    return {
        pk: (kind, key, name, dict(zip(FIGURE_FIELDS, values, strict=True)))
        for pk, kind, key, name, *values in rows
    }


def _compare(rows, areas, report):
    """Return {pk: changed figures} and fill the report."""
    changed, found = {}, set()
    for pk, (kind, key, name, known) in areas.items():
        values = rows.get(key)
        if values is None:
            if kind == Area.Kind.MUNICIPALITY:
                report.missing.append(name)
            continue
        found.add(key)
        if known == values:
            report.unchanged += 1
            continue
        changed[pk] = values
        before = "–" if known["population"] is None else number(known["population"])
        report.changed.append(f"{name} ({key}): {before} → {number(values['population'])}")
    report.elsewhere = len(rows) - len(found)
    if not found and rows:
        raise ImportFault(_("No row of the file is of an area that this portal has. Import the areas first."))
    if not any(
        kind == Area.Kind.MUNICIPALITY and areas_key in found for kind, areas_key, *_rest in areas.values()
    ):
        report.missing.clear()  # a file of districts
    report.add_notes()
    return changed


def _write_figures(changed, compared):
    now = timezone.now()
    with transaction.atomic():
        lock_table(Area)
        if _stored_figures() != compared:
            raise concurrent_change_error()
        areas = [Area(pk=pk, changed_at=now, **values) for pk, values in changed.items()]
        Area.objects.bulk_update(areas, [*FIGURE_FIELDS, "changed_at"], batch_size=200)
        areas_changed.send(Area)
