"""Plots and halls by roles: own ones only, whichever way somebody comes; release apart."""

import pytest
from django.urls import reverse
from reversion.models import Version

from sites.admin.filters import DistrictFilter
from sites.models import BusinessPark, Space, SpacePhoto
from tests.factories.accounts import ContactFactory, MembershipFactory
from tests.factories.publishing import PictureFactory
from tests.factories.regions import AreaFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory
from tests.filling import filled, unrendered
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

LIST = "admin:sites_plot_changelist"
ADD = "admin:sites_plot_add"


def page_of(space, view="change", *more):
    return reverse(f"admin:sites_{space.kind}_{view}", args=[space.pk, *more])


def save(client, space, **changes):
    return client.post(page_of(space), filled(unrendered(client, page_of(space)), **changes), follow=True)


def act(client, action, *spaces):
    data = {"action": action, "_selected_action": [space.pk for space in spaces], "post": "yes"}
    return client.post(reverse(LIST), data)


def errors(answer):
    return answer.context["adminform"].form.errors


def state(space):
    return Space.objects.get(pk=space.pk).workflow_state


class TestOwn:
    def test_the_list_has_own_objects_only(self, client, log_in, town, other):
        own = SpaceFactory(steward=town)
        SpaceFactory(steward=other)
        SpaceFactory()
        log_in(town)
        assert [row.pk for row in client.get(reverse(LIST)).context["cl"].result_list] == [own.pk]

    def test_region_staff_see_all(self, client, region_staff, town):
        SpaceFactory(steward=town)
        SpaceFactory()
        assert client.get(reverse(LIST)).context["cl"].result_count == 2

    def test_the_list_offers_only_districts_of_own_objects(self, client, log_in, town, other):
        own, foreign = (AreaFactory(parent=AreaFactory(district=True, key=key)) for key in ("14713", "14730"))
        SpaceFactory(steward=town, municipality=own)
        SpaceFactory(steward=other, municipality=foreign)
        log_in(town)
        filters = client.get(reverse(LIST)).context["cl"].filter_specs
        [districts] = [its for its in filters if isinstance(its, DistrictFilter)]
        assert [key for key, _name in districts.lookup_choices] == [own.parent.key]

    @pytest.mark.parametrize("role", ["reader", "editor", "reviewer"])
    def test_a_list_costs_no_more_than_for_administrators(
        self, client, log_in, town, role, django_assert_max_num_queries
    ):
        SpaceFactory.create_batch(5, steward=town)
        log_in(town, role)
        with django_assert_max_num_queries(12):
            client.get(reverse(LIST))

    def test_a_form_costs_at_most_forty_queries(self, client, log_in, town, django_assert_max_num_queries):
        space = SpaceFactory(steward=town, contact=ContactFactory(organisation=town), price_m2=30)
        for _number in range(3):
            SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Bild")
        log_in(town)
        with django_assert_max_num_queries(40):
            client.get(page_of(space))

    @pytest.mark.parametrize("view", ["change", "history", "delete"])
    def test_a_guessed_address_is_refused_and_noted(self, client, log_in, town, other, view, caplog):
        space = SpaceFactory(name="Geheimfeld", steward=other)
        user = log_in(town, "reviewer")
        answer = client.get(page_of(space, view))
        assert "Geheimfeld" not in text_of(answer, 403)
        assert f"Refused to user {user.pk}: GET {page_of(space, view)}" in caplog.messages

    def test_what_never_was_is_not_refused_but_missing(self, client, log_in, town):
        log_in(town)
        assert client.get(reverse("admin:sites_plot_change", args=[4711])).status_code == 302

    @pytest.mark.parametrize(
        "action", ["publish", "withdraw", "confirm", "duplicate_selected", "delete_selected"]
    )
    def test_an_action_with_one_object_of_others_does_nothing_at_all(
        self, client, log_in, town, other, action, caplog
    ):
        own, foreign = SpaceFactory(steward=town, draft=True), SpaceFactory(steward=other, draft=True)
        before = list(Space.objects.order_by("pk").values("pk", "workflow_state", "version"))
        log_in(town, "reviewer")
        assert act(client, action, own, foreign).status_code == 403
        assert list(Space.objects.order_by("pk").values("pk", "workflow_state", "version")) == before
        assert not Version.objects.exists()
        assert any("Refused" in line for line in caplog.messages)

    def test_a_duplicate_by_address_is_refused(self, client, log_in, town, other):
        log_in(town)
        assert client.post(page_of(SpaceFactory(steward=other), "duplicate")).status_code == 403
        assert Space.objects.count() == 1

    def test_a_reader_looks_and_changes_nothing(self, client, log_in, town):
        space = SpaceFactory(steward=town)
        log_in(town, "reader")
        page = client.get(page_of(space))
        assert page.status_code == 200
        assert 'name="_save"' not in text_of(page)
        assert client.post(page_of(space), {"name_de": "Neu"}).status_code == 403
        assert client.get(reverse(ADD)).status_code == 403

    def test_whoever_edits_elsewhere_only_looks_here(self, client, log_in, town, other):
        space = SpaceFactory(steward=town, price_m2=30)
        user = log_in(town, "reader")
        MembershipFactory(user=user, organisation=other, role="editor")
        assert client.get(page_of(space)).status_code == 200
        assert client.post(page_of(space), {"name_de": "Neu"}).status_code == 403
        assert act(client, "confirm", space).status_code == 403

    def test_nonsense_for_ids_is_a_bad_request(self, client, log_in, town):
        log_in(town)
        data = {"action": "confirm", "_selected_action": ["1 OR 1=1"]}
        assert client.post(reverse(LIST), data).status_code == 400


class TestSteward:
    def test_a_new_plot_belongs_to_the_organisation_of_its_editor(self, client, log_in, town):
        log_in(town)
        form = client.get(reverse(ADD))
        client.post(reverse(ADD), filled(form, name_de="Nordfeld"))
        assert Space.objects.get().steward == town

    def test_even_if_the_form_does_not_say_so(self, client, log_in, town):
        log_in(town)
        client.post(reverse(ADD), filled(unrendered(client, reverse(ADD)), name_de="Nordfeld", steward=""))
        assert Space.objects.get().steward == town

    def test_no_object_is_given_to_others_or_to_nobody(self, client, log_in, town, other):
        space = SpaceFactory(steward=town)
        log_in(town, "reviewer")
        assert list(errors(save(client, space, steward=other.pk))) == ["steward"]
        assert list(errors(save(client, space, steward=""))) == ["steward"]
        assert Space.objects.get().steward == town

    def test_somebody_of_two_organisations_chooses_between_them(self, client, log_in, town, other):
        space = SpaceFactory(steward=town, draft=True)
        user = log_in(town)
        MembershipFactory(user=user, organisation=other, role="editor")
        save(client, space, steward=other.pk)
        assert Space.objects.get().steward == other

    def test_region_staff_give_an_object_to_another_steward(self, client, region_staff, town, other):
        space = SpaceFactory(steward=town)
        save(client, space, steward=other.pk)
        assert Space.objects.get().steward == other

    def test_suggestions_offer_own_organisations_contacts_and_public_parks(self, client, log_in, town, other):
        own = ContactFactory(organisation=town)
        ContactFactory(organisation=other)
        public = BusinessParkFactory(name="Offenpark", steward=other)
        BusinessParkFactory(name="Geheimpark", steward=other, workflow_state="draft")
        log_in(town)
        expected = {"steward": [str(town)], "contact": [str(own)], "park": [str(public)]}
        for field, names in expected.items():
            query = {"app_label": "sites", "model_name": "plot", "field_name": field}
            found = client.get(reverse("admin:autocomplete"), query).json()["results"]
            assert [row["text"] for row in found] == names

    def test_a_contact_or_park_of_others_is_not_taken_by_its_number(self, client, log_in, town, other):
        space = SpaceFactory(steward=town)
        contact = ContactFactory(organisation=other)
        park = BusinessParkFactory(steward=other, workflow_state="draft")
        log_in(town)
        assert set(errors(save(client, space, contact=contact.pk, park=park.pk))) == {"contact", "park"}

    def test_a_contact_that_was_chosen_for_him_stays(self, client, log_in, town, other):
        contact = ContactFactory(organisation=other)
        space = SpaceFactory(steward=town, contact=contact, draft=True)
        log_in(town)
        save(client, space, name_de="Neu")
        space.refresh_from_db()
        assert (space.name_de, space.contact) == ("Neu", contact)

    def test_parks_are_kept_by_their_steward(self, client, log_in, town, other):
        own, foreign = BusinessParkFactory(steward=town), BusinessParkFactory(steward=other)
        log_in(town)
        assert list(BusinessPark.objects.visible_to(log_in(town))) == [own]
        assert client.get(reverse("admin:sites_businesspark_change", args=[own.pk])).status_code == 200
        assert client.get(reverse("admin:sites_businesspark_change", args=[foreign.pk])).status_code == 403


class TestRelease:
    def test_an_editor_prepares_and_a_reviewer_publishes(self, client, log_in, town):
        space = SpaceFactory(steward=town, draft=True)
        log_in(town)
        offered = [
            value
            for value, _label in client.get(page_of(space))
            .context["adminform"]
            .form["workflow_state"]
            .field.choices
        ]
        assert offered == ["draft", "in_review"]
        save(client, space, workflow_state="in_review")
        assert state(space) == "in_review"
        log_in(town, "reviewer")
        save(client, space, workflow_state="published")
        assert state(space) == "published"

    @pytest.mark.parametrize("wanted", ["published", "withdrawn"])
    def test_an_editor_s_form_releases_nothing_whatever_it_says(self, client, log_in, town, wanted):
        space = SpaceFactory(steward=town, draft=True)
        log_in(town)
        data = filled(unrendered(client, page_of(space))) | {"workflow_state": wanted}
        assert list(errors(client.post(page_of(space), data))) == ["workflow_state"]
        assert state(space) == "draft"

    def test_an_editor_adds_nothing_that_is_public_at_once(self, client, log_in, town):
        log_in(town)
        data = filled(unrendered(client, reverse(ADD)), name_de="Nordfeld") | {"workflow_state": "published"}
        assert list(errors(client.post(reverse(ADD), data))) == ["workflow_state"]

    def test_an_editor_takes_nothing_off_the_site(self, client, log_in, town):
        space = SpaceFactory(steward=town)
        log_in(town)
        data = filled(unrendered(client, page_of(space))) | {
            "workflow_state": "in_review",
            "published_until_0": "01.01.2020",
            "published_until_1": "00:00",
        }
        client.post(page_of(space), data)
        space.refresh_from_db()
        assert (space.workflow_state, space.published_until) == ("published", None)

    @pytest.mark.parametrize("action", ["publish", "withdraw"])
    def test_an_editor_has_no_action_to_release(self, client, log_in, town, action):
        space = SpaceFactory(steward=town, draft=action == "publish")
        log_in(town)
        assert f'<option value="{action}">' not in text_of(client.get(reverse(LIST)))
        assert act(client, action, space).status_code == 403
        assert state(space) == ("draft" if action == "publish" else "published")

    def test_a_reviewer_publishes_from_the_list(self, client, log_in, town):
        space = SpaceFactory(steward=town, draft=True)
        log_in(town, "reviewer")
        act(client, "publish", space)
        assert state(space) == "published"

    def test_releasing_here_gives_no_right_to_release_elsewhere(self, client, log_in, town, other):
        own, foreign = SpaceFactory(steward=town, draft=True), SpaceFactory(steward=other, draft=True)
        user = log_in(town, "reviewer")
        MembershipFactory(user=user, organisation=other, role="editor")
        assert act(client, "publish", own, foreign).status_code == 403
        assert (state(own), state(foreign)) == ("draft", "draft")

    def test_what_was_public_is_deleted_by_reviewers_only(self, client, log_in, town):
        public, draft = SpaceFactory(steward=town), SpaceFactory(steward=town, draft=True)
        log_in(town)
        assert client.post(page_of(public, "delete"), {"post": "yes"}).status_code == 403
        assert act(client, "delete_selected", public).status_code == 403
        client.post(page_of(draft, "delete"), {"post": "yes"})
        assert list(Space.objects.all()) == [public]
        log_in(town, "reviewer")
        client.post(page_of(public, "delete"), {"post": "yes"})
        assert not Space.objects.exists()

    def test_photos_and_offers_of_a_public_object_may_go(self, client, log_in, town):
        space = SpaceFactory(steward=town, price_m2=30)
        log_in(town, "reviewer")
        save(client, space, offers__0__DELETE="on")
        assert not space.offers.exists()
