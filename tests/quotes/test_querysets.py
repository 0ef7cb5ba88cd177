from datetime import date, timedelta

import pytest

from quotes.models import Quote
from tests.factories.quotes import QuoteFactory

pytestmark = pytest.mark.django_db

DAYS = [date(2026, 11, 1) + timedelta(days=n) for n in range(6)]


def of_the_day(day=DAYS[0]):
    return Quote.objects.of_the_day(day.toordinal()).first()


def test_each_day_has_another_quote_until_all_have_been_seen():
    quotes = [QuoteFactory() for _ in range(3)]
    seen = [of_the_day(day) for day in DAYS]
    assert set(seen[:3]) == set(quotes)
    assert seen[:3] == seen[3:]


def test_featured_quotes_go_before_all_others():
    featured = QuoteFactory(is_featured=True)
    QuoteFactory()
    assert {of_the_day(day) for day in DAYS} == {featured}


def test_a_featured_draft_does_not_stand_in_the_way():
    QuoteFactory(is_featured=True, draft=True)
    quote = QuoteFactory()
    assert of_the_day() == quote


def test_there_may_be_no_quote():
    assert of_the_day() is None


def test_the_quote_of_the_day_costs_one_query(django_assert_num_queries):
    QuoteFactory()
    with django_assert_num_queries(1):
        assert of_the_day().partner.portrait is None
