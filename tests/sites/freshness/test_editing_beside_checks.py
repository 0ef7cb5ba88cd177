"""A check while an editor has the form open: it stops them only where they say something else, and is never undone."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from editing.releasing import steps
from editing.releasing.states import current_state, with_picture_details
from sites.freshness.answering import apply_answer, confirm_space
from sites.models import Plot, Space, SpaceCheck, SpacePhoto
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.checking import CheckRequestFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered
from tests.working import change, decide, page_of, said, save, settle

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

TODAY = timezone.localdate
Answer = SpaceCheck.Answer


def german(days_ago):
    return f"{TODAY() - timedelta(days=days_ago):%d.%m.%Y}"


def meanwhile(client, space, happens, **typed):
    """Open the form, let something happen, then send what was typed. Returns (what was sent, the answer)."""
    opened = unrendered(client, page_of(space), is_whole=False)
    happens()
    sent = filled(opened, **typed)
    return sent, client.post(page_of(space), sent)


def is_confirmed(space):
    space.refresh_from_db()
    return (space.data_as_of, space.checked_by, space.check_due) == (
        TODAY(),
        "Anna Berg",
        TODAY() + timedelta(days=180),
    )


def confirm_in_list(client, space):
    client.post(reverse("admin:sites_plot_changelist"), {"action": "confirm", "_selected_action": [space.pk]})


def conflicts(client, space):
    """The names of what the editor and somebody else changed both."""
    return [conflict["label"] for conflict in client.get(page_of(space, "review")).context["conflicts"]]


@pytest.mark.usefixtures("editor")
class TestForm:
    def test_a_check_alone_does_not_stop_an_editor(self, client, asked, space):
        _sent, answer = meanwhile(
            client, space, lambda: apply_answer(asked, space.number, Answer.CORRECT), name_en="North field"
        )
        assert answer.status_code == 302
        assert is_confirmed(space)
        assert space.name_en == "North field"
        assert space.checks.count() == 1

    def test_a_second_check_of_the_same_day_does_not_stop_him_either(self, client, space):
        confirm_in_list(client, space)
        checked_again = partial(confirm_in_list, client, space)
        _sent, answer = meanwhile(client, space, checked_again, name_de="Südfeld")
        assert answer.status_code == 302
        space.refresh_from_db()
        assert (space.data_as_of, space.name_de) == (TODAY(), "Südfeld")

    def test_what_another_editor_changed_is_merged_as_ever(self, client, asked, space):
        def both():
            apply_answer(asked, space.number, Answer.CORRECT)
            save(client, space, name_de="Südfeld", area="25000", address="Am Anger 1", parcels="12/3")

        meanwhile(client, space, both, name_de="Ostfeld", postcode="04109")
        assert len(conflicts(client, space)) == 1
        settle(client, space, "change")
        assert is_confirmed(space)
        assert (space.name_de, space.area, space.postcode) == ("Ostfeld", 25_000, "04109")
        assert (space.address, space.parcels) == ("Am Anger 1", "12/3")

    def test_what_is_compared_as_a_whole_does_not_undo_a_check(self, client, asked, space):
        """The history does not know the state that the form began with."""
        opened = client.get(page_of(space))
        Plot.objects.get(pk=space.pk).save()
        apply_answer(asked, space.number, Answer.CORRECT)
        answer = client.post(page_of(space), filled(opened, name_de="Südfeld"))
        assert answer.url == page_of(space, "review")
        settle(client, space, "change")
        assert is_confirmed(space)
        assert (space.name_de, space.checks.count()) == ("Südfeld", 1)

    @pytest.mark.parametrize("state", ["draft", "published"])
    def test_a_day_that_nobody_touched_stays_when_two_editors_are_merged(self, client, editor, state):
        checked = TODAY() - timedelta(days=79)
        plot = Plot.objects.get(pk=SpaceFactory(data_as_of=checked, workflow_state=state).pk)
        _sent, answer = meanwhile(
            client, plot, partial(save, client, plot, address="Am Anger 1"), divisible_from="5000"
        )
        assert answer.status_code == 302
        plot.refresh_from_db()
        assert (plot.address, plot.divisible_from) == ("Am Anger 1", 5000)
        assert (plot.data_as_of, plot.checked_by_user, plot.checks.count()) == (checked, None, 0)

    def test_a_day_that_was_emptied_is_asked_for(self, client, space):
        _sent, answer = meanwhile(client, space, partial(save, client, space, area="25000"), data_as_of="")
        assert answer.context["adminform"].form.has_error("data_as_of", "required")

    def test_of_an_earlier_day_that_the_editor_typed_they_are_told_that_the_later_stays(
        self, client, asked, space
    ):
        meanwhile(
            client, space, lambda: apply_answer(asked, space.number, Answer.CORRECT), data_as_of=german(3)
        )
        assert "Der spätere Tag bleibt bei „Stand der Angaben“." in " ".join(said(client.get(page_of(space))))
        assert is_confirmed(space)

    def test_a_later_day_that_he_typed_is_his_check(self, client, editor, space):
        yesterday = timezone.now() - timedelta(days=1)
        plot = Plot.objects.get(pk=space.pk)

        def answered():
            asked = CheckRequestFactory(recipient=space.contact, spaces=[space])
            apply_answer(asked, space.number, Answer.CORRECT, yesterday)

        _sent, answer = meanwhile(client, plot, answered, data_as_of=german(0))
        assert answer.status_code == 302
        space.refresh_from_db()
        assert (space.data_as_of, space.checked_by_user) == (TODAY(), editor)

    def test_credits_that_somebody_changed_are_no_check(self, client, space):
        """The states of the history do not tell them."""
        SpacePhoto.objects.create(space=space, picture=PictureFactory(credit="Foto: Alt"), alt_de="Feld")
        save(client, space, name_de="Südfeld")
        meanwhile(
            client, space, lambda: save(client, space, photos__0__credit="Foto: Neu"), name_de="Ostfeld"
        )
        assert len(conflicts(client, space)) == 1

    def test_credits_that_a_release_changed_are_no_check_either(self, client, space):
        picture = PictureFactory(credit="Foto: Alt")
        SpacePhoto.objects.create(space=space, picture=picture, alt_de="Feld")
        save(client, space, name_de="Südfeld")
        space = Plot.objects.get()
        wanted = with_picture_details(current_state(space), current_state(space))
        wanted["pictures"][str(picture.pk)]["credit"] = "Foto: Neu"
        steps.hand_in(space, current_state(space), wanted, UserFactory(), version=space.version)
        meanwhile(client, space, lambda: decide(client, space), name_de="Ostfeld")
        picture.refresh_from_db()
        assert picture.credit == "Foto: Neu"
        assert len(conflicts(client, space)) == 1


class TestRelease:
    """A change that waits while the contact confirms: of two days the later one stays, and nobody is asked."""

    @pytest.fixture
    def town(self, space):
        space.steward = OrganisationFactory(name="Stadt Musterhausen")
        space.save()
        return space.steward

    def handed_in(self, client, log_in, town, space, **changes):
        log_in(town)
        save(client, space, name_de="Südfeld", **changes)
        return change()

    def test_what_its_author_left_alone_is_not_set_back(self, client, log_in, town, asked, space):
        self.handed_in(client, log_in, town, space)
        apply_answer(asked, space.number, Answer.CORRECT)
        log_in(town, "reviewer")
        decide(client, space)
        assert is_confirmed(space)
        assert space.name_de == "Südfeld"

    @pytest.mark.parametrize(("typed", "stays"), [(3, 0), (0, 0)])
    def test_the_later_day_stays(self, client, log_in, town, asked, space, typed, stays):
        self.handed_in(client, log_in, town, space, data_as_of=german(typed))
        apply_answer(
            asked, space.number, Answer.CORRECT, timezone.now() - timedelta(days=1 if typed == 0 else 0)
        )
        log_in(town, "reviewer")
        assert not client.get(page_of(space, "review")).context["conflicts"]
        decide(client, space)
        space.refresh_from_db()
        assert (space.data_as_of, space.name_de) == (TODAY() - timedelta(days=stays), "Südfeld")

    def test_its_author_goes_on_without_undoing_the_check(self, client, log_in, town, asked, space):
        self.handed_in(client, log_in, town, space, data_as_of=german(3))
        opened = client.get(page_of(space))
        apply_answer(asked, space.number, Answer.CORRECT)
        answer = client.post(page_of(space), filled(opened, name_de="Ostfeld"))
        assert answer.status_code == 302
        assert change().snapshot["fields"]["data_as_of"] == TODAY().isoformat()

    def test_a_day_that_was_wrong_may_still_be_put_back(self, space):
        confirm_space(space, name="Anna Berg")
        base = current_state(space)
        mine = base | {"fields": base["fields"] | {"data_as_of": "2026-01-05"}}
        handed_in = steps.hand_in(space, base, mine, UserFactory(), version=space.version)
        steps.approve(Space.objects.get(pk=space.pk), handed_in, UserFactory())
        space.refresh_from_db()
        assert space.data_as_of.isoformat() == "2026-01-05"
