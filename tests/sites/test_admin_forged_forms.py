"""Forms of plots and halls with what they did not offer: refused, noted, and nothing typed is lost."""

import pytest
from django.urls import reverse
from reversion.models import Version

from sites.models import Offer, Plot, Space, SpacePhoto
from tests.factories.accounts import ContactFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered
from tests.working import page_of, said, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def space(town):
    return SpaceFactory(name_de="Nordfeld", steward=town, price_m2=30, draft=True)


def send(client, space, **changes):
    return client.post(page_of(space), filled(unrendered(client, page_of(space))) | changes)


class TestSteward:
    """Without an organisation, or with that of others, an entry would be out of its editor's own reach."""

    @pytest.mark.parametrize("whose", ["nobody", "others"])
    def test_giving_it_away_is_explained_beside_the_field_and_what_was_typed_stays(
        self, client, log_in, town, other, space, whose
    ):
        log_in(town)
        answer = send(client, space, steward="" if whose == "nobody" else other.pk, name_de="Südfeld")
        page = answer.content.decode()
        assert list(answer.context["adminform"].form.errors) == ["steward"]
        assert 'value="Südfeld"' in page
        assert "<unsaved-changes data-unsaved>" in page
        assert 'name="_save"' in page or 'name="_draft"' in page
        space.refresh_from_db()
        assert (space.steward, space.name_de) == (town, "Nordfeld")

    def test_a_new_entry_comes_back_to_be_corrected_too(self, client, log_in, town, other):
        log_in(town)
        address = reverse("admin:sites_plot_add")
        answer = client.post(
            address, filled(unrendered(client, address)) | {"steward": other.pk, "name_de": "Südfeld"}
        )
        assert "steward" in answer.context["adminform"].form.errors
        assert 'value="Südfeld"' in answer.content.decode()


class TestNoted:
    def test_a_contact_of_others(self, client, log_in, town, other, space, caplog):
        log_in(town)
        answer = send(client, space, contact=ContactFactory(organisation=other).pk)
        assert list(answer.context["adminform"].form.errors) == ["contact"]
        assert any("Refused" in line for line in caplog.messages)

    def test_a_contact_that_never_was_is_no_attempt(self, client, log_in, town, space, caplog):
        log_in(town)
        send(client, space, contact="4711")
        assert not any("Refused" in line for line in caplog.messages)

    def test_a_row_of_others(self, client, log_in, town, other, space, caplog):
        foreign = Offer.objects.create(
            space=SpaceFactory(steward=other, price_m2=None), disposal="lease", rent_m2=4
        )
        log_in(town)
        send(client, space, **{"offers-0-id": foreign.pk, "offers-0-price_m2": "1"})
        foreign.refresh_from_db()
        assert (foreign.rent_m2, foreign.price_m2) == (4, None)
        assert any("Refused" in line for line in caplog.messages)

    def test_a_picture_of_others(self, client, log_in, town, other, space, caplog):
        picture = PictureFactory()
        SpacePhoto.objects.create(space=SpaceFactory(steward=other, draft=True), picture=picture, alt_de="B")
        log_in(town)
        send(
            client,
            space,
            **{"photos-TOTAL_FORMS": "1", "photos-0-picture": picture.pk, "photos-0-alt_de": "B"},
        )
        assert not space.photos.exists()
        assert any("Refused" in line for line in caplog.messages)

    @pytest.mark.parametrize("key", ["9" * 30, "-1", "Unfug", "1.5", "4711"])
    def test_a_key_that_is_none_or_of_nothing_is_an_ordinary_error(
        self, client, log_in, town, space, caplog, key
    ):
        log_in(town)
        assert send(client, space, **{"contact": key, "offers-0-id": key}).status_code == 200
        assert not any("Refused" in line for line in caplog.messages)

    def test_an_ordinary_form_is_no_attempt(self, client, log_in, town, space, caplog):
        log_in(town)
        assert send(client, space, name_de="Südfeld").status_code == 302
        assert not any("Refused" in line for line in caplog.messages)


def test_sending_a_public_entry_unchanged_changes_nothing_and_says_so(client, log_in, town):
    space = SpaceFactory(steward=town, price_m2=30)
    before = Space.objects.values().get()
    log_in(town)
    answer = save(client, space, follow=True)
    assert Space.objects.values().get() == before
    assert (
        Version.objects.get_for_model(Plot).count() <= 1
    )  # what the portal itself keeps before a first change
    assert any("nothing waits" in line or "nichts" in line for line in said(answer))


@pytest.mark.parametrize("view", ["change", "history", "delete", "duplicate"])
def test_an_address_with_a_number_beyond_all_keys_leads_nowhere(client, log_in, town, view):
    log_in(town)
    answer = client.get(reverse(f"admin:sites_plot_{view}", args=["9" * 20]))
    assert answer.status_code in (302, 404, 405)


def test_an_action_on_a_number_beyond_all_keys_does_nothing(client, log_in, town, space):
    log_in(town)
    data = {"action": "delete_selected", "_selected_action": ["9" * 20], "post": "yes"}
    assert client.post(reverse("admin:sites_plot_changelist"), data).status_code in (302, 400)
    assert Space.objects.filter(pk=space.pk).exists()


def test_whoever_is_refused_learns_why_in_the_administration(client, log_in, town, other):
    foreign = SpaceFactory(steward=other, name_de="Geheimfeld")
    log_in(town)
    answer = client.get(page_of(foreign))
    assert answer.status_code == 403
    page = answer.content.decode()
    assert reverse("admin:index") in page
    assert "Geheimfeld" not in page
    assert 'id="admin-own"' in page


def test_no_cross_beside_a_choice_deletes_the_thing_itself(client, log_in, region_staff, space):
    page = client.get(page_of(space)).content.decode()
    assert "add_id_contact" in page
    assert "delete_id_contact" not in page
