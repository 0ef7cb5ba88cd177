"""Notices of the portal as a whole, with how urgent they are and where they lead."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from portal.administration import notices
from portal.models import Page
from publishing.dashboard_notices import Urgency
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.portal import PageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGES = "/en/admin/portal/page/"
LATER = timedelta(days=3)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def told(source, user, at=None):
    """Sentence, address and urgency of what counts something."""
    found = source(user, at or timezone.now())
    return [(notice.sentence, notice.url, notice.urgency) for notice in found if notice.count]


def test_a_page_of_the_law_waits_until_its_hour_and_only_the_privacy_notice_closes_the_forms():
    user = UserFactory(administrator=True)
    privacy, imprint = PageFactory(key="privacy"), PageFactory(key="imprint", draft=True)
    one = (
        "1 page that the law asks for is not published: fill its gaps and release it.",
        PAGES,
        Urgency.ASKED,
    )
    assert told(notices.legal_pages_unpublished, user) == [one]
    privacy.published_from = timezone.now() + LATER
    privacy.save()
    both = one[0].replace("1 page that the law asks for is", "2 pages that the law asks for are")
    assert told(notices.legal_pages_unpublished, user) == [
        (both.replace("its gaps and release it", "their gaps and release them"), PAGES, Urgency.ASKED),
        (
            "The forms for enquiries, search alerts and feedback are closed until the privacy notice is published.",
            PAGES,
            Urgency.BROKEN,
        ),
    ]
    assert told(notices.legal_pages_unpublished, user, timezone.now() + LATER + LATER) == [one]
    assert told(notices.legal_pages_unpublished, MembershipFactory(role="editor").user) == []
    assert Page.objects.get(pk=imprint.pk).workflow_state == "draft"


def test_the_review_of_the_statement_leads_to_its_form():
    PageFactory(key="imprint")
    statement = PageFactory(key="accessibility")
    [(sentence, url, urgency)] = told(notices.statement_due_for_review, UserFactory(administrator=True))
    assert "was last reviewed a year ago or more" in sentence
    assert (url, urgency) == (f"{PAGES}{statement.pk}/change/", Urgency.ASKED)


@pytest.mark.parametrize(
    ("role", "kind", "is_told"),
    [
        ("reader", "region", False),
        ("editor", "region", True),
        ("newsroom", "region", True),
        ("reviewer", "municipality", False),
    ],
)
def test_who_stands_still_is_told_to_the_region_s_office(role, kind, is_told):
    user = MembershipFactory(role=role, organisation=OrganisationFactory(kind=kind)).user
    assert notices.is_operations_contact(user) is is_told
