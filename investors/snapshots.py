"""Snapshots of the matches of a saved search, and their differences from the current matches."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from formats.templatetags.typography import eur_m2, percent
from sites.choices import Disposal, MarketingStatus
from sites.models import Space
from sites.pool.presentation import card_facts, format_area, place_label

WATCHED_FIGURES = ("status", "area", "price_m2", "rent_m2", "ground_rent_m2", "ground_rent_percent")


@dataclass
class AlertLine:
    """A space in a mail, with notes and the path of its page ("" if it has none)."""

    title: str
    notes: list
    path: str = ""


@dataclass
class AlertSection:
    """The first lines of a section of a mail, and their total count."""

    lines: list
    count: int

    @property
    def more(self):
        return self.count - len(self.lines)


class SnapshotDiff:
    """The differences between the snapshot `known` and `spaces`, the current matches.

    Spaces are iterated once; only their states (`now`) and up to `max_lines` lines of each section stay in memory.
    """

    def __init__(self, known, spaces, at, max_lines):
        self.now = {}
        self.new, self.changed = AlertSection([], 0), AlertSection([], 0)
        for space in spaces:
            number = str(space.number)
            self.now[number] = space_state(space)
            if number not in known:
                self.new.count += 1
                if self.new.count <= max_lines:
                    self.new.lines.append(new_line(space))
            elif changed_figures(known[number], self.now[number]):
                self.changed.count += 1
                if self.changed.count <= max_lines:
                    self.changed.lines.append(changed_line(known[number], space))
        gone = [number for number in known if number not in self.now]
        lines = gone_lines({number: known[number] for number in gone[:max_lines]}, at)
        self.gone = AlertSection(lines, len(gone))

    @property
    def sections(self):
        return {"new": self.new, "changed": self.changed, "gone": self.gone}

    def __bool__(self):
        return any(section.count for section in self.sections.values())


def changed_figures(was, now):
    """Return names of the watched figures that differ, ignoring those missing in the older state `was`."""
    return [name for name in WATCHED_FIGURES if was.get(name, now[name]) != now[name]]


def take_snapshot(spaces):
    """Return {number: state}; figures are strings, so that they survive JSON unchanged."""
    return {str(space.number): space_state(space) for space in spaces}


def space_state(space):
    """Return the watched figures of a space loaded with_facts()."""
    figures = {"area": space.area, "price_m2": space.stored_price_m2, "rent_m2": space.stored_rent_m2}
    lease = next((offer for offer in space.offers.all() if offer.disposal == Disposal.GROUND_LEASE), None)
    figures["ground_rent_m2"] = lease and lease.ground_rent_m2
    figures["ground_rent_percent"] = lease and lease.ground_rent_percent
    return {
        "name": space.name,
        "status": space.marketing_status,
        **{name: None if value is None else f"{value.normalize():f}" for name, value in figures.items()},
    }


def line_title(number, name):
    return f"{name} ({_('Property %(number)s') % {'number': number}})"


def new_line(space):
    facts = ", ".join(f"{fact.label}: {fact.value}" for fact in card_facts(space) if fact.is_stated)
    return AlertLine(
        line_title(space.number, space.name),
        [note for note in (place_label(space), facts) if note],
        space.get_absolute_url(),
    )


def changed_line(was, space):
    notes = list(change_notes(was, space))
    return AlertLine(line_title(space.number, space.name), notes, space.get_absolute_url())


def change_notes(was, space):
    """Yield a text for each watched figure that has changed."""
    now = space_state(space)
    labels = {
        "status": _("Status"),
        "area": _("Area"),
        "price_m2": _("Sale price"),
        "rent_m2": _("Net rent a month"),
        "ground_rent_m2": _("Ground rent"),
        "ground_rent_percent": _("Ground rent"),
    }
    for name in changed_figures(was, now):
        yield _("%(figure)s: %(before)s → %(after)s") % {
            "figure": labels[name],
            "before": format_figure(space, name, was[name]),
            "after": format_figure(space, name, now[name]),
        }


def format_figure(space, name, value):
    if value is None:
        return _("not stated")
    if name == "status":
        return str(MarketingStatus(value).label) if value in MarketingStatus.values else value
    if name == "ground_rent_percent":
        return percent(value)
    return format_area(space, value) if name == "area" else eur_m2(value)


def gone_lines(known, at):
    """Return lines with the public reason why each is gone, by the name in the snapshot."""
    public = {str(space.number): space for space in Space.objects.published(at).filter(number__in=known)}
    lines = []
    for number, was in known.items():
        space = public.get(number)
        if space is None:
            reason = _("withdrawn from the market")
        elif not space.is_on_offer:
            reason = _("sold or let")
        else:
            reason = _("no longer fits your search")
        path = space.get_absolute_url() if space else ""
        lines.append(AlertLine(line_title(number, was["name"]), [reason], path))
    return lines
