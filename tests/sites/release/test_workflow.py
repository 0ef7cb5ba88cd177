"""The buttons of the work flow, what each role has of them, and figures that go live at once."""

import pytest
from django.urls import reverse
from reversion.models import Version

from editing.models import PendingChange, ReleaseStep
from sites.models import Plot, Space
from tests.factories.accounts import UserFactory
from tests.factories.portal import SiteProfileFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered
from tests.working import change, fresh, page_of, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


class TestSmallFigures:
    def test_status_and_price_go_live_at_once(self, client, log_in, town, space):
        log_in(town)
        save(client, space, marketing_status="reserved", offers__0__price_m2="35")
        assert fresh(space).marketing_status == "reserved"
        assert space.offers.get().price_m2 == 35
        assert not PendingChange.objects.exists()
        assert (
            Version.objects.get_for_object(Plot.objects.get()).first().field_dict["marketing_status"]
            == "reserved"
        )

    def test_a_check_goes_live_at_once_and_is_noted(self, client, log_in, town, space):
        user = log_in(town)
        save(client, space, data_as_of="01.11.2026")
        assert f"{fresh(space).data_as_of:%d.%m.%Y}" == "01.11.2026"
        assert fresh(space).checked_by_user == user
        assert space.checks.get().user == user

    def test_together_with_anything_else_they_wait(self, client, log_in, town, space):
        log_in(town)
        save(client, space, marketing_status="reserved", name_de="Südfeld")
        assert fresh(space).marketing_status == "free"

    def test_while_another_change_waits_they_wait_with_it(self, client, space, waiting):
        save(client, space, marketing_status="reserved")
        assert fresh(space).marketing_status == "free"

    def test_a_new_offer_or_one_taken_away_is_not_small(self, client, log_in, town, space):
        log_in(town)
        save(client, space, offers__0__DELETE="on")
        assert space.offers.exists()
        assert change().state == PendingChange.State.OPEN

    def test_the_region_may_want_to_release_them_too(self, client, log_in, town, space):
        SiteProfileFactory(releases_small_changes=False)
        log_in(town)
        save(client, space, marketing_status="reserved")
        assert fresh(space).marketing_status == "free"
        assert change().state == PendingChange.State.OPEN


class TestButtons:
    def buttons(self, client, space):
        return [name for name, _label in client.get(page_of(space)).context["workflow_buttons"]]

    @pytest.mark.parametrize(
        ("state", "role", "expected"),
        [
            ("draft", "editor", ["_save", "_review"]),
            ("draft", "reviewer", ["_save", "_review", "_release"]),
            ("in_review", "editor", ["_save", "_draft"]),
            ("in_review", "reviewer", ["_save", "_release", "_return"]),
            ("published", "editor", ["_keep", "_save"]),
            ("published", "reviewer", ["_keep", "_save", "_withdraw"]),
            ("withdrawn", "editor", ["_save", "_review"]),
        ],
    )
    def test_each_role_has_its_buttons(self, client, log_in, town, state, role, expected):
        space = SpaceFactory(steward=town, workflow_state=state)
        log_in(town, role)
        assert self.buttons(client, space) == expected

    def test_a_draft_goes_through_review_to_the_public(self, client, log_in, town):
        space = SpaceFactory(steward=town, draft=True)
        log_in(town)
        save(client, space, button="_review", name_de="Südfeld")
        assert (fresh(space).workflow_state, fresh(space).name_de) == ("in_review", "Südfeld")
        log_in(town, "reviewer")
        save(client, space, button="_return", step_comment="Bitte mit Foto.")
        assert fresh(space).workflow_state == "draft"
        log_in(town)
        assert "Bitte mit Foto." in client.get(page_of(space)).content.decode()
        save(client, space, button="_review")
        log_in(town, "reviewer")
        save(client, space, button="_release")
        assert fresh(space).is_published()
        save(client, space, button="_withdraw")
        assert fresh(space).workflow_state == "withdrawn"
        steps = [step.step for step in ReleaseStep.objects.all()]
        assert steps == ["handed_in", "returned", "handed_in", "released", "withdrawn"]

    def test_nothing_in_review_is_returned_without_a_comment(self, client, log_in, town):
        space = SpaceFactory(steward=town, workflow_state="in_review")
        log_in(town, "reviewer")
        save(client, space, button="_return")
        assert fresh(space).workflow_state == "in_review"

    def test_a_button_that_found_a_fault_leaves_no_trace_in_the_form(self, client, log_in, town):
        space = SpaceFactory(steward=town, draft=True)
        log_in(town, "reviewer")
        answer = client.post(
            page_of(space), filled(unrendered(client, page_of(space)), name_de="") | {"_release": "1"}
        )
        assert answer.context["adminform"].form.errors
        client.post(page_of(space), filled(answer, name_de="Südfeld"))
        assert (fresh(space).workflow_state, fresh(space).name_de) == ("draft", "Südfeld")

    @pytest.mark.parametrize("button", ["_release", "_withdraw"])
    def test_a_button_that_was_not_offered_releases_nothing(self, client, log_in, town, button):
        space = SpaceFactory(steward=town, draft=True)
        log_in(town)
        save(client, space, button=button)
        assert fresh(space).workflow_state == "draft"

    def test_an_editor_s_withdrawal_of_something_public_is_refused(self, client, log_in, town, space):
        log_in(town)
        save(client, space, button="_withdraw", name_de="Südfeld")
        assert (fresh(space).workflow_state, fresh(space).name_de) == ("published", "Nordfeld")

    def test_an_entry_withdrawn_meanwhile_takes_the_change_over_when_it_is_saved(
        self, client, log_in, town, space, waiting
    ):
        log_in(town, "reviewer")
        save(client, space, button="_withdraw")
        client.force_login(waiting)
        save(client, space)
        assert fresh(space).name_de == "Südfeld"
        assert change().state == PendingChange.State.SUPERSEDED

    def test_actions_by_an_editor_change_no_contents_of_what_is_public(self, client, log_in, town, space):
        log_in(town)
        before = Space.objects.values("name_de", "area", "workflow_state", "published_from", "boundary").get()
        for action in ("publish", "withdraw", "confirm", "duplicate_selected", "delete_selected"):
            client.post(
                reverse("admin:sites_plot_changelist"),
                {"action": action, "_selected_action": [space.pk], "post": "yes"},
            )
        assert Space.objects.values(*before).get(pk=space.pk) == before


def test_an_administrator_saves_at_once(client, space):
    client.force_login(UserFactory(administrator=True))
    save(client, space, name_de="Südfeld")
    assert fresh(space).name_de == "Südfeld"
