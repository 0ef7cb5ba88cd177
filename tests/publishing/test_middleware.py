from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import timezone

from publishing.models import Redirect
from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.projects import ProjectFactory
from tests.factories.publishing import RedirectFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def test_an_old_address_leads_to_the_new_one(client):
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    answer = client.get("/alt/")
    assert (answer.status_code, answer["Location"]) == (301, "/aktuelles/")


def test_browsers_ask_again_after_a_day(client):
    """Else they would never see what comes to the old address later."""
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    assert client.get("/alt/")["Cache-Control"] == "max-age=86400"


def test_the_query_goes_along(client):
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    assert client.get("/alt/?page=2")["Location"] == "/aktuelles/?page=2"


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/index.php?id=12", "/projekte/"),
        ("/index.php?L=0&id=12", "/projekte/?L=0"),
        ("/index.php?id=12&utm_source=brief&q=%FC", "/projekte/?utm_source=brief&q=%FC"),
        ("/index.php/?id=12", "/projekte/"),
        ("/index.php?id=13", "/aktuelles/?id=13"),
        ("/index.php?id=12&L=1", "/en/projects/"),
        ("/index.php", "/aktuelles/"),
    ],
)
def test_parameters_of_an_old_address_are_matched_in_any_order_and_the_closest_wins(client, asked, location):
    RedirectFactory(old_path="/index.php", new_path="/aktuelles/")
    RedirectFactory(old_path="/index.php?id=12", new_path="/projekte/")
    RedirectFactory(old_path="/index.php?L=1&id=12", new_path="/en/projects/")
    assert client.get(asked)["Location"] == location


def test_an_old_home_page_with_parameters_leads_on(client):
    RedirectFactory(old_path="/?page_id=12", new_path="/projekte/")
    assert client.get("/?page_id=12")["Location"] == "/projekte/"
    assert client.get("/?page_id=13").status_code == 200
    assert client.get("/").status_code == 200


def test_letters_of_an_old_encoding_are_found(client):
    RedirectFactory(old_path="/fl%E4chen.html", new_path="/flaechenpool/")
    assert client.get("/fl%E4chen.html")["Location"] == "/flaechenpool/"


def test_an_address_with_or_without_its_last_slash_is_the_same(client):
    RedirectFactory(old_path="/alt/seite", new_path="/aktuelles/")
    assert client.get("/alt/seite/")["Location"] == "/aktuelles/"


def test_what_answers_itself_is_not_led_away(client):
    RedirectFactory(old_path="/aktuelles/", new_path="/")
    assert client.get("/aktuelles/").status_code == 200


def test_what_is_sent_is_not_led_away(client):
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    assert client.post("/alt/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/" + "x" * 5000,
        "/alt%00",
        "/?" + "&".join(f"p{n}={n}" for n in range(2000)),
        "/x?a=%00",
        "/x?%ff=%fe",
    ],
)
def test_a_strange_address_is_just_not_found(client, address):
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    assert client.get(address).status_code == (200 if address.startswith("/?") else 404)


def test_a_page_that_answers_costs_no_query_for_redirects(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as queries:
        client.get("/aktuelles/?page=1")
    assert not [query for query in queries if "redirect" in query["sql"]]


# What happens when an address changes


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("make", [ArticleFactory, ProjectFactory, BusinessParkFactory, CategoryFactory])
def test_moving_twice_leads_straight_to_the_last_address_in_both_languages(client, make, language):
    thing = make(slug="eins")
    addresses = dict(zip(["", "/en"], thing.addresses(), strict=True))
    for slug in ("zwei", "drei"):
        thing.slug = slug
        thing.save()
    last = dict(zip(["", "/en"], thing.addresses(), strict=True))
    assert addresses[language].startswith(language)
    answer = client.get(addresses[language])
    assert (answer.status_code, answer["Location"]) == (301, last[language])
    assert client.get(last[language]).status_code == 200


def test_moving_back_leaves_no_circle(client):
    article = ArticleFactory(slug="eins")
    for slug in ("zwei", "eins"):
        article.slug = slug
        article.save()
    assert client.get("/aktuelles/eins/").status_code == 200
    assert client.get("/aktuelles/zwei/")["Location"] == "/aktuelles/eins/"
    assert not Redirect.objects.filter(old_path="/aktuelles/eins/").exists()


def test_a_new_object_at_an_old_address_wins(client):
    moved = ArticleFactory(slug="eins")
    moved.slug = "zwei"
    moved.save()
    new = ArticleFactory(slug="eins", title_de="Die neue")
    assert "Die neue" in client.get("/aktuelles/eins/").content.decode()
    new.workflow_state = "withdrawn"
    new.save()
    assert client.get("/aktuelles/eins/").status_code == 410


def test_a_draft_neither_leaves_redirects_nor_takes_the_address_of_others(client):
    moved = ArticleFactory(slug="eins")
    moved.slug = "zwei"
    moved.save()
    draft = ArticleFactory(slug="eins", draft=True)
    assert client.get("/aktuelles/eins/")["Location"] == "/aktuelles/zwei/"
    draft.slug = "drei"
    draft.save()
    assert client.get("/aktuelles/eins/")["Location"] == "/aktuelles/zwei/"
    assert not Redirect.objects.filter(new_path="/aktuelles/drei/").exists()


def test_what_is_announced_for_later_leaves_no_redirect():
    article = ArticleFactory(slug="eins", published_from=timezone.now() + timedelta(days=1))
    article.slug = "zwei"
    article.save()
    assert not Redirect.objects.exists()


def test_an_address_that_leads_to_a_space_follows_its_name(client):
    space = SpaceFactory(name_de="Nordfeld")
    RedirectFactory(old_path="/alt.php?objekt=7", new_path=space.get_absolute_url())
    space.name_de = "Südfeld"
    space.save()
    location = client.get(client.get("/alt.php?objekt=7")["Location"])["Location"]
    assert location == f"/flaechenpool/gewerbeflaechen/{space.number}-suedfeld/"
    assert client.get(location).status_code == 200


# What is gone


@pytest.mark.parametrize(("language", "said"), [("", "nicht mehr verfügbar"), ("/en", "no longer available")])
def test_a_deleted_article_says_in_its_language_that_it_is_gone(client, language, said):
    article = ArticleFactory(slug="eins")
    address = dict(zip(["", "/en"], article.addresses(), strict=True))[language]
    article.delete()
    answer = client.get(address)
    assert answer.status_code == 410
    assert said in answer.content.decode()


def test_a_recovered_article_answers_again(client):
    article = ArticleFactory(slug="eins")
    key = article.pk
    article.delete()
    article.pk = key
    article.save(force_insert=True)
    assert client.get("/aktuelles/eins/").status_code == 200


def test_a_deleted_draft_and_a_deleted_sample_leave_nothing(client):
    ArticleFactory(slug="eins", draft=True).delete()
    ArticleFactory(slug="zwei", is_sample=True).delete()
    assert not Redirect.objects.exists()
    assert client.get("/aktuelles/eins/").status_code == 404


def test_what_led_to_a_deleted_article_leads_to_it_again_when_it_comes_back(client):
    article = ArticleFactory(slug="eins")
    article.slug = "zwei"
    article.save()
    article.delete()
    assert client.get("/aktuelles/eins/")["Location"] == "/aktuelles/zwei/"
    assert client.get("/aktuelles/zwei/").status_code == 410


def test_an_old_address_may_tell_that_it_is_gone_for_good(client):
    RedirectFactory(old_path="/en/old.html", new_path="")
    answer = client.get("/en/old.html")
    assert answer.status_code == 410
    assert "no longer available" in answer.content.decode()
    assert not answer.cookies


# How it is counted


def test_days_of_use_are_counted_and_nothing_about_anybody(client, django_assert_num_queries):
    redirect = RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    for _visit in range(3):
        client.get("/alt/")
    redirect.refresh_from_db()
    assert (redirect.days_used, redirect.last_used_on) == (1, timezone.localdate())
    redirect.record_use(timezone.now() + timedelta(days=1))
    redirect.refresh_from_db()
    assert redirect.days_used == 2


def test_the_day_of_a_visit_is_that_of_berlin_and_no_other_redirect_s():
    redirect, other = RedirectFactory.create_batch(2)
    redirect.record_use(datetime(2027, 6, 30, 22, 30, tzinfo=UTC))
    assert Redirect.objects.get(pk=redirect.pk).last_used_on == date(2027, 7, 1)
    assert Redirect.objects.get(pk=other.pk).last_used_on is None


def test_a_busy_database_keeps_nobody_from_the_new_address(client, monkeypatch):
    def fail(redirect):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Redirect, "record_use", fail)
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    assert client.get("/alt/")["Location"] == "/aktuelles/"


@pytest.mark.parametrize(
    ("new", "is_refused"),
    [
        ("/seite/", False),
        ("", False),
        ("https://partner.example/seite", False),
        ("ftp://partner.example/seite", True),
        ("https://fremd.example/seite", True),
        ("//fremd.example/seite", True),
        ("/\\fremd.example", True),
        ("seite", True),
        ("/alt/", True),
    ],
)
def test_no_redirect_leaves_the_site_for_a_host_that_is_not_named_nor_leads_to_itself(
    settings, new, is_refused
):
    settings.REDIRECT_HOSTS = ["partner.example"]
    try:
        Redirect(old_path="/alt/", new_path=new).full_clean()
    except ValidationError:
        assert is_refused
    else:
        assert not is_refused


# Other hosts


@pytest.fixture
def former_host(settings):
    settings.ALLOWED_HOSTS = ["testserver", "www.alt.example"]
    settings.FORMER_HOSTS = ["www.alt.example"]
    settings.SITE_URL = "https://portal.example.org"
    return {"headers": {"host": "www.alt.example"}}


def test_a_former_host_leads_to_this_one_even_where_this_one_has_such_a_page(client, former_host):
    RedirectFactory(old_path="/projekte/", new_path="/aktuelles/")
    assert client.get("/projekte/", **former_host)["Location"] == "https://portal.example.org/aktuelles/"
    assert client.get("/projekte/").status_code == 200


def test_what_a_former_host_does_not_know_is_looked_for_here(client, former_host):
    answer = client.get("/flaechenpool/?q=gleis", **former_host)
    assert answer["Location"] == "https://portal.example.org/flaechenpool/?q=gleis"


def test_what_is_gone_says_so_at_a_former_host_too(client, former_host):
    RedirectFactory(old_path="/index.php?id=3", new_path="")
    assert client.get("/index.php?id=3", **former_host).status_code == 410


def test_only_hosts_that_are_named_are_led_to(client, settings):
    settings.REDIRECT_HOSTS = ["karte.example.org"]
    RedirectFactory(old_path="/karte.html", new_path="https://karte.example.org/#8/51.3/12.4")
    RedirectFactory(old_path="/boese.html", new_path="https://evil.example.org/")
    assert client.get("/karte.html?z=1")["Location"] == "https://karte.example.org/?z=1#8/51.3/12.4"
    assert client.get("/boese.html").status_code == 404
