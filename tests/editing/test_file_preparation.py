"""Files are worked on before the transaction of the form that takes them, once each, and said beside their field."""

import io
import os

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image
from reversion.models import Version

from editing.releasing.files import new_files
from news.models import Article
from publishing import documents, uploads
from publishing.models import Picture
from regions import boundary_files
from sites.models import Plot, SpaceDocument
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.geometry_files import FIELD, shapefile
from tests.factories.news import ArticleFactory
from tests.factories.sites import SpaceDocumentFactory, SpaceFactory
from tests.filling import filled, unrendered
from tests.papers import PDF, pdf_of
from tests.reading import text_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once, pytest.mark.slow]

PHOTO = {"photos__0__credit": "Foto: Anna Berg", "photos__0__alt_de": "Ein Hof"}
DOCUMENT = {
    "documents__TOTAL_FORMS": "1",
    "documents__0__kind": "other",
    "documents__0__title_de": "Lageplan",
    "documents__0__order": "0",
}


@pytest.fixture(autouse=True)
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


class Watch:
    """`inside` and `outside` of a transaction: what was opened, decoded or encoded there."""

    def __init__(self):
        self.inside, self.outside = [], []

    def on(self, monkeypatch, owner, name):
        work = getattr(owner, name)

        def noted(*args, **kwargs):
            (self.inside if connection.in_atomic_block else self.outside).append(name)
            return work(*args, **kwargs)

        monkeypatch.setattr(owner, name, noted)


@pytest.fixture
def watch(monkeypatch):
    watch = Watch()
    watch.on(monkeypatch, Image, "open")
    watch.on(monkeypatch, Image.Image, "save")
    watch.on(monkeypatch, Image.Image, "resize")
    watch.on(monkeypatch, pikepdf, "open")
    watch.on(monkeypatch, documents.archives, "read_entries")
    return watch


def photographic(size=(640, 480)):
    """No two are alike."""
    image = Image.frombytes("RGB", (8, 6), os.urandom(8 * 6 * 3)).resize(size, Image.Resampling.BICUBIC)
    content = io.BytesIO()
    image.save(content, "JPEG", quality=90)
    return SimpleUploadedFile("foto.jpg", content.getvalue())


def send(client, page, **changes):
    return client.post(page, filled(unrendered(client, page), **changes))


def page_of(obj, view="change", *more):
    kind = getattr(obj, "kind", "") or obj._meta.model_name
    return reverse(f"admin:{obj._meta.app_label}_{kind}_{view}", args=[obj.pk, *more])


def of_an_article():
    return page_of(ArticleFactory()), {"photos__0__upload": photographic(), **PHOTO}


def of_a_new_article():
    new = {"title_de": "Neu", "slug": "neu", "date_0": "01.09.2026"}
    return reverse("admin:news_article_add"), {"photos__0__upload": photographic(), **PHOTO, **new}


def of_a_plot_beside_a_document():
    document = SimpleUploadedFile("plan.jpg", photographic().read())
    files = {"photos__0__upload": photographic(), "documents__0__file": document}
    return page_of(SpaceFactory(draft=True)), files | PHOTO | DOCUMENT


def of_a_contact():
    return page_of(ContactFactory()), {"upload": photographic(), "credit": "Foto: Anna Berg"}


def by_itself():
    page = reverse("admin:publishing_picture_add")
    return page, {"upload": photographic(), "credit": "Foto: Anna Berg"}


@pytest.mark.parametrize(
    "photo", [of_an_article, of_a_new_article, of_a_plot_beside_a_document, of_a_contact, by_itself]
)
def test_a_photo_is_worked_on_before_the_transaction_of_its_form(client, watch, photo):
    page, sent = photo()
    form = filled(unrendered(client, page), **sent)
    watch.outside.clear()
    assert client.post(page, form).status_code == 302
    assert Picture.objects.count() == 1
    assert SpaceDocument.objects.count() == (photo is of_a_plot_beside_a_document)
    assert watch.inside == []
    assert "open" in watch.outside


def test_a_boundary_file_is_read_before_too(client, watch, monkeypatch):
    watch.on(monkeypatch, boundary_files, "read_geometry_file")
    file = SimpleUploadedFile("plan.zip", shapefile(FIELD))
    answer = send(
        client, page_of(SpaceFactory(draft=True)), boundary__file=file, boundary__file__srid="25833"
    )
    assert "2,00\xa0ha" in text_of(answer)
    assert watch.inside == []
    assert "read_geometry_file" in watch.outside


@pytest.mark.parametrize("wanted", ["_save", "_release"])
def test_a_pdf_is_looked_into_before_too_also_for_a_release(client, watch, wanted):
    plot = SpaceFactory(draft=True)
    form = filled(
        unrendered(client, page_of(plot)), documents__0__file=SimpleUploadedFile("plan.pdf", PDF), **DOCUMENT
    )
    client.post(page_of(plot), form | {wanted: "1"})
    assert watch.inside == []
    assert "open" in watch.outside


def test_documents_that_are_there_are_looked_into_before_a_release_asks_for_them(client, watch):
    document = SpaceDocumentFactory(space=SpaceFactory(draft=True))
    form = filled(unrendered(client, page_of(document.space)))
    uploads.stored_results.cache_clear()  # as in a process that has not met them
    client.post(page_of(document.space), form | {"_release": "1"})
    assert watch.inside == []


def test_pictures_sent_one_by_one_are_too(client, watch):
    answer = client.post(
        reverse("admin:publishing_picture_upload"), {"upload": photographic(), "credit": "Foto: Anna Berg"}
    )
    assert answer.status_code == 200
    assert watch.inside == []


def test_a_photo_added_while_an_old_state_is_brought_back_is_too(client, watch):
    article = ArticleFactory()
    send(client, page_of(article), title_de="Neuer Titel")
    first = Version.objects.get_for_object(article).order_by("pk")[0]
    page = page_of(article, "revision", first.pk)
    assert send(client, page, photos__0__upload=photographic(), **PHOTO).status_code == 302
    assert Article.objects.get().photos.count() == 1
    assert watch.inside == []


def test_what_it_looks_like_is_compared_before_and_told(client, watch):
    photo = photographic((1200, 900))
    Picture.objects.store(photo, credit="Foto: Bea Thal")
    smaller = io.BytesIO()
    photo.seek(0)
    Image.open(photo).resize((600, 450)).save(smaller, "JPEG")
    article = ArticleFactory()
    form = filled(
        unrendered(client, page_of(article)),
        photos__0__upload=SimpleUploadedFile("klein.jpg", smaller.getvalue()),
        **PHOTO,
    )
    answer = client.post(page_of(article), form, follow=True)
    assert "Foto: Bea Thal" in answer.content.decode()
    assert watch.inside == []


def test_a_change_to_what_is_public_is_released_without_opening_its_files_meanwhile(client, watch):
    plot = SpaceFactory(steward=OrganisationFactory())
    client.force_login(MembershipFactory(organisation=plot.steward, role="editor").user)
    answer = send(client, page_of(plot), documents__0__file=SimpleUploadedFile("plan.pdf", PDF), **DOCUMENT)
    assert answer.status_code == 302
    client.force_login(UserFactory(administrator=True))
    page = page_of(plot, "review")
    change = client.get(page).context["change"]
    token = change.token
    for name in new_files(change):
        uploads.stored_results(name).pop(
            documents.validate_content.__wrapped__
        )  # as in a process that has not met it
    client.post(page, {"token": token, "_approve": "1"})
    assert Plot.objects.get().documents.count() == 1
    assert watch.inside == []


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        (
            {"photos__0__upload": SimpleUploadedFile("bild.jpg", b"no picture"), **PHOTO},
            "photos",
            "JPEG, PNG",
        ),
        (
            {
                "documents__0__file": SimpleUploadedFile(
                    "js.pdf", pdf_of(lambda pdf: pdf.add_blank_page()).replace(b"%PDF", b"%XXX")
                ),
                **DOCUMENT,
            },
            "documents",
            "PDF",
        ),
    ],
)
def test_a_refusal_stands_beside_its_field(client, sent, field, words):
    plot = SpaceFactory(draft=True)
    answer = send(client, page_of(plot), **sent)
    [rows] = [
        inline.formset for inline in answer.context["inline_admin_formsets"] if inline.formset.prefix == field
    ]
    [errors] = rows.forms[0].errors.values()
    assert words in str(errors)


def test_nothing_is_worked_on_for_those_who_may_not_save_it(client, watch):
    client.force_login(UserFactory())
    page, photo = page_of(ArticleFactory()), photographic()
    watch.outside.clear()
    watch.inside.clear()
    for address in (page, reverse("admin:news_article_add")):
        photo.seek(0)
        assert client.post(address, {"photos-0-upload": photo}).status_code == 403
    assert watch.outside == watch.inside == []


@pytest.mark.parametrize("text", ["", "foto.jpg"])
def test_a_text_in_place_of_a_file_is_no_file(client, text):
    """A browser sends an empty text for a file that was not chosen; anybody may send another one."""
    article = ArticleFactory(title_de="Alt")
    answer = send(
        client,
        reverse("admin:news_article_change", args=[article.pk]),
        title_de="Neu",
        photos__0__upload=text,
    )
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.title_de == "Neu"
