"""What an answer does: from the administration, or through the link of a mail, to one object or to all at a press."""

from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.office import region_office
from editing.history import recorded_revision
from formats.templatetags.typography import long_date, number
from mailing import outbox
from mailing.stable_tokens import stable_token
from publishing.log_messages import log_message
from sites.freshness import mails
from sites.freshness.links import as_they_stand
from sites.models import Hall, Plot, ReportedChange, Space, SpaceCheck
from sites.models.freshness import ANSWERED_BY_MAIL

KINDS = {Space.Kind.PLOT: Plot, Space.Kind.HALL: Hall}
Answer = SpaceCheck.Answer

STATUS_OF = {
    Answer.RESERVED: Space.MarketingStatus.RESERVED,
    Answer.TAKEN: Space.MarketingStatus.TAKEN,
}


class NotOpen(Exception):
    """The object is not, or no longer, asked about by this link. `item` says why; None when it never was."""

    def __init__(self, item=None):
        super().__init__()
        self.item = item


class ChangedMeanwhile(Exception):
    """Somebody has changed the object since the form was opened; `version` is that of now."""

    def __init__(self, version):
        super().__init__()
        self.version = version


def confirm(space, *, name, user=None, answer=Answer.CORRECT, request=None, changes=(), at=None):
    """Note that the details of `space` are correct today, and who says so; saves the space. Returns the check."""
    at = at or timezone.now()
    was_due = space.check_due
    space.data_as_of = timezone.localdate(at)
    space.checked_by, space.checked_by_user = name[:150], user
    space.save(at=at)
    return note_check(space, was_due, answer=answer, user=user, request=request, changes=changes, at=at)


def note_check(space, was_due, *, answer, user=None, request=None, changes=(), at=None):
    """Keep that `space`, saved already, was checked by whom it names."""
    return SpaceCheck.objects.create(
        space_id=space.pk,
        answered_at=at or timezone.now(),
        answer=answer,
        was_due=was_due,
        name=space.checked_by,
        user=user,
        request=request,
        changes=list(changes),
    )


@transaction.atomic
def reply(asked, space_number, answer, at=None):
    """Take one of the buttons: still correct, reserved, sold or let. Raises NotOpen."""
    item = held_item(asked, space_number, at)
    if not item.is_open:
        raise NotOpen(item)
    status = STATUS_OF.get(answer)
    return take(asked, item.space, answer, {"marketing_status": status} if status else {}, at)


@transaction.atomic
def reply_with_changes(asked, space_number, figures, report, *, version, at=None):
    """Take the small form: `figures` as `take` wants them, `report` with area and remark, `version` as it was opened.

    Raises NotOpen, ChangedMeanwhile.
    """
    item = held_item(asked, space_number, at)
    if not item.can_be_changed:
        raise NotOpen(item)
    if item.space.version != version:
        raise ChangedMeanwhile(item.space.version)
    check = take(asked, item.space, Answer.CHANGED, figures, at)
    if report:
        keep_report(check, report)
    return check


@transaction.atomic
def confirm_all(asked, shown, at=None):
    """Take “still correct” for each object of the link that is still open and has the version it was shown with.

    shown: {number: version}. Returns the numbers of what was confirmed, and of what was left out, because it was
    answered or changed meanwhile.
    """
    confirmed, left_out = [], []
    for item in held_items(asked, shown, at):
        if item.is_open and item.space.version == shown[item.space.number]:
            take(asked, item.space, Answer.CORRECT, {}, at)
            confirmed.append(item.space.number)
        else:
            left_out.append(item.space.number)
    return confirmed, left_out


def held_item(asked, space_number, at):
    for item in held_items(asked, {space_number}, at):
        return item
    raise NotOpen


def held_items(asked, numbers, at):
    """The objects as their kinds, by number, held for us until the transaction ends, so that of two answers the second
    is told.

    They are read only once they are held: a query that had to wait would give the new row beside a contact as of
    before.
    """
    asked_about = asked.questions.values_list("space__number", "space", "space__kind")
    # Picked out here: a database takes only so many numbers in a question, and a form may send any.
    named = {key: kind for number, key, kind in asked_about if number in numbers}
    spaces = []
    for kind, model in KINDS.items():
        keys = [key for key, own in named.items() if own == kind]
        # In one order, so that two presses do not wait for each other for ever.
        list(model.objects.select_for_update().order_by("pk").only("pk").filter(pk__in=keys))
        spaces += model.objects.with_place().select_related("contact").filter(pk__in=keys)
    return as_they_stand(asked, sorted(spaces, key=lambda space: space.number), at)


def take(asked, space, answer, figures, at):
    """Write the small figures, which go live at once, and note the check.

    figures: values by field of the space, and under "offers" {offer: {field: value}}.
    """
    name = name_of(asked)
    figures = dict(figures)
    offers = figures.pop("offers", {})
    with translation.override(settings.LANGUAGE_CODE):
        changes = [
            *changes_of(space, figures),
            *(line for row in offers.items() for line in changes_of(*row)),
        ]
    comment = log_message(ANSWERED_BY_MAIL, name=name, answer=answer.label)
    with recorded_revision(space, comment):
        for field, value in figures.items():
            setattr(space, field, value)
        for offer, values in offers.items():
            for field, value in values.items():
                setattr(offer, field, value)
            offer.save()
        return confirm(space, name=name, answer=answer, request=asked, changes=changes, at=at)


def name_of(asked):
    return asked.recipient.name if asked.recipient else region_office()[0]


def changes_of(row, values):
    """What `values` would change in a row, told for people: label, before, after."""
    for field, value in values.items():
        before = getattr(row, field)
        if before != value:
            label = capfirst(str(row._meta.get_field(field).verbose_name))
            yield {"label": label, "before": spell(row, field, before), "after": spell(row, field, value)}


def spell(row, field, value):
    if value in (None, ""):
        return _("immediately") if field == "available_from" else "–"
    choices = dict(row._meta.get_field(field).flatchoices)
    if choices:
        return str(choices[value])
    if isinstance(value, Decimal):
        is_whole = field == "area" and value == value.to_integral_value()
        return number(value, 0 if is_whole else 2)
    return long_date(value)


def keep_report(check, report):
    """Keep what an editor has to decide, and tell the steward."""
    kept = ReportedChange.objects.create(answer=check, space_id=check.space_id, **report)
    steward = check.space.steward
    outbox.post(
        to=(steward and steward.email) or region_office()[1],
        key=f"check-report-{stable_token(check, 'answered_at')}",
        **mails.report(kept),
    )


@transaction.atomic
def take_over(report, user, at=None):
    """Write the reported area into the space, with a revision. Raises ValidationError when it cannot be so."""
    space = KINDS[report.space.kind].objects.select_for_update().get(pk=report.space_id)
    if report.area is not None:
        with recorded_revision(
            space, log_message(gettext_noop("Reported by %(name)s"), name=report.answer.name), user
        ):
            space.area = report.area
            space.clean_fields(exclude=[field.name for field in space._meta.fields if field.name != "area"])
            space.validate_constraints()
            space.save(at=at)
    decide(report, ReportedChange.State.TAKEN_OVER, user, at)


def decide(report, state, user, at=None):
    """Note that somebody has dealt with it, in whatever way."""
    report.state, report.decided_by, report.decided_at = state, user, at or timezone.now()
    report.save(update_fields=["state", "decided_by", "decided_at"])
