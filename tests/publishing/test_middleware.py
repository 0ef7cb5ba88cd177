import pytest

from publishing.models import Redirect
from tests.factories.news import ArticleFactory
from tests.factories.publishing import RedirectFactory

pytestmark = pytest.mark.django_db


def test_an_old_address_leads_to_the_new_one(client):
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    answer = client.get("/alt/")
    assert (answer.status_code, answer["Location"]) == (301, "/aktuelles/")


def test_the_query_goes_along(client):
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    assert client.get("/alt/?page=2")["Location"] == "/aktuelles/?page=2"


def test_what_answers_itself_is_not_led_away(client):
    RedirectFactory(old_path="/aktuelles/", new_path="/")
    assert client.get("/aktuelles/").status_code == 200


def test_what_is_sent_is_not_led_away(client):
    RedirectFactory(old_path="/alt/", new_path="/aktuelles/")
    assert client.post("/alt/").status_code == 404


def test_a_very_long_address_is_just_not_found(client):
    assert client.get("/" + "x" * 5000).status_code == 404


def test_a_page_that_answers_costs_no_query_for_redirects(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as queries:
        client.get("/aktuelles/")
    assert not [query for query in queries if "redirect" in query["sql"]]


def test_moving_twice_leads_straight_to_the_last_address(client):
    article = ArticleFactory(slug="eins")
    for slug in ("zwei", "drei"):
        article.slug = slug
        article.save()
    assert client.get("/aktuelles/eins/")["Location"] == "/aktuelles/drei/"


def test_moving_back_leaves_no_circle(client):
    article = ArticleFactory(slug="eins")
    for slug in ("zwei", "eins"):
        article.slug = slug
        article.save()
    assert client.get("/aktuelles/eins/").status_code == 200
    assert client.get("/aktuelles/zwei/")["Location"] == "/aktuelles/eins/"
    assert not Redirect.objects.filter(old_path="/aktuelles/eins/").exists()
