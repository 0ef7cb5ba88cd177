"""Check requests by stage: contact, reminder, deputy, region, removal from the pages. One mail per recipient; new links
go to stored addresses only.
"""

import logging
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Contact
from accounts.office import region_office
from sites.freshness import mails
from sites.models import CheckQuestion, CheckRequest, Space
from sites.models.check_rules import (
    GIVE_UP_AFTER_DAYS,
    LOOKAHEAD_DAYS,
    OWNER_STAGES,
    SEND_AT,
    STAGE_DAYS,
    Stage,
)
from sites.querysets import LINK_COLUMNS

logger = logging.getLogger(__name__)

MAIL_FIELDS = (*LINK_COLUMNS, "marketing_status", "contact", "data_as_of", "check_due")
"""The fields of a space that a mail or the choice of its recipient needs."""


@dataclass(frozen=True)
class RequestLine:
    """An object in the mail to one recipient. `is_reason`: it triggers the mail; others are only included."""

    space: Space
    stage: Stage
    is_reason: bool = False


def post_due_requests(at=None):
    """Post the requests due today, at most one mail per recipient, and return the count. Safe to call at any time."""
    at = at or timezone.now()
    if timezone.localtime(at).time() < SEND_AT:
        return 0
    Space.objects.plan_missing_checks(at)
    posted = 0
    with_reason = {
        recipient: lines
        for recipient, lines in lines_by_recipient(at).items()
        if any(line.is_reason for line in lines)
    }
    for recipient, lines in with_reason.items():
        try:
            posted += post_request(recipient, lines, at)
        except Exception:  # one wrong address must not keep the others waiting
            logger.exception("The check request to %s failed; the next round tries again.", recipient)
    return posted


def post_request(recipient, lines, at):
    """Store the request and its mail, or neither; return False if this recipient had a mail today."""
    today = timezone.localdate(at)
    if CheckRequest.objects.filter(recipient=recipient, posted_on=today, is_reminder=True).exists():
        return False
    try:
        with transaction.atomic():
            store_request(CheckRequest(recipient=recipient, posted_at=at, posted_on=today), lines, at)
    except IntegrityError:  # another process was quicker
        return False
    return True


def store_request(check_request, lines, at):
    check_request.save()
    CheckQuestion.objects.bulk_create(
        CheckQuestion(
            request=check_request, space=line.space, check_due=line.space.check_due, stage=line.stage
        )
        for line in lines
    )
    mails.post_request_mail(check_request, [(line.space, line.stage) for line in lines], at)


def lines_by_recipient(at):
    """Return the lines for each recipient (a contact; None: the region's office), with or without a reason."""
    today = timezone.localdate(at)
    found = defaultdict(list)
    for space, asked_at in spaces_with_stages(at):
        overdue = (today - space.check_due).days
        owner = responsible_contact(space)
        found[owner].append(line_for_owner(space, overdue, asked_at))
        deputy = space.contact and space.contact.deputy
        if deputy and deputy.email and deputy != owner:
            found[deputy].append(line_for_others(space, Stage.DEPUTY, overdue, asked_at))
        if owner is not None:
            found[None].append(line_for_others(space, Stage.REGION, overdue, asked_at))
    return {recipient: [line for line in lines if line] for recipient, lines in found.items()}


def spaces_with_stages(at):
    """Return (space, stages requested since its check became due) of all spaces that may need a request."""
    today = timezone.localdate(at)
    spaces = list(
        Space.objects.to_be_checked(at)
        .filter(
            check_due__gt=today - timedelta(days=GIVE_UP_AFTER_DAYS),
            check_due__lte=today + timedelta(days=LOOKAHEAD_DAYS),
        )
        .only_with_names(*MAIL_FIELDS)
        .prefetch_related("contact__deputy", "contact__organisation")
        .order_by("number")
    )
    asked_at = defaultdict(set)
    questions = CheckQuestion.objects.filter(space__in=spaces).exclude(stage=Stage.ALONG)
    for space, check_due, stage in questions.values_list("space", "check_due", "stage"):
        asked_at[space, check_due].add(stage)
    return [(space, asked_at[space.pk, space.check_due]) for space in spaces]


def responsible_contact(space):
    """Return the contact, the deputy if the contact has no address, else None (the region's office)."""
    if space.contact is None:
        return None
    for person in (space.contact, space.contact.deputy):
        if person is not None and person.email:
            return person
    return None


def line_for_owner(space, overdue, asked_at):
    """Return a line of the latest stage reached; it replaces earlier ones that were missed."""
    reached = [stage for stage in OWNER_STAGES if overdue >= STAGE_DAYS[stage]]
    if reached and not asked_at.intersection(OWNER_STAGES[len(reached) - 1 :]):
        return RequestLine(space, reached[-1], is_reason=True)
    for stage in OWNER_STAGES[len(reached) :]:
        if is_nearly_due(stage, overdue) and stage not in asked_at:
            return RequestLine(space, stage)
    return RequestLine(space, Stage.ALONG) if asked_at.intersection(OWNER_STAGES) else None


def line_for_others(space, stage, overdue, asked_at):
    if stage in asked_at:
        return RequestLine(space, Stage.ALONG)
    if overdue >= STAGE_DAYS[stage] or is_nearly_due(stage, overdue):
        return RequestLine(space, stage, is_reason=overdue >= STAGE_DAYS[stage])
    return None


def is_nearly_due(stage, overdue):
    return overdue + LOOKAHEAD_DAYS >= STAGE_DAYS[stage]


MIN_LINK_INTERVAL = timedelta(minutes=15)
MAX_LINKS_PER_DAY = 5


def post_new_link(recipient, at=None):
    """Post a new link for all open objects to a contact (None: the region's office).

    Returns "posted", "nothing" (none is open) or "too_often".
    """
    at = at or timezone.now()
    with transaction.atomic():
        if recipient is not None:  # locked, so that the limit also holds for two clicks at once
            Contact.objects.select_for_update().get(pk=recipient.pk)
        if is_link_limit_reached(recipient, at):
            return "too_often"
        lines = lines_by_recipient(at).get(recipient, [])
        if not lines:
            return "nothing"
        check_request = CheckRequest(
            recipient=recipient, posted_at=at, posted_on=timezone.localdate(at), is_reminder=False
        )
        # All are only listed: this counts as no stage.
        store_request(check_request, [replace(line, stage=Stage.ALONG) for line in lines], at)
    return "posted"


def is_link_limit_reached(recipient, at):
    sent = CheckRequest.objects.filter(recipient=recipient, is_reminder=False)
    return (
        sent.filter(posted_at__gt=at - MIN_LINK_INTERVAL).exists()
        or sent.filter(posted_at__gt=at - timedelta(days=1)).count() >= MAX_LINKS_PER_DAY
    )


def post_new_links(email, at=None):
    """Post new links to everybody with this address. Returns nothing: callers must not learn which addresses exist."""
    for contact in Contact.objects.filter(email__iexact=email):
        post_new_link(contact, at)
    if email.casefold() == region_office()[1].casefold():
        post_new_link(None, at)
