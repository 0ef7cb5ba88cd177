from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.reading import cookies_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def feed(client, settings):
    settings.SITE_URL = "https://portal.example.org"

    def read(path="/aktuelles/feed/"):
        answer = client.get(path)
        assert answer["Content-Type"].startswith("application/atom+xml")
        return ElementTree.fromstring(answer.content)

    return read


def test_the_feed_names_itself_and_its_page(feed):
    ArticleFactory()
    links = {link.get("rel"): link.get("href") for link in feed().findall(f"{ATOM}link")}
    assert links["self"] == "https://portal.example.org/aktuelles/feed/"
    assert links["alternate"] == "https://portal.example.org/aktuelles/"


def test_an_entry_keeps_its_id_when_its_address_changes_and_has_another_in_each_language(feed):
    def entry_id(path):
        return feed(path).find(f"{ATOM}entry/{ATOM}id").text

    article = ArticleFactory(slug="alt", title_en="News")
    german, english = entry_id("/aktuelles/feed/"), entry_id("/en/news/feed/")
    assert german != english
    article.slug = "neu"
    article.save()
    assert (entry_id("/aktuelles/feed/"), entry_id("/en/news/feed/")) == (german, english)


def test_the_feed_has_what_atom_requires(feed):
    root = feed()
    assert all(root.find(f"{ATOM}{part}").text for part in ("id", "title", "updated"))
    assert root.find(f"{ATOM}author/{ATOM}name").text


def test_an_entry_has_id_date_author_category_and_pictures(feed):
    article = ArticleFactory(
        title_de="Gut vernetzt", slug="vernetzt", author_name="Jana Richter", date=date(2017, 6, 9)
    )
    photo = ArticlePhotoFactory(article=article)
    entry = feed().find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text.startswith("tag:portal.example.org,")
    assert entry.find(f"{ATOM}published").text == "2017-06-09T00:00:00+02:00"
    assert entry.find(f"{ATOM}updated").text
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Jana Richter"
    assert entry.find(f"{ATOM}category").get("term") == "Standort"
    enclosure = next(link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "enclosure")
    assert enclosure.get("href") == f"https://portal.example.org{photo.picture.url}"
    assert enclosure.get("type") == "image/jpeg"


def test_an_entry_has_the_whole_text_beside_its_summary(feed):
    ArticleFactory(
        title_de="Neu\x0bes",
        teaser_de="Kurz\x0b.",
        body_de='<p>Lang\x0b &amp; breit, <a href="/kontakt/">Kontakt</a></p><p>[Bild 1]</p>',
    )
    root = feed()
    assert root.get("{http://www.w3.org/XML/1998/namespace}base") == "https://portal.example.org"
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "Neues"
    assert root.findtext(f"{ATOM}entry/{ATOM}summary") == "Kurz."
    content = root.find(f"{ATOM}entry/{ATOM}content")
    assert (content.get("type"), content.text) == (
        "html",
        '<p>Lang &amp; breit, <a href="/kontakt/">Kontakt</a></p>',
    )
    assert '<div lang="de"><p>Lang' in feed("/en/news/feed/").findtext(f"{ATOM}entry/{ATOM}content")


def test_a_picture_whose_rights_have_ended_is_not_fed(feed):
    article = ArticleFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    ArticlePhotoFactory(article=article, picture__rights_until=yesterday)
    licensed = ArticlePhotoFactory(article=article)
    links = feed().findall(f"{ATOM}entry/{ATOM}link")
    fed = [link.get("href") for link in links if link.get("rel") == "enclosure"]
    assert fed == [f"https://portal.example.org{licensed.picture.url}"]


@pytest.mark.parametrize("trait", ["draft", "in_review", "withdrawn"])
def test_only_published_articles_are_fed(feed, trait):
    ArticleFactory(**{trait: True})
    assert feed().find(f"{ATOM}entry") is None


def test_the_english_feed_speaks_english(feed):
    ArticleFactory(title_de="Auf Deutsch", title_en="In English", slug="beides")
    root = feed("/en/news/feed/")
    assert root.find(f"{ATOM}entry/{ATOM}title").text == "In English"
    assert root.find(f"{ATOM}entry/{ATOM}link").get("href") == "https://portal.example.org/en/news/beides/"


def test_a_reader_that_has_the_newest_feed_is_not_sent_it_again(client):
    ArticleFactory()
    etag = client.get("/aktuelles/feed/")["ETag"]
    assert client.get("/aktuelles/feed/", headers={"if-none-match": etag}).status_code == 304


def test_the_feed_sets_no_cookie(client):
    assert not cookies_of(client.get("/aktuelles/feed/"))
