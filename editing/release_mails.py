"""Mails about the release workflow: reviewers get what waits for them, authors get the decisions.

They are made from ReleaseStep rows some minutes later, so that all steps of one session go into one mail. A step is
marked in the transaction that posts its mails, so none is sent twice or lost (docs/adr/0041).
"""

import re
from datetime import timedelta
from itertools import takewhile

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from editing.models import ReleaseStep
from editing.releasing.waiting_list import admin_url
from editing.reviewers import find_reviewers, organisation_reviewers
from mailing import outbox
from mailing.stable_tokens import stable_token

QUIET_PERIOD = timedelta(minutes=10)
"""A user's steps are mailed once no other step followed for this long."""
MAX_WAIT = timedelta(hours=1)
"""No step waits longer than this."""

Step = ReleaseStep.Step
DISCARDED = "discarded"
"""Kind of a withdrawn change in the mail to its author."""
SECTIONS = (
    Step.HANDED_IN,
    Step.RETURNED,
    Step.CONTINUED,
    DISCARDED,
    Step.REINSTATED,
    Step.RELEASED,
    Step.TAKEN_BACK,
    Step.WITHDRAWN,
)
"""Order of a mail's sections."""
STEPS_WITH_COMPARISON = {Step.HANDED_IN, Step.CONTINUED, Step.TAKEN_BACK, Step.REINSTATED}
"""Lines about these steps of a change link to its comparison."""


@transaction.atomic
def post_release_mails(at):
    """Post mails about all due steps that are still true; return how many. An entry is listed by its last step."""
    steps = due_steps(at)
    by_user = {}
    for step in steps:
        if step.target is not None and is_still_true(step):
            for user in recipients(step):
                by_user.setdefault(user, {})[step.content_type_id, step.object_id] = step
    for user, lines in by_user.items():
        post_mail(user, list(lines.values()))
    ReleaseStep.objects.filter(pk__in=[step.pk for step in steps]).update(told_at=at)
    return len(by_user)


def due_steps(at):
    """Return the unmailed steps of users who took none in the quiet period, or one older than the maximum wait."""
    untold = (
        ReleaseStep.objects.not_mailed(at)
        .select_for_update(of=("self",))
        .select_related("user", "change__author")
    )
    by_person = {}
    for step in untold.prefetch_related("target"):
        by_person.setdefault((step.user_id, step.name), []).append(step)
    return [
        step
        for steps in by_person.values()
        if steps[-1].at <= at - QUIET_PERIOD or steps[0].at <= at - MAX_WAIT
        for step in steps
    ]


def is_still_true(step):
    """Return whether a step is still true when its mail is sent; steps by others may have followed."""
    change, state = step.change, step.target.workflow_state
    states = step.target.WorkflowState
    if step.step == Step.RELEASED:
        return state == states.PUBLISHED
    if step.step == Step.WITHDRAWN:
        return state == states.WITHDRAWN
    if step.step == Step.CONTINUED:
        return change.is_unfinished
    if step.step == Step.RETURNED and change:
        return change.state == change.State.RETURNED
    if step.step in {Step.RETURNED, Step.TAKEN_BACK} and not change:
        return not step.target.release_steps.filter(change=None, pk__gt=step.pk).exists()
    return True  # recipients() filters the other steps


def recipients(step):
    """Return the users to notify of a step, without the one who took it."""
    if step.step == Step.HANDED_IN:
        people = release_recipients(step)
    elif step.step == Step.CONTINUED:
        people = step_authors(step)[:1]
    elif step.step == Step.TAKEN_BACK:
        people = withdrawal_recipients(step)
    elif step.step == Step.REINSTATED:
        people = reinstatement_recipients(step)
    elif step.step == Step.WITHDRAWN:
        people = [*organisation_reviewers(step.target), *step_authors(step)]
    else:
        people = step_authors(step)
    return {user for user in people if user and user.pk != step.user_id and user.is_active and user.is_staff}


def withdrawal_recipients(step):
    """Return the authors of the discarded change and the reviewers who were notified of it; [] once reinstated."""
    if step.change and step.change.is_unfinished:
        return []
    thrown_away = [*step_authors(step), step.change.author] if step.change and step.change.undo_until else []
    knew = concerns_releasers(step) and any(
        hand.told_at for hand in steps_since_decision(step, {Step.HANDED_IN})
    )
    return [*thrown_away, *(find_reviewers(step.target, step.user) if knew else [])]


def reinstatement_recipients(step):
    """Return those who were notified of the withdrawal."""
    gone = step.change.steps.filter(step=Step.TAKEN_BACK, pk__lt=step.pk, told_at__isnull=False)
    if step.change.is_unfinished and gone.exists():
        return [*step_authors(step), *release_recipients(step)]
    return []


def release_recipients(step):
    return find_reviewers(step.target, step.user) if is_still_pending(step) else []


def is_still_pending(step):
    if step.change:
        return step.change.state == step.change.State.OPEN and concerns_releasers(step)
    return step.target.workflow_state == step.target.WorkflowState.IN_REVIEW


def concerns_releasers(step):
    """Return False for a change to an unpublished entry: a conflict for its editors, which needs no release."""
    return not step.change or step.target.workflow_state == step.target.WorkflowState.PUBLISHED


def step_authors(step):
    """Return who handed it in, or began what somebody else handed in."""
    return [earlier.user for earlier in steps_since_decision(step, {Step.HANDED_IN, Step.BEGUN})]


def steps_since_decision(step, kinds):
    """Return earlier steps of these kinds since the last release, newest first; of a withdrawn entry only one."""
    earlier = step.target.release_steps.filter(pk__lt=step.pk, change=step.change_id).order_by("-pk")
    earlier = earlier.select_related("user")
    if step.step == Step.WITHDRAWN:
        return [each for each in earlier if each.step in kinds][:1]
    undecided = takewhile(lambda each: each.step != Step.RELEASED, earlier)
    return [each for each in undecided if each.step in kinds]


def post_mail(user, steps):
    lines = {}
    for step in steps:
        lines.setdefault(section_for(user, step), []).append(step_context(step))
    sections = [{"step": str(kind), "lines": lines[kind]} for kind in SECTIONS if kind in lines]
    context = {"user": user, "sections": sections, "count": len(steps), "first": sections[0]["step"]}
    context |= {"others": len(steps) - 1, "is_one_kind": len(sections) == 1}
    context |= {"object": sections[0]["lines"][0]["object"], "site_url": settings.SITE_URL}
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("accounts/mail/release_subject.txt", context)
        body = render_to_string("accounts/mail/release.txt", context)
    outbox.post(
        to=user.email,
        subject=" ".join(subject.split())[:200],
        body=re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n",
        key=f"release-{user.pk}-"
        + "-".join(dict.fromkeys(stable_token(step, "at") for step in (steps[0], steps[-1]))),
    )


def section_for(user, step):
    is_own = step.change and step.change.author_id == user.pk
    return DISCARDED if is_own and step.step == Step.TAKEN_BACK else step.step


def step_context(step):
    view = "review" if step.change_id and step.step in STEPS_WITH_COMPARISON else "change"
    return {
        "object": step.target,
        "name": step.name,
        "at": step.at,
        "comment": step.comment,
        "is_change": bool(step.change_id),
        "url": settings.SITE_URL + admin_url(step.target, view),
    }
