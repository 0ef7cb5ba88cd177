"""What the office sees and may do of a proposal, what a copy takes along, and what of it the investor gets to see."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from investors import proposal_page, proposing
from investors.models import Proposal, ProposalSpace
from sites.models import SpacePhoto
from sites.papers.expose import pdf
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.investors import ProposalFactory, ProposalSpaceFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = timezone.now()
EARLIER, LATER = NOW - timedelta(days=1), NOW + timedelta(days=1)


def address(page, proposal):
    return reverse(f"admin:investors_proposal_{page}", args=[proposal.pk])


def form(spaces=(), **fields):
    rows = {f"rows-{index}-space": space.pk for index, space in enumerate(spaces)}
    orders = {f"rows-{index}-order": index for index in range(len(spaces))}
    known = {"title": "Für Sie", "language": "de", "expires_at_0": "2030-01-01", "expires_at_1": "12:00"}
    return known | rows | orders | {"rows-TOTAL_FORMS": len(spaces), "rows-INITIAL_FORMS": 0} | fields


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"token": "a", "expires_at": LATER}, "open"),
        ({"token": "a", "expires_at": EARLIER}, "expired"),
        ({"token": None, "expires_at": LATER}, "not sent yet"),
        ({"token": "a", "expires_at": LATER, "revoked_at": EARLIER}, "revoked"),
        ({"token": None, "expires_at": LATER, "revoked_at": EARLIER}, "revoked"),
    ],
)
def test_the_list_says_what_a_link_shows_at_this_hour(english, fields, state):
    assert admin.site.get_model_admin(Proposal).state(Proposal(**fields)) == state


def test_without_a_link_the_form_says_how_there_will_be_one(english):
    model_admin = admin.site.get_model_admin(Proposal)
    assert "save, look at the preview" in str(model_admin.link(Proposal()))
    proposal = Proposal(token="a" * 43, language="en")
    assert f'value="{settings.SITE_URL}/en/proposal/{proposal.token}/"' in model_admin.link(proposal)
    assert [model_admin.view_on_site(one) for one in (Proposal(), proposal)] == [
        None,
        f"/en/proposal/{proposal.token}/",
    ]


def test_who_changes_a_proposal_has_not_made_it_and_may_look_at_its_preview(admin_client):
    maker = UserFactory()
    proposal = ProposalFactory(created_by=maker)
    answer = admin_client.post(address("change", proposal), form(_preview="1"))
    proposal.refresh_from_db()
    assert (proposal.title, proposal.created_by) == ("Für Sie", maker)
    assert answer["Location"] == address("preview", proposal)
    answer = admin_client.post(address("change", proposal), form(_save="1"))
    assert answer["Location"] == reverse("admin:investors_proposal_changelist")


@pytest.mark.parametrize(("takes_out", "is_taken"), [(True, True), (False, False)])
def test_in_a_full_proposal_one_space_takes_the_place_of_another(
    admin_client, monkeypatch, takes_out, is_taken
):
    monkeypatch.setattr("investors.admin.proposals.MAX_DOCUMENT_SPACES", 2)
    proposal, new = ProposalFactory(), SpaceFactory()
    old, stays = (ProposalSpaceFactory(proposal=proposal) for _number in range(2))
    page = address("change", proposal)
    sent = filled(unrendered(admin_client, page), rows__2__space=new.pk)
    if takes_out:
        sent["rows-0-DELETE"] = "on"
    assert (admin_client.post(page, sent).status_code == 302) is is_taken
    spaces = {stays.space, new} if is_taken else {old.space, stays.space}
    assert {row.space for row in proposal.rows.all()} == spaces


def test_who_may_look_only_sees_no_button_and_makes_no_link(client):
    region = {"organisation__kind": Organisation.Kind.REGION}
    client.force_login(MembershipFactory(role="reader", **region).user)
    proposal = ProposalFactory(token=None)
    ProposalSpaceFactory(proposal=proposal, space__name="Nordhof")
    preview = client.get(address("preview", proposal))
    assert "Link erzeugen" not in text_of(preview)
    answer = client.post(address("preview", proposal), {"seen": preview.context["seen"]})
    assert answer.status_code == 403
    assert Proposal.objects.get().token is None
    client.force_login(MembershipFactory(role="editor", **region).user)
    assert "Link erzeugen" in text_of(client.get(address("preview", proposal)))


def test_the_paper_of_a_preview_says_its_language(admin_client, monkeypatch):
    monkeypatch.setattr(pdf, "render_pdf", lambda html, language="": html.encode())
    row = ProposalSpaceFactory(proposal__language="en")
    assert admin_client.get(address("previewpdf", row.proposal))["Content-Language"] == "en"


def test_a_copy_says_so_and_takes_words_language_and_order_along():
    original = ProposalFactory(title="x" * 160, greeting="Guten Tag", language="en")
    for order, note in ((2, "zuletzt"), (1, "zuerst")):
        ProposalSpaceFactory(proposal=original, order=order, note=note)
    copy = proposing.duplicate(original, UserFactory())
    assert copy.title == f"Kopie von {'x' * 140}"
    assert (copy.greeting, copy.language, copy.token) == ("Guten Tag", "en", None)
    assert list(copy.rows.values_list("order", "note")) == [(1, "zuerst"), (2, "zuletzt")]


def test_a_space_stands_in_a_proposal_once(english):
    row = ProposalSpaceFactory()
    again = ProposalSpace(proposal=row.proposal, space=row.space)
    with pytest.raises(ValidationError, match="This space is in the proposal already"):
        again.validate_constraints()
    row.space.delete()
    ProposalSpace(proposal=row.proposal, space=None, number=1).validate_constraints()


def test_a_photo_whose_rights_have_ended_is_neither_shown_nor_served(client):
    row = ProposalSpaceFactory()
    photo = SpacePhoto.objects.create(space=row.space, picture=PictureFactory(), alt="Der Hof")
    served = proposal_page.TokenPicture(photo.picture, row.proposal.token).url
    assert client.get(served).status_code == 200
    assert "Der Hof" in text_of(client.get(row.proposal.get_absolute_url()))
    photo.picture.rights_until = date(2020, 1, 1)
    photo.picture.save()
    assert client.get(served).status_code == 404
    assert "Der Hof" not in text_of(client.get(row.proposal.get_absolute_url()))
