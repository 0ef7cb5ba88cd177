"""Mails about the work flow: who may release learns what waits, who handed it in learns what became of it.

They are made from the steps that were written down (editing.releasing.steps), some minutes later, so that
everything somebody did in one go comes in one mail. A step is marked in the transaction that posts its mails: none
goes out twice, and none is lost (docs/adr/0041).
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
"""So long nothing more may have come from the same person."""
MAX_WAIT = timedelta(hours=1)
"""But no step waits longer than this."""

Step = ReleaseStep.Step
DISCARDED = "discarded"
"""Taken back, as the author of the change reads it."""
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
"""The order of a mail's sections."""
STEPS_WITH_COMPARISON = {Step.HANDED_IN, Step.CONTINUED, Step.TAKEN_BACK, Step.REINSTATED}
"""Lines about a change lead to its comparison."""


@transaction.atomic
def post_release_mails(at):
    """Post the mails about all steps that are ripe and still hold; returns how many mails. In each an entry stands
    once, with the last of its steps.
    """
    steps = due_steps(at)
    told = {}
    for step in steps:
        if step.target is not None and is_still_true(step):
            for user in recipients(step):
                told.setdefault(user, {})[step.content_type_id, step.object_id] = step
    for user, lines in told.items():
        post_mail(user, list(lines.values()))
    ReleaseStep.objects.filter(pk__in=[step.pk for step in steps]).update(told_at=at)
    return len(told)


def due_steps(at):
    """The untold steps of all who have been quiet for a while, or began long ago."""
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
    """Whether what the step says is true when its mail goes out; steps by others may have followed."""
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
    return True  # recipients() leaves out those whom the other steps no longer concern


def recipients(step):
    """The users who are told of a step; never those who did it."""
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
    """The authors of what was thrown away, and the releasers who know of it; nobody where it has come back."""
    if step.change and step.change.is_unfinished:
        return []
    thrown_away = [*step_authors(step), step.change.author] if step.change and step.change.undo_until else []
    knew = concerns_releasers(step) and any(
        hand.told_at for hand in steps_since_decision(step, {Step.HANDED_IN})
    )
    return [*thrown_away, *(find_reviewers(step.target, step.user) if knew else [])]


def reinstatement_recipients(step):
    """Those who believe that it was taken back."""
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
    """A change to what is not published is a conflict for its editors, and asks for no release."""
    return not step.change or step.target.workflow_state == step.target.WorkflowState.PUBLISHED


def step_authors(step):
    """Who handed it in, or began what somebody else handed in."""
    return [earlier.user for earlier in steps_since_decision(step, {Step.HANDED_IN, Step.BEGUN})]


def steps_since_decision(step, kinds):
    """The steps of these kinds before this one, since it was last decided for good; the newest first. Of something
    withdrawn, the last one.
    """
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
