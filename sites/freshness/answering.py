"""Apply answers to checks, from the administration or the link of a mail, for one object or for all."""

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
from sites.freshness.links import current_items
from sites.models import Hall, Plot, ReportedChange, Space, SpaceCheck
from sites.models.freshness import ANSWERED_BY_MAIL_MESSAGE

KIND_MODELS = {Space.Kind.PLOT: Plot, Space.Kind.HALL: Hall}
Answer = SpaceCheck.Answer

STATUS_BY_ANSWER = {
    Answer.RESERVED: Space.MarketingStatus.RESERVED,
    Answer.TAKEN: Space.MarketingStatus.TAKEN,
}


class NotOpen(Exception):
    """The object is not, or no longer, open under this link. `item` has its state; None if it never was."""

    def __init__(self, item=None):
        super().__init__()
        self.item = item


class VersionConflict(Exception):
    """The object was changed since the form was opened; `version` is the current one."""

    def __init__(self, version):
        super().__init__()
        self.version = version


def confirm_space(space, *, name, user=None, answer=Answer.CORRECT, request=None, changes=(), at=None):
    """Record that the details of `space` are correct today, save the space, and return the check."""
    at = at or timezone.now()
    was_due = space.check_due
    space.data_as_of = timezone.localdate(at)
    space.checked_by, space.checked_by_user = name[:150], user
    space.save(at=at)
    return record_check(space, was_due, answer=answer, user=user, request=request, changes=changes, at=at)


def record_check(space, was_due, *, answer, user=None, request=None, changes=(), at=None):
    """Record a check of `space`, which is saved already and names who checked it."""
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
def apply_answer(check_request, space_number, answer, at=None):
    """Apply the answer of a button: still correct, reserved, sold or let. Raises NotOpen."""
    item = lock_item(check_request, space_number, at)
    if not item.is_open:
        raise NotOpen(item)
    status = STATUS_BY_ANSWER.get(answer)
    return save_answer(check_request, item.space, answer, {"marketing_status": status} if status else {}, at)


@transaction.atomic
def apply_changes(check_request, space_number, figures, report, *, version, at=None):
    """Apply the form: `figures` as for `save_answer`, `report` with area and remark, `version` when it was opened.

    Raises NotOpen, VersionConflict.
    """
    item = lock_item(check_request, space_number, at)
    if not item.can_be_changed:
        raise NotOpen(item)
    if item.space.version != version:
        raise VersionConflict(item.space.version)
    check = save_answer(check_request, item.space, Answer.CHANGED, figures, at)
    if report:
        store_report(check, report)
    return check


@transaction.atomic
def confirm_all(check_request, shown, at=None):
    """Confirm each object of the link that is still open and has the version it was shown with.

    shown: {number: version}. Returns the numbers of the confirmed objects, and of those left out because they were
    answered or changed since.
    """
    confirmed, left_out = [], []
    for item in lock_items(check_request, shown, at):
        if item.is_open and item.space.version == shown[item.space.number]:
            save_answer(check_request, item.space, Answer.CORRECT, {}, at)
            confirmed.append(item.space.number)
        else:
            left_out.append(item.space.number)
    return confirmed, left_out


def lock_item(check_request, space_number, at):
    for item in lock_items(check_request, {space_number}, at):
        return item
    raise NotOpen


def lock_items(check_request, numbers, at):
    """Lock the objects until the transaction ends, and return them as instances of their kinds, ordered by number.

    They are read after locking: a locking query that had to wait would return the new row with an outdated contact.
    """
    asked_about = check_request.questions.values_list("space__number", "space", "space__kind")
    # Filtered here: the number of SQL parameters is limited, and a form may send any number.
    kind_by_key = {key: kind for number, key, kind in asked_about if number in numbers}
    spaces = []
    for kind, model in KIND_MODELS.items():
        keys = [key for key, own in kind_by_key.items() if own == kind]
        # Always in the same order, to avoid deadlocks.
        list(model.objects.select_for_update().order_by("pk").only("pk").filter(pk__in=keys))
        spaces += model.objects.with_place().select_related("contact").filter(pk__in=keys)
    return current_items(check_request, sorted(spaces, key=lambda space: space.number), at)


def save_answer(check_request, space, answer, figures, at):
    """Write the figures, which go live at once, and record the check.

    figures: values by field of the space, and under "offers" {offer: {field: value}}.
    """
    name = recipient_name(check_request)
    figures = dict(figures)
    offers = figures.pop("offers", {})
    with translation.override(settings.LANGUAGE_CODE):
        changes = [
            *describe_changes(space, figures),
            *(line for row in offers.items() for line in describe_changes(*row)),
        ]
    comment = log_message(ANSWERED_BY_MAIL_MESSAGE, name=name, answer=answer.label)
    with recorded_revision(space, comment):
        for field, value in figures.items():
            setattr(space, field, value)
        for offer, values in offers.items():
            for field, value in values.items():
                setattr(offer, field, value)
            offer.save()
        return confirm_space(space, name=name, answer=answer, request=check_request, changes=changes, at=at)


def recipient_name(check_request):
    return check_request.recipient.name if check_request.recipient else region_office()[0]


def describe_changes(row, values):
    """Yield what `values` would change in a row, as text: label, before, after."""
    for field, value in values.items():
        before = getattr(row, field)
        if before != value:
            label = capfirst(str(row._meta.get_field(field).verbose_name))
            yield {
                "label": label,
                "before": format_value(row, field, before),
                "after": format_value(row, field, value),
            }


def format_value(row, field, value):
    if value in (None, ""):
        return _("immediately") if field == "available_from" else "–"
    choices = dict(row._meta.get_field(field).flatchoices)
    if choices:
        return str(choices[value])
    if isinstance(value, Decimal):
        is_whole = field == "area" and value == value.to_integral_value()
        return number(value, 0 if is_whole else 2)
    return long_date(value)


def store_report(check, report):
    """Store what an editor has to accept, and notify the steward."""
    stored = ReportedChange.objects.create(answer=check, space_id=check.space_id, **report)
    steward = check.space.steward
    outbox.post(
        to=(steward and steward.email) or region_office()[1],
        key=f"check-report-{stable_token(check, 'answered_at')}",
        **mails.report_mail(stored),
    )


@transaction.atomic
def accept_report(report, user, at=None):
    """Write the reported area into the space, with a revision. Raises ValidationError."""
    space = KIND_MODELS[report.space.kind].objects.select_for_update().get(pk=report.space_id)
    if report.area is not None:
        with recorded_revision(
            space, log_message(gettext_noop("Reported by %(name)s"), name=report.answer.name), user
        ):
            space.area = report.area
            space.clean_fields(exclude=[field.name for field in space._meta.fields if field.name != "area"])
            space.validate_constraints()
            space.save(at=at)
    close_report(report, ReportedChange.State.TAKEN_OVER, user, at)


def close_report(report, state, user, at=None):
    """Record the decision on a report."""
    report.state, report.decided_by, report.decided_at = state, user, at or timezone.now()
    report.save(update_fields=["state", "decided_by", "decided_at"])
