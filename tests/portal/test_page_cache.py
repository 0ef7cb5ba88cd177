"""Pages for readers are made once, and never told when they would be made otherwise now."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from caching import fragments, stores
from caching.expiry import next_visibility_change
from news.models import Article
from portal.server import page_cache
from sites.models import Space
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publishing import PictureFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.sites import BusinessParkFactory, OfferFactory, SpaceFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

BROWSER = {"headers": {"accept-encoding": "gzip, br"}}


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.CACHES_PAGES = True
    cache.clear()
    stores.clear_stores()
    yield
    cache.clear()


def is_kept(client, path, django_assert_max_num_queries=None, **headers):
    """Whether no template is rendered for the answer, and the database asked for nothing but the state it is in."""
    client.get(path, **headers)
    counted = []

    def count(execute, sql, *rest):
        counted.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        answer = client.get(path, **headers)
    assert answer.status_code == 200
    return not answer.templates and len(counted) == 1 and "caching_change" in counted[0]


def pages():
    article, space, park = ArticleFactory(), SpaceFactory(), BusinessParkFactory()
    QuoteFactory()
    return [
        "/",
        "/en/",
        reverse("news:list"),
        article.get_absolute_url(),
        reverse("quotes:list"),
        reverse("projects:list"),
        ProjectFactory().get_absolute_url(),
        reverse("sites:pool"),
        reverse("sites:list") + "?area_min=10&page=1",
        reverse("sites:map"),
        reverse("sites:geojson") + "?zoom=9&view=11,50,14,53",
        reverse("sites:map_objects") + f"?number={space.number}",
        reverse("sites:feed"),
        space.get_absolute_url(),
        park.get_absolute_url(),
        reverse("sites:area", args=[space.municipality.slug]),
        reverse("portal:search") + "?q=meldung",
        reverse("portal:imprint"),
    ]


def test_every_page_for_readers_is_made_once(client):
    assert [path for path in pages() if not is_kept(client, path, **BROWSER)] == []


def test_a_change_is_seen_by_the_next_request(client):
    article, space = ArticleFactory(title_de="Vorher"), SpaceFactory(description_de="Vorher")
    for path, change in {
        article.get_absolute_url(): lambda: Article.objects.filter(pk=article.pk).update(title_de="Nachher"),
        space.get_absolute_url(): lambda: Space.objects.filter(pk=space.pk).update(description_de="Nachher"),
    }.items():
        assert "Vorher" in client.get(path).text
        change()
        page = client.get(path).text
        assert "Nachher" in page
        assert "Vorher" not in page


def test_what_is_withdrawn_is_gone_at_once(client):
    article = ArticleFactory()
    path = article.get_absolute_url()
    assert client.get(path).status_code == client.get(path).status_code == 200
    article.workflow_state = "withdrawn"
    article.save()
    assert client.get(path).status_code == 410


def test_an_entry_appears_and_goes_to_the_second(client, monkeypatch):
    now = timezone.now().replace(microsecond=0)
    ArticleFactory(
        title_de="Kurzlebig",
        published_from=now + timedelta(minutes=5),
        published_until=now + timedelta(minutes=9),
    )

    def is_shown(seconds):
        monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=seconds))
        return "Kurzlebig" in client.get(reverse("news:list")).text

    assert [is_shown(seconds) for seconds in (0, 299, 300, 301, 539, 540, 600)] == [
        *(False, False, True, True, True, False, False)
    ]


def test_whoever_is_logged_in_sees_the_truth(client):
    client.force_login(UserFactory(administrator=True))
    assert not is_kept(client, reverse("news:list"))


@pytest.mark.once
@pytest.mark.parametrize(
    "path",
    [
        "/?utm_source=x",
        "/flaechenpool/liste/?seite=2",
        "/kontakt/feedback/",
        "/flaechenpool/liste.csv",
        "/merkliste/",
    ],
)
def test_unknown_parameters_forms_and_pages_of_ones_own_are_made_for_each(client, path):
    SpaceFactory()
    client.get(path)
    assert not [key for key in cache._cache if "page:" in key]


def test_errors_are_not_kept(client):
    for _time in range(2):
        assert client.get("/aktuelles/gibt-es-nicht/").status_code == 404
    assert not [key for key in cache._cache if "page:" in key]


def test_device_language_host_and_encoding_have_pages_of_their_own(client):
    article = ArticleFactory(title_de="Deutsch", title_en="English")
    path = article.get_absolute_url()
    client.get(path, **BROWSER)
    plain = client.get(path)
    assert not plain.has_header("Content-Encoding")
    assert client.get(path, **BROWSER)["Content-Encoding"] == "br"
    assert client.get(path, headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"
    assert "English" in client.get(f"/en/news/{article.slug}/").text
    client.cookies["theme"] = "dark"
    assert client.get(path).content != plain.content


def test_a_piece_of_a_page_is_not_taken_for_the_page(client):
    SpaceFactory()
    path = reverse("sites:list")
    whole = client.get(path).content
    piece = client.get(path, headers={"x-fragment": "results"}).content
    assert client.get(path).content == whole
    assert client.get(path, headers={"x-fragment": "results"}).content == piece != whole


@pytest.mark.parametrize("headers", [{}, BROWSER["headers"]])
def test_a_browser_that_has_the_page_is_told_so(client, headers):
    path = ArticleFactory().get_absolute_url()
    for _time in range(2):
        answer = client.get(path, headers=headers)
        assert answer["Cache-Control"] == "no-cache"
        again = client.get(path, headers={**headers, "if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == answer["ETag"]
    Article.objects.update(title_de="Neu")
    assert client.get(path, headers={**headers, "if-none-match": answer["ETag"]}).status_code == 200


def test_pages_vary_with_the_choice_of_colours_and_with_the_encoding_alone(client):
    for path in ("/", "/en/", reverse("news:list")):
        assert set(client.get(path, **BROWSER)["Vary"].split(", ")) == {"Cookie", "Accept-Encoding"}


def test_a_page_begun_before_a_moment_is_not_kept_beyond_it(client, monkeypatch):
    """Another one, asked for after the moment, had the next one noted already."""
    now = timezone.now().replace(microsecond=0)
    moment = now + timedelta(minutes=5)
    ArticleFactory(title_de="Kurzlebig", published_until=moment)
    clock = [now]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])

    def somebody_asks_after_the_moment(response):
        clock[0] = moment + timedelta(seconds=1)
        next_visibility_change()
        fragments.cached("another part", ["news"], lambda: "made after it")
        return response

    monkeypatch.setattr(
        page_cache, "is_shareable", lambda response: bool(somebody_asks_after_the_moment(response))
    )
    assert "Kurzlebig" in client.get(reverse("news:list")).text
    monkeypatch.undo()
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(seconds=2))
    assert "Kurzlebig" not in text_of(client.get(reverse("news:list")))


def test_documents_and_forms_wait_for_nobody():
    asked = RequestFactory()
    assert page_cache.has_shared_view(asked.get("/flaechenpool/liste/"))
    assert page_cache.has_shared_view(asked.get("/en/news/"))
    for path in (
        "/flaechenpool/liste.pdf",
        "/flaechenpool/liste.csv",
        "/kontakt/feedback/",
        "/nirgends/",
        "/merkliste/",
    ):
        assert not page_cache.has_shared_view(asked.get(path)), path


@pytest.mark.once
@pytest.mark.parametrize(
    ("wanted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, br;q=1.0", "gzip"),
        ("br;q=1.0", ""),
        ("sbrx", ""),
        ("gzip;q=1, br", "br"),
        ("", ""),
    ],
)
def test_the_key_knows_the_encoding_that_is_sent(client, wanted, encoding):
    path = ArticleFactory().get_absolute_url()
    for _time in range(2):
        assert client.get(path, headers={"accept-encoding": wanted}).get("Content-Encoding", "") == encoding
    assert client.get(path, **BROWSER)["Content-Encoding"] == "br"


def test_ports_and_pieces_that_nobody_knows_make_no_other_entries(client):
    for number in range(5):
        client.get("/", headers={"host": f"testserver:{8000 + number}", "x-fragment": f"piece {number}"})
    assert len([key for key in cache._cache if "page:" in key]) == 1


def test_one_damaged_entry_is_forgotten_and_the_rest_is_given(client, settings, tmp_path):
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "caching.files.FileCache", "LOCATION": tmp_path}
    }
    assert is_kept(client, "/")
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:20])
    assert client.get("/").status_code == 200
    assert is_kept(client, "/")


def test_a_foreign_host_gets_no_page(client):
    client.get("/")
    assert client.get("/", headers={"host": "anders.example"}).status_code == 400


def test_a_cache_that_fails_is_left_alone_for_a_while(client, monkeypatch, caplog):
    ArticleFactory(title_de="Trotzdem")
    asked = []

    class Away:
        def get(self, key, *_more):
            asked.append(key)
            raise ConnectionError("no cache there")

        set = get

    monkeypatch.setattr(stores, "cache", Away())
    for _time in range(3):
        assert "Trotzdem" in client.get(reverse("news:list")).text
    assert len(asked) == 1
    assert "The cache does not answer" in caplog.text


def test_a_database_that_fails_is_told_by_the_others(client, monkeypatch):
    def fails():
        raise OperationalError("gone")

    monkeypatch.setattr("caching.versions.query_versions", fails)
    assert client.get("/").status_code == 503


def test_of_many_who_want_a_page_at_once_one_makes_it():
    made, kept = [], []

    def want():
        with page_cache.single_flight("a page"):
            if not kept:
                made.append(1)
                kept.append(1)

    threads = [Thread(target=want) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


@pytest.mark.once
def test_in_a_week_of_editing_the_kept_site_is_at_every_moment_the_one_that_would_be_made(
    client, monkeypatch, settings
):
    """At each moment that matters, a second before and after it, and after each change."""
    start = timezone.make_aware(datetime(2026, 10, 22, 8))  # the clocks go back on the 25th
    clock = [start]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    day = start.date()
    article = ArticleFactory(
        published_from=start + timedelta(days=1, hours=3), published_until=start + timedelta(days=4)
    )
    ArticleFactory(confirm_until=day + timedelta(days=2))
    QuoteFactory.create_batch(3)
    space = SpaceFactory(confirm_until=day + timedelta(days=3), available_from=day + timedelta(days=1))
    OfferFactory(space=space)
    SpaceFactory(published_until=start + timedelta(days=5, minutes=7))
    ProjectFactory(ends_on=day + timedelta(days=2))
    picture = PictureFactory(rights_until=day + timedelta(days=1))
    ArticlePhotoFactory(article=article, picture=picture)
    addresses = [
        *(
            "/",
            "/en/",
            reverse("news:list"),
            reverse("sites:list"),
            reverse("sites:map"),
            reverse("projects:list"),
        ),
        *(
            article.get_absolute_url(),
            space.get_absolute_url(),
            reverse("sites:geojson") + "?zoom=9&view=11,50,14,53",
        ),
    ]
    changes = {
        2: lambda: Space.objects.filter(pk=space.pk).update(marketing_status="reserved"),
        3: lambda: ArticleFactory(title_de="Mitten in der Woche"),
        5: lambda: space.delete(),
    }

    def whole_site(is_kept):
        settings.CACHES_PAGES = is_kept
        return [(answer.status_code, answer.content) for answer in map(Client().get, addresses)]

    differences, seen, with_picture = [], set(), set()
    midnights = [timezone.make_aware(datetime(2026, 10, 22 + number)) for number in range(1, 8)]
    edges = [
        *midnights,
        article.published_from,
        article.published_until,
        start + timedelta(days=5, minutes=7),
    ]
    moments = sorted(edge + timedelta(seconds=seconds) for edge in edges for seconds in (-1, 0, 1))
    done = set()
    for moment in moments:
        clock[0] = moment
        for number, change in changes.items():
            if number not in done and moment > start + timedelta(days=number):
                done.add(number)
                change()
        kept, made = whole_site(is_kept=True), whole_site(is_kept=False)
        kept_again = whole_site(is_kept=True)
        differences += [
            (moment, address)
            for address, one, other, third in zip(addresses, kept, made, kept_again, strict=True)
            if not one == other == third
        ]
        seen.add(tuple(content for _status, content in made))
        if picture.folder.encode() in made[addresses.index(article.get_absolute_url())][1]:
            with_picture.add(moment)
    assert differences == []
    assert len(seen) > 8  # the week was no dull one
    assert with_picture == {moment for moment in moments if article.published_from <= moment < midnights[1]}
