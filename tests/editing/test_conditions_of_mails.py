"""Who is told of a step of a release, and who is asked for it: each condition by itself, without a database."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Given

import pytest
from django.utils import translation

from editing import planning, release_mails, releasers
from editing.models import PendingChange, ReleaseStep
from editing.release_mails import LONGEST, QUIET
from publishing.models import Publishable

Step, State = ReleaseStep.Step, Publishable.WorkflowState
OPEN, KEPT = PendingChange.State.OPEN, PendingChange.State.KEPT
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Person:
    def __init__(self, name, is_active=True, is_staff=True):
        self.name, self.pk, self.is_active, self.is_staff = name, name, is_active, is_staff

    def __str__(self):
        return self.name

    __repr__ = __str__


EDITOR, OTHER, BOSS = map(Person, ("editor", "other", "boss"))


def change(state=OPEN, author=EDITOR, undo_until=None):
    is_unfinished = state in (OPEN, KEPT, PendingChange.State.RETURNED)
    return Given(
        state=state,
        State=PendingChange.State,
        author=author,
        author_id=author.pk,
        is_unfinished=is_unfinished,
        undo_until=undo_until,
    )


def step(kind, change=None, state=State.PUBLISHED, user=EDITOR, **more):
    target = Given(workflow_state=state, WorkflowState=State)
    known = {"user": user, "user_id": user.pk, "target": target, "at": NOW, "name": str(user), "pk": 9}
    return Given(step=kind, change=change, change_id=change and 1, **known | more)


@pytest.fixture
def people(monkeypatch):
    """Who releases is the boss; who handed it in is the editor, before them the other."""
    monkeypatch.setattr(release_mails, "releasers", lambda target, author: [BOSS])
    monkeypatch.setattr(release_mails, "members_who_release", lambda target: [BOSS])
    monkeypatch.setattr(release_mails, "authors", lambda step: [EDITOR, OTHER])
    monkeypatch.setattr(release_mails, "told_of_taking_back", lambda step: [OTHER])
    monkeypatch.setattr(release_mails, "told_of_return", lambda step: [BOSS, OTHER])


@pytest.mark.parametrize(
    ("kind", "waits", "told"),
    [
        (Step.HANDED_IN, True, {BOSS}),
        (Step.HANDED_IN, False, set()),
        (Step.CONTINUED, True, {EDITOR}),
        (Step.TAKEN_BACK, True, {OTHER}),
        (Step.REINSTATED, True, {BOSS, OTHER}),
        (Step.WITHDRAWN, True, {BOSS, EDITOR, OTHER}),
        (Step.RELEASED, True, {EDITOR, OTHER}),
        (Step.RETURNED, True, {EDITOR, OTHER}),
    ],
)
def test_of_each_step_those_are_told_whom_it_concerns(monkeypatch, people, kind, waits, told):
    monkeypatch.setattr(release_mails, "still_waits", lambda step: waits)
    assert release_mails.recipients(step(kind, user=Person("somebody"))) == told


@pytest.mark.parametrize(
    "who", [None, EDITOR, Person("gone", is_active=False), Person("visitor", is_staff=False)]
)
def test_nobody_is_told_who_did_it_or_cannot_log_in(monkeypatch, people, who):
    monkeypatch.setattr(release_mails, "authors", lambda step: [who, OTHER])
    assert release_mails.recipients(step(Step.RELEASED)) == {OTHER}


@pytest.mark.parametrize(
    ("of_change", "state", "waits", "concerns"),
    [
        (None, State.IN_REVIEW, True, True),
        (None, State.DRAFT, False, True),
        (change(OPEN), State.PUBLISHED, True, True),
        (change(OPEN), State.DRAFT, False, False),
        (change(KEPT), State.PUBLISHED, False, True),
    ],
)
def test_what_waits_for_release_is_an_entry_in_review_or_an_open_change_to_what_is_public(
    of_change, state, waits, concerns
):
    one = step(Step.HANDED_IN, of_change, state)
    assert release_mails.still_waits(one) is waits
    assert release_mails.concerns_releasers(one) is concerns


@pytest.mark.parametrize(
    ("of_change", "state", "is_known", "told"),
    [
        (change(KEPT), State.PUBLISHED, True, []),
        (
            change(PendingChange.State.SUPERSEDED, undo_until=NOW),
            State.PUBLISHED,
            True,
            [OTHER, EDITOR, BOSS],
        ),
        (change(PendingChange.State.SUPERSEDED, undo_until=NOW), State.PUBLISHED, False, [OTHER, EDITOR]),
        (change(PendingChange.State.SUPERSEDED), State.PUBLISHED, True, [BOSS]),
        (change(PendingChange.State.SUPERSEDED, undo_until=NOW), State.DRAFT, True, [OTHER, EDITOR]),
        (None, State.DRAFT, True, [BOSS]),
        (None, State.DRAFT, False, []),
    ],
)
def test_of_what_was_taken_back_those_are_told_who_knew_or_wrote_it(
    monkeypatch, of_change, state, is_known, told
):
    monkeypatch.setattr(release_mails, "releasers", lambda target, author: [BOSS])
    monkeypatch.setattr(release_mails, "authors", lambda step: [OTHER])
    handed_in = [Given(told_at=NOW if is_known else None)]
    monkeypatch.setattr(release_mails, "since_decided", lambda step, kinds: handed_in)
    assert release_mails.told_of_taking_back(step(Step.TAKEN_BACK, of_change, state)) == told


@pytest.mark.parametrize(
    ("of_change", "was_told", "told"),
    [
        (change(OPEN), True, [OTHER, BOSS]),
        (change(KEPT), True, [OTHER]),
        (change(OPEN), False, []),
        (change(PendingChange.State.APPROVED), True, []),
    ],
)
def test_of_a_return_those_are_told_who_believe_that_it_was_taken_back(
    monkeypatch, of_change, was_told, told
):
    monkeypatch.setattr(release_mails, "releasers", lambda target, author: [BOSS])
    monkeypatch.setattr(release_mails, "authors", lambda step: [OTHER])
    of_change.steps = Given(filter=lambda **wanted: Given(exists=lambda: was_told))
    assert release_mails.told_of_return(step(Step.REINSTATED, of_change)) == told


@pytest.mark.parametrize(
    ("earlier", "kind", "found"),
    [
        ([Step.HANDED_IN, Step.HANDED_IN], Step.RELEASED, 2),
        ([Step.HANDED_IN, Step.RELEASED, Step.HANDED_IN], Step.RELEASED, 1),
        ([Step.RETURNED, Step.HANDED_IN], Step.RELEASED, 1),
        ([Step.RELEASED, Step.HANDED_IN, Step.HANDED_IN], Step.WITHDRAWN, 1),
    ],
)
def test_steps_count_since_it_was_last_decided(earlier, kind, found):
    steps = [Given(step=one) for one in earlier]
    rows = Given(order_by=lambda *by: Given(select_related=lambda *names: steps))
    one = step(kind)
    one.target.release_steps = Given(filter=lambda **wanted: rows)
    assert len(release_mails.since_decided(one, {Step.HANDED_IN})) == found


@pytest.mark.parametrize(
    ("ages", "count"),
    [
        ([QUIET], 1),
        ([QUIET - timedelta(seconds=1)], 0),
        ([LONGEST, timedelta(0)], 2),
        ([LONGEST - timedelta(seconds=1), timedelta(0)], 0),
        ([timedelta(minutes=30), QUIET], 2),
    ],
)
def test_steps_are_told_once_their_author_is_quiet_or_an_hour_is_over(monkeypatch, ages, count):
    steps = [step(Step.HANDED_IN, at=NOW - age) for age in ages] + [step(Step.HANDED_IN, user=OTHER)]

    class Rows(list):
        def __getattr__(self, name):
            return lambda *args, **more: self

    rows = Rows(steps)
    monkeypatch.setattr(release_mails, "ReleaseStep", Given(objects=Given(untold=lambda at: rows)))
    assert release_mails.ripe(NOW) == steps[: len(ages)][:count]


@pytest.mark.parametrize(
    ("kind", "of_change", "user", "told_as"),
    [
        (Step.TAKEN_BACK, change(), EDITOR, release_mails.DISCARDED),
        (Step.TAKEN_BACK, change(), OTHER, Step.TAKEN_BACK),
        (Step.RELEASED, change(), EDITOR, Step.RELEASED),
        (Step.TAKEN_BACK, None, EDITOR, Step.TAKEN_BACK),
    ],
)
def test_one_s_own_change_was_discarded(kind, of_change, user, told_as):
    assert release_mails.kind_for(user, step(kind, of_change)) == told_as


@pytest.mark.parametrize(
    ("kind", "of_change", "view"),
    [
        (Step.HANDED_IN, change(), "review"),
        (Step.RELEASED, change(), "change"),
        (Step.HANDED_IN, None, "change"),
    ],
)
def test_a_line_about_a_change_leads_to_its_comparison(monkeypatch, settings, kind, of_change, view):
    settings.SITE_URL = "https://a"
    monkeypatch.setattr(release_mails, "admin_url", lambda target, view: f"/{view}/")
    line = release_mails.line_of(step(kind, of_change, comment="c"))
    assert line["url"] == f"https://a/{view}/"
    assert line["is_change"] is bool(of_change)


# --- Who is asked


@pytest.fixture
def groups(monkeypatch):
    """A function that says who is in each group."""

    def are(members, region, administrators):
        for name, found in {
            "members_who_release": members,
            "region_who_releases": region,
            "administrators": administrators,
        }.items():
            group = lambda obj, found=found: found  # noqa: E731
            monkeypatch.setattr(releasers, name, group)

    return are


GONE = Person("gone", is_active=False)


@pytest.mark.parametrize(
    ("members", "region", "administrators", "asked", "said"),
    [
        ([BOSS, EDITOR], [OTHER], [], [BOSS], "Asked to release it: boss."),
        ([EDITOR], [OTHER], [], [OTHER], "Asked to release it: other."),
        ([GONE], [EDITOR], [BOSS], [BOSS], "Asked to release it: boss."),
        ([], [], [EDITOR], [], "At present nobody else may release it"),
    ],
)
def test_first_the_organisation_is_asked_then_the_region_then_the_administrators(
    groups, members, region, administrators, asked, said
):
    groups(members, region, administrators)
    assert releasers.releasers(None, EDITOR) == asked
    with translation.override("en"):
        assert said in releasers.in_words(None, EDITOR)


@pytest.mark.parametrize(("count", "is_more"), [(releasers.NAMED, False), (releasers.NAMED + 1, True)])
def test_some_are_named_and_more_are_hinted_at(groups, count, is_more):
    groups([], [Person(f"p{number}") for number in range(count)], [])
    with translation.override("en"):
        said = releasers.in_words(Given(), EDITOR)
    assert said.startswith("Asked to release it: ")
    assert said.endswith(" ….") is is_more
    assert f"p{releasers.NAMED - 1}" in said


# --- What is planned


@pytest.mark.parametrize(
    ("last", "bounds"),
    [(None, ["published_from__gte"]), (NOW.date(), ["published_from__gte", "published_from__lt"])],
)
def test_a_moment_lies_within_days_to_the_end_of_the_last(last, bounds):
    found = planning.between("published_from", NOW.date(), last)
    assert [name for name, _bound in found.children] == bounds
    assert found.children[0][1] == planning.midnight(NOW.date())
    if last:
        assert found.children[1][1] == planning.midnight(last + timedelta(days=1))
    days = planning.between("rights_until", NOW.date(), last)
    assert days.children[0][1] == NOW.date()
