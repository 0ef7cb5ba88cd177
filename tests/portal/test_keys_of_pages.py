"""A page is kept under all that it shows of the address it was asked for by."""

import pytest
from django.core.cache import cache

from portal.server.page_cache import sorted_parameters
from tests.factories.news import ArticleFactory
from tests.portal.test_page_cache import pages_are_kept  # noqa: F401
from tests.reading import text_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_the_order_of_parameters_makes_no_other_page():
    assert sorted_parameters("b=1&a=2&b=0") == sorted_parameters("a=2&b=1&b=0") == ["a=2", "b=1", "b=0"]
    assert sorted_parameters("q=1&%71=2") != sorted_parameters("%71=2&q=1")


@pytest.mark.parametrize("query", ["?&", "?&&&"])
def test_a_query_of_nothing_but_separators_leaves_the_clean_address_its_page(client, query):
    """The page shows it: in its links to the other language, to feedback, and in what comes after the colours."""
    other = client.get(f"/{query}")
    assert 'hreflang="en"' in client.get("/").text
    assert query not in text_of(client.get("/"))
    assert client.get(f"/{query}").content == other.content
    assert len([key for key in cache._cache if "page:" in key]) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("q=%C3%BC", "q=%C3%83%C2%BC"), ("q=a+b", "q=a%20b"), ("q=a", "q=a&"), ("q=a", "q=%61"), ("q", "q=")],
)
def test_another_spelling_of_a_query_is_another_page(one, other):
    assert sorted_parameters(one) != sorted_parameters(other)


def test_a_query_in_plain_letters_is_not_taken_for_what_their_bytes_would_spell(client):
    ArticleFactory(title_de="Grün")
    as_servers_give_it = "q=Grün".encode().decode("latin-1")
    assert 'value="Grün"' in client.get("/suche/", QUERY_STRING=as_servers_give_it).text
    assert 'value="GrÃ¼n"' in client.get("/suche/", {"q": "GrÃ¼n"}).text
