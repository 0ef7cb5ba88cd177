"""Which steps the desk offers to whom, and which of them want a release."""

from itertools import product
from types import SimpleNamespace as Given

import pytest
from django.http import QueryDict

from editing.admin.release import workflow
from editing.admin.release.late_forms import opened_version
from editing.admin.release.pending_changes import apply_workflow_button
from editing.admin.release.releasing import needs_release
from editing.models import PendingChange
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
published  old  releases -      _keep _save _withdraw
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
    offered = workflow.workflow_buttons(
        State(state), right == "releases", age == "new", pending, Given(pk=1), who == "own"
    )
    assert [name for name, _label in offered] == names


@pytest.mark.parametrize(("old", "new"), list(product(State, State)))
def test_only_steps_onto_the_site_and_off_it_want_a_release(old, new):
    is_public = State.PUBLISHED in (old, new) or new == State.WITHDRAWN
    assert needs_release(old, new) is (old != new and is_public)


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
    apply_workflow_button(request)
    assert {name: request.POST.get(name) for name in becomes} == becomes
    assert ("_continue" in request.POST) is ("_continue" in becomes)
