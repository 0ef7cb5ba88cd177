"""What the desk decides and says of a step, each condition by itself: its functions with things in memory."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Given

import pytest
from django.http import QueryDict

from editing.admin import (
    double_submit,
    reviewing,
    step_messages,
)
from publishing.checks import Problem
from publishing.models import Publishable

pytestmark = pytest.mark.usefixtures("english")

State = Publishable.WorkflowState
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def said(monkeypatch):
    """What is told, by its level."""
    told = []
    for module in (double_submit, reviewing):
        for level in ("success", "warning", "info", "error"):
            monkeypatch.setattr(
                module.messages, level, lambda request, words, level=level: told.append((level, str(words)))
            )
    return told


@pytest.fixture
def shown(monkeypatch):
    """The faults that stand on the page of comparison where it comes again."""
    told = []
    monkeypatch.setattr(
        reviewing,
        "review_page",
        lambda *args, **more: Given(render=lambda: told.extend(args[4])),
    )
    return told


def desk_of(*rights, **more):
    """A ModelAdmin whose user has these rights: change, release, view, add."""
    permissions = {
        f"has_{right}_permission": (lambda request, obj=None, right=right: right in rights)
        for right in ("change", "release", "view", "add")
    }
    return Given(url_of=lambda view, *keys: f"/{view}/{keys[0]}/", **permissions | more)


# --- Deciding


@pytest.mark.parametrize(
    ("state", "rights", "may"),
    [
        (State.PUBLISHED, ["release"], True),
        (State.PUBLISHED, ["change"], False),
        (State.DRAFT, ["change"], True),
        (State.DRAFT, ["release"], True),
        (State.DRAFT, [], False),
    ],
)
def test_a_change_to_what_is_public_is_settled_by_who_may_release(state, rights, may):
    assert reviewing.may_settle(desk_of(*rights), None, Given(workflow_state=state)) is may


@pytest.mark.parametrize(
    ("change", "state", "may", "title"),
    [
        (None, State.PUBLISHED, True, "Nothing waits for release"),
        ("c", State.PUBLISHED, True, "Compare and release"),
        ("c", State.DRAFT, True, "Compare and take over"),
        ("c", State.PUBLISHED, False, "Compare"),
        ("c", State.DRAFT, False, "Compare"),
    ],
)
def test_the_page_of_comparison_says_what_is_done_there(change, state, may, title):
    assert reviewing.title_of(Given(workflow_state=state), change, may) == title


@pytest.mark.parametrize("returns", [True, False])
def test_returning_wants_the_right_to_release_and_files_are_looked_into_for_anything_else(
    monkeypatch, shown, returns
):
    looked, asked = [], []
    monkeypatch.setattr(reviewing, "transaction", Given(atomic=nullcontext))
    monkeypatch.setattr(reviewing, "look_into", looked.append)
    monkeypatch.setattr(
        reviewing.steps, "unfinished_change", lambda obj, lock=False: None if lock else "change"
    )
    draft = Given(workflow_state=State.DRAFT)
    model_admin = desk_of(
        "change",
        object_for=lambda request, object_id, permission: asked.append(permission(request, draft)),
        create_revision=lambda request: nullcontext(),
        keep_found_state=lambda *args: None,
    )
    request = Given(POST={"_return": ""} if returns else {}, path="/here/")
    reviewing.decide(model_admin, request, "7")
    assert looked == ([] if returns else ["change"])
    assert asked == [not returns, not returns]  # before the files, and again within the transaction


@pytest.mark.parametrize(
    ("change", "sent", "returns", "done"),
    [
        (None, "T", False, None),
        (Given(token="T"), "U", False, None),  # noqa: S106
        (Given(token="T"), "T", False, "approved"),  # noqa: S106
        (Given(token="T"), "T", True, "returned"),  # noqa: S106
        (Given(token="T"), "U", True, None),  # noqa: S106
    ],
)
def test_what_was_decided_meanwhile_is_not_decided_again(monkeypatch, shown, change, sent, returns, done):
    monkeypatch.setattr(reviewing, "transaction", Given(atomic=nullcontext))
    monkeypatch.setattr(reviewing, "look_into", lambda change: None)
    monkeypatch.setattr(reviewing.steps, "unfinished_change", lambda obj, lock=False: change)
    monkeypatch.setitem(reviewing.DECISIONS, "_return", lambda *args: "returned")
    monkeypatch.setitem(reviewing.DECISIONS, "_approve", lambda *args: "approved")
    model_admin = desk_of(
        object_for=lambda *args: "obj",
        create_revision=lambda request: nullcontext(),
        keep_found_state=lambda *args: None,
    )
    request = Given(POST={"token": sent} | ({"_return": ""} if returns else {}), path="/here/")
    assert reviewing.decide(model_admin, request, "7") == done
    assert len(shown) == (done is None)


@pytest.mark.parametrize(("comment", "is_returned"), [("", False), ("  ", False), ("Shorter, please", True)])
def test_returning_wants_a_comment(monkeypatch, said, shown, comment, is_returned):
    done = []
    monkeypatch.setattr(reviewing.steps, "return_to_author", lambda *args: done.append(args[3]))
    monkeypatch.setattr(reviewing.steps, "authors_of", lambda change: "Anna")
    monkeypatch.setattr(reviewing, "to_list", lambda model_admin: "list")
    model_admin = desk_of(log_change=lambda *args: done.append("logged"))
    answer = reviewing.return_change(
        model_admin, Given(POST={"comment": comment}, user="me"), "obj", "change"
    )
    assert done == (["Shorter, please", "logged"] if is_returned else [])
    assert (answer == "list") is is_returned
    assert len(shown) == (not is_returned)
    long = Given(POST={"comment": "x" * 3000}, user="me")
    reviewing.return_change(model_admin, long, "obj", "change")
    assert len(done[-2]) == reviewing.COMMENT_LENGTH


@pytest.mark.parametrize(
    ("conflicts", "chosen", "keeps"),
    [
        ([], {}, set()),
        (["a"], {}, None),
        (["a"], {"take:a": "change"}, set()),
        (["a"], {"take:a": "public"}, {"a"}),
        (["a"], {"take:a": "neither"}, None),
        (["a", "b"], {"take:a": "public"}, None),
        (["a", "b"], {"take:a": "public", "take:b": "change", "other": "public"}, {"a"}),
    ],
)
def test_each_conflict_has_to_be_chosen(monkeypatch, conflicts, chosen, keeps):
    class Stored(Exception):
        pass

    def store(model_admin, request, obj, change, keep):
        raise Stored(keep)

    monkeypatch.setattr(reviewing, "store_change", store)
    monkeypatch.setattr(reviewing, "name_of", lambda key: f"take:{key}")
    monkeypatch.setattr(reviewing.steps, "merged", lambda obj, change: Given(conflicts=conflicts))
    monkeypatch.setattr(reviewing, "review_page", lambda *args: Given(render=lambda: "asked"))
    request = Given(POST=chosen)
    if keeps is None:
        assert reviewing.approve_change(None, request, "obj", "change") == "asked"
        return
    with pytest.raises(Stored) as stored:
        reviewing.approve_change(None, request, "obj", "change")
    assert stored.value.args[0] == keeps


@pytest.mark.parametrize(
    ("button", "rights", "may"),
    [
        ("_approve", ["change"], False),
        ("_return", ["change"], False),
        ("_return", ["release"], True),
        ("_takeback", ["release"], False),
        ("_takeback", ["change"], True),
        ("_reinstate", ["change"], True),
    ],
)
def test_each_button_is_for_those_who_may(button, rights, may):
    public = Given(workflow_state=State.PUBLISHED)
    assert reviewing.may_decide(desk_of(*rights), button, None, public) is may


@pytest.mark.parametrize(
    ("waits", "taken_back", "sent", "done"),
    [
        (None, Given(token="T"), "T", "back"),  # noqa: S106
        (None, Given(token="T"), "U", None),  # noqa: S106
        (None, None, "T", None),
        (Given(token="U"), Given(token="T"), "T", None),  # noqa: S106
    ],
)
def test_what_was_thrown_away_comes_back_where_nothing_waits(
    monkeypatch, shown, waits, taken_back, sent, done
):
    monkeypatch.setattr(reviewing, "transaction", Given(atomic=nullcontext))
    monkeypatch.setattr(reviewing.steps, "unfinished_change", lambda obj, lock=False: waits)
    monkeypatch.setattr(reviewing, "changes_at_hand", lambda obj: (waits, taken_back))
    monkeypatch.setitem(reviewing.DECISIONS, "_reinstate", lambda *args: "back")
    model_admin = desk_of(
        object_for=lambda *args: "obj",
        create_revision=lambda request: nullcontext(),
        keep_found_state=lambda *args: None,
    )
    request = Given(POST={"token": sent, "_reinstate": ""}, path="/here/")
    assert reviewing.decide(model_admin, request, "7") == done
    assert len(shown) == (done is None)


# --- What is said of a step


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, "is released."), (0, "is released."), (-1, "is released."), (1, "is released and appears on")],
)
def test_a_release_ahead_says_when_it_appears(seconds, said):
    start = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert said in step_messages.words_of_release(Given(published_from=start), NOW)


@pytest.mark.parametrize(
    ("found", "now", "missing", "level"),
    [
        (State.DRAFT, State.DRAFT, [], None),
        (State.DRAFT, State.IN_REVIEW, [], "success"),
        (State.DRAFT, State.PUBLISHED, [], "success"),
        (State.PUBLISHED, State.WITHDRAWN, [], None),
        (State.IN_REVIEW, State.DRAFT, [], "success"),
        (State.WITHDRAWN, State.DRAFT, [], None),
        (State.DRAFT, State.DRAFT, [Problem("area", "Missing.", "x", is_error=True)], "warning"),
    ],
)
def test_a_step_is_said_and_a_form_that_lacks_something_is_gone_back_to(
    monkeypatch, found, now, missing, level
):
    edit = Given(state_found=lambda form: found, said=None)
    monkeypatch.setattr(step_messages, "edit_of", lambda request: edit)
    monkeypatch.setattr(step_messages.releasers, "in_words", lambda obj, user: "(asked)")
    thing = Given(workflow_state=now, published_from=None)
    form = Given(instance=thing, not_handed_in=missing, cleaned_data={})
    request = Given(POST=QueryDict("a=1"), user="me")
    step_messages.note_move(request, form)
    assert (edit.said and edit.said[1]) == (level and getattr(step_messages.messages, level.upper()))
    assert ("_continue" in request.POST) is bool(missing)
    assert not missing or 'href="#id_area"' in edit.said[0]
    assert step_messages.linked(Problem("", "As a whole.", "x", is_error=True)) == "As a whole."


# --- Forms that are sent twice


@pytest.mark.parametrize(
    ("only_shown", "method", "key", "may_add", "is_first", "made", "done"),
    [
        (False, "POST", "k", True, True, None, "added"),
        (False, "POST", "k", True, False, "thing", "told"),
        (False, "POST", "k", True, False, None, "added"),
        (False, "POST", "", True, False, "thing", "added"),
        (False, "GET", "k", True, False, "thing", "added"),
        (True, "POST", "k", True, False, "thing", "added"),
        (False, "POST", "k", False, False, "thing", "added"),
        (False, "POST", "k" * 200, True, False, "thing", "added"),
    ],
)
def test_a_form_sent_twice_adds_once(monkeypatch, only_shown, method, key, may_add, is_first, made, done):
    deleted = []
    sent = Given(object_id=None, delete=lambda: deleted.append(1))
    monkeypatch.setattr(double_submit, "transaction", Given(atomic=nullcontext))
    monkeypatch.setattr(double_submit.SentForm, "claim", lambda user, key: (sent, is_first))
    monkeypatch.setattr(double_submit, "edit_of", lambda request: Given(sent=None))
    monkeypatch.setattr(double_submit, "response_added_before", lambda *args: "told")
    rows = Given(filter=lambda pk: Given(first=lambda: made))
    model_admin = desk_of(
        *(["add"] if may_add else []),
        opts=Given(label_lower="news.article"),
        is_only_shown=only_shown,
        get_queryset=lambda request: rows,
    )
    request = Given(method=method, POST={"form_key": key}, user="me")
    assert double_submit.add_once(model_admin, request, lambda *args: "added", "", None) == done


@pytest.mark.parametrize("is_popup", [True, False])
def test_a_form_sent_twice_is_told_and_a_popup_closes(monkeypatch, said, is_popup):
    model_admin = desk_of(response_add=lambda request, obj: "closed")
    request = Given(POST={"_popup": "1"} if is_popup else {})

    class Hall(Given):
        def __str__(self):
            return "Hall"

    answer = double_submit.response_added_before(model_admin, request, Hall(pk=7))
    if is_popup:
        assert (answer, said) == ("closed", [])
        return
    words = "“Hall” is saved already: this form was sent twice. What you changed before the second time is not saved."
    assert (answer.url, said) == ("/change/7/", [("info", words)])
