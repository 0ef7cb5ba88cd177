"""What is asked of a quote before the public sees it."""

import pytest

from publishing.admin.reviewing import problems_after
from publishing.releasing.states import state_of, with_pictures_of
from tests.factories.quotes import QuoteFactory

pytestmark = pytest.mark.django_db


def test_a_change_that_names_a_partner_who_was_deleted_can_still_be_looked_at():
    quote = QuoteFactory()
    wanted = with_pictures_of(state_of(quote), state_of(quote))
    wanted["fields"]["partner"] = 10**9
    assert problems_after(quote, wanted) == []
