"""Proposals in the administration: how the office puts one together, and who may look into them."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import Organisation
from investors import proposing
from investors.models import Proposal
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.investors import ProposalFactory, ProposalSpaceFactory
from tests.factories.sites import SpaceFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def proposal():
    return ProposalFactory(title="Für Ihr Werk", addressee="Geheim GmbH")


class TestAdmin:
    def test_the_office_puts_a_proposal_together(self, admin_client, admin_user):
        space = SpaceFactory(draft=True)
        answer = admin_client.post(
            reverse("admin:investors_proposal_add"),
            {
                "title": "Für Sie",
                "language": "en",
                "expires_at_0": "2030-01-01",
                "expires_at_1": "12:00",
                "rows-TOTAL_FORMS": "1",
                "rows-INITIAL_FORMS": "0",
                "rows-0-space": space.pk,
                "rows-0-order": "0",
                "rows-0-note": "Gleis",
            },
        )
        assert answer.status_code == 302
        proposal = Proposal.objects.get()
        assert proposal.created_by == admin_user
        assert proposal.rows.get().number == space.number
        assert proposal.get_absolute_url() is None
        proposing.make_link(proposal)
        assert proposal.get_absolute_url().startswith("/en/proposal/")

    def test_unpublished_spaces_are_found_by_number_and_name(self, admin_client):
        space = SpaceFactory(name="Stiller Hof", draft=True)
        address = reverse("admin:autocomplete")
        field = {"app_label": "investors", "model_name": "proposalspace", "field_name": "space"}
        for term in (space.number, "stiller"):
            found = admin_client.get(address, field | {"term": term}).json()["results"]
            assert [line["id"] for line in found] == [str(space.pk)]

    def test_the_link_is_shown_to_be_copied(self, admin_client, proposal):
        page = admin_client.get(
            reverse("admin:investors_proposal_change", args=[proposal.pk])
        ).content.decode()
        assert f"{proposal.get_absolute_url()}&quot;" in page or f'{proposal.get_absolute_url()}"' in page

    @pytest.mark.parametrize("action", ["revoke", "renew", "duplicate"])
    def test_actions_answer(self, admin_client, proposal, action):
        answer = admin_client.post(
            reverse("admin:investors_proposal_changelist"),
            {"action": action, "_selected_action": [proposal.pk]},
            follow=True,
        )
        assert answer.status_code == 200
        assert "1 Angebot: erledigt." in answer.content.decode()
        proposal.refresh_from_db()
        assert (proposal.revoked_at is not None) == (action == "revoke")
        assert Proposal.objects.count() == (2 if action == "duplicate" else 1)

    @pytest.mark.parametrize(
        ("action", "note"),
        [("revoke", "Widerrufen."), ("renew", "Verlängert."), ("duplicate", "Kopiert von „Für Ihr Werk“.")],
    )
    def test_the_history_says_what_an_action_did(self, admin_client, proposal, action, note):
        admin_client.post(
            reverse("admin:investors_proposal_changelist"),
            {"action": action, "_selected_action": [proposal.pk]},
        )
        newest = Proposal.objects.latest("pk")
        page = admin_client.get(reverse("admin:investors_proposal_history", args=[newest.pk]))
        assert note in page.content.decode()


class TestWhoseProposalsTheyAre:
    """The region's people make them; people of other organisations see none, whatever they may do there."""

    LIST = "admin:investors_proposal_changelist"

    @pytest.fixture
    def row(self):
        space = SpaceFactory(name="Stiller Hof", draft=True, steward=OrganisationFactory())
        return ProposalSpaceFactory(proposal__title="Für ein Werk", space=space)

    def log_in(self, client, organisation=None):
        user = UserFactory()
        user.user_permissions.set(
            Permission.objects.filter(content_type__app_label__in=["investors", "sites"])
        )
        if organisation:
            MembershipFactory(user=user, organisation=organisation)
        client.force_login(user)

    @pytest.fixture(params=["steward of it", "steward of others", "without organisation"])
    def stranger(self, request, client, row):
        steward = {"steward of it": row.space.steward, "steward of others": OrganisationFactory()}
        self.log_in(client, steward.get(request.param))
        return client

    def test_the_list_is_empty_and_nothing_can_be_added(self, stranger):
        page = stranger.get(reverse(self.LIST)).content.decode()
        assert "Für ein Werk" not in page
        assert stranger.get(reverse("admin:investors_proposal_add")).status_code == 403
        data = {"title": "X", "language": "de", "rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0"}
        assert stranger.post(reverse("admin:investors_proposal_add"), data).status_code == 403

    @pytest.mark.parametrize("term", ["Werk", "stiller", "1001"])
    def test_no_search_finds_one(self, stranger, row, term):
        answer = stranger.get(reverse(self.LIST), {"q": term})
        assert answer.context["cl"].result_count == 0

    @pytest.mark.parametrize("page", ["change", "history", "delete"])
    def test_no_page_of_one_opens(self, stranger, row, page):
        answer = stranger.get(
            reverse(f"admin:investors_proposal_{page}", args=[row.proposal.pk]), follow=True
        )
        text = answer.content.decode()
        assert "Stiller Hof" not in text
        assert row.proposal.token not in text
        assert answer.redirect_chain or answer.status_code == 403

    @pytest.mark.parametrize("action", ["revoke", "renew", "duplicate", "delete_selected"])
    def test_no_action_reaches_one(self, stranger, row, action):
        before = Proposal.objects.values().get()
        data = {"action": action, "_selected_action": [row.proposal.pk], "post": "yes"}
        answer = stranger.post(reverse(self.LIST), data, follow=True)
        assert "Stiller Hof" not in text_of(answer, 403)
        assert Proposal.objects.values().get() == before

    def test_no_form_changes_one(self, stranger, row):
        data = {"title": "Meins", "language": "de", "rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0"}
        stranger.post(reverse("admin:investors_proposal_change", args=[row.proposal.pk]), data)
        stranger.post(reverse("admin:investors_proposal_delete", args=[row.proposal.pk]), {"post": "yes"})
        assert Proposal.objects.get().title == "Für ein Werk"

    def test_the_region_s_people_see_and_change_all(self, client, row):
        self.log_in(client, OrganisationFactory(kind=Organisation.Kind.REGION))
        assert "Für ein Werk" in client.get(reverse(self.LIST)).content.decode()
        page = client.get(reverse("admin:investors_proposal_change", args=[row.proposal.pk]))
        assert "Stiller Hof" in page.content.decode()
        client.post(reverse(self.LIST), {"action": "revoke", "_selected_action": [row.proposal.pk]})
        row.proposal.refresh_from_db()
        assert not row.proposal.is_open()
        assert client.get(reverse("admin:investors_proposal_add")).status_code == 200
