import pytest
from django.db import DatabaseError
from django.urls import resolve

from portal.server.errors import permission_denied
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import SiteProfileFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db

LANGUAGES = [("", "de"), ("/en", "en")]


@pytest.mark.parametrize(("prefix", "code"), LANGUAGES)
def test_a_missing_page_helps_in_the_language_of_its_address(client, prefix, code):
    answer = client.get(f"{prefix}/nirgends/", headers={"accept-language": "fr"})
    page = answer.content.decode()
    assert answer.status_code == 404
    assert f'<html lang="{code}"' in page
    assert 'role="search"' in page
    assert f'href="{prefix}/"' in page
    assert "noindex" in page
    assert "canonical" not in page


def test_an_error_page_offers_the_other_language_s_home_page(client):
    page = client.get("/nirgends/").content.decode()
    assert 'href="/en/"' in page
    assert 'rel="alternate" hreflang' not in page


def test_a_draft_s_error_page_claims_no_translations(client):
    page = text_of(client.get(ArticleFactory(draft=True).get_absolute_url()), status=404)
    assert 'rel="alternate" hreflang' not in page


def test_a_missing_page_of_the_administration_names_the_region(client):
    SiteProfileFactory(name_de="Metropolregion Mitteldeutschland")
    client.force_login(UserFactory())
    answer = client.get("/admin/nirgends/")
    assert answer.status_code == 404
    assert "Metropolregion Mitteldeutschland" in answer.content.decode()


@pytest.mark.parametrize(("prefix", "words"), [("", "Zur Startseite"), ("/en", "To the start page")])
def test_who_is_refused_in_the_administration_stays_in_it(client, prefix, words):
    client.force_login(UserFactory())
    answer = client.get(f"{prefix}/admin/accounts/user/")
    assert answer.status_code == 403
    assert words in answer.content.decode()


def test_who_does_not_work_in_the_administration_is_refused_as_by_any_page(rf):
    request = rf.get("/admin/accounts/user/")
    request.resolver_match = resolve(request.path)
    request.user = UserFactory.build(is_staff=False)
    answer = permission_denied(request)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert 'role="search"' in page
    assert "Zur Startseite" not in page


@pytest.mark.parametrize(("prefix", "code"), LANGUAGES)
def test_a_request_for_a_foreign_host_is_refused_politely(client, prefix, code):
    answer = client.get(f"{prefix}/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert f'<html lang="{code}"' in answer.content.decode()


@pytest.fixture
def failing(client, monkeypatch):
    """The client's answer while every page asks a database that is down."""

    def fail(*args, **kwargs):
        raise DatabaseError("password of the database")

    client.raise_request_exception = False
    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", fail)
    return client.get


@pytest.mark.parametrize("path", ["/", "/en/", "/nirgends/", "/aktuelles/feed/", "/sitemap.xml"])
def test_the_page_for_failures_needs_no_database(failing, path):
    answer = failing(path)
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "password" not in page
    assert "Fehler" in page
    assert "Error" in page
    assert "Content-Security-Policy" in answer


@pytest.mark.parametrize(
    "path", ["/%00", "/aktuelles/%00/", "/aktuelles/" + "x" * 3000 + "/", "/en/news/%ff/"]
)
def test_odd_addresses_are_not_found(client, path):
    assert client.get(path).status_code == 404
