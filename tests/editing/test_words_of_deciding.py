"""What is said, noted and opened once somebody has decided a change, in whole sentences."""

from contextlib import nullcontext
from datetime import UTC, datetime
from types import SimpleNamespace as Given

import pytest
from django.core.exceptions import ValidationError

from editing.admin import reviewing
from publishing.models import Publishable

pytestmark = pytest.mark.usefixtures("english")

State = Publishable.WorkflowState
NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
"""The next day in Berlin already."""


class Entry(Given):
    def __str__(self):
        return "Hall"


def address_of(name, args=()):
    return "/".join(["", *name.split(":"), *map(str, args)])


@pytest.fixture
def told(monkeypatch):
    """What is told, by its level, and what is logged."""
    told = Given(said=[], logged=[], warned=[])
    for level in ("success", "warning"):
        monkeypatch.setattr(
            reviewing.messages,
            level,
            lambda request, words, level=level: told.said.append((level, str(words))),
        )
    monkeypatch.setattr(reviewing, "reverse", address_of)
    monkeypatch.setattr(reviewing, "tell_warnings", lambda request, obj: told.warned.append(obj))
    monkeypatch.setattr(reviewing.steps, "merged", lambda obj, change: Given(conflicts=[]))
    monkeypatch.setattr(reviewing.steps, "authors_of", lambda change: "Anna, Erika")
    monkeypatch.setattr(
        reviewing, "review_page", lambda *args, **named: Given(render=lambda: [str(one) for one in args[4]])
    )
    return told


def desk(told, **more):
    known = {
        "url_of": lambda view, *keys: address_of(view, keys),
        "admin_site": Given(name="admin"),
        "model": Publishable,
        "log_change": lambda request, obj, message: told.logged.append(message),
        "object_for": lambda *args: "obj",
        "has_change_permission": lambda request, obj: True,
    }
    return Given(**known | more)


@pytest.mark.parametrize(
    ("state", "is_public_now", "words", "noted", "leads_to"),
    [
        ("published", True, "Released: “Hall” is public with this change.", "released", "/admin/in_review"),
        ("published", False, "“Hall” is released.", "released", "/admin/in_review"),
        ("draft", False, "“Hall” is saved with this change.", "taken over", "/change/7"),
    ],
)
def test_a_change_that_is_approved_is_told_noted_and_left_for_the_next_one(
    told, monkeypatch, state, is_public_now, words, noted, leads_to
):
    monkeypatch.setattr(reviewing, "store_change", lambda *args: None)
    stored = Entry(pk=7, is_published=lambda: is_public_now, published_from=None)
    model_admin = desk(told, get_object=lambda request, key: stored)
    request = Given(POST={}, user="Rolf")
    answer = reviewing.approve_change(
        model_admin, request, Entry(pk=7, workflow_state=state), Given(handed_in_at=NOW)
    )
    assert told.said == [("success", words)]
    assert answer.url == leads_to
    assert told.warned == [stored] * (state == "published")
    [[message]] = told.logged
    assert message["said"] == f"Change by %(author)s of %(day)s, {noted} by %(user)s"
    assert message["with"] == {"author": "Anna, Erika", "day": {"day": "2026-03-03"}, "user": "Rolf"}


def test_a_change_that_cannot_be_stored_is_told_with_each_of_the_reasons(told, monkeypatch):
    def refuse(*args):
        raise ValidationError(["Too small.", "No place."])

    monkeypatch.setattr(reviewing, "store_change", refuse)
    monkeypatch.setattr(reviewing.PendingChange.objects, "get", lambda pk: "fresh")
    model_admin = desk(told, get_object=lambda request, key: "stored")
    faults = reviewing.approve_change(model_admin, Given(POST={}), Entry(pk=7), Given(pk=1))
    assert faults == ["This cannot be released as it is:", "Too small.", "No place."]
    assert (told.said, told.logged) == ([], [])


def test_a_choice_that_is_missing_is_asked_for_in_words(told, monkeypatch):
    monkeypatch.setattr(reviewing.steps, "merged", lambda obj, change: Given(conflicts=[("fields", "area")]))
    assert reviewing.approve_change(None, Given(POST={}), "obj", "change") == [
        "Some values were changed here and there as well. Choose for each which one is to stay."
    ]


@pytest.mark.parametrize("comment", ["", "Shorter, please"])
def test_a_change_that_is_returned_is_told_and_noted_with_its_comment(told, monkeypatch, comment):
    monkeypatch.setattr(reviewing.steps, "return_to_author", lambda *args: None)
    change, request = Given(handed_in_at=NOW), Given(POST={"comment": comment}, user="Rolf")
    answer = reviewing.return_change(desk(told), request, "obj", change)
    if not comment:
        assert answer == ["Say what is to be changed: the author gets it by mail."]
        assert (told.said, told.logged) == ([], [])
        return
    assert answer.url == "/admin/in_review"
    assert told.said == [("success", "The change is returned; Anna, Erika is told by mail.")]
    [[message]] = told.logged
    assert message == {
        "said": "Change by %(author)s returned: %(comment)s",
        "with": {"author": "Anna, Erika", "comment": "Shorter, please"},
    }


def test_what_was_decided_meanwhile_is_told_in_words(told, monkeypatch):
    monkeypatch.setattr(reviewing, "transaction", Given(atomic=nullcontext))
    monkeypatch.setattr(reviewing.steps, "unfinished_change", lambda obj, lock=False: None)
    kept = []
    model_admin = desk(
        told,
        create_revision=lambda request: nullcontext(),
        keep_found_state=lambda request, keys: kept.append(keys),
        has_release_permission=None,
    )
    words = "This change was decided, or handed in again, since you opened it. Nothing was done."
    assert reviewing.decide(model_admin, Given(POST={}, path="/here/"), "7") == [words]
    assert told.said == []
    assert kept == [["7"]]


@pytest.mark.parametrize(
    ("author", "words"),
    [
        (1, "Your change is discarded; nothing waits for release. Until %s you can undo this here."),
        (2, "The change by Anna is discarded; Anna is told by mail. Until %s you can undo this here."),
    ],
)
def test_who_throws_a_change_away_learns_until_when_it_can_be_undone(told, monkeypatch, author, words):
    change = Given(author_id=author, author_name="Anna", undo_until="(then)")
    monkeypatch.setattr(reviewing.steps, "take_back", lambda *args: None)
    monkeypatch.setattr(reviewing, "moment", str)
    request = Given(POST={}, user=Given(pk=1), path="/here/")
    assert reviewing.discard_change(None, request, "obj", change).url == "/here/"
    assert told.said == [("success", words % "(then)")]


TOO_LATE = "This cannot be undone any more: another change waits, or the time is over."


def test_what_comes_back_is_told(told, monkeypatch):
    monkeypatch.setattr(reviewing, "reinstate", lambda *args: "change")
    request = Given(POST={"_reinstate": ""}, user="me", path="/here/")
    assert reviewing.bring_back(None, request, "obj", "change").url == "/here/"
    assert told.said == [("success", "Undone: the change is there again.")]


def test_what_cannot_come_back_is_told(told, monkeypatch):
    monkeypatch.setattr(reviewing, "reinstate", lambda *args: None)
    monkeypatch.setattr(reviewing.steps, "unfinished_change", lambda obj: None)
    request = Given(POST={"_reinstate": ""}, user="me", path="/here/")
    assert reviewing.bring_back(None, request, "obj", "change") == [TOO_LATE]
    assert told.said == []
