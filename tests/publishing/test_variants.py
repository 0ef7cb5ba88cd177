"""The smaller versions of a picture: made by the clock after the upload; pages go without until then."""

from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from portal.operations import duties
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


def test_a_page_shows_the_picture_itself_until_its_variants_are_there(client):
    picture = added()
    article = ArticlePhotoFactory(picture=picture).article
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'src="{picture.url}"' in page
    assert "srcset" not in page
    assert client.get(picture.url).status_code == 200
    variants.make_variants(picture)
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


def test_the_clock_makes_them_after_the_upload(client):
    client.force_login(UserFactory(region_staff=True))
    data = {"upload": picture_upload(size=(1200, 800)), "credit": "Foto: Anna Berg"}
    client.post(reverse("admin:publishing_picture_upload"), data)
    picture = Picture.objects.get()
    assert not picture.has_variants
    assert variants.make_due_variants(timezone.now()) == 1
    assert fresh(picture).has_variants
    assert files_of(picture) == ALL
    assert variants.make_due_variants(timezone.now()) == 0
    assert variants.make_due_variants in duties.DUTIES


def test_a_round_that_was_ended_in_the_middle_is_made_up_for_by_the_next(monkeypatch):
    picture = added()

    def half(content):
        yield 480, "avif", b"only this one"
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(variants, "encode_variants", half)
        with pytest.raises(SystemExit):
            variants.make_due_variants(timezone.now())
    assert not fresh(picture).sources
    assert variants.make_due_variants(timezone.now()) == 1
    assert files_of(picture) == ALL
    assert default_storage.size(f"{picture.file.name.rsplit('/', 1)[0]}/480.avif") > 100


def test_a_picture_whose_file_is_lost_is_tried_again_a_day_later_and_holds_up_no_other(caplog):
    lost, good = added(), added(size=(500, 400))
    default_storage.delete(lost.file.name)
    now = timezone.now()
    assert variants.make_due_variants(now) == 1
    assert f"picture {lost.pk} could not be made" in caplog.text
    assert fresh(good).has_variants
    caplog.clear()
    assert variants.make_due_variants(now + timedelta(hours=23)) == 0
    assert not caplog.text
    variants.make_due_variants(now + timedelta(days=1))
    assert caplog.text


def test_a_picture_deleted_meanwhile_leaves_no_files(monkeypatch):
    picture = added()
    encode = variants.encode_variants

    def and_delete(content):
        Picture.objects.all().delete()
        picture.delete_files()
        yield from encode(content)

    monkeypatch.setattr(variants, "encode_variants", and_delete)
    variants.make_variants(picture)
    assert not files_of(picture)


def test_the_list_of_pictures_says_which_have_not_all_sizes_yet(client):
    client.force_login(UserFactory(region_staff=True))
    address = reverse("admin:publishing_picture_changelist")
    words = gettext("%(size)s, smaller sizes are being made") % {"size": "1200 × 800 px"}
    picture = added()
    assert words in client.get(address).content.decode()
    variants.make_variants(picture)
    page = client.get(address).content.decode()
    assert "1200 × 800 px" in page
    assert words not in page
