"""The steps of the work flow: when somebody is asked for release, and what is written down."""

import pytest

from editing.models import PendingChange, PendingPicture, ReleaseStep
from editing.releasing import steps
from editing.releasing.states import current_state
from tests.factories.accounts import UserFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory
from tests.working import change, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return fresh(SpaceFactory(name_de="Nordfeld"))


MINE, THEIRS = "mine", "theirs"
KEPT, OPEN = "kept", "open"


@pytest.mark.parametrize(
    ("before", "mine", "state", "asked"),
    [
        (None, KEPT, "kept", 0),
        (None, OPEN, "open", 1),
        ((MINE, KEPT), KEPT, "kept", 0),
        ((MINE, KEPT), OPEN, "open", 1),
        ((MINE, OPEN), OPEN, "open", 1),
        ((MINE, OPEN), KEPT, "kept", 1),
        ((THEIRS, KEPT), KEPT, "kept", 0),
        ((THEIRS, KEPT), OPEN, "open", 1),
        ((THEIRS, OPEN), KEPT, "open", 2),  # what somebody else has handed in stays handed in
        ((THEIRS, OPEN), OPEN, "open", 2),
    ],
)
def test_a_change_is_asked_for_anew_only_by_whom_it_was_not_asked_for(space, before, mine, state, asked):
    people = {whose: UserFactory() for whose in (MINE, THEIRS)}
    for whose, how in [*([before] if before else []), (MINE, mine)]:
        wanted = current_state(space)
        wanted["fields"]["name_de"] = f"{whose} {how}"
        steps.hand_in(
            space, current_state(space), wanted, people[whose], version=space.version, is_kept=how == KEPT
        )
    assert (change().state, change().author) == (state, people[MINE])
    assert ReleaseStep.objects.filter(step="handed_in").count() == asked


def test_who_wants_what_is_public_takes_the_change_back(space):
    user = UserFactory()
    public = current_state(space)
    assert steps.hand_in(space, public, public, user, version=space.version) is None
    assert not PendingChange.objects.exists()
    wanted = current_state(space)
    wanted["fields"]["name_de"] = "Südfeld"
    steps.hand_in(space, public, wanted, user, version=space.version)
    assert steps.hand_in(space, public, public, user, version=space.version) is None
    assert change().state == "superseded"


def test_a_change_holds_no_picture_that_it_does_not_show_any_more(space):
    wanted = current_state(space)
    wanted["fields"]["name_de"] = "Südfeld"
    waiting = steps.hand_in(space, current_state(space), wanted, UserFactory(), version=space.version)
    PendingPicture.objects.create(change=waiting, picture=PictureFactory())
    steps.sync_pending_pictures(waiting)
    assert not PendingPicture.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "comment", "step"),
    [
        ("draft", "in_review", "", "handed_in"),
        ("in_review", "published", "", "released"),
        ("draft", "published", "", "released"),
        ("published", "withdrawn", "", "withdrawn"),
        ("in_review", "draft", "", "taken_back"),
        ("in_review", "draft", "Bilder fehlen", "returned"),
        ("withdrawn", "draft", "Neu", None),
        ("draft", "draft", "Neu", None),
    ],
)
def test_each_move_of_an_entry_is_written_down_by_its_name(space, old, new, comment, step):
    space.workflow_state = new
    steps.log_transition(space, old, UserFactory(), comment)
    written = list(ReleaseStep.objects.values_list("step", "comment"))
    assert written == ([(step, comment)] if step else [])
