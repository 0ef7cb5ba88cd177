"""Who is asked when: contact, reminder, deputy, region, and that an object has left. All of a recipient in one mail; a
new link goes to the address that is stored, and to no other.
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
    AFTER_DAYS,
    ASKS_AT,
    FORGOTTEN_AFTER_DAYS,
    GATHERED_DAYS,
    OWN_STAGES,
    Stage,
)
from sites.querysets import LINE

logger = logging.getLogger(__name__)

TOLD = (*LINE, "marketing_status", "contact", "data_as_of", "check_due")
"""What a mail says of a space, and what decides who gets it: of all that a space knows, little."""


@dataclass(frozen=True)
class Line:
    """An object in the mail to one recipient. `is_reason`: it is why the mail is written; others go along."""

    space: Space
    stage: Stage
    is_reason: bool = False


def ask(at=None):
    """Post what has to be asked today, one mail to each at most; returns how many. May be called at any time."""
    at = at or timezone.now()
    if timezone.localtime(at).time() < ASKS_AT:
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
            posted += post(recipient, lines, at)
        except Exception:  # one wrong address must not keep the others waiting
            logger.exception("The check request to %s failed; the next round tries again.", recipient)
    return posted


def post(recipient, lines, at):
    """Store the request and its mail, or neither; False when this recipient has had a mail today."""
    today = timezone.localdate(at)
    if CheckRequest.objects.filter(recipient=recipient, posted_on=today, is_reminder=True).exists():
        return False
    try:
        with transaction.atomic():
            store(CheckRequest(recipient=recipient, posted_at=at, posted_on=today), lines, at)
    except IntegrityError:  # another process was quicker
        return False
    return True


def store(asked, lines, at):
    asked.save()
    CheckQuestion.objects.bulk_create(
        CheckQuestion(request=asked, space=line.space, check_due=line.space.check_due, stage=line.stage)
        for line in lines
    )
    mails.post_request(asked, [(line.space, line.stage) for line in lines], at)


def lines_by_recipient(at):
    """What each recipient (a contact; None is the region's office) would be told, whether or not there is a reason."""
    today = timezone.localdate(at)
    found = defaultdict(list)
    for space, asked_at in spaces_with_stages(at):
        overdue = (today - space.check_due).days
        owner = owner_of(space)
        found[owner].append(line_to_owner(space, overdue, asked_at))
        deputy = space.contact and space.contact.deputy
        if deputy and deputy.email and deputy != owner:
            found[deputy].append(line_to_others(space, Stage.DEPUTY, overdue, asked_at))
        if owner is not None:
            found[None].append(line_to_others(space, Stage.REGION, overdue, asked_at))
    return {recipient: [line for line in lines if line] for recipient, lines in found.items()}


def spaces_with_stages(at):
    """(space, the stages it has been asked at since its check became due) of all that may be asked about."""
    today = timezone.localdate(at)
    spaces = list(
        Space.objects.to_be_checked(at)
        .filter(
            check_due__gt=today - timedelta(days=FORGOTTEN_AFTER_DAYS),
            check_due__lte=today + timedelta(days=GATHERED_DAYS),
        )
        .reading(*TOLD)
        .prefetch_related("contact__deputy", "contact__organisation")
        .order_by("number")
    )
    asked_at = defaultdict(set)
    questions = CheckQuestion.objects.filter(space__in=spaces).exclude(stage=Stage.ALONG)
    for space, check_due, stage in questions.values_list("space", "check_due", "stage"):
        asked_at[space, check_due].add(stage)
    return [(space, asked_at[space.pk, space.check_due]) for space in spaces]


def owner_of(space):
    """Who is asked first: the contact, where they cannot be reached the deputy, else None: the region's office."""
    if space.contact is None:
        return None
    for person in (space.contact, space.contact.deputy):
        if person is not None and person.email:
            return person
    return None


def line_to_owner(space, overdue, asked_at):
    """The latest stage that is reached; later ones stand in place of earlier ones that were missed."""
    reached = [stage for stage in OWN_STAGES if overdue >= AFTER_DAYS[stage]]
    if reached and not asked_at.intersection(OWN_STAGES[len(reached) - 1 :]):
        return Line(space, reached[-1], is_reason=True)
    for stage in OWN_STAGES[len(reached) :]:
        if comes_along(stage, overdue) and stage not in asked_at:
            return Line(space, stage)
    return Line(space, Stage.ALONG) if asked_at.intersection(OWN_STAGES) else None


def line_to_others(space, stage, overdue, asked_at):
    if stage in asked_at:
        return Line(space, Stage.ALONG)
    if overdue >= AFTER_DAYS[stage] or comes_along(stage, overdue):
        return Line(space, stage, is_reason=overdue >= AFTER_DAYS[stage])
    return None


def comes_along(stage, overdue):
    return overdue + GATHERED_DAYS >= AFTER_DAYS[stage]


ONE_IN = timedelta(minutes=15)
A_DAY = 5
"""New links one recipient gets: more than anybody needs, too few to annoy with."""


def renew(recipient, at=None):
    """Post a new link to a contact (None: the region's office), who lost theirs, about all that is open for them.

    Returns "posted", "nothing" when nothing is open, "too_often".
    """
    at = at or timezone.now()
    with transaction.atomic():
        if recipient is not None:  # held, so that two clicks are told apart
            Contact.objects.select_for_update().get(pk=recipient.pk)
        if is_too_often(recipient, at):
            return "too_often"
        lines = lines_by_recipient(at).get(recipient, [])
        if not lines:
            return "nothing"
        asked = CheckRequest(
            recipient=recipient, posted_at=at, posted_on=timezone.localdate(at), is_reminder=False
        )
        # All are only listed: nothing is asked at a stage by it.
        store(asked, [replace(line, stage=Stage.ALONG) for line in lines], at)
    return "posted"


def is_too_often(recipient, at):
    sent = CheckRequest.objects.filter(recipient=recipient, is_reminder=False)
    return (
        sent.filter(posted_at__gt=at - ONE_IN).exists()
        or sent.filter(posted_at__gt=at - timedelta(days=1)).count() >= A_DAY
    )


def renew_for(email, at=None):
    """The same for everybody who has this address. Tells the caller nothing, for anybody may type any address."""
    for contact in Contact.objects.filter(email__iexact=email):
        renew(contact, at)
    if email.casefold() == region_office()[1].casefold():
        renew(None, at)
