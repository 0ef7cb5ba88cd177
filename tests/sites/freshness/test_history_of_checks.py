"""Every confirmation is a state of the history, no matter who gives it and in which way."""

import pytest
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from editing.comments import translate_comment
from sites.freshness.answering import accept_report, apply_answer, apply_changes
from sites.models import Plot, Space, SpaceCheck
from tests.factories.checking import CheckRequestFactory, DueSpaceFactory, ReportedChangeFactory
from tests.filling import filled, unrendered
from tests.sites.freshness.visiting import press
from tests.working import page_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
Answer = SpaceCheck.Answer


def states(space):
    """The states of the history, the oldest first: (what it says of the object, what was done)."""
    versions = Version.objects.get_for_object(Plot.objects.get(pk=space.pk)).select_related("revision")
    return [
        (version.field_dict, translate_comment(version.revision.comment, Plot))
        for version in versions.order_by("pk")
    ]


def by_link(client, space):
    press(client, CheckRequestFactory(recipient=space.contact, spaces=[space]), space, "correct")


def by_list(client, space):
    client.post(reverse("admin:sites_plot_changelist"), {"action": "confirm", "_selected_action": [space.pk]})


def by_form(client, space):
    page = page_of(space)
    client.post(page, filled(unrendered(client, page), data_as_of=f"{TODAY():%d.%m.%Y}"))


@pytest.mark.parametrize("confirm", [by_link, by_list, by_form])
def test_a_confirmation_leaves_the_state_before_it_and_its_own_with_a_comment(client, editor, confirm):
    space = DueSpaceFactory(overdue=20)
    confirm(client, space)
    space.refresh_from_db()
    (found, _comment), (confirmed, comment) = states(space)
    assert found["data_as_of"] == TODAY() - timezone.timedelta(days=200)
    assert (confirmed["data_as_of"], confirmed["version"]) == (TODAY(), space.version)
    assert comment


def test_the_confirmation_of_a_contact_bears_his_name(asked, space):
    apply_answer(asked, space.number, Answer.CORRECT)
    assert "Anna Berg" in states(space)[-1][1]


def test_the_state_before_an_answer_says_what_was_so_then(asked, space):
    apply_answer(asked, space.number, Answer.RESERVED)
    assert [fields["marketing_status"] for fields, _comment in states(space)] == ["free", "reserved"]


def test_several_confirmed_together_have_a_state_each(client, editor):
    spaces = [DueSpaceFactory(overdue=5), DueSpaceFactory(overdue=60)]
    keys = [space.pk for space in spaces]
    client.post(reverse("admin:sites_plot_changelist"), {"action": "confirm", "_selected_action": keys})
    assert [len(states(space)) for space in spaces] == [2, 2]


def test_what_was_saved_past_the_history_is_kept_before_the_next_answer(asked, space):
    apply_answer(asked, space.number, Answer.CORRECT)
    for name in ("Eins", "Zwei"):
        stored = Space.objects.get(pk=space.pk)
        stored.name_de = name
        stored.save()
    space.refresh_from_db()
    found = space.version
    apply_changes(asked, space.number, {"marketing_status": "reserved"}, {}, version=found)
    assert [fields["version"] for fields, _comment in states(space)][-2:] == [found, found + 1]
    assert states(space)[-2][0]["name_de"] == "Zwei"


def test_the_state_before_a_reported_area_was_taken_over_has_the_old_one(client, editor):
    space = DueSpaceFactory(area=50_000)
    report = ReportedChangeFactory(answer__space=space, area=60_000)
    accept_report(report, editor)
    assert [state["area"] for state, _said in states(space)] == [50_000, 60_000]


def test_an_action_on_all_that_a_list_found_keeps_the_state_of_each(client, editor):
    spaces = DueSpaceFactory.create_batch(3)
    data = {"action": "confirm", "_selected_action": [spaces[0].pk], "select_across": "1"}
    client.post(reverse("admin:sites_plot_changelist"), data)
    assert [len(states(space)) for space in spaces] == [2, 2, 2]
