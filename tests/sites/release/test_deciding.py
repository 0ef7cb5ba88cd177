"""Who decides a change that waits, on which page, and what becomes of it when the public entry has moved on."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from editing.comments import translate_comment
from editing.models import PendingChange, ReleaseStep
from editing.releasing.files import new_files
from sites.models import Offer, Plot, SpacePhoto
from tests.factories.publishing import PictureFactory, picture_upload
from tests.factories.sites import LEIPZIG, SpaceFactory, square
from tests.papers import OTHER_PDF, PDF
from tests.reading import text_of
from tests.sites.release.test_waiting import geojson
from tests.working import change, decide, fresh, page_of, save

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


def typed_in(page, field):
    return re.search(rf'<textarea id="{field}"[^>]*>([^<]*)</textarea>', text_of(page))[1]


class TestDeciding:
    def test_the_history_names_author_and_reviewer(self, client, log_in, town, space, waiting):
        reviewer = log_in(town, "reviewer")
        decide(client, space)
        revision = Version.objects.get_for_object(Plot.objects.get()).first().revision
        assert revision.user == reviewer
        assert str(waiting) in translate_comment(revision.comment)
        assert (change().decided_by, change().author) == (reviewer, waiting)

    def test_a_change_is_returned_with_a_comment_and_its_author_goes_on(
        self, client, log_in, town, space, waiting
    ):
        log_in(town, "reviewer")
        decide(client, space, "_return", comment="Bitte mit Beschluss.")
        assert fresh(space).name_de == "Nordfeld"
        assert change().state == PendingChange.State.RETURNED
        client.force_login(waiting)
        page = client.get(page_of(space))
        assert "Bitte mit Beschluss." in page.content.decode()
        assert page.context["adminform"].form["name_de"].value() == "Südfeld"
        save(client, space, name_de="Südfeld am See")
        assert change().state == PendingChange.State.OPEN
        assert [step.step for step in ReleaseStep.objects.all()] == ["handed_in", "returned", "handed_in"]

    def test_nothing_is_returned_without_a_comment(self, client, log_in, town, space, waiting):
        log_in(town, "reviewer")
        assert decide(client, space, "_return", comment=" ").context["faults"]
        assert change().state == PendingChange.State.OPEN

    def test_the_reviewer_reads_what_would_be_wrong_before_he_decides(self, client, log_in, town, space):
        log_in(town)
        sharp = PictureFactory(width=1200, rights_until=timezone.localdate())
        SpacePhoto.objects.create(space=space, picture=sharp, alt_de="Der Hafen")
        save(client, space, name_de="Südfeld", photos__0__alt_en="", name_en="Southfield")
        log_in(town, "reviewer")
        page = client.get(page_of(space, "review"))
        found = [problem.field for problem in page.context["problems"]]
        assert sorted(found) == ["photos-0-alt_en", "photos-0-rights_until"]  # and no name_en any more
        assert f'href="{page_of(space)}?change=1#id_photos-0-alt_en"' in page.content.decode()

    def test_its_author_takes_it_back(self, client, town, space, waiting):
        client.post(page_of(space, "review"), {"token": change().token, "_takeback": "1"})
        assert change().state == PendingChange.State.SUPERSEDED
        assert client.get(page_of(space)).context["adminform"].form["name_de"].value() == "Nordfeld"

    @pytest.mark.parametrize("button", ["_approve", "_return"])
    def test_an_editor_decides_nothing(self, client, space, waiting, button):
        data = {"token": change().token, button: "1", "comment": "Ja"}
        assert client.post(page_of(space, "review"), data).status_code == 403
        assert fresh(space).name_de == "Nordfeld"

    @pytest.mark.parametrize("button", ["_approve", "_takeback"])
    def test_an_editor_of_another_town_is_refused(
        self, client, log_in, other, space, waiting, button, caplog
    ):
        log_in(other, "reviewer")
        answer = client.post(page_of(space, "review"), {"token": change().token, button: "1"})
        assert answer.status_code == 403
        assert client.get(page_of(space, "review")).status_code == 403
        assert change().state == PendingChange.State.OPEN
        assert any("Refused" in line for line in caplog.messages)

    def test_a_page_opened_before_it_was_handed_in_anew_decides_nothing(
        self, client, log_in, town, space, waiting
    ):
        token = change().token
        save(client, space, name_de="Westfeld")
        log_in(town, "reviewer")
        client.post(page_of(space, "review"), {"token": token, "_approve": "1"})
        assert fresh(space).name_de == "Nordfeld"

    @pytest.mark.parametrize(("button", "others"), [("_return", "_takeback"), ("_takeback", "_return")])
    def test_a_comment_on_what_was_handed_in_anew_stands_in_its_field_again(
        self, client, log_in, town, space, waiting, button, others
    ):
        token = change().token
        save(client, space, name_de="Westfeld")
        log_in(town, "reviewer")
        data = {"token": token, button: "1", "comment": "Bitte <kürzer>."}
        page = client.post(page_of(space, "review"), data)
        fields = {"_return": "id_comment", "_takeback": "id_discard_comment"}
        written = {key: typed_in(page, field) for key, field in fields.items()}
        assert written == {button: "Bitte &lt;kürzer&gt;.", others: ""}
        assert "Es ist nichts geschehen" in text_of(page)
        assert change().state == PendingChange.State.OPEN
        client.post(page_of(space, "review"), data | {"token": page.context["change"].token})
        assert change().comment == "Bitte <kürzer>."

    def test_a_comment_on_what_was_decided_meanwhile_can_be_read_again(
        self, client, log_in, town, space, waiting
    ):
        token = change().token
        log_in(town, "reviewer")
        decide(client, space)
        data = {"token": token, "_return": "1", "comment": "Bitte <kürzer>."}
        said = text_of(client.post(page_of(space, "review"), data))
        assert "Es ist nichts geschehen" in said
        assert "Sie hatten geschrieben: Bitte &lt;kürzer&gt;." in said

    def test_looking_changes_nothing(self, client, log_in, town, space, waiting):
        log_in(town, "reviewer")
        client.get(page_of(space, "review"))
        assert (fresh(space).name_de, change().state) == ("Nordfeld", "open")


class TestConflict:
    def test_what_others_changed_elsewhere_stays(self, client, log_in, town, space, waiting):
        log_in(town, "reviewer")
        save(client, space, area="80000", offers__0__price_m2="33")
        decide(client, space)
        assert (fresh(space).name_de, fresh(space).area) == ("Südfeld", 80_000)
        assert space.offers.get().price_m2 == 33

    def test_what_both_changed_is_told_and_the_reviewer_chooses(self, client, log_in, town, space, waiting):
        log_in(town, "reviewer")
        save(client, space, name_de="Ostfeld")
        answer = client.get(page_of(space, "review"))
        [conflict] = answer.context["conflicts"]
        assert (conflict["wanted"], conflict["public"]) == ("Südfeld", "Ostfeld")
        assert decide(client, space).context["faults"]
        assert fresh(space).name_de == "Ostfeld"
        decide(client, space, **{conflict["name"]: "change"})
        assert fresh(space).name_de == "Südfeld"

    def test_a_comment_stays_where_a_choice_is_missing(self, client, log_in, town, space, waiting):
        log_in(town, "reviewer")
        save(client, space, name_de="Ostfeld")
        answer = decide(client, space, comment="Der Name stimmt mit dem Plan überein.")
        assert answer.context["faults"]
        assert "Der Name stimmt mit dem Plan überein.</textarea>" in answer.content.decode()

    def test_what_is_public_may_stay(self, client, log_in, town, space, waiting):
        client.force_login(waiting)
        save(client, space, area="60000")
        log_in(town, "reviewer")
        save(client, space, name_de="Ostfeld")
        [conflict] = client.get(page_of(space, "review")).context["conflicts"]
        decide(client, space, **{conflict["name"]: "public"})
        assert (fresh(space).name_de, fresh(space).area) == ("Ostfeld", 60_000)

    def test_the_author_is_told_of_it_when_he_goes_on(self, client, log_in, town, space, waiting):
        log_in(town, "reviewer")
        save(client, space, name_de="Ostfeld", area="80000")
        client.force_login(waiting)
        page = client.get(page_of(space))
        form = page.context["adminform"].form
        assert (form["name_de"].value(), form["area"].value()) == ("Südfeld", "80.000")
        assert len(page.context["pending_conflicts"]) == 1

    def test_a_row_changed_here_and_taken_away_there_is_a_conflict(self, client, log_in, town, space):
        log_in(town)
        save(client, space, offers__0__price_m2="35", name_de="Südfeld")
        log_in(town, "reviewer")
        save(client, space, offers__0__DELETE="on")
        [conflict] = client.get(page_of(space, "review")).context["conflicts"]
        decide(client, space, **{conflict["name"]: "change"})
        assert space.offers.get().price_m2 == 35

    def test_what_cannot_be_stored_any_more_is_explained(self, client, log_in, town, space):
        log_in(town)
        save(client, space, offers__TOTAL_FORMS="2", offers__1__disposal="lease", offers__1__rent_m2="5")
        Offer.objects.create(space=space, disposal="lease", rent_m2=4)
        log_in(town, "reviewer")
        assert decide(client, space).context["faults"]
        assert change().state == PendingChange.State.OPEN
        assert space.offers.count() == 2


class TestPage:
    def test_it_shows_words_figures_rows_pictures_and_the_map(self, client, log_in, town):
        space = SpaceFactory(
            name_de="Nordfeld am alten Hafen",
            steward=town,
            area=50_000,
            price_m2=30,
            boundary=square(*LEIPZIG),
        )
        SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Bild")
        log_in(town)
        save(
            client,
            space,
            name_de="Südfeld am alten Hafen",
            area="62500",
            offers__0__price_m2="35.5",
            boundary=geojson(square(*LEIPZIG, metres=300)),
            photos__0__DELETE="on",
            photos__1__upload=picture_upload(),
            photos__1__credit="Foto: Ben Tal",
            photos__1__alt_de="Neues Bild",
        )
        log_in(town, "reviewer")
        answer = client.get(page_of(space, "review"))
        page = answer.content.decode()
        assert "<del>Nordfeld</del><ins>Südfeld</ins> am alten Hafen" in page
        for words in ("50.000", "62.500", "35,5", "4,00\u00a0ha", "9,00\u00a0ha", "Neues Bild"):
            assert words in page
        assert page.count("differences__picture") == 2
        states = [feature["properties"]["state"] for feature in answer.context["map"]["features"]["features"]]
        assert states.count("before") == states.count("after") > 0

    def test_its_queries_do_not_grow_with_rows(self, client, log_in, town, django_assert_max_num_queries):
        space = SpaceFactory(steward=town, boundary=square(*LEIPZIG), price_m2=30)
        for _number in range(5):
            SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Bild")
        log_in(town)
        changes = {f"photos__{number}__alt_de": "Anders" for number in range(5)}
        save(client, space, name_de="Südfeld", **changes)
        log_in(town, "reviewer")
        client.get(page_of(space, "review"))
        with django_assert_max_num_queries(30):
            client.get(page_of(space, "review"))

    def test_the_list_has_what_the_user_may_release(self, client, log_in, town, other, waiting, space):
        new = SpaceFactory(steward=town, workflow_state="in_review")
        foreign = SpaceFactory(steward=other)
        log_in(other)
        save(client, foreign, name_de="Fremdfeld")
        SpaceFactory(steward=other, workflow_state="in_review")
        log_in(town, "reviewer")
        lines = client.get(reverse("admin:in_review")).context["to_release"]
        assert {line.obj for line in lines} == {space, new}

    def test_an_author_finds_what_he_handed_in(self, client, waiting, space):
        context = client.get(reverse("admin:in_review")).context
        assert [line.obj for line in context["own"]] == [space]
        assert context["to_release"] == []

    def test_the_list_costs_no_more_with_more_lines(
        self, client, log_in, town, django_assert_max_num_queries
    ):
        log_in(town)
        for space in SpaceFactory.create_batch(3, steward=town):
            save(client, space, name_de=f"Neu {space.pk}")
        SpaceFactory.create_batch(3, steward=town, workflow_state="in_review")
        log_in(town, "reviewer")
        client.get(reverse("admin:in_review"))
        with django_assert_max_num_queries(16):
            client.get(reverse("admin:in_review"))


class TestFiles:
    @pytest.fixture
    def with_plan(self, client, log_in, town, space):
        log_in(town)
        save(
            client,
            space,
            documents__TOTAL_FORMS="1",
            documents__0__kind="other",
            documents__0__title_de="Lageplan",
            documents__0__order="1",
            documents__0__file=SimpleUploadedFile("lageplan.pdf", PDF),
        )
        return new_files(change())

    def test_a_file_that_waits_is_read_by_whoever_may_see_the_entry_and_kept_by_nobody(
        self, client, log_in, town, other, space, with_plan
    ):
        log_in(town, "reviewer")
        [file] = client.get(page_of(space, "review")).context["pending_files"]
        answer = client.get(file["url"])
        assert b"".join(answer.streaming_content) == PDF
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        log_in(other, "reviewer")
        assert client.get(file["url"]).status_code == 403

    def test_no_other_file_is_reached_by_its_address(self, client, log_in, town, space, with_plan):
        name = default_storage.save("geheim.txt", SimpleUploadedFile("geheim.txt", b"geheim"))
        log_in(town, "reviewer")
        for wanted in (name, "../db.sqlite3"):
            assert client.get(page_of(space, "reviewfile"), {"name": wanted}).status_code == 404

    def test_a_file_that_another_takes_the_place_of_is_deleted(
        self, client, log_in, town, space, with_plan, django_capture_on_commit_callbacks
    ):
        [name] = with_plan
        log_in(town)
        with django_capture_on_commit_callbacks(execute=True):
            save(client, space, documents__0__file=SimpleUploadedFile("neu.pdf", OTHER_PDF))
        assert not default_storage.exists(name)
        [new] = new_files(change())
        assert default_storage.exists(new)
