"""What an editor sends as a document of a space."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from PIL import ExifTags, Image

from publishing.checks import find_problems, release_blockers
from publishing.models.publishable import language_of
from sites.models import SpaceDocument
from tests.factories.accounts import UserFactory
from tests.factories.sites import SpaceDocumentFactory, SpaceFactory
from tests.filling import filled, unrendered
from tests.papers import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def client(client):
    client.force_login(UserFactory(region_staff=True))
    return client


def send(client, space, file):
    return send_to(client, reverse("admin:sites_plot_change", args=[space.pk]), file)


def send_to(client, page, file, **changes):
    row = {
        "documents-TOTAL_FORMS": "1",
        "documents-0-title_de": "Lageplan",
        "documents-0-kind": "other",
        "documents-0-order": "0",
        "documents-0-file": file,
    }
    return client.post(page, filled(unrendered(client, page), **changes) | row)


def test_the_form_of_a_new_space_comes_back_with_its_fault_beside_a_document(client):
    file = SimpleUploadedFile("plan.pdf", PDF)
    answer = send_to(client, reverse("admin:sites_plot_add"), file, name_de="Südfeld", area="x")
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == ["area"]
    [form] = answer.context["inline_admin_formsets"][-1].formset.forms
    assert (form.instance.file.name, form.address) == ("plan.pdf", "")
    assert not SpaceDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("böse.exe", b"MZ\0", "gehört zu keiner Dateiart, die hier angenommen wird"),
        ("plan.pdf", b"<html>", "auch wenn der Name es sagt"),
    ],
)
def test_a_file_that_is_not_taken_is_told_beside_its_field_and_nothing_is_stored(
    client, name, content, words
):
    space = SpaceFactory(draft=True)
    response = send(client, space, SimpleUploadedFile(name, content))
    assert response.status_code == 200
    assert words in response.context["inline_admin_formsets"][-1].formset.errors[0]["file"][0]
    assert not SpaceDocument.objects.exists()


def test_a_picture_among_the_documents_does_not_tell_where_it_was_taken(client):
    exif = Image.Exif()
    exif[ExifTags.Base.GPSInfo] = {ExifTags.GPS.GPSLatitudeRef: "N"}
    photo = io.BytesIO()
    Image.new("RGB", (40, 30)).save(photo, "JPEG", exif=exif)
    space = SpaceFactory(draft=True)
    assert send(client, space, SimpleUploadedFile("Foto 1.JPG", photo.getvalue())).status_code == 302
    stored = space.documents.get().file
    assert stored.name.endswith("/Foto-1.jpg")
    assert not Image.open(stored).getexif()


def test_a_file_stored_long_ago_stays_and_its_entry_can_be_saved(client):
    document = SpaceDocumentFactory(
        space=SpaceFactory(draft=True), file=ContentFile(b"<html>", name="alt.html")
    )
    page = reverse("admin:sites_plot_change", args=[document.space_id])
    assert client.post(page, filled(unrendered(client, page), name_de="Neu")).status_code == 302
    document.refresh_from_db()
    assert document.file.read() == b"<html>"


def told_of(space):
    """[(whether it hinders the release, words)] of documents that would be refused today."""
    return [
        (problem in release_blockers(space), problem.message)
        for problem in find_problems(space)
        if problem.code.startswith("document_")
    ]


def with_old_file(space):
    SpaceDocumentFactory(space=space, title="Lageplan", file=ContentFile(b"<html>", name="alt.pdf"))
    return space


def test_a_file_stored_long_ago_does_not_become_public_for_the_first_time(client):
    space = with_old_file(SpaceFactory(draft=True))
    assert [hinders for hinders, _words in told_of(space)] == [True]
    page = reverse("admin:sites_plot_change", args=[space.pk])
    answer = client.post(page, filled(unrendered(client, page), workflow_state="published", name_en="Plot"))
    assert answer.status_code == 200
    space.refresh_from_db()
    assert space.workflow_state == "draft"


def test_where_it_has_been_public_a_file_stored_long_ago_is_told_and_hinders_no_release(client):
    space = with_old_file(SpaceFactory(workflow_state="withdrawn", first_published_at=timezone.now()))
    [(hinders, words)] = told_of(space)
    assert not hinders
    assert words.startswith("„Lageplan“")
    page = reverse("admin:sites_plot_change", args=[space.pk])
    changes = {"workflow_state": "published", "name_en": "Plot"}
    answer = client.post(page, filled(unrendered(client, page), **changes), follow=True)
    space.refresh_from_db()
    assert space.workflow_state == "published"
    assert "„Lageplan“" in " ".join(str(message) for message in answer.context["messages"])


def test_it_is_told_beside_what_is_new_and_the_new_one_is_refused(client):
    space = with_old_file(SpaceFactory(draft=True))
    page = reverse("admin:sites_plot_change", args=[space.pk])
    new = SimpleUploadedFile("neu.pdf", b"<html>")
    answer = client.post(
        page, filled(unrendered(client, page), documents__0__file=new, workflow_state="published")
    )
    assert (
        "auch wenn der Name es sagt"
        in answer.context["inline_admin_formsets"][-1].formset.errors[0]["file"][0]
    )
    space.refresh_from_db()
    assert space.workflow_state == "draft"


def test_a_damaged_file_stored_long_ago_is_told_and_breaks_no_page():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    damaged = content.getvalue()[:38] + b"\xff" * 8 + content.getvalue()[46:]
    document = SpaceDocumentFactory(space=SpaceFactory(draft=True), file=ContentFile(damaged, name="alt.odt"))
    assert [hinders for hinders, _words in told_of(document.space)] == [True]


@pytest.mark.parametrize(
    ("titles", "language", "shown_in"),
    [
        ({"title_de": "Plan", "title_en": "Map"}, "en", "en"),
        ({"title_de": "Plan", "title_en": "Map"}, "de", "de"),
        ({"title_de": "Plan", "title_en": ""}, "en", "de"),
    ],
)
def test_a_title_says_which_language_it_is_in(titles, language, shown_in):
    with translation.override(language):
        assert language_of(SpaceDocument(**titles), "title") == shown_in
