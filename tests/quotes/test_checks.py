"""What is asked of a quote before the public sees it."""

from datetime import date

import pytest

from editing.admin.release.reviewing import problems_in_state
from editing.releasing.states import current_state, with_picture_details
from publishing.checks import find_problems, release_blockers
from tests.factories.publishing import PictureFactory
from tests.factories.quotes import PartnerFactory, QuoteFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("consent_on", "is_missing"), [(None, True), ("2026-03-01", False)])
def test_a_quote_without_a_noted_consent_cannot_be_released(consent_on, is_missing):
    found = release_blockers(QuoteFactory(consent_on=consent_on, draft=True))
    assert [(problem.code, problem.is_error) for problem in found] == [("consent_missing", True)] * is_missing


def test_what_a_portrait_lacks_is_said_of_the_portrait_beside_its_partner():
    picture = PictureFactory(credit=" ", rights_until=date(2020, 1, 1))
    quote = QuoteFactory(partner=PartnerFactory(portrait=picture), text_en="That is good.", draft=True)
    assert [(problem.field, problem.code) for problem in find_problems(quote)] == [
        ("partner", "alt_missing"),
        ("partner", "credit_missing"),
        ("partner", "rights_expired"),
        ("partner", "picture_small"),
    ]
    assert all("Das Porträt" in problem.message for problem in find_problems(quote))


def test_a_change_that_names_a_partner_who_was_deleted_can_still_be_looked_at():
    quote = QuoteFactory()
    wanted = with_picture_details(current_state(quote), current_state(quote))
    wanted["fields"]["partner"] = 10**9
    assert [problem.code for problem in problems_in_state(quote, wanted)] == ["missing_en"]
