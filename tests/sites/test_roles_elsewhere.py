"""What roles see and change by other ways than the form: history, pictures, previews."""

import pytest
import reversion
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from reversion.models import Version

from sites.models import Plot, Space, SpacePhoto
from tests.factories.publishing import PictureFactory, picture_upload
from tests.factories.sites import SpaceFactory
from tests.filling import as_shown, filled, unrendered
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


def page_of(space, view="change", *more):
    return reverse(f"admin:sites_{space.kind}_{view}", args=[space.pk, *more])


def save(client, space, **changes):
    return client.post(page_of(space), filled(unrendered(client, page_of(space)), **changes), follow=True)


def act(client, action, *spaces):
    data = {"action": action, "_selected_action": [space.pk for space in spaces], "post": "yes"}
    return client.post(reverse("admin:sites_plot_changelist"), data)


def plot(space):
    return Plot.objects.get(pk=space.pk)


def state(space):
    return Space.objects.get(pk=space.pk).workflow_state


def version_of(space):
    with reversion.create_revision():
        reversion.add_to_revision(plot(space))
    return Version.objects.get_for_object(plot(space)).first()


class TestHistory:
    def test_a_former_steward_gets_no_way_back(self, client, log_in, town, other):
        space = SpaceFactory(name="Altfeld", steward=town)
        old = version_of(space)
        Space.objects.update(steward=other)
        log_in(town, "reviewer")
        address = page_of(space, "revision", old.pk)
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code == 403
        assert Space.objects.get().steward == other

    def test_an_earlier_state_keeps_the_steward_of_today(self, client, log_in, town, other):
        space = SpaceFactory(name_de="Altfeld", steward=other)
        old = version_of(space)
        Space.objects.update(steward=town, name_de="Neufeld")
        log_in(town, "reviewer")
        address = page_of(space, "revision", old.pk)
        client.post(address, filled(unrendered(client, address)))
        space.refresh_from_db()
        assert (space.name_de, space.steward) == ("Altfeld", town)

    def test_an_editor_publishes_nothing_by_restoring(self, client, log_in, town):
        space = SpaceFactory(name_de="Altfeld", steward=town)
        old = version_of(space)
        space.workflow_state, space.name_de = "withdrawn", "Neufeld"
        space.save()
        log_in(town)
        address = page_of(space, "revision", old.pk)
        client.post(address, filled(unrendered(client, address)))
        space.refresh_from_db()
        assert (space.name_de, space.workflow_state) == ("Altfeld", "withdrawn")

    def test_a_reviewer_restores_state_and_all_where_that_is_asked_for(self, client, log_in, town):
        space = SpaceFactory(steward=town)
        old = version_of(space)
        space.workflow_state = "withdrawn"
        space.save()
        log_in(town, "reviewer")
        address = page_of(space, "revision", old.pk)
        client.post(address, as_shown(client.get(f"{address}?publication=1")))
        assert state(space) == "published"

    def test_restoring_one_of_several_leaves_the_others_alone(self, client, region_staff, town, other):
        own, foreign = SpaceFactory(steward=town, draft=True), SpaceFactory(steward=other, draft=True)
        act(client, "publish", own, foreign)
        Space.objects.update(name_de="Neu")
        old = Version.objects.get_for_object(plot(own)).first()
        assert old.revision.version_set.count() > 1
        address = page_of(own, "revision", old.pk)
        client.post(address, filled(unrendered(client, address)))
        own.refresh_from_db()
        foreign.refresh_from_db()
        assert own.name_de != "Neu"
        assert foreign.name_de == "Neu"

    def test_deleted_objects_come_back_to_their_steward_only(self, client, log_in, town, other):
        own, foreign = (
            SpaceFactory(name="Eigenfeld", steward=town),
            SpaceFactory(name="Fremdfeld", steward=other),
        )
        versions = [version_of(own), version_of(foreign)]
        Space.objects.all().delete()
        log_in(town)
        listed = client.get(reverse("admin:sites_plot_recoverlist"))
        assert [version.pk for version in listed.context["deleted"]] == [versions[0].pk]
        assert "Fremdfeld" not in text_of(listed)
        forbidden = reverse("admin:sites_plot_recover", args=[versions[1].pk])
        assert client.get(forbidden).status_code == 403
        address = reverse("admin:sites_plot_recover", args=[versions[0].pk])
        client.post(address, filled(unrendered(client, address)))
        back = Space.objects.get()
        assert (back.steward, back.workflow_state) == (town, "draft")


class TestPictures:
    def shown(self, steward, **fields):
        picture = PictureFactory(**fields)
        SpacePhoto.objects.create(
            space=SpaceFactory(steward=steward, draft=True), picture=picture, alt_de="Bild"
        )
        return picture

    def test_pictures_and_documents_of_drafts_are_for_those_who_may_see_the_object(
        self, client, log_in, town, other, caplog
    ):
        own, foreign = self.shown(town), self.shown(other)
        log_in(town, "reader")
        assert client.get(own.url).status_code == 200
        assert client.get(foreign.url).status_code == 404
        assert any(foreign.url in line for line in caplog.messages)

    def test_suggestions_and_list_show_no_pictures_of_others(self, client, log_in, town, other):
        own, foreign = self.shown(town, credit="Eigen"), self.shown(other, credit="Fremd")
        log_in(town)
        query = {"app_label": "sites", "model_name": "spacephoto", "field_name": "picture"}
        names = [row["text"] for row in client.get(reverse("admin:autocomplete"), query).json()["results"]]
        assert names == [str(own)]
        listed = client.get(reverse("admin:publishing_picture_changelist")).context["cl"].result_list
        assert list(listed) == [own]
        assert client.get(reverse("admin:publishing_picture_change", args=[foreign.pk])).status_code == 403

    def test_a_picture_just_added_is_there_to_be_chosen(self, client, log_in, town):
        log_in(town)
        add = reverse("admin:publishing_picture_add")
        client.post(
            add, filled(unrendered(client, add), credit="Foto: Anna Berg") | {"upload": picture_upload()}
        )
        query = {"app_label": "sites", "model_name": "spacephoto", "field_name": "picture"}
        assert len(client.get(reverse("admin:autocomplete"), query).json()["results"]) == 1

    def test_a_picture_others_show_too_keeps_its_details(self, client, log_in, town, other):
        picture = self.shown(other, credit="Foto: Anna Berg")
        space = SpaceFactory(steward=town, draft=True)
        SpacePhoto.objects.create(space=space, picture=picture, alt_de="Bild")
        log_in(town)
        answer = save(client, space, photos__0__credit="Foto: Ich")
        row = answer.context["inline_admin_formsets"][0].formset.forms[0]
        assert list(row.errors) == ["credit"]
        save(client, space, photos__0__alt_de="Besseres Bild")
        picture.refresh_from_db()
        assert picture.credit == "Foto: Anna Berg"
        assert space.photos.get().alt_de == "Besseres Bild"

    def test_the_same_file_again_neither_takes_nor_changes_what_others_said_of_it(
        self, client, log_in, town, other
    ):
        picture = self.shown(other, credit="Foto: Anna Berg")
        upload = picture_upload(size=(picture.width, picture.height))
        space = SpaceFactory(steward=town, draft=True)
        log_in(town)
        answer = save(
            client,
            space,
            photos__TOTAL_FORMS="1",
            photos__0__upload=upload,
            photos__0__credit="Foto: Ich",
            photos__0__alt_de="Bild",
        )
        assert "Jemand anderes hat dieses Bild schon hinzugefügt" in answer.content.decode()
        assert not space.photos.exists()
        picture.refresh_from_db()
        assert picture.credit == "Foto: Anna Berg"

    def test_what_others_show_with_a_picture_is_counted_not_named(self, client, log_in, town, other):
        picture = self.shown(other)
        foreign = Space.objects.get()
        SpacePhoto.objects.create(space=SpaceFactory(steward=town), picture=picture, alt_de="Bild")
        log_in(town)
        page = client.get(reverse("admin:publishing_picture_change", args=[picture.pk])).content.decode()
        assert "1 Eintrag anderer" in page
        assert foreign.name not in page


class TestPreview:
    @pytest.mark.parametrize(("role", "status"), [("reader", 200), ("reviewer", 200)])
    def test_own_drafts_are_previewed(self, client, log_in, town, role, status):
        log_in(town, role)
        assert client.get(SpaceFactory(steward=town, draft=True).get_absolute_url()).status_code == status

    def test_drafts_of_others_are_as_missing_as_for_visitors(self, client, log_in, town, other, caplog):
        space = SpaceFactory(name="Geheimfeld", steward=other, draft=True)
        log_in(town, "reviewer")
        answer = client.get(space.get_absolute_url())
        assert "Geheimfeld" not in text_of(answer, 404)
        assert any("Refused" in line for line in caplog.messages)

    def test_the_way_to_the_page_of_a_draft_tells_others_no_name(self, client, log_in, town, other):
        space = SpaceFactory(name="Geheimfeld", steward=other, draft=True)
        kind = ContentType.objects.get_for_model(Plot, for_concrete_model=False)
        log_in(town)
        address = reverse("admin:view_on_site", args=[kind.pk, space.pk])
        answer = client.get(address)
        assert answer.status_code == 404
        assert "geheimfeld" not in str(answer.headers)
        log_in(other)
        assert client.get(address).url == space.get_absolute_url()
