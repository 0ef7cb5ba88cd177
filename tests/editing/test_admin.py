"""Pictures in the administration, and what is told before something is deleted."""

import pytest
from django.urls import reverse
from django.utils import timezone

from editing.models import ReleaseStep
from publishing.models import Picture
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.publishing import PictureFactory, picture_upload
from tests.filling import filled, unrendered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def test_a_picture_is_added_with_its_credit(client):
    page = reverse("admin:publishing_picture_add")
    client.post(page, filled(unrendered(client, page), upload=picture_upload(), credit="Foto: Anna Berg"))
    assert Picture.objects.get().credit == "Foto: Anna Berg"


def test_the_page_of_a_picture_says_where_it_is_used(client):
    photo = ArticlePhotoFactory()
    page = client.get(reverse("admin:publishing_picture_change", args=[photo.picture.pk])).content.decode()
    assert reverse("admin:news_article_change", args=[photo.article.pk]) in page


def test_a_used_picture_is_not_deleted(client):
    photo = ArticlePhotoFactory()
    page = reverse("admin:publishing_picture_delete", args=[photo.picture.pk])
    assert client.get(page).context["protected"]
    client.post(page, {"post": "yes"})
    assert Picture.objects.filter(pk=photo.picture.pk).exists()


def test_an_unused_picture_goes_with_its_files(client, settings, django_capture_on_commit_callbacks):
    picture = PictureFactory()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:publishing_picture_delete", args=[picture.pk]), {"post": "yes"})
    assert not Picture.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_unused_pictures_that_are_deleted_together_go_with_their_files(
    client, settings, django_capture_on_commit_callbacks
):
    keys = [PictureFactory().pk for _number in range(2)]
    data = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:publishing_picture_changelist"), data)
    assert not Picture.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_the_list_counts_uses(client):
    ArticlePhotoFactory()
    PictureFactory()
    listed = client.get(reverse("admin:publishing_picture_changelist")).context["cl"].result_list
    assert sorted(picture.use_count for picture in listed) == [0, 1]


def test_the_page_of_a_deletion_lists_no_lines_that_tell_nobody_anything(client):
    article, other = ArticleFactory(title_de="Hafenfest"), ArticleFactory(title_de="Messe")
    article.related.add(other)
    ReleaseStep.objects.create(target=article, step=ReleaseStep.Step.RELEASED, at=timezone.now())
    page = client.get(reverse("admin:news_article_delete", args=[article.pk])).content.decode()
    assert "Hafenfest" in page
    assert "object (" not in page
    assert "Schritt der Freigabe" not in page
    assert "Möchten Sie „Hafenfest“ (Artikel) wirklich löschen?" in page
