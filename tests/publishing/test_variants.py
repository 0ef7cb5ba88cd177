"""The smaller versions of a picture: made after the upload, by a task or by the clock; pages go without until then."""

from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks_db.models import DBTaskResult

from portal import duties
from publishing import variants
from publishing.models import Picture
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticlePhotoFactory
from tests.factories.publishing import picture_upload

pytestmark = pytest.mark.django_db
ALL = {"480.avif", "480.webp", "960.avif", "960.webp", "1200.avif", "1200.webp", "bild.jpg"}


def added(size=(1200, 800)):
    return Picture.objects.store(picture_upload(size=size), credit="Foto: Anna Berg")


def fresh(picture):
    return Picture.objects.get(pk=picture.pk)


def files_of(picture):
    folder = picture.file.name.rsplit("/", 1)[0]
    return set(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else set()


def work_off():
    call_command("run_tasks", queue_name="*", interval=0, batch=True, reload=False)


def test_a_page_shows_the_picture_itself_until_its_variants_are_there(client):
    picture = added()
    article = ArticlePhotoFactory(picture=picture).article
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'src="{picture.url}"' in page
    assert "srcset" not in page
    assert client.get(picture.url).status_code == 200
    variants.make(picture, timezone.now())
    page = client.get(article.get_absolute_url()).content.decode()
    assert "1200.avif 1200w" in page
    for source in fresh(picture).sources:
        for line in source["srcset"].split(", "):
            assert client.get(line.split(" ")[0]).status_code == 200


def test_what_forms_show_is_there_from_the_beginning():
    picture = added()
    assert files_of(picture) == {"bild.jpg", "480.webp"}
    assert picture.small_url.endswith("/480.webp")


def test_a_page_never_asks_the_storage(client, monkeypatch):
    article = ArticlePhotoFactory(picture=added()).article
    with monkeypatch.context() as patched:
        patched.setattr(FileSystemStorage, "exists", lambda *_: pytest.fail("asked"))
        assert client.get(article.get_absolute_url()).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_them_after_the_upload(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    client.force_login(UserFactory(region_staff=True))
    data = {"upload": picture_upload(size=(1200, 800)), "credit": "Foto: Anna Berg"}
    client.post(reverse("admin:publishing_picture_upload"), data)
    picture = Picture.objects.get()
    assert not picture.has_variants
    work_off()
    assert fresh(picture).has_variants
    assert files_of(picture) == ALL


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_picture_was_deleted_does_nothing(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    added().delete()
    work_off()
    assert DBTaskResult.objects.successful().count() == 1


def test_the_clock_leaves_them_to_the_task_for_five_minutes():
    picture = added()
    assert variants.make_due(timezone.now() + timedelta(minutes=4)) == 0
    assert variants.make_due(timezone.now() + timedelta(minutes=6)) == 1
    assert files_of(picture) == ALL
    assert fresh(picture).has_variants
    assert variants.make_due in duties.DUTIES


def test_a_task_that_was_ended_in_the_middle_is_made_up_for(monkeypatch):
    picture, now = added(), timezone.now()

    def half(content):
        yield 480, "avif", b"only this one"
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(variants, "encode_variants", half)
        with pytest.raises(SystemExit):
            variants.make(picture, now)
    assert not fresh(picture).sources
    assert variants.make_due(now + timedelta(minutes=14)) == 0
    assert variants.make_due(now + timedelta(minutes=15)) == 1
    assert files_of(picture) == ALL
    assert default_storage.size(f"{picture.file.name.rsplit('/', 1)[0]}/480.avif") > 100


def test_two_at_once_do_the_work_once(monkeypatch):
    picture = added()
    second = fresh(picture)
    variants.make(picture, timezone.now())
    monkeypatch.setattr(variants, "encode_variants", lambda content: pytest.fail("made twice"))
    variants.make(second, timezone.now())
    variants.make(fresh(picture), timezone.now())


def test_a_picture_whose_file_is_lost_is_tried_again_a_day_later_and_holds_up_no_other(caplog):
    lost, good = added(), added(size=(500, 400))
    default_storage.delete(lost.file.name)
    later = timezone.now() + timedelta(minutes=6)
    assert variants.make_due(later) == 1
    assert f"picture {lost.pk} could not be made" in caplog.text
    assert fresh(good).has_variants
    caplog.clear()
    assert variants.make_due(later + timedelta(hours=23)) == 0
    assert not caplog.text
    variants.make_due(later + timedelta(days=1))
    assert caplog.text


def test_one_round_of_the_clock_makes_a_bounded_number(monkeypatch):
    monkeypatch.setattr(variants, "MOST_AT_ONCE", 2)
    for width in (70, 80, 90):
        added(size=(width, 48))
    later = timezone.now() + timedelta(minutes=6)
    assert [variants.make_due(later) for _round in range(3)] == [2, 1, 0]


def test_a_picture_deleted_meanwhile_leaves_no_files(monkeypatch):
    picture = added()
    encode = variants.encode_variants

    def and_delete(content):
        Picture.objects.all().delete()
        picture.delete_files()
        yield from encode(content)

    monkeypatch.setattr(variants, "encode_variants", and_delete)
    variants.make(picture, timezone.now())
    assert not files_of(picture)


def test_the_list_of_pictures_says_which_have_not_all_sizes_yet(client):
    client.force_login(UserFactory(region_staff=True))
    address = reverse("admin:publishing_picture_changelist")
    words = gettext("%(size)s, smaller sizes are being made") % {"size": "1200 × 800 px"}
    picture = added()
    assert words in client.get(address).content.decode()
    variants.make(picture, timezone.now())
    page = client.get(address).content.decode()
    assert "1200 × 800 px" in page
    assert words not in page
