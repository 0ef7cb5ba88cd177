"""Which steps the desk offers to whom, and what it says of a change that waits: tables, asked of functions alone."""

from datetime import UTC, datetime
from itertools import product
from types import SimpleNamespace as Given

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation

from editing.admin import settling, waiting, workflow
from editing.admin.late import opened_version
from editing.admin.releasing import ReleaseFormMixin, needs_release
from editing.admin.waiting import WaitingAdminMixin, press
from editing.models import PendingChange
from news.models import Article
from publishing.models import Publishable

State = Publishable.WorkflowState
KEPT, OPEN, RETURNED = (PendingChange.State[name] for name in ("KEPT", "OPEN", "RETURNED"))
OFFERED = """
draft      old  releases -      _save _review _release
draft      old  prepares -      _save _review
draft      new  releases -      _save _review _release
draft      new  prepares -      _save _review
in_review  old  releases -      _save _release _return
in_review  old  releases own    _save _release _draft
in_review  old  prepares -      _save _draft
published  old  releases -      _save _withdraw
published  old  prepares -      _keep _save
published  old  prepares kept   _keep _save
published  old  prepares back   _keep _save
published  old  prepares me     _save _keep
published  old  prepares others _save
withdrawn  old  releases -      _save _review _release
withdrawn  old  prepares -      _save _review
"""


@pytest.mark.parametrize("line", OFFERED.split("\n")[1:-1])
def test_each_state_offers_its_steps_to_each_right_and_the_main_one_first(line):
    state, age, right, who, *names = line.split()
    pending = {
        "-": None,
        "own": None,
        "kept": Given(state=KEPT, author_id=1),
        "back": Given(state=RETURNED, author_id=1),
        "me": Given(state=OPEN, author_id=1),
        "others": Given(state=OPEN, author_id=2),
    }[who]
    offered = workflow.buttons_for(
        State(state), right == "releases", age == "new", pending, Given(pk=1), who == "own"
    )
    assert [name for name, _label in offered] == names


@pytest.mark.parametrize(
    ("state", "is_new", "label"),
    [
        ("draft", False, "Entwurf sichern"),
        ("draft", True, "Entwurf sichern"),
        ("withdrawn", False, "Sichern"),
        ("withdrawn", True, "Entwurf sichern"),
    ],
)
def test_a_withdrawn_entry_is_saved_and_a_new_one_is_a_draft(state, is_new, label):
    assert workflow.buttons_for(State(state), False, is_new)[0] == ("_save", label)


def context(state=State.DRAFT, releases=False, is_new=True, **more):
    form = Given(
        **{
            "stored_state": state,
            "releases": releases,
            "prepares": state == State.PUBLISHED and not releases,
            "pending": None,
            "change_conflict": None,
            "continues_others": False,
            "shows_pending": False,
            "data": {},
        }
        | more
    )
    obj = None if is_new else more.get("obj") or Given(pk=7)
    return form, workflow.workflow_context(Given(), Given(user=Given(pk=1)), form, obj)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("releases", [True, False])
def test_a_comment_is_asked_of_who_decides_and_a_note_of_who_hands_in(state, releases):
    found = context(state, releases)[1]
    assert found["asks_comment"] is (state == State.IN_REVIEW and releases)
    hands_in = state in (State.DRAFT, State.WITHDRAWN) or (state == State.PUBLISHED and not releases)
    assert found["asks_note"] is hands_in
    assert found["is_public"] is (state == State.PUBLISHED)
    assert found["workflow_state"] == state


@pytest.mark.parametrize(("continues", "conflict"), product([True, False], [None, "a change"]))
def test_to_go_on_with_anothers_change_is_asked_unless_it_is_in_the_way(continues, conflict):
    found = context(continues_others=continues, change_conflict=conflict)[1]
    assert found["continues_others"] is (continues and not conflict)
    assert found["change_conflict"] == conflict


@pytest.mark.parametrize(("step", "is_told"), [("returned", True), ("handed_in", False), (None, False)])
@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_a_draft_says_that_it_was_returned_when_that_was_the_last_step(monkeypatch, state, step, is_told):
    monkeypatch.setattr(workflow, "pending_context", lambda *args: {})
    last = step and Given(step=step, change=None)
    steps = Given(
        order_by=lambda *by: Given(select_related=lambda *names: Given(first=lambda: last)),
    )
    found = context(state, is_new=False, obj=Given(pk=7, release_steps=steps))[1]
    assert bool(found.get("returned")) is (is_told and state == State.DRAFT)


@pytest.mark.parametrize(
    ("pending", "undoable", "names"),
    [
        (None, None, set()),
        (None, "taken back", {"undoable", "review_url"}),
        (Given(is_unfinished=False), None, set()),
        (Given(is_unfinished=False), "taken back", {"undoable", "review_url"}),
        (
            Given(is_unfinished=True),
            "taken back",
            {"pending", "pending_shown", "pending_conflicts", "review_url"},
        ),
    ],
)
def test_what_was_taken_back_is_told_unless_a_change_waits(monkeypatch, pending, undoable, names):
    monkeypatch.setattr(workflow, "edit_of", lambda request: Given(overlaid=None))
    model_admin = Given(
        url_of=lambda *args: "/vergleich/", changes_of=lambda request, obj: (pending, undoable)
    )
    form = Given(pending=pending, shows_pending=False, data={})
    assert set(workflow.pending_context(model_admin, Given(), form, Given(pk=7))) == names


@pytest.mark.parametrize(
    ("shows", "opened", "is_shown"), [(True, "", True), (False, "T", True), (False, "", False)]
)
def test_a_form_shows_the_change_that_it_was_opened_with(monkeypatch, shows, opened, is_shown):
    monkeypatch.setattr(workflow, "edit_of", lambda request: Given(overlaid=Given(conflicts=["a"])))
    monkeypatch.setattr(workflow, "name_of_key", lambda obj, key: f"name of {key}")
    form = Given(pending=Given(is_unfinished=True), shows_pending=shows, data={"opened_change": opened})
    found = workflow.pending_context(Given(url_of=lambda *args: "/vergleich/"), Given(), form, Given(pk=7))
    assert found["pending_shown"] is is_shown
    assert found["pending_conflicts"] == ["name of a"]


SHOWN = """
change release state     asks author restores | shown
yes    no      published no   me     no       | yes
yes    no      published no   others no       | yes
yes    yes     published no   me     no       | no
yes    yes     published yes  me     no       | yes
no     no      published no   me     no       | no
no     no      published yes  me     no       | no
yes    no      published no   me     yes      | no
yes    yes     draft     no   me     no       | yes
yes    yes     draft     no   others no       | no
yes    yes     draft     yes  others no       | yes
"""


@pytest.mark.parametrize("line", SHOWN.split("\n")[2:-1])
@pytest.mark.parametrize("has_pending", [True, False])
def test_the_form_shows_a_change_to_who_goes_on_with_it(monkeypatch, line, has_pending):
    change, release, state, asks, author, restores, _bar, shown = line.split()
    monkeypatch.setattr(waiting, "edit_of", lambda request: Given(restoring=restores == "yes"))
    pending = Given(author_id=1 if author == "me" else 2) if has_pending else None
    desk = Given(
        has_change_permission=lambda request, obj: change == "yes",
        has_release_permission=lambda request, obj: release == "yes",
        pending_of=lambda request, obj: pending,
    )
    request = Given(user=Given(pk=1), GET={"change": "1"} if asks == "yes" else {})
    found = WaitingAdminMixin.shows_pending(desk, request, Given(workflow_state=State(state)))
    assert found is (shown == "yes" and has_pending)


@pytest.mark.parametrize(("old", "new"), product(State, State))
def test_only_steps_onto_the_site_and_off_it_want_a_release(old, new):
    is_public = State.PUBLISHED in (old, new) or new == State.WITHDRAWN
    assert needs_release(old, new) is (old != new and is_public)


@pytest.mark.parametrize(
    ("prepares", "state", "author", "asks"),
    [
        (True, KEPT, 2, True),
        (False, KEPT, 2, False),
        (True, OPEN, 2, False),
        (True, KEPT, 1, False),
        (True, None, 2, False),
    ],
)
def test_to_go_on_with_what_another_has_only_saved_has_to_be_said(prepares, state, author, asks):
    pending = state and Given(state=state, State=PendingChange.State, author_id=author)
    form = Given(pending=pending, prepares=prepares, user=Given(pk=1))
    assert ReleaseFormMixin.continues_others.fget(form) is asks


SAID = {
    "change_conflict": "Anna hat eine Änderung gesichert, seit Sie das Formular geöffnet haben. Von Ihnen ist noch "
    "nichts gesichert.",
    "handed_in": "Anna hat eine Änderung eingereicht, seit Sie das Formular geöffnet haben. Von Ihnen ist noch nichts "
    "gesichert.",
    "change_kept": "Anna hat am 2.\xa0März 2026, 10:00\xa0Uhr eine Änderung gesichert und noch nicht eingereicht. Wenn "
    "Sie sie weiterführen möchten, kreuzen Sie das bei den Schaltflächen an und sichern Sie noch einmal. Von Ihnen ist "
    "noch nichts gesichert.",
}

COMPARED = """
prepares meets unfinished opened overwrites continues | code
yes      no    yes        other  no         no        | change_conflict
no       yes   yes        other  no         no        | change_conflict
no       no    yes        other  no         no        | -
yes      no    no         other  no         no        | -
yes      no    yes        other  yes        no        | -
yes      no    yes        this   no         no        | -
yes      no    yes        this   no         yes       | change_kept
yes      no    yes        this   yes        yes       | -
yes      no    yes        other  no         yes       | change_conflict
"""


@pytest.mark.parametrize("line", COMPARED.split("\n")[2:-1])
def test_the_second_of_two_on_one_change_is_told(line):
    prepares, meets, unfinished, opened, overwrites, continues, _bar, code = line.split()
    pending = PendingChange(state=KEPT, author_name="Anna", handed_in_at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    errors = []
    form = Given(
        pending=Given(
            token="T",  # noqa: S106
            is_unfinished=unfinished == "yes",
            state=pending.state,
            State=PendingChange.State,
            author_name="Anna",
            handed_in_at=pending.handed_in_at,
        ),
        prepares=prepares == "yes",
        meets_other=meets == "yes",
        continues_others=continues == "yes",
        add_error=lambda field, error: errors.append(error),
    )
    cleaned = {
        "opened_change": "T" if opened == "this" else "U",
        "overwrite_change": "T" if overwrites == "yes" else "",
    }
    ReleaseFormMixin.compare_changes(form, cleaned)
    assert [error.code for error in errors] == ([] if code == "-" else [code])
    assert [error.message for error in errors] == [SAID[error.code] for error in errors]
    assert hasattr(form, "change_conflict") is (code == "change_conflict")


@pytest.mark.parametrize(
    ("state", "prepares", "words"),
    [
        (KEPT, True, "change_conflict"),
        (OPEN, True, "handed_in"),
        (RETURNED, True, "handed_in"),
        (OPEN, False, "change_conflict"),  # beside what is not public: its author has only saved
    ],
)
def test_a_change_in_the_way_is_said_to_be_saved_or_handed_in(state, prepares, words):
    change = PendingChange(pk=1, state=state, author_name="Anna")
    errors = []
    form = Given(
        pending=change,
        prepares=prepares,
        meets_other=not prepares,
        add_error=lambda field, error: errors.append(error.message),
    )
    ReleaseFormMixin.compare_changes(form, {})
    assert errors == [SAID[words]]


@pytest.mark.parametrize(
    ("sent", "opened"),
    [
        ("12", 12),
        ("123456789", 123456789),
        ("1234567890", None),
        ("", None),
        ("-1", None),
        ("²", None),
        ("1a", None),
    ],
)
def test_the_version_that_was_opened_is_a_number_or_not_known(sent, opened):
    assert opened_version(Given(POST={"opened_version": sent})) == opened
    assert opened_version(Given(POST={})) is None


@pytest.mark.parametrize(
    ("sent", "becomes"),
    [
        ("_draft=", {"workflow_state": "draft", "_save": "1"}),
        ("_review=", {"workflow_state": "in_review", "_save": "1"}),
        ("_return=", {"workflow_state": "draft", "_save": "1"}),
        ("_release=", {"workflow_state": "published", "_save": "1"}),
        ("_withdraw=&workflow_state=published", {"workflow_state": "withdrawn", "_save": "1"}),
        ("_save=Sichern&workflow_state=draft", {"workflow_state": "draft", "_save": "Sichern"}),
        ("_keep=", {"_keep": "", "_continue": "1"}),
        ("_open=", {"_keep": "1", "_continue": "1"}),
    ],
)
def test_a_button_sets_the_state_and_one_that_keeps_goes_on(sent, becomes):
    request = Given(POST=QueryDict(sent))
    press(request)
    assert {name: request.POST.get(name) for name in becomes} == becomes
    assert ("_continue" in request.POST) is ("_continue" in becomes)


@pytest.mark.parametrize(
    ("went_live", "change", "said", "noted"),
    [
        (True, None, "public.", "Nothing changed."),
        (False, None, "nothing waits", "Nothing changed."),
        (False, Given(state=KEPT), "nobody is asked to release it yet", "Change saved, not handed in yet."),
        (False, Given(state=OPEN), "waits for release", "Change handed in for release."),
    ],
)
def test_what_became_of_a_change_is_said_and_noted(monkeypatch, went_live, change, said, noted):
    monkeypatch.setattr(waiting.releasers, "in_words", lambda obj, user: f"({user})")
    with translation.override("en"):
        words = waiting.said_of(Given(went_live=went_live, change=change, obj="Hall"), "me")
    assert said in words
    assert words.startswith(("“Hall”", "Your change to “Hall”"))
    assert words.endswith("(me)") is (said == "waits for release")
    assert waiting.noted_of(change) == noted


@pytest.mark.parametrize(
    ("may", "is_known", "opened", "words"),
    [
        (False, True, "draft", "Whose this entry is was changed"),
        (True, False, "draft", "Somebody else has changed the editorial state"),
        (True, True, "in_review", "Somebody else has changed the editorial state"),
        (True, True, "draft", None),
    ],
)
def test_a_late_step_is_refused_where_it_may_be_meant_for_another_state(may, is_known, opened, words):
    late = Given(is_known=is_known, stored=Article(workflow_state="draft"))
    then = Given(workflow_state=opened, published_from=None)
    form = Given(fields=["title", "workflow_state", "published_from"])
    with translation.override("en"):
        if words is None:
            settling.refuse_step(form, late, then, may)
            return
        with pytest.raises(ValidationError, match=words) as refused:
            settling.refuse_step(form, late, then, may)
    [said] = refused.value.messages
    assert "Stored is: Editorial state: draft; Visible from: –." in said
