import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_picture_of_a_published_article_is_public(client):
    answer = client.get(ArticlePhotoFactory().picture.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert not answer.cookies


def test_a_picture_that_is_withdrawn_leaves_shared_caches_within_the_hour(client):
    answer = client.get(ArticlePhotoFactory().picture.url)
    assert answer["Cache-Control"] == "public, max-age=3600"


def test_its_variants_are_too(client):
    picture = ArticlePhotoFactory().picture
    for source in picture.sources:
        answer = client.get(source["srcset"].split()[0])
        assert (answer.status_code, answer["Content-Type"]) == (200, source["type"])


def test_each_of_its_files_is_known_by_a_tag_of_its_own(client):
    picture = ArticlePhotoFactory().picture
    addresses = [picture.url, *(source["srcset"].split()[0] for source in picture.sources)]
    tags = {client.get(address)["ETag"] for address in addresses}
    assert len(tags) == len(addresses) == 3
    assert (
        client.get(picture.url, headers={"if-none-match": client.get(picture.url)["ETag"]}).status_code == 304
    )


def test_a_picture_is_sent_as_it_is_to_browsers_that_unpack(client):
    picture = ArticlePhotoFactory().picture
    answer = client.get(picture.url, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer
    assert int(answer["Content-Length"]) == picture.size


@pytest.mark.parametrize("trait", ["draft", "in_review", "withdrawn"])
def test_a_picture_of_an_unpublished_article_is_for_staff(client, trait):
    url = ArticlePhotoFactory(**{f"article__{trait}": True}).picture.url
    assert client.get(url).status_code == 404
    client.force_login(UserFactory(region_staff=True))
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_a_picture_nobody_shows_is_not_public(client):
    assert client.get(PictureFactory().url).status_code == 404


@pytest.mark.parametrize("is_public_first", [True, False])
def test_a_public_picture_opens_no_other_one(client, is_public_first):
    if is_public_first:
        public, hidden = ArticlePhotoFactory().picture, ArticlePhotoFactory(article__draft=True).picture
    else:
        hidden, public = ArticlePhotoFactory(article__draft=True).picture, ArticlePhotoFactory().picture
    assert client.get(hidden.url).status_code == 404
    answer = client.get(public.url)
    assert (answer.status_code, int(answer["Content-Length"])) == (200, public.size)
    assert answer["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    ("title_en", "canonical"), [("", "/aktuelles/hafen/"), ("Harbour", "/en/news/hafen/")]
)
def test_an_english_page_without_english_words_is_the_german_one_for_search_engines(
    client, title_en, canonical
):
    ArticleFactory(slug="hafen", title_de="Hafen", title_en=title_en)
    page = client.get("/en/news/hafen/").content.decode()
    [address] = re.findall(r'<link rel="canonical" href="([^"]+)"', page)
    assert address.endswith(canonical)
    assert ("/en/" in address) is bool(title_en)


def test_a_picture_whose_rights_have_ended_is_not_public(client):
    picture = PictureFactory(rights_until=timezone.localdate() - timedelta(days=1))
    ArticlePhotoFactory(picture=picture)
    assert client.get(picture.url).status_code == 404


@pytest.mark.parametrize("factory", [SpaceFactory, ProjectFactory])
def test_the_portrait_of_whoever_answers_for_something_published_is_public(client, factory):
    contact = ContactFactory(portrait=PictureFactory())
    factory(contact=contact)
    factory(contact=contact, draft=True)
    assert client.get(contact.portrait.url).status_code == 200


@pytest.mark.parametrize("factory", [SpaceFactory, ProjectFactory])
def test_the_portrait_of_a_contact_who_stands_on_drafts_only_is_not_public(client, factory):
    contact = ContactFactory(portrait=PictureFactory())
    factory(contact=contact, draft=True)
    factory()
    assert client.get(contact.portrait.url).status_code == 404


def test_the_portrait_of_a_contact_nothing_names_is_not_public(client):
    assert client.get(ContactFactory(portrait=PictureFactory()).portrait.url).status_code == 404


def test_a_portrait_goes_with_the_page_it_stood_on(client):
    contact = ContactFactory(portrait=PictureFactory())
    SpaceFactory(contact=contact, published_until=timezone.now())
    assert client.get(contact.portrait.url).status_code == 404


def test_a_browser_that_has_the_picture_need_not_load_it_again(client):
    url = ArticlePhotoFactory().picture.url
    etag = client.get(url)["ETag"]
    answer = client.get(url, headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_who_may_not_see_a_picture_is_told_nothing_by_its_etag(client):
    picture = PictureFactory()
    folder, name = picture.url.split("/")[-2:]
    answer = client.get(picture.url, headers={"if-none-match": f'"{folder}-{name}"'})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "name", ["..", "../../secret-key", "..%2f..%2fsecret-key", "%2e%2e", "nichts.avif", "bild.jpg%00"]
)
def test_nothing_outside_the_picture_s_folder_is_served(client, name):
    folder = ArticlePhotoFactory().picture.url.split("/")[-2]
    client.force_login(UserFactory(region_staff=True))
    assert client.get(f"/medien/bilder/{folder}/{name}").status_code in {404, 400}


def test_an_unknown_folder_is_not_found(client):
    assert client.get("/medien/bilder/0123456789abcdef/bild.jpg").status_code == 404
