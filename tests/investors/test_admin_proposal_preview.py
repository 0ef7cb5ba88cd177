"""Before a proposal is sent, the office looks at it: nothing is lost, no link is there, nothing goes out unnoticed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from investors.models import Proposal
from sites.papers.expose import pdf
from tests.factories.investors import ProposalFactory, ProposalSpaceFactory
from tests.factories.sites import SpaceFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LONG_AGO = timezone.now() - timedelta(days=2)


@pytest.fixture
def unsent():
    proposal = ProposalFactory(title="Für Ihr Werk", token=None)
    ProposalSpaceFactory(proposal=proposal, space__name="Nordhof", order=1)
    ProposalSpaceFactory(proposal=proposal, space=SpaceFactory(name="Stiller Hof", draft=True), order=2)
    return proposal


def address(page, proposal):
    return reverse(f"admin:investors_proposal_{page}", args=[proposal.pk])


def form(spaces, **fields):
    rows = {f"rows-{index}-space": space.pk for index, space in enumerate(spaces)}
    orders = {f"rows-{index}-order": index for index in range(len(spaces))}
    return {
        "title": "Für Sie",
        "language": "de",
        "greeting": "Wie besprochen.",
        "expires_at_0": "2030-01-01",
        "expires_at_1": "12:00",
        "rows-TOTAL_FORMS": len(spaces),
        "rows-INITIAL_FORMS": 0,
        **rows,
        **orders,
        **fields,
    }


def make_link(client, proposal):
    preview = client.get(address("preview", proposal))
    return client.post(address("preview", proposal), {"seen": preview.context["seen"]}, follow=True)


class TestPreview:
    def test_saving_makes_no_link_and_leads_to_the_preview(self, admin_client):
        sent = form([SpaceFactory()], _preview="1")
        answer = admin_client.post(reverse("admin:investors_proposal_add"), sent)
        proposal = Proposal.objects.get()
        assert answer["Location"] == address("preview", proposal)
        assert proposal.token is None
        assert not proposal.is_open()
        assert proposal.greeting == "Wie besprochen."

    def test_it_shows_the_investor_s_page_and_counts_nothing(self, admin_client, unsent):
        assert (
            address("previewframe", unsent) in admin_client.get(address("preview", unsent)).content.decode()
        )
        answer = admin_client.get(address("previewframe", unsent))
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
        page = answer.content.decode()
        assert "Nordhof" in page
        assert "Stiller Hof" in page
        unsent.refresh_from_db()
        assert (unsent.token, unsent.opens) == (None, 0)

    def test_it_speaks_the_investor_s_language(self, admin_client, unsent):
        Proposal.objects.update(language="en")
        assert '<html lang="en"' in admin_client.get(address("previewframe", unsent)).content.decode()

    def test_the_paper_can_be_read_before(self, admin_client, unsent, monkeypatch):
        monkeypatch.setattr(pdf, "render_pdf", lambda html, language="": html.encode())
        answer = admin_client.get(address("previewpdf", unsent))
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        assert "Stiller Hof" in answer.content.decode()

    def test_an_empty_one_has_no_paper(self, admin_client):
        assert admin_client.get(address("previewpdf", ProposalFactory())).status_code == 404

    @pytest.mark.parametrize("page", ["preview", "previewframe", "previewpdf"])
    def test_it_is_for_the_office_alone(self, client, unsent, page):
        assert "Nordhof" not in text_of(client.get(address(page, unsent), follow=True))


class TestLink:
    def test_its_button_makes_the_link_that_the_form_shows(self, admin_client, unsent):
        page = make_link(admin_client, unsent).content.decode()
        unsent.refresh_from_db()
        assert unsent.is_open()
        assert unsent.get_absolute_url() in page
        assert "Nordhof" in admin_client.get(unsent.get_absolute_url()).content.decode()

    def test_pressed_twice_it_is_the_same_link(self, admin_client, unsent):
        make_link(admin_client, unsent)
        first = Proposal.objects.get().token
        make_link(admin_client, unsent)
        assert Proposal.objects.get().token == first

    def test_what_was_withdrawn_since_is_told_and_no_link_made(self, admin_client, unsent):
        seen = admin_client.get(address("preview", unsent)).context["seen"]
        space = unsent.rows.first().space
        space.workflow_state = "withdrawn"
        space.save()
        page = admin_client.post(address("preview", unsent), {"seen": seen}, follow=True).content.decode()
        assert f"nicht mehr im Angebot: {space.number}." in page
        unsent.refresh_from_db()
        assert unsent.token is None
        make_link(admin_client, unsent)
        unsent.refresh_from_db()
        assert unsent.token

    def test_what_has_come_since_is_told_too(self, admin_client, unsent):
        seen = admin_client.get(address("preview", unsent)).context["seen"]
        row = ProposalSpaceFactory(proposal=unsent)
        page = admin_client.post(address("preview", unsent), {"seen": seen}, follow=True).content.decode()
        assert f"hinzugekommen: {row.space.number}." in page
        assert Proposal.objects.get().token is None

    @pytest.mark.parametrize("seen", ["", "x", "9" * 500])
    def test_forged_words_make_no_link(self, admin_client, unsent, seen):
        admin_client.post(address("preview", unsent), {"seen": seen})
        assert Proposal.objects.get().token is None

    def test_of_nothing_on_offer_there_is_no_link(self, admin_client):
        proposal = ProposalFactory(token=None)
        ProposalSpaceFactory(proposal=proposal, space__taken=True)
        assert "nichts" in make_link(admin_client, proposal).content.decode()
        assert Proposal.objects.get().token is None

    @pytest.mark.parametrize("end", [{"revoked_at": LONG_AGO}, {"expires_at": LONG_AGO}])
    def test_of_one_that_is_over_there_is_no_link_until_it_is_renewed(self, admin_client, unsent, end):
        Proposal.objects.update(**end)
        assert "Link erzeugen" not in text_of(admin_client.get(address("preview", unsent)))
        page = make_link(admin_client, unsent).content.decode()
        assert "widerrufen oder abgelaufen" in page
        assert Proposal.objects.get().token is None

    def test_a_copy_has_none(self, admin_client, unsent):
        make_link(admin_client, unsent)
        data = {"action": "duplicate", "_selected_action": [unsent.pk]}
        admin_client.post(reverse("admin:investors_proposal_changelist"), data)
        assert Proposal.objects.first().token is None


def test_fifty_candidates_are_refused_in_words_and_stay_in_the_form(admin_client):
    spaces = SpaceFactory.create_batch(50)
    answer = admin_client.post(reverse("admin:investors_proposal_add"), form(spaces))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "dieses hat 50" in page
    assert "Nehmen Sie 30 heraus" in page
    assert "Wie besprochen." in page
    assert all(f'value="{space.pk}" selected' in page for space in spaces)
    assert not Proposal.objects.exists()
