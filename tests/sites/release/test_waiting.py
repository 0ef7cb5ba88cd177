"""A change by somebody who may not release it: what is public stays until somebody who may approves it."""

import json

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from reversion.models import Version

from editing.models import PendingChange, ReleaseStep
from editing.releasing.merging import changed_keys
from editing.releasing.states import current_state
from editing.releasing.steps import hand_in, unfinished_change
from publishing.models import Picture
from regions.crs import geojson_geometry
from sites.models import Plot, Space, SpacePhoto
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import PictureFactory, picture_upload
from tests.factories.sites import LEIPZIG, SpaceDocumentFactory, SpaceFactory, square
from tests.filling import filled, unrendered
from tests.papers import PDF
from tests.reading import text_of
from tests.working import change, decide, fresh, page_of, public_page, said, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


def geojson(geometry):
    return json.dumps(geojson_geometry(geometry, decimals=8))


def form_of(client, space, query=""):
    return client.get(page_of(space) + query).context["adminform"].form


def rows(client, space, prefix, query=""):
    formsets = client.get(page_of(space) + query).context["inline_admin_formsets"]
    return next(inline.formset for inline in formsets if inline.formset.prefix == prefix)


class TestWaiting:
    def test_the_public_page_changes_only_when_the_change_is_released(self, client, log_in, town, space):
        log_in(town)
        save(client, space, name_de="Südfeld", area="60000")
        page = public_page(client, space)
        assert "Nordfeld" in page
        assert "Südfeld" not in page
        log_in(town, "reviewer")
        decide(client, space)
        space.refresh_from_db()
        assert "Südfeld" in public_page(client, space)
        assert (space.name_de, space.area) == ("Südfeld", 60_000)

    def test_nothing_but_the_change_is_stored(self, client, log_in, town, space):
        before = Space.objects.values().get()
        log_in(town)
        answer = save(client, space, follow=True, name_de="Südfeld", data_as_of="01.11.2026")
        assert Space.objects.values().get() == before
        assert not space.checks.exists()
        assert [version.field_dict["name_de"] for version in Version.objects.get_for_model(Plot)] == [
            "Nordfeld"
        ]
        assert "waits for release" in said(answer)[0] or "wartet auf Freigabe" in said(answer)[0]

    def test_a_boundary_waits_with_the_rest(self, client, log_in, town):
        space = SpaceFactory(steward=town, boundary=square(*LEIPZIG, metres=200), location=None)
        log_in(town)
        save(client, space, boundary=geojson(square(*LEIPZIG, metres=300)))
        space.refresh_from_db()
        assert round(space.boundary.area) == 40_000
        log_in(town, "reviewer")
        decide(client, space)
        space.refresh_from_db()
        assert round(space.boundary.area) == 90_000

    def test_an_untouched_boundary_is_no_change(self, client, log_in, town):
        space = SpaceFactory(steward=town, boundary=square(*LEIPZIG))
        log_in(town)
        save(client, space, name_de="Südfeld")
        assert list(changed_keys(Space, change().base, change().snapshot)) == [("fields", "name_de")]

    def test_a_new_photo_waits_and_its_file_is_seen_by_the_reviewer_only(
        self, client, log_in, town, other, space
    ):
        log_in(town)
        save(
            client,
            space,
            photos__TOTAL_FORMS="1",
            photos__0__upload=picture_upload(),
            photos__0__credit="Foto: Anna Berg",
            photos__0__alt_de="Die Halle von Norden",
        )
        assert not space.photos.exists()
        picture = Picture.objects.get()
        assert type(client)().get(picture.url).status_code == 404
        log_in(other, "reviewer")
        assert client.get(picture.url).status_code == 404
        log_in(town, "reviewer")
        assert client.get(picture.url).status_code == 200
        decide(client, space)
        photo = space.photos.get()
        assert (photo.picture, photo.alt_de) == (picture, "Die Halle von Norden")
        assert type(client)().get(picture.url).status_code == 200

    def test_the_credit_of_a_photo_waits_too(self, client, log_in, town, space):
        picture = PictureFactory(credit="Foto: Anna Berg")
        SpacePhoto.objects.create(space=space, picture=picture, alt_de="Bild")
        log_in(town)
        save(client, space, photos__0__credit="Foto: Ben Tal")
        picture.refresh_from_db()
        assert picture.credit == "Foto: Anna Berg"
        log_in(town, "reviewer")
        decide(client, space)
        picture.refresh_from_db()
        assert picture.credit == "Foto: Ben Tal"

    def test_offers_documents_and_rows_taken_away_wait(self, client, log_in, town, space):
        document = SpaceDocumentFactory(space=space)
        log_in(town)
        save(
            client,
            space,
            offers__0__DELETE="on",
            documents__TOTAL_FORMS="2",
            documents__1__kind="other",
            documents__1__title_de="Lageplan",
            documents__1__order="1",
            documents__1__file=SimpleUploadedFile("lageplan.pdf", PDF),
        )
        assert space.offers.exists()
        assert list(space.documents.all()) == [document]
        log_in(town, "reviewer")
        decide(client, space)
        assert not space.offers.exists()
        assert [row.title for row in space.documents.all()] == ["Bebauungsplan", "Lageplan"]
        assert space.documents.last().file.read() == PDF

    def test_what_says_the_same_does_not_wait(self, client, log_in, town, space):
        log_in(town)
        save(client, space)
        assert not PendingChange.objects.exists()

    def test_an_old_state_brought_back_waits_as_well(self, client, log_in, town, space):
        log_in(town, "reviewer")
        save(client, space, name_de="Südfeld", offers__0__DELETE="on")
        old = Version.objects.filter(object_id=space.pk).order_by("pk").first()
        log_in(town)
        address = page_of(space, "revision", old.pk)
        client.post(address, filled(unrendered(client, address)))
        space.refresh_from_db()
        assert space.name_de == "Südfeld"
        assert not space.offers.exists()
        assert change().snapshot["fields"]["name_de"] == "Nordfeld"
        log_in(town, "reviewer")
        decide(client, space)
        space.refresh_from_db()
        assert space.name_de == "Nordfeld"
        assert space.offers.get().price_m2 == 30

    def test_a_draft_is_changed_at_once(self, client, log_in, town):
        space = SpaceFactory(steward=town, draft=True)
        log_in(town)
        save(client, space, name_de="Südfeld")
        space.refresh_from_db()
        assert space.name_de == "Südfeld"
        assert not PendingChange.objects.exists()


class TestGoingOn:
    def test_the_form_shows_the_author_his_change(self, client, log_in, town, space):
        log_in(town)
        save(client, space, name_de="Südfeld", offers__0__price_m2="35")
        form = form_of(client, space)
        assert form["name_de"].value() == "Südfeld"
        assert rows(client, space, "offers").forms[0]["price_m2"].value() == "35"

    def test_a_second_save_updates_the_change(self, client, log_in, town, space):
        log_in(town)
        save(client, space, name_de="Südfeld")
        save(client, space, area="70000")
        assert change().snapshot["fields"]["name_de"] == "Südfeld"
        assert change().snapshot["fields"]["area"] == "70000.00"

    def test_new_rows_stay_and_are_not_doubled(self, client, log_in, town, space):
        log_in(town)
        save(
            client,
            space,
            photos__TOTAL_FORMS="1",
            photos__0__upload=picture_upload(),
            photos__0__credit="Foto: Anna Berg",
            photos__0__alt_de="Bild",
            documents__TOTAL_FORMS="1",
            documents__0__kind="other",
            documents__0__title_de="Lageplan",
            documents__0__order="1",
            documents__0__file=SimpleUploadedFile("lageplan.pdf", PDF),
        )
        shown = rows(client, space, "photos").forms[0]
        assert (shown["alt_de"].value(), shown["credit"].value()) == ("Bild", "Foto: Anna Berg")
        save(client, space, name_de="Südfeld", photos__0__credit="Foto: Ben Tal")
        snapshot = change().snapshot
        assert len(snapshot["rows"]["sites.spacephoto"]) == len(snapshot["rows"]["sites.spacedocument"]) == 1
        log_in(town, "reviewer")
        decide(client, space)
        assert space.documents.get().file.read() == PDF
        assert space.photos.get().picture.credit == "Foto: Ben Tal"

    def test_a_row_taken_away_is_ticked_and_may_come_back(self, client, log_in, town, space):
        log_in(town)
        save(client, space, name_de="Südfeld", offers__0__DELETE="on")
        assert rows(client, space, "offers").forms[0]["DELETE"].value()
        save(client, space, offers__0__DELETE=None)
        assert len(change().snapshot["rows"]["sites.offer"]) == 1

    def test_back_to_what_is_public_nothing_waits(self, client, log_in, town, space):
        log_in(town)
        save(client, space, name_de="Südfeld")
        save(client, space, name_de="Nordfeld")
        assert change().state == PendingChange.State.SUPERSEDED

    def test_another_editor_goes_on_with_it(self, client, log_in, town, space):
        first = log_in(town)
        save(client, space, name_de="Südfeld")
        second = log_in(town)
        save(client, space, area="70000")
        assert change().author == second
        steps = ReleaseStep.objects.order_by("pk").values_list("step", "user")
        assert list(steps) == [("handed_in", first.pk), ("handed_in", second.pk)]
        assert change().snapshot["fields"]["name_de"] == "Südfeld"

    def test_two_editors_with_the_form_open_the_second_is_told(self, client, log_in, town, space):
        log_in(town)
        form = client.get(page_of(space))
        save(client, space, name_de="Südfeld")
        log_in(town)
        answer = client.post(page_of(space), filled(form, name_de="Ostfeld"))
        assert "__all__" in answer.context["adminform"].form.errors
        assert change().snapshot["fields"]["name_de"] == "Südfeld"
        again = filled(form, name_de="Ostfeld") | {"overwrite_change": change().token}
        client.post(page_of(space), again)
        assert change().snapshot["fields"]["name_de"] == "Ostfeld"

    def test_a_forged_file_is_not_taken(self, client, log_in, town, space):
        log_in(town)
        name = default_storage.save("geheim.txt", SimpleUploadedFile("geheim.txt", b"geheim"))
        save(
            client,
            space,
            documents__TOTAL_FORMS="1",
            documents__0__kind="other",
            documents__0__title_de="Lageplan",
            documents__0__order="1",
            documents__0__kept_file=name,
        )
        assert not PendingChange.objects.exists()

    def test_whoever_releases_sees_what_is_public_and_is_told(self, client, log_in, town, space):
        log_in(town)
        save(client, space, name_de="Südfeld")
        log_in(town, "reviewer")
        form = client.get(page_of(space))
        assert form.context["adminform"].form["name_de"].value() == "Nordfeld"
        assert page_of(space, "review") in form.content.decode()

    def test_whoever_releases_may_correct_the_change_and_release_it(self, client, log_in, town, space):
        log_in(town)
        save(client, space, name_de="Südfeld", area="70000")
        log_in(town, "reviewer")
        save(client, space, query="?change=1", name_de="Südfeld II")
        space.refresh_from_db()
        assert (space.name_de, space.area) == ("Südfeld II", 70_000)
        assert change().state == PendingChange.State.APPROVED

    def test_a_reader_sees_what_is_public(self, client, log_in, town, space):
        log_in(town)
        save(client, space, name_de="Südfeld")
        log_in(town, "reader")
        assert "Südfeld" not in text_of(client.get(page_of(space)))
        assert form_of(client, space).initial["name_de"] == "Nordfeld"

    def test_the_form_with_a_change_costs_at_most_forty_queries(
        self, client, log_in, town, space, django_assert_max_num_queries
    ):
        for _number in range(3):
            SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Bild")
        log_in(town)
        save(client, space, name_de="Südfeld", photos__0__alt_de="Anders")
        with django_assert_max_num_queries(40):
            client.get(page_of(space))


def test_what_it_came_from_is_deleted_with_it(space, log_in, town, client):
    log_in(town)
    save(client, space, name_de="Südfeld")
    space.delete()
    assert not PendingChange.objects.exists()


def test_a_change_that_waits_is_that_of_one_thing_whatever_has_its_key():
    space, other = SpaceFactory.create_batch(2)
    article = ArticleFactory(pk=space.pk)
    state = current_state(space)
    changed = state | {"fields": state["fields"] | {"name_de": "Neu"}}
    change = hand_in(space, state, changed, UserFactory(), version=space.version)
    assert [unfinished_change(thing) for thing in (space, other, article)] == [change, None, None]


def test_what_is_not_published_is_settled_by_its_editors_but_returned_by_those_who_release_only(
    client, log_in, town, space, waiting
):
    Space.objects.filter(pk=space.pk).update(workflow_state="withdrawn")
    log_in(town)
    sent = {"token": change().token, "comment": "Bitte anders."}
    assert client.post(page_of(space, "review"), sent | {"_return": "1"}).status_code == 403
    assert change().state == "open"
    assert client.post(page_of(space, "review"), sent | {"_approve": "1"}).status_code == 302
    assert fresh(space).name_de == "Südfeld"
