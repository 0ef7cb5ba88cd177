"""A restored backup gives keys a second time, while the links that were sent since lie in people's mailboxes."""

from datetime import UTC, datetime, timedelta

import pytest

from editing.models import PreviewLink
from editing.previewing import preview
from investors import subscribing
from investors.models import SavedSearch
from mailing.models import OutgoingMail
from mailing.stable_tokens import find_by_token, stable_token
from portal import feedback
from sites.freshness.links import request_url
from sites.models import CheckRequest
from tests.factories.accounts import UserFactory
from tests.factories.checking import CheckRequestFactory
from tests.factories.investors import SavedSearchFactory
from tests.factories.news import ArticleFactory
from tests.factories.portal import FeedbackFactory
from tests.factories.sites import SpaceFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_a_name_is_the_key_and_the_microsecond():
    posted_at = datetime(2026, 11, 30, 6, 0, 0, 123456, tzinfo=UTC)
    asked = CheckRequestFactory(pk=501, spaces=[], posted_at=posted_at)
    assert stable_token(asked, "posted_at") == "501-1796018400123456"
    assert find_by_token(CheckRequest.objects.all(), "501-1796018400123456", "posted_at") == asked


@pytest.mark.parametrize(
    "name",
    [
        "501",
        "501-",
        "501-1796018400123457",
        "0501-1796018400123456",
        "502-1796018400123456",
        "x-1",
        "",
        "²-1",
    ],
)
def test_a_name_that_differs_at_all_is_nobodys(name):
    CheckRequestFactory(pk=501, spaces=[], posted_at=datetime(2026, 11, 30, 6, 0, 0, 123456, tzinfo=UTC))
    with pytest.raises(CheckRequest.DoesNotExist):
        find_by_token(CheckRequest.objects.all(), name, "posted_at")


def made_again(row, moment):
    """Another row with the same key, made a little later."""
    key, later = row.pk, getattr(row, moment) + timedelta(microseconds=1)
    row.delete()
    return {"pk": key, moment: later}


def test_a_check_link_sent_before_does_not_open_the_objects_of_somebody_else(client):
    first = CheckRequestFactory(spaces=[SpaceFactory()])
    link = request_url(first)
    second = CheckRequestFactory(spaces=[SpaceFactory(name="Fremde Halle")], **made_again(first, "posted_at"))
    answer = client.get(link)
    assert "Fremde Halle" not in text_of(answer, status=404)
    assert client.get(request_url(second)).status_code == 200


@pytest.mark.parametrize("purpose", [subscribing.CONFIRM, subscribing.MANAGE, subscribing.END])
def test_an_alert_link_sent_before_shows_and_ends_no_search_of_somebody_else(client, purpose):
    first = SavedSearchFactory()
    link = subscribing.search_link(first, purpose)
    SavedSearchFactory(email="fremd@example.org", **made_again(first, "requested_at"))
    for answer in (client.get(link), client.post(link)):
        assert "fremd@example.org" not in text_of(answer, status=410)
    assert SavedSearch.objects.count() == 1


def test_a_preview_link_sent_before_opens_no_other_draft(client):
    first = PreviewLink.make(ArticleFactory(draft=True), UserFactory(), 14)
    token = preview.link_token(first)
    other = ArticleFactory(draft=True, title_de="Fremder Entwurf")
    again = made_again(first, "created_at")
    second = PreviewLink.make(other, UserFactory(), 14, at=again["created_at"])
    PreviewLink.objects.filter(pk=second.pk).update(id=again["pk"])
    answer = client.get(f"/vorschau/{token}/")
    assert "Fremder Entwurf" not in text_of(answer, status=404)
    second.pk = again["pk"]
    assert client.get(f"/vorschau/{preview.link_token(second)}/").status_code == 200


def test_mails_about_what_has_the_same_key_are_not_the_same_mail():
    first = SavedSearchFactory()
    subscribing.post_search_mail(first, "confirm", key="confirm", words=[])
    second = SavedSearchFactory(**made_again(first, "requested_at"))
    subscribing.post_search_mail(second, "confirm", key="confirm", words=[])
    message = FeedbackFactory.build(pk=7)
    feedback.store_feedback(message)
    earlier = feedback.mail_key(message)
    message.created_at += timedelta(microseconds=1)
    assert feedback.mail_key(message) != earlier
    confirmations = OutgoingMail.objects.with_key(f"alert-{second.pk}-").filter(to=second.email)
    assert confirmations.count() == 1
