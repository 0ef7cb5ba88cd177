import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.utils import timezone, translation
from PIL import Image

from news.models import Article
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.portal import PageFactory, SiteProfileFactory
from tests.factories.projects import ProjectFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory
from tests.reading import text_of
from tests.sitemap import SITEMAP, urls_of_the_sitemap

pytestmark = [pytest.mark.django_db, pytest.mark.once]

XHTML = "{http://www.w3.org/1999/xhtml}"

THINGS = [ArticleFactory, ProjectFactory, SpaceFactory, BusinessParkFactory, PageFactory]


def test_a_chosen_theme_is_remembered_and_leads_back(client):
    answer = client.get("/darstellung/", {"theme": "dark", "next": "/aktuelles/?page=2"})
    assert answer["Location"] == "/aktuelles/?page=2"
    assert answer.cookies["theme"].value == "dark"
    assert "no-store" in answer["Cache-Control"]


def test_the_chosen_theme_is_worn(client):
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/").content.decode()


def test_pages_tell_caches_that_they_differ_by_cookie(client):
    assert "Cookie" in client.get("/")["Vary"]


@pytest.mark.parametrize("is_secure", [True, False])
def test_the_cookie_of_the_theme_stays_on_this_site_for_a_year(client, is_secure):
    cookie = client.get("/darstellung/", {"theme": "light"}, secure=is_secure).cookies["theme"]
    assert bool(cookie["secure"]) is is_secure
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 365 * 86400)


@pytest.mark.parametrize("theme", ["auto", "", "pink"])
def test_any_other_theme_forgets_the_choice(client, theme):
    client.cookies["theme"] = "dark"
    answer = client.get("/darstellung/", {"theme": theme})
    assert answer.cookies["theme"]["max-age"] == 0


def test_an_unknown_theme_in_the_cookie_is_ignored(client):
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in text_of(client.get("/"))


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:x", ""],
)
def test_the_way_back_stays_on_the_site(client, elsewhere):
    assert client.get("/darstellung/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_the_portal_is_healthy_when_its_database_answers(client, settings):
    answer = client.get("/gesundheit/")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "version": settings.VERSION}


@pytest.mark.parametrize(
    "request_from", [{"REMOTE_ADDR": "198.51.100.7"}, {"headers": {"X-Forwarded-For": "10.0.0.1"}}]
)
def test_the_public_does_not_learn_which_version_it_is(client, request_from):
    assert client.get("/gesundheit/", **request_from).json() == {"status": "ok", "database": "ok"}


def test_without_a_database_it_says_so_and_nothing_more(client, monkeypatch):
    def refuse():
        raise DatabaseError("password of the database")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/gesundheit/")
    assert "password" not in text_of(answer, 503)


HEALTH = ["/gesundheit/", "/gesundheit/hintergrund/"]


@pytest.mark.parametrize("path", HEALTH)
@pytest.mark.parametrize(
    "peer",
    ["127.0.0.1", "::1", "10.0.3.7", "172.18.0.1", "192.168.1.9", "169.254.7.1", "::ffff:10.0.0.1"],
)
def test_a_probe_from_near_by_needs_no_name(client, path, peer):
    assert client.get(path, HTTP_HOST="172.18.0.5:8000", REMOTE_ADDR=peer).status_code == 200


@pytest.mark.parametrize("path", HEALTH)
@pytest.mark.parametrize("peer", ["198.51.100.7", "2001:db8::1", "172.32.0.1", "", "odd"])
def test_from_afar_the_name_must_be_right(client, path, peer):
    assert client.get(path, HTTP_HOST="evil.example", REMOTE_ADDR=peer).status_code == 400
    assert client.get(path, REMOTE_ADDR=peer).status_code == 200


@pytest.mark.parametrize("path", HEALTH)
@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded"])
def test_what_a_proxy_hands_on_needs_the_right_name_however_near_the_proxy(client, path, header):
    answer = client.get(path, HTTP_HOST="evil.example", REMOTE_ADDR="127.0.0.1", headers={header: "10.0.0.1"})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/", "/gesundheit", "/gesundheit/x/", "/en/gesundheit/", "/admin/login/"])
def test_no_other_address_answers_to_a_wrong_name(client, path):
    assert client.get(path, HTTP_HOST="evil.example", REMOTE_ADDR="127.0.0.1").status_code == 400


@pytest.mark.parametrize("path", HEALTH)
def test_a_probe_is_not_sent_to_https(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path).status_code == 200
    assert client.get("/").status_code == 301


def test_the_icon_is_found_where_browsers_look_without_a_page(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert re.search(r"/static/img/favicon(\.\w+)?\.ico", answer["Location"])


def test_the_manifest_names_the_region_in_its_colours_with_icons_that_are_there(client):
    SiteProfileFactory(name="Metropolregion Musterland", short_name="Musterland")
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    assert not answer.cookies
    manifest = answer.json()
    assert (manifest["name"], manifest["short_name"]) == ("Metropolregion Musterland", "Musterland")
    assert (manifest["lang"], manifest["start_url"]) == ("de", "/")
    assert f'name="theme-color" content="{manifest["theme_color"]}"' in client.get("/").text
    for icon in manifest["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]
    assert [icon["sizes"] for icon in manifest["icons"] if "purpose" not in icon] == ["192x192", "512x512"]


def test_every_page_names_the_icons_of_the_region(client):
    SiteProfileFactory(name="Metropolregion Musterland", short_name="Musterland")
    page = client.get("/").text
    assert 'rel="manifest" href="/manifest.webmanifest"' in page
    assert 'name="apple-mobile-web-app-title" content="Musterland"' in page
    assert 'img/favicon-96.png" type="image/png" sizes="96x96"' in page


def test_robots_are_shown_the_sitemap_and_kept_from_the_administration(client, settings):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    assert "Disallow: /admin/\n" in text
    assert "Disallow: /en/admin/\n" in text


def test_the_style_page_is_for_staff(client):
    assert client.get("/stil/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/stil/").status_code == 200


@pytest.fixture
def locations(client):
    return lambda: urls_of_the_sitemap(client)


@pytest.mark.parametrize("factory", THINGS)
def test_the_sitemap_lists_what_is_published(locations, settings, factory):
    thing = factory()
    url = locations()[settings.SITE_URL + thing.get_absolute_url()]
    assert url.find(f"{SITEMAP}lastmod").text == f"{timezone.localtime(thing.updated_at):%Y-%m-%d}"


@pytest.mark.parametrize("factory", THINGS)
def test_the_sitemap_lists_nothing_else(locations, settings, factory):
    thing = factory(workflow_state="draft")
    assert settings.SITE_URL + thing.get_absolute_url() not in locations()


def test_the_sitemap_ties_both_languages(locations, settings):
    ArticleFactory(slug="beides", title_en="Both")
    url = locations()[f"{settings.SITE_URL}/en/news/beides/"]
    links = {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")}
    assert links["de"] == links["x-default"] == f"{settings.SITE_URL}/aktuelles/beides/"
    assert links["en"] == f"{settings.SITE_URL}/en/news/beides/"


def test_an_untranslated_article_has_no_english_address_in_the_sitemap(locations, settings):
    ArticleFactory(slug="eines")
    assert f"{settings.SITE_URL}/en/news/eines/" not in locations()


def test_every_address_of_the_sitemap_answers(client, locations, settings):
    for factory in THINGS:
        factory()
    assert {
        address: status
        for address in locations()
        if (status := client.get(address.removeprefix(settings.SITE_URL)).status_code) != 200
    } == {}


def test_the_sitemap_costs_the_same_whatever_its_length(client, django_assert_max_num_queries):
    ArticleFactory.create_batch(40)
    with django_assert_max_num_queries(11):
        client.get("/sitemap.xml")
    with django_assert_max_num_queries(2):
        client.get("/sitemap-articles-1.xml")


def test_a_sitemap_of_any_length_is_told_in_parts_and_whole(client, locations, settings, monkeypatch):
    monkeypatch.setattr("portal.sitemaps.MAX_ITEMS_PER_PART", 3)
    articles = [ArticleFactory(title_en="Both") for _ in range(7)]
    parts = re.findall(r"sitemap-articles-(\d+)\.xml", client.get("/sitemap.xml").content.decode())
    assert parts == ["1", "2", "3"]
    told = locations()
    assert all(settings.SITE_URL + article.get_absolute_url() in told for article in articles)
    with translation.override("en"):
        assert all(settings.SITE_URL + article.get_absolute_url() in told for article in articles)


def test_the_index_tells_when_a_part_last_changed(client):
    first, last = ArticleFactory.create_batch(2)
    Article.objects.filter(pk=first.pk).update(updated_at=timezone.now() - timedelta(days=9))
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    [part] = [part for part in root if "articles" in part.find(f"{SITEMAP}loc").text]
    told = datetime.fromisoformat(part.find(f"{SITEMAP}lastmod").text)
    assert told == last.updated_at


@pytest.mark.parametrize(
    "part", ["articles-0", "articles-2", "articles-99999999999999999999", "projects-1", "users-1"]
)
def test_there_is_no_part_without_content(client, part):
    ArticleFactory()
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-articles-1.xml"])
def test_a_sitemap_is_kept_for_a_while_and_asked_whether_it_changed(client, path):
    ArticleFactory()
    first = client.get(path)
    assert "max-age=3600" in first["Cache-Control"]
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    ArticleFactory()
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 200


class TestWhoMayShowWhat:
    """Cross-Origin-Resource-Policy: ours is for our own pages, unless it is made for others."""

    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/nirgends/",
            "/admin/login/",
            "/gesundheit/",
            "/flaechenpool/liste.csv",
            "/medien/bilder/x/y.jpg",
        ],
    )
    def test_pages_and_files_are_for_ourselves(self, client, path):
        assert client.get(path)["Cross-Origin-Resource-Policy"] == "same-origin"

    @pytest.mark.parametrize(
        "path",
        [
            "/robots.txt",
            "/sitemap.xml",
            "/sitemap-entries-1.xml",
            "/aktuelles/feed/",
            "/flaechenpool/liste.atom",
            "/flaechenpool/karte.geojson",
        ],
    )
    def test_what_is_made_for_others_is_for_all(self, client, path):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"

    def test_a_picture_is_for_all_as_long_as_it_is_public(self, client):
        address = ArticlePhotoFactory().picture.url
        assert client.get(address)["Cross-Origin-Resource-Policy"] == "cross-origin"
        Article.objects.update(workflow_state="draft")
        client.force_login(UserFactory(administrator=True))
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"

    def test_of_static_files_only_the_social_picture_is_for_all(self, client, settings, tmp_path):
        settings.STATIC_ROOT = tmp_path
        for name in ("css/site.css", "img/social.0123456789ab.png"):
            (tmp_path / name).parent.mkdir()
            (tmp_path / name).write_text("x")
        files = {
            name: client.get(f"/static/{name}") for name in ("css/site.css", "img/social.0123456789ab.png")
        }
        assert [answer["Cross-Origin-Resource-Policy"] for answer in files.values()] == [
            "same-origin",
            "cross-origin",
        ]
        assert all("Permissions-Policy" in answer for answer in files.values())


@pytest.mark.parametrize(
    "path", ["/", "/aktuelles/", "/suche/", "/kontakt/rueckmeldung/", "/flaechenpool/karte/"]
)
def test_pages_carry_no_inline_style_or_script(client, path):
    page = client.get(path).content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    scripts = re.findall(r"<script([^>]*)>", page)
    data = ("application/json", "application/ld+json")  # blocks that browsers do not run
    assert all("src=" in each or any(kind in each for kind in data) for each in scripts)
