"""A full disk is told, with the form as it was typed; nothing half stays."""

import errno
import gc
import os
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.operations import duties
from publishing import documents, uploads
from publishing.models import Picture
from publishing.uploads import delete_stale_uploads
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import PictureFactory, picture_upload
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered
from tests.papers import PDF
from tests.reading import text_of

TOKEN = "a" * 32
"""In the cookie and the header: the form is asked for by a second request, which is checked as a browser's is."""
FULL = OSError(errno.ENOSPC, "No space left on device")
PHOTO = {"photos__0__credit": "Foto: Anna Berg", "photos__0__alt_de": "Ein Hof"}
DOCUMENT = {
    "documents__TOTAL_FORMS": "1",
    "documents__0__kind": "other",
    "documents__0__title_de": "Lageplan",
    "documents__0__order": "0",
}


class FilesOnFullDisk(ContentFile):
    """Its first half fits."""

    def chunks(self, chunk_size=None):
        yield self.read(len(self) // 2)
        raise FULL


def everything(folder):
    return list(folder.rglob("*"))


def staged_files(settings):
    return settings.FILE_UPLOAD_TEMP_DIR.glob("*.upload*")


@pytest.fixture
def full(monkeypatch):
    """The storage writes half of each file; then the disk is full."""
    save = FileSystemStorage._save

    def half(storage, name, content):
        content.seek(0)
        return save(storage, name, FilesOnFullDisk(content.read()))

    monkeypatch.setattr(FileSystemStorage, "_save", half)


def test_the_storage_leaves_nothing_of_a_file_that_did_not_fit(settings, full):
    with pytest.raises(OSError, match="No space"):
        default_storage.save("bilder/abc/bild.jpg", ContentFile(b"x" * 1000))
    assert everything(settings.MEDIA_ROOT / "bilder") == []


def test_the_storage_shows_no_file_before_it_is_whole(settings, monkeypatch):
    seen = []
    replace = os.replace

    def noted(part, name):
        seen.append((os.path.exists(name), os.path.getsize(part)))
        replace(part, name)

    monkeypatch.setattr(os, "replace", noted)
    name = default_storage.save("bilder/abc/bild.jpg", ContentFile(b"x" * 1000))
    assert seen == [(False, 1000)]
    assert default_storage.open(name).read() == b"x" * 1000
    assert default_storage.save(name, ContentFile(b"y")) != name


@pytest.mark.django_db(transaction=True)
class TestForms:
    @pytest.fixture(autouse=True)
    def administrator(self, client):
        client.force_login(UserFactory(administrator=True))

    def test_a_photo_that_does_not_fit_is_told_and_the_form_comes_back(self, client, settings, full):
        client.cookies["csrftoken"] = TOKEN
        page = reverse("admin:news_article_change", args=[ArticleFactory().pk])
        answer = client.post(
            page,
            filled(
                unrendered(client, page), title_de="Neuer Titel", photos__0__upload=picture_upload(), **PHOTO
            ),
            headers={"x-csrftoken": TOKEN},
        )
        assert answer.status_code == 503
        page = answer.content.decode()
        assert "Wählen Sie diese Dateien noch einmal aus: bild.jpg" in page
        assert answer.context["adminform"].form["title_de"].value() == "Neuer Titel"
        assert not Picture.objects.exists()
        assert everything(settings.MEDIA_ROOT) in ([], [settings.MEDIA_ROOT / "bilder"])

    def test_a_picture_sent_by_itself_too(self, client, full):
        answer = client.post(
            reverse("admin:publishing_picture_upload"), {"upload": picture_upload(), "credit": "Anna Berg"}
        )
        assert answer.status_code == 503
        assert not Picture.objects.exists()

    def test_a_document_that_does_not_fit_while_it_comes_in_is_told(self, client, settings, monkeypatch):
        monkeypatch.setattr(TemporaryUploadedFile, "write", lambda self, content: raise_full(), raising=False)
        client.raise_request_exception = False
        space = SpaceFactory(draft=True)
        page = reverse("admin:sites_plot_change", args=[space.pk])
        sent = SimpleUploadedFile("plan.pdf", PDF)
        answer = client.post(page, filled(unrendered(client, page), documents__0__file=sent, **DOCUMENT))
        page = text_of(answer, 503)
        assert "Gehen Sie in Ihrem Browser zurück" in page
        assert "<form" not in page
        assert not space.documents.exists()
        del answer  # which knows the error, and that the file
        gc.collect()
        assert list(staged_files(settings)) == []

    def test_a_file_is_moved_and_not_copied(self, client, settings, monkeypatch):
        monkeypatch.setattr("django.core.files.move.copystat", lambda *paths: pytest.fail("was copied"))
        space = SpaceFactory(draft=True)
        page = reverse("admin:sites_plot_change", args=[space.pk])
        sent = SimpleUploadedFile("plan.pdf", PDF)
        client.post(page, filled(unrendered(client, page), documents__0__file=sent, **DOCUMENT))
        assert space.documents.get().file.read() == PDF
        assert list(staged_files(settings)) == []


def raise_full():
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.django_db
def test_variants_that_do_not_fit_leave_nothing_half(settings, monkeypatch):
    picture = PictureFactory()
    folder = settings.MEDIA_ROOT / picture.folder
    before = sorted(os.listdir(folder))
    monkeypatch.setattr("django.core.files.base.ContentFile.chunks", lambda self, size=None: raise_full())
    with pytest.raises(OSError, match="No space"):
        picture.write_variants([(480, "avif", b"x" * 100)])
    assert sorted(os.listdir(folder)) == before


def test_an_upload_is_worked_on_once_also_when_it_is_refused():
    asked = []

    @uploads.memoised_per_file
    def work(file):
        asked.append(file.name)
        raise ValidationError("no")

    file = SimpleUploadedFile("a.txt", b"x")
    for _time in range(2):
        with pytest.raises(ValidationError):
            work(file)
    assert asked == ["a.txt"]


def test_what_a_killed_process_left_is_forgotten_after_a_day(settings):
    left = settings.FILE_UPLOAD_TEMP_DIR / "abc.upload.pdf"
    left.write_bytes(b"x")
    assert delete_stale_uploads(timezone.now()) == 0
    assert delete_stale_uploads(timezone.now() + timedelta(days=1, minutes=1)) == 1
    assert not left.exists()
    assert delete_stale_uploads in duties.DUTIES


@pytest.mark.parametrize("sign", ["\u202e", "\u200f", "\u2066", "\x07", "\u200b", "\ufeff"])
def test_a_name_keeps_nothing_that_turns_what_stands_beside_it(rf, sign):
    """Django takes it off when the file comes in."""
    names = [f"plan{sign}fdp.{ending}" for ending in ("pdf", "exe")]
    request = rf.post("/", {"files": [SimpleUploadedFile(name, b"MZ") for name in names]})
    plan, program = request.FILES.getlist("files")
    assert documents.clean_filename(plan.name) == "planfdp.pdf"
    with pytest.raises(ValidationError) as refusal:
        documents.check_document(program)
    assert sign not in refusal.value.messages[0]


@pytest.mark.parametrize("ending", ["pdf" * 80, " Änderung, Begründung" * 11, "b" * 180 + "." + "c" * 60])
def test_a_name_that_is_nearly_all_ending_is_refused_as_any_other(rf, ending):
    """Django calls the file on its disk by it, where it would not fit."""
    request = rf.post("/", {"file": SimpleUploadedFile(f"Nr. 5.{ending}"[:250], b"%PDF")})
    with pytest.raises(ValidationError) as refusal:
        documents.check_document(request.FILES["file"])
    assert refusal.value.code == "document_ending"
