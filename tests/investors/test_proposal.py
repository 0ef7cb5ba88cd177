"""The private page for one investor: what it shows, whom, how long, and what it keeps to itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from investors import proposal_page, proposing
from investors.models import Proposal, ProposalSpace
from portal.operations.duties import DUTIES
from sites.models import SpaceDistance, SpacePhoto
from sites.papers.expose import pdf
from tests.factories.accounts import UserFactory
from tests.factories.investors import ProposalFactory, ProposalSpaceFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceDocumentFactory, SpaceFactory
from tests.reading import text_of
from tests.sitemap import urls_of_the_sitemap

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def proposal():
    return ProposalFactory(title="Für Ihr Werk", addressee="Geheim GmbH")


def page_of(client, proposal):
    answer = client.get(proposal.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


class TestPage:
    def test_shows_title_greeting_spaces_and_notes(self, client, proposal):
        proposal.greeting = "Guten Tag,\n\nhier unser Vorschlag."
        proposal.save()
        ProposalSpaceFactory(
            proposal=proposal, space__name="Nordhof", space__area=20_000, note="Gleis möglich"
        )
        page = page_of(client, proposal)
        for words in ("Für Ihr Werk", "hier unser Vorschlag", "Nordhof", "2,0\xa0ha", "Gleis möglich"):
            assert words in page

    def test_shows_unpublished_spaces_without_a_link_to_a_page_they_do_not_have(self, client, proposal):
        row = ProposalSpaceFactory(proposal=proposal, space=SpaceFactory(name="Entwurf", draft=True))
        page = page_of(client, proposal)
        assert "Entwurf" in page
        assert row.space.get_absolute_url() not in page

    def test_keeps_to_itself_for_whom_it_is(self, client, proposal):
        assert "Geheim GmbH" not in page_of(client, proposal)

    def test_spaces_come_in_their_order(self, client, proposal):
        ProposalSpaceFactory(proposal=proposal, space__name="Zweite", order=2)
        ProposalSpaceFactory(proposal=proposal, space__name="Erste", order=1)
        page = page_of(client, proposal)
        assert page.index("Erste") < page.index("Zweite")

    def test_an_undisclosed_place_stays_undisclosed(self, client, proposal):
        space = SpaceFactory(at=(12.3, 51.3), address="Geheimweg 1", hidden_place=True)
        ProposalSpaceFactory(proposal=proposal, space=space)
        answer = client.get(proposal.get_absolute_url())
        assert "Geheimweg" not in text_of(answer)
        longitude, latitude = answer.context["map_data"]["features"][0]["geometry"]["coordinates"]
        assert (round(longitude, 2), round(latitude, 2)) == (12.22, 51.39)  # the municipality's point

    def test_the_office_may_show_this_investor_the_place(self, client, proposal):
        space = SpaceFactory(at=(12.3, 51.3), address="Geheimweg 1", hidden_place=True)
        ProposalSpaceFactory(proposal=proposal, space=space, discloses_place=True)
        answer = client.get(proposal.get_absolute_url())
        assert "Geheimweg 1" in answer.content.decode()
        longitude, latitude = answer.context["map_data"]["features"][0]["geometry"]["coordinates"]
        assert (round(longitude, 2), round(latitude, 2)) == (12.3, 51.3)
        space.refresh_from_db()
        assert not space.discloses_address

    @pytest.mark.parametrize("discloses_place", [True, False])
    def test_distances_typed_by_hand_are_told_with_the_place_only(self, client, proposal, discloses_place):
        space = SpaceFactory(at=(12.3, 51.3), hidden_place=True)
        SpaceDistance.objects.create(space=space, kind="port", name="Hinterkai", km=1)
        ProposalSpaceFactory(proposal=proposal, space=space, discloses_place=discloses_place)
        assert ("Hinterkai" in page_of(client, proposal)) == discloses_place

    def test_documents_are_not_part_of_it(self, client, proposal):
        row = ProposalSpaceFactory(proposal=proposal)
        SpaceDocumentFactory(space=row.space, title="Kaufvertrag")
        assert "Kaufvertrag" not in page_of(client, proposal)

    @pytest.mark.parametrize(
        "state",
        [
            {"workflow_state": "withdrawn"},
            {"marketing_status": "taken"},
            {"published_until": "2020-01-01T00:00Z"},
        ],
    )
    def test_what_is_withdrawn_or_sold_is_named_by_its_number_only(self, client, proposal, state):
        row = ProposalSpaceFactory(
            proposal=proposal, space=SpaceFactory(name="Verkaufter Hof", **state), note="Toll"
        )
        page = page_of(client, proposal)
        assert f"Objekt {row.space.number}" in page
        assert "Verkaufter Hof" not in page
        assert "Toll" not in page

    def test_what_is_deleted_is_named_by_its_number(self, client, proposal):
        row = ProposalSpaceFactory(proposal=proposal)
        number = row.space.number
        row.space.delete()
        assert f"Objekt {number}" in page_of(client, proposal)

    def test_it_asks_about_all_that_the_public_may_see(self, client, proposal):
        public = ProposalSpaceFactory(proposal=proposal, order=1).space
        ProposalSpaceFactory(proposal=proposal, order=2, space=SpaceFactory(draft=True))
        assert f'{reverse("investors:enquiry")}?ids={public.number}"' in page_of(client, proposal)

    def test_two_spaces_are_compared(self, client, proposal):
        ProposalSpaceFactory(proposal=proposal, space__area=20_000)
        ProposalSpaceFactory(proposal=proposal, space__area=30_000)
        page = page_of(client, proposal)
        assert (
            page.index('id="deciding"') < page.index('class="proposal-card') < page.index('id="comparison"')
        )
        before, _after = page.split('class="proposal-card', 1)
        assert "Was den Ausschlag gibt" in before
        assert "Fläche" in before

    def test_where_nothing_decides_the_comparison_stands_behind_them_alone(self, client, proposal):
        for _number in range(2):
            ProposalSpaceFactory(proposal=proposal, space__area=20_000)
        page = page_of(client, proposal)
        assert 'id="deciding"' not in page
        assert 'id="comparison"' in page

    def test_an_empty_proposal_has_a_page_too(self, client, proposal):
        assert "Für Ihr Werk" in page_of(client, proposal)

    def test_queries_do_not_grow_with_the_spaces(self, client, proposal, django_assert_max_num_queries):
        for _number in range(5):
            ProposalSpaceFactory(
                proposal=proposal, space=SpaceFactory(price_m2=30, motorway_km=2, at=(12.3, 51.3))
            )
        with django_assert_max_num_queries(22):
            client.get(proposal.get_absolute_url())


class TestSecrecy:
    def test_no_cache_no_search_engine_no_referrer_no_cookie(self, client, proposal):
        answer = client.get(proposal.get_absolute_url())
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
        assert not answer.cookies

    def test_no_meta_element_repeats_the_address(self, client, proposal):
        page = page_of(client, proposal)
        assert 'rel="canonical"' not in page
        assert 'property="og:url"' not in page

    def test_unknown_revoked_and_expired_links_cannot_be_told_apart(self, client):
        now = timezone.now()
        closed = [
            ProposalFactory(expires_at=now - timedelta(minutes=1)),
            ProposalFactory(revoked_at=now),
            ProposalFactory.build(token="x" * 43),
        ]
        answers = [client.get(proposal.get_absolute_url()) for proposal in closed]
        assert {answer.status_code for answer in answers} == {404}
        bodies = {
            answer.content.decode().replace(p.token, "") for answer, p in zip(answers, closed, strict=True)
        }
        assert len(bodies) == 1
        assert "nicht gezeigt werden" in bodies.pop()

    @pytest.mark.parametrize("token", ["x", "ü", "a" * 500, "..", "%00"])
    def test_odd_tokens_are_a_clear_page(self, client, token):
        assert client.get(f"/angebot/{token}/").status_code == 404

    def test_tokens_are_long_and_random(self):
        tokens = {ProposalFactory().token for _number in range(5)}
        assert len(tokens) == 5
        assert all(len(token) >= 43 for token in tokens)

    def test_no_sitemap_names_it(self, client, proposal):
        assert not any(proposal.token in address for address in urls_of_the_sitemap(client))


class TestOpenings:
    def test_an_opening_is_counted_with_its_day_and_nothing_else(self, client, proposal):
        other = ProposalFactory()
        client.get(proposal.get_absolute_url())
        client.get(proposal.get_absolute_url())
        proposal.refresh_from_db()
        other.refresh_from_db()
        assert (other.opens, other.last_opened_on) == (0, None)
        assert proposal.opens == 2
        assert proposal.last_opened_on == timezone.localdate()

    def test_a_look_at_the_head_is_no_opening(self, client, proposal):
        client.head(proposal.get_absolute_url())
        proposal.refresh_from_db()
        assert proposal.opens == 0

    def test_the_offices_own_preview_is_no_opening(self, admin_client, proposal):
        assert "nicht gezählt" in page_of(admin_client, proposal)
        proposal.refresh_from_db()
        assert proposal.opens == 0


class TestPictures:
    @pytest.fixture
    def row(self, proposal):
        row = ProposalSpaceFactory(proposal=proposal, space=SpaceFactory(draft=True))
        SpacePhoto.objects.create(space=row.space, picture=PictureFactory(), alt="Der Hof")
        return row

    def address(self, row):
        photo = row.space.photos.get()
        return proposal_page.TokenPicture(photo.picture, row.proposal.token).url

    def test_the_page_shows_pictures_of_unpublished_spaces_under_its_own_address(self, client, row):
        page = page_of(client, row.proposal)
        assert self.address(row) in page
        assert "/medien/" not in page.split("<main")[1].split("</main>")[0]

    def test_they_are_served_to_the_holder_of_the_link_only(self, client, row):
        answer = client.get(self.address(row))
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert client.get(row.space.photos.get().picture.url).status_code == 404

    def test_all_sizes_are_served(self, client, row):
        picture = proposal_page.TokenPicture(row.space.photos.get().picture, row.proposal.token)
        for source in picture.sources:
            for line in source["srcset"].split(", "):
                assert client.get(line.split(" ")[0]).status_code == 200

    def test_pictures_of_other_spaces_are_refused(self, client, row):
        other = SpacePhoto.objects.create(
            space=SpaceFactory(draft=True), picture=PictureFactory(), alt="Fremd"
        )
        address = proposal_page.TokenPicture(other.picture, row.proposal.token).url
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize(
        "change", [{"workflow_state": "withdrawn"}, {"marketing_status": "taken"}], ids=["withdrawn", "taken"]
    )
    def test_pictures_of_what_is_gone_are_refused(self, client, row, change):
        for field, value in change.items():
            setattr(row.space, field, value)
        row.space.save()
        assert client.get(self.address(row)).status_code == 404

    def test_a_revoked_link_shows_no_pictures(self, client, row):
        proposing.revoke(row.proposal)
        assert client.get(self.address(row)).status_code == 404

    @pytest.mark.parametrize("name", ["..", "%2e%2e%2fsecret-key", "x.jpg", "%00"])
    def test_odd_names_are_not_found(self, client, row, name):
        address = self.address(row).rsplit("/", 1)[0]
        assert client.get(f"{address}/{name}").status_code == 404

    def test_a_short_folder_matches_no_picture(self, client, row):
        parts = {"token": row.proposal.token, "folder": "0", "name": "x"}
        assert client.get(reverse("investors:proposal_picture", kwargs=parts)).status_code == 404


class TestPDF:
    @pytest.fixture(autouse=True)
    def quick(self, monkeypatch):
        monkeypatch.setattr(pdf, "render_pdf", lambda html, language="": html.encode())

    def test_all_spaces_on_offer_come_in_one_document(self, client, proposal, settings, tmp_path):
        settings.VAR_DIR = tmp_path
        ProposalSpaceFactory(proposal=proposal, space=SpaceFactory(name="Entwurf", draft=True))
        ProposalSpaceFactory(proposal=proposal, space=SpaceFactory(name="Verkauft", taken=True))
        answer = client.get(reverse("investors:proposal_pdf", kwargs={"token": proposal.token}))
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "private, no-store"
        assert "Entwurf" in answer.content.decode()
        assert "Verkauft" not in text_of(answer)

    def test_an_empty_proposal_has_no_pdf(self, client, proposal):
        assert (
            client.get(reverse("investors:proposal_pdf", kwargs={"token": proposal.token})).status_code == 404
        )


class TestDeeds:
    def test_a_proposal_is_open_for_thirty_days_unless_the_office_says_otherwise(self):
        now = timezone.now()
        made = Proposal(title="Drei Flächen", token="x")
        assert timedelta(days=30) <= made.expires_at - now < timedelta(days=30, minutes=1)
        made.save()
        assert Proposal.objects.open(now + timedelta(days=29, hours=23)).exists()
        assert not Proposal.objects.open(now + timedelta(days=30, hours=1)).exists()
        proposing.renew(made, at=now)
        assert made.expires_at == now + timedelta(days=30)

    def test_a_revoked_proposal_is_renewed_under_another_link(self, proposal):
        token = proposal.token
        proposing.revoke(proposal)
        assert not proposal.is_open()
        proposing.renew(proposal)
        assert proposal.is_open()
        assert proposal.token != token

    def test_a_revoked_proposal_that_never_had_a_link_gets_none_by_being_renewed(self):
        unsent = ProposalFactory(token=None)
        proposing.revoke(unsent)
        proposing.renew(unsent)
        unsent.refresh_from_db()
        assert (unsent.token, unsent.revoked_at) == (None, None)

    def test_a_link_of_the_same_moment_and_words_changed_meanwhile_stay(self):
        unsent = ProposalFactory(token=None, title="Alt")
        Proposal.objects.update(token="first", title="Neu")
        proposing.make_link(unsent)
        assert Proposal.objects.values_list("token", "title").get() == ("first", "Neu")
        assert unsent.token == "first"

    def test_an_expired_proposal_is_renewed_under_its_link(self, proposal):
        token, proposal.expires_at = proposal.token, timezone.now() - timedelta(days=1)
        proposing.renew(proposal)
        assert proposal.is_open()
        assert proposal.token == token

    def test_a_copy_has_the_same_spaces_no_link_yet_and_no_addressee(self, proposal):
        row = ProposalSpaceFactory(proposal=proposal, note="Gleis", discloses_place=True)
        user = UserFactory()
        copy = proposing.duplicate(proposal, user)
        assert copy.token != proposal.token
        assert (copy.opens, copy.addressee, copy.created_by) == (0, "", user)
        copied = copy.rows.get()
        assert (copied.space, copied.note, copied.discloses_place) == (row.space, "Gleis", True)
        assert proposal.rows.get() == row

    def test_open_means_the_same_in_memory_and_in_the_database(self):
        now = timezone.now()
        second = timedelta(seconds=1)
        for fields, is_open in (
            ({}, True),
            ({"revoked_at": now}, False),
            ({"expires_at": now - second}, False),
            ({"expires_at": now}, False),
            ({"expires_at": now + second}, True),
        ):
            proposal = ProposalFactory(**fields)
            assert proposal.is_open(now) is is_open
            assert Proposal.objects.open(now).filter(pk=proposal.pk).exists() is is_open

    def test_a_proposal_outlives_the_user_who_made_it(self):
        user = UserFactory()
        proposal = ProposalFactory(created_by=user)
        user.delete()
        proposal.refresh_from_db()
        assert proposal.created_by is None


def test_the_page_says_that_openings_are_counted_and_until_when_it_is_kept(client):
    page = text_of(client.get(ProposalFactory().get_absolute_url()))
    assert "wie oft und an welchem Tag zuletzt diese Seite geöffnet wurde" in page
    assert "90 Tage nach Ablauf des Links wird alles gelöscht" in page


@pytest.mark.parametrize("end", ["expires_at", "revoked_at"])
def test_what_is_over_for_ninety_days_is_erased_with_all_it_says(end):
    now = timezone.now()
    ProposalSpaceFactory(
        proposal=ProposalFactory(**{end: now - timedelta(days=90)}, greeting="Liebe Frau Kern"),
        note="Für Sie",
    )
    kept = ProposalFactory(**{end: now - timedelta(days=89)})
    assert proposing.erase_outdated in DUTIES
    assert proposing.erase_outdated(now) == 1
    assert list(Proposal.objects.all()) == [kept]
    assert not ProposalSpace.objects.exists()
