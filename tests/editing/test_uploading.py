"""Many pictures at once, and pictures that are there already."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.models import Article
from publishing.models import Picture
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.publishing import PictureFactory, picture_upload
from tests.filling import filled, unrendered
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = "admin:publishing_picture_upload"


@pytest.fixture
def editor(client):
    user = UserFactory(region_staff=True)
    client.force_login(user)
    return user


def send(client, upload, credit="Foto: Anna Berg", **fields):
    return client.post(reverse(ADDRESS), {"upload": upload, "credit": credit, **fields})


def test_each_file_becomes_a_picture_of_whoever_sent_it(client, editor):
    answer = send(client, picture_upload(), licence="CC BY 4.0", rights_until="2027-01-31")
    picture = Picture.objects.get()
    assert answer.status_code == 200
    assert f'data-picture="{picture.pk}"' in answer.content.decode()
    assert (picture.credit, picture.licence, picture.added_by) == ("Foto: Anna Berg", "CC BY 4.0", editor)
    assert str(picture.rights_until) == "2027-01-31"


def test_what_is_sent_without_a_credit_is_described_later(client, editor):
    answer = send(client, picture_upload(), credit=" ")
    assert answer.status_code == 200
    assert Picture.objects.get().credit == ""
    again = send(client, picture_upload(), credit="")
    assert "wie es ist: ohne Bildnachweis." in text_of(again)
    assert str(Picture.objects.get()) == "ohne Bildnachweis (64 × 48)"


def test_a_picture_by_itself_needs_its_credit(client, editor):
    page = reverse("admin:publishing_picture_add")
    answer = client.post(page, {"upload": picture_upload(), "credit": "", "focal_x": 50, "focal_y": 50})
    assert "credit" in answer.context["adminform"].form.errors
    assert not Picture.objects.exists()


def test_a_file_that_is_no_picture_is_answered_with_the_reason(client, editor):
    answer = send(client, SimpleUploadedFile("bild.jpg", b"no picture"))
    assert answer.status_code == 422
    assert "JPEG, PNG" in answer.content.decode()


def test_the_width_of_a_small_picture_is_told_beside_its_file_and_its_row(client, editor):
    assert "64 " in send(client, picture_upload()).content.decode()
    assert (
        "1,000"
        in client.post("/en" + reverse(ADDRESS), {"upload": picture_upload(), "credit": "x"}).content.decode()
    )
    article = ArticleFactory()
    page = reverse("admin:news_article_change", args=[article.pk])
    ArticlePhotoFactory(article=article, picture=PictureFactory(width=1_000))
    assert "data-width-hint" not in text_of(client.get(page))
    ArticlePhotoFactory(article=article, order=1)
    assert client.get(page).content.decode().count("data-width-hint") == 1


def test_the_same_file_is_answered_with_the_picture_that_is_there(client, editor):
    known = Picture.objects.store(picture_upload(), credit="Foto: Bea Thal")
    answer = send(client, picture_upload("anders.jpg"))
    page = answer.content.decode()
    assert f'data-picture="{known.pk}" ' in page
    assert 'data-credit="Foto: Bea Thal"' in page
    assert Picture.objects.get().credit == "Foto: Bea Thal"


def test_files_are_only_sent_never_fetched(client, editor):
    assert client.get(reverse(ADDRESS)).status_code == 405


def test_visitors_send_nothing(client):
    assert send(client, picture_upload()).status_code == 403
    assert not Picture.objects.exists()


def article_with(client, upload, credit):
    """The answer to an article's form with one more photo."""
    article = Article.objects.first() or ArticleFactory()
    page = reverse("admin:news_article_change", args=[article.pk])
    number = article.photos.count()
    row = {"upload": upload, "credit": credit, "alt_de": "Ein Platz"}
    return client.post(
        page,
        filled(unrendered(client, page), **{f"photos-{number}-{name}": value for name, value in row.items()}),
    )


@pytest.mark.parametrize("credit", ["Foto: Anna Berg", "", "Foto: Bea Thal"])
def test_a_row_takes_the_picture_that_is_there_with_its_own_details_and_says_so(client, editor, credit):
    known = Picture.objects.store(picture_upload(), credit="Foto: Bea Thal", licence="CC BY 4.0")
    answer = article_with(client, picture_upload(), credit)
    assert answer.status_code == 302
    assert "wie es ist: Foto: Bea Thal." in text_of(client.get(answer.url))
    known.refresh_from_db()
    assert (known.credit, known.licence) == ("Foto: Bea Thal", "CC BY 4.0")
    assert Article.objects.get().photos.get().picture == known


def test_a_picture_that_nobody_has_described_takes_the_words_of_the_row(client, editor):
    known = Picture.objects.store(picture_upload(), credit="", added_by=editor)
    assert article_with(client, picture_upload(), "Foto: Anna Berg").status_code == 302
    known.refresh_from_db()
    assert known.credit == "Foto: Anna Berg"


def test_a_file_stays_while_its_details_are_corrected(client, editor):
    answer = article_with(client, picture_upload(), "x" * 201)
    [form] = [form for form in answer.context["inline_admin_formsets"][0].formset if "credit" in form.errors]
    picture = Picture.objects.get()
    assert form["picture"].value() == str(picture.pk)
    page = answer.request["PATH_INFO"]
    again = client.post(page, filled(answer, photos__0__credit="Foto: Anna Berg"))
    assert again.status_code == 302
    picture.refresh_from_db()
    assert (picture.credit, Article.objects.get().photos.get().picture) == ("Foto: Anna Berg", picture)


def test_an_entry_with_a_hundred_photos_is_saved(client, editor):
    article, picture = ArticleFactory(), PictureFactory()
    for order in range(100):
        ArticlePhotoFactory(article=article, picture=picture, order=order)
    page = reverse("admin:news_article_change", args=[article.pk])
    sent = filled(unrendered(client, page), title_de="Hundert Fotos", photos__99__alt_de="Das letzte")
    assert client.post(page, sent).status_code == 302
    article.refresh_from_db()
    assert article.title_de == "Hundert Fotos"
    assert article.photos.get(order=99).alt_de == "Das letzte"
