"""The demo is loaded once for this module; every test works on it and leaves it as it was."""

import io
import os
import re
import shutil
import stat
from datetime import timedelta
from functools import cache

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from reversion.models import Version

from accounts.models import Contact, Membership, Organisation, User
from editing.history import is_newer_than
from investors import enquiring
from investors.models import Enquiry
from mailing.models import OutgoingMail
from news.models import Article, Category
from portal.demo import gallery
from portal.demo.removing import remove_demo
from portal.legal import drafts
from portal.models import Page, SiteProfile
from projects.models import Project
from publishing.checks import find_problems
from publishing.models import Picture, Publishable
from quotes.models import Partner, Quote
from regions.models import Area, Landmark
from sites.facts.completeness import percent
from sites.models import BusinessPark, Hall, Plot, Space
from sites.papers.expose import documents
from tests.factories.accounts import MembershipFactory
from tests.portal.used_demo import contents, use_the_demo
from tests.sites.papers.pdf_structure import TaggedPDF

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SAMPLES = (
    Article,
    BusinessPark,
    Category,
    Contact,
    Organisation,
    Page,
    Partner,
    Picture,
    Project,
    Quote,
    Space,
    User,
)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """What load_demo said, and where it put its files."""
    var = tmp_path_factory.mktemp("var")
    said, patch = io.StringIO(), pytest.MonkeyPatch()
    patch.setattr(gallery, "encode_picture", cache(gallery.encode_picture))
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=var / "media", VAR_DIR=var, IS_LOOPBACK=True),
        transaction.atomic(),
    ):
        empty = contents()
        call_command("load_demo", stdout=said)
        yield {"said": said.getvalue(), "var": var, "empty": empty}
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture(autouse=True)
def demo(loaded, db, settings, tmp_path):
    """The loaded demo with files of its own, for a test may delete them; those of pictures are links."""
    shutil.copytree(loaded["var"], tmp_path / "var", ignore=shutil.ignore_patterns("media"))
    shutil.copytree(loaded["var"] / "media", tmp_path / "var" / "media", copy_function=os.link)
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    settings.IS_LOOPBACK = True
    return loaded


def run(command, *arguments):
    said = io.StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


def differing(before):
    return {label for label, rows in contents().items() if rows != before[label]}


def count_all():
    return {
        model.__name__: model._base_manager.count()
        for model in (*SAMPLES, Area, Enquiry, Landmark, SiteProfile)
    }


def test_demo_has_the_region_and_its_content():
    assert Area.objects.districts().count() == 50
    assert Article.objects.published().count() == 24
    assert Quote.objects.published().count() == 12
    assert Project.objects.published().count() == 8
    assert Page.objects.published().count() == len(Page.Key)
    assert Space.objects.filter(kind="plot").published().count() == 60
    assert Space.objects.filter(kind="hall").published().count() == 40


def test_the_pipeline_shows_an_enquiry_in_each_of_several_stages_with_its_objects():
    assert sorted(Enquiry.objects.values_list("state", flat=True)) == ["answered", "lost", "new", "viewing"]
    for enquiry in Enquiry.objects.all():
        assert enquiry.spaces.filter(space__is_sample=True).exists()
        assert enquiry.recipients.filter(email__endswith="@example.org").exists()
        assert enquiry.copy_to == Organisation.objects.get(kind="region").email == "anfragen@example.org"
        enquiry.full_clean()


def test_nobody_is_written_to_because_of_the_demo_not_even_later():
    in_three_weeks = timezone.now() + timedelta(days=21)
    assert enquiring.remind_contacts(in_three_weeks) == enquiring.remind_region(in_three_weeks) == 0
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("model", [Plot, Hall])
def test_the_history_of_a_space_begins_with_its_state_as_loaded(model):
    for space in model.objects.all():
        as_loaded = Version.objects.get_for_object(space).get()
        assert not is_newer_than(space, as_loaded)
        assert as_loaded.revision.version_set.count() > 1  # its rows


def test_everything_is_marked_as_a_sample():
    assert [model.__name__ for model in SAMPLES if model.objects.filter(is_sample=False).exists()] == []


def test_second_call_changes_nothing_and_says_so():
    before = count_all()
    assert "nothing was changed" in run("load_demo")
    assert count_all() == before


def test_what_an_editor_changed_stays_when_the_demo_is_loaded_again():
    Article.objects.filter(slug=Article.objects.first().slug).update(title_de="Neu gefasst")
    SiteProfile.objects.update(name_de="Unsere Region")
    run("load_demo")
    assert Article.objects.filter(title_de="Neu gefasst").exists()
    assert SiteProfile.objects.get().name_de == "Unsere Region"


@pytest.mark.once
@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Article, ("title", "teaser", "body")),
        (BusinessPark, ("name", "description")),
        (Category, ("name",)),
        (Page, ("title", "lead", "body")),
        (Project, ("title", "teaser", "body")),
        (Quote, ("text",)),
        (Space, ("name", "description")),
    ],
)
def test_texts_are_there_in_both_languages(model, fields):
    empty = [
        (thing, field, code)
        for thing in model.objects.all()
        for field in fields
        for code in ("de", "en")
        if not getattr(thing, f"{field}_{code}")
    ]
    assert empty == []


@pytest.mark.once
def test_every_space_would_pass_the_editors_form():
    geometry = {"location", "boundary"}  # other tests look at these
    for space in Space.objects.prefetch_related("offers", "utilities", "distances", "photos"):
        space.clean_fields(exclude=geometry)
        space.clean()
        for row in (*space.offers.all(), *space.utilities.all(), *space.distances.all(), *space.photos.all()):
            row.clean_fields()
            row.clean()
            row.validate_constraints()


def test_demo_is_fresh_on_the_day_it_is_loaded():
    assert not Space.objects.stale().exists()
    assert not Space.objects.filter(data_as_of__gt=timezone.localdate()).exists()
    assert not Article.objects.filter(first_published_at__gt=timezone.now()).exists()


def test_every_picture_has_its_files_and_a_text_for_the_blind():
    for picture in Picture.objects.all():
        folder = django_settings.MEDIA_ROOT / picture.file.name.rsplit("/", 1)[0]
        assert len(list(folder.iterdir())) >= 5
    for model in (Article, Project, Space, BusinessPark):
        photos = model._meta.get_field("photos").related_model.objects
        assert not photos.filter(alt_de="").exists()
        assert not photos.filter(alt_en="").exists()


def test_logins_are_printed_and_kept_for_the_owner_only(demo, client, settings):
    email, password = re.search(r"Editor: (\S+)  (\S+)", demo["said"]).groups()
    path = settings.VAR_DIR / "demo-logins.txt"
    assert password in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    editor = User.objects.get(email=email)
    assert editor.has_perms(["sites.add_plot", "sites.delete_spacephoto"])
    assert not editor.has_perm("accounts.change_user")
    assert not editor.has_perm("news.change_article")


def test_there_is_a_login_for_each_role(settings):
    lines = (settings.VAR_DIR / "demo-logins.txt").read_text().splitlines()
    named = [line.partition(":")[0] for line in lines]
    assert named == ["Administrator", "Region staff", "Newsroom", "Reviewer", "Editor"]
    roles = Membership.objects.filter(user__is_sample=True).values_list("role", flat=True)
    assert sorted(roles) == ["editor", "newsroom", "reviewer", "reviewer"]


def test_the_demo_s_editor_has_objects_of_one_municipality():
    editor = User.objects.get(email="bearbeitung@example.org")
    own = Space.objects.editable_by(editor)
    assert {space.steward.name for space in own} == {"Stadt Leipzig, Amt für Wirtschaft"}
    assert BusinessPark.objects.editable_by(editor).count() == 2


def test_logins_made_later_keep_the_passwords_of_the_earlier(settings):
    before = (settings.VAR_DIR / "demo-logins.txt").read_text()
    User.objects.get(email="freigabe@example.org").delete()
    run("load_demo")
    after = (settings.VAR_DIR / "demo-logins.txt").read_text()
    assert after.startswith(before)
    assert after.count("Reviewer:") == 2


def test_no_logins_where_the_world_can_reach_the_portal(settings):
    User.objects.all().delete()
    settings.IS_LOOPBACK = False
    run("load_demo")
    assert not User.objects.exists()


@pytest.mark.once
def test_removing_leaves_nothing_but_the_areas_and_landmarks_and_lays_down_legal_drafts(demo, settings):
    areas = Area.objects.count()
    run("remove_demo", "--noinput")
    of_drafts = {"portal.Page", "reversion.Revision", "reversion.Version"}
    assert differing(demo["empty"]) == {"regions.Area", "regions.Landmark", "regions.Postcode"} | of_drafts
    assert {page.key for page in drafts.unchanged_drafts()} == set(Page.Key.values)
    assert Area.objects.count() == areas
    assert list((settings.MEDIA_ROOT / "bilder").iterdir()) == []
    assert not (settings.VAR_DIR / "demo-logins.txt").exists()


def test_removing_with_the_areas_leaves_the_portal_as_empty_as_before(
    demo, settings, django_capture_on_commit_callbacks
):
    use_the_demo(settings.VAR_DIR)
    with django_capture_on_commit_callbacks(execute=True):
        remove_demo(areas=True)
    assert differing(demo["empty"]) == set()
    assert [path for path in settings.VAR_DIR.rglob("*") if path.is_file()] == []
    assert Plot.objects.create(name_de="Die erste eigene").number == 1001


def test_an_editors_work_survives_the_removal_with_what_it_uses_and_a_visitors_enquiry_too():
    """All in one, for each removal takes some seconds."""
    SiteProfile.objects.update(phone="0341 1234")
    asked = Enquiry.objects.create(
        language="de",
        name="Jana Kern",
        email="jana@example.com",
        message="Wann?",
        copy_to="buero@example.com",
    )
    photo = Article.objects.filter(photos__isnull=False).first().photos.first()
    sample_park = BusinessPark.objects.first()
    own = Article.objects.create(
        slug="eigener", title_de="Eigener", teaser_de="…", category=Category.objects.first()
    )
    own.photos.create(picture=photo.picture, alt_de="Bild")
    hall = Space.objects.create(
        kind="hall", name_de="Eigene Halle", park=sample_park, contact=Contact.objects.first()
    )
    OutgoingMail.objects.create(message_id="<1@x>", to="jana@example.com", subject="Antwort", body="…")
    colleague = MembershipFactory(organisation=Organisation.objects.get(kind="region"))
    said = run("remove_demo", "--noinput")
    own.refresh_from_db()
    hall.refresh_from_db()
    assert own.photos.get().picture == photo.picture
    assert hall.park == sample_park
    assert f"kept: {sample_park}" in said
    assert f"kept: {own.category}" in said
    colleague.refresh_from_db()
    assert (Article.objects.count(), Space.objects.count(), BusinessPark.objects.count()) == (1, 1, 1)
    assert OutgoingMail.objects.count() == 1
    assert "none is given twice" in said
    assert "changed by an editor" in said
    assert SiteProfile.objects.get().phone == "0341 1234"
    assert list(Enquiry.objects.all()) == [asked]
    assert Space.objects.create(kind="hall", name_de="Nächste Halle").number == hall.number + 1
    with pytest.raises(CommandError, match="without entries of its own"):
        run("load_demo")


@pytest.mark.once
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", ["plot", "hall"])
def test_the_exposé_that_has_most_to_tell_fits_on_two_pages(kind, language):
    """A table of its own on a third page is printed for nothing."""
    fullest = Space.objects.published().with_page().filter(kind=kind).order_by("-stored_completeness")[:4]
    papers = [documents.expose(space, language) for space in fullest]
    pdf = TaggedPDF(max(papers, key=lambda paper: paper.html.count("<tr>")).pdf())
    assert len(pdf.pdf.pages) == 2
    assert {"H2", "Figure", "TH"} <= pdf.tags_of_last_page()


def test_removal_asks_first(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "n")
    with pytest.raises(CommandError):
        call_command("remove_demo")
    assert Article.objects.exists()


@pytest.mark.once
@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("model", [model for model in SAMPLES if issubclass(model, Publishable)])
def test_the_demo_passes_the_checks_that_editors_meet(model):
    assert {str(obj): found for obj in model.objects.all() if (found := find_problems(obj))} == {}


@pytest.mark.once
@pytest.mark.parametrize("key", ["privacy", "accessibility"])
def test_the_demo_s_legal_pages_have_all_parts_of_the_draft_in_its_order(key):
    page = Page.objects.get(key=key)
    for code in ("de", "en"):
        parts = re.compile(r"<(h[23])>(.*?)</\1>")
        assert parts.findall(getattr(page, f"body_{code}")) == parts.findall(
            drafts.draft_fields(key)[f"body_{code}"]
        )


@pytest.mark.usefixtures("loaded")
def test_the_demo_knows_how_complete_its_spaces_are():
    stored = {space.number: space.stored_completeness for space in Space.objects.all()}
    assert stored == {space.number: percent(space) for space in Space.objects.prefetch_related("photos")}
    assert min(stored.values()) < 80 < max(stored.values())
