"""Links of mails that are wrong, old or lost: what they say, and the way to a new one."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from mailing import spam_guard
from mailing.models import OutgoingMail
from mailing.stable_tokens import stable_token
from sites.freshness.links import SIGNER, request_url
from sites.freshness.reminding import MAX_LINKS_PER_DAY
from sites.models import CheckRequest, Space, SpaceCheck
from sites.models.check_rules import LINK_VALIDITY_DAYS
from tests.sites.freshness.visiting import errors_of, filled, form_of, page_of, press, state_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.mark.parametrize("token", ["x", "1:x", "..", "1", "a" * 500, SIGNER.sign("0"), SIGNER.sign("x")])
def test_a_wrong_link_is_explained_and_leads_to_a_new_one(client, token):
    for method in (client.get, client.post):
        answer = method(reverse("sites:check", kwargs={"token": token}))
        assert answer.status_code == 404
        assert reverse("sites:check_new_link") in answer.content.decode()


def test_a_link_of_a_mail_that_an_earlier_version_sent_opens(client, asked):
    token = Signer(salt="sites.checking.link").sign(stable_token(asked, "posted_at"))
    assert client.get(reverse("sites:check", kwargs={"token": token})).status_code == 200


def expire(asked, days=LINK_VALIDITY_DAYS + 1):
    CheckRequest.objects.filter(pk=asked.pk).update(
        posted_on=TODAY() - timedelta(days=days), posted_at=timezone.now() - timedelta(days=days)
    )
    asked.refresh_from_db()


def test_an_expired_link_changes_nothing_and_offers_a_new_one(client, asked, space):
    expire(asked)
    before = state_of(space)
    answer = client.get(page_of(asked))
    assert answer.status_code == 410
    assert 'value="new_link"' in answer.content.decode()
    assert press(client, asked, space, "taken").status_code == 410
    assert client.post(form_of(asked, space), {"marketing_status": "taken"}).status_code == 410
    assert state_of(space) == before
    assert not OutgoingMail.objects.exists()


def test_a_link_works_on_its_last_day(client, asked):
    expire(asked, LINK_VALIDITY_DAYS)
    assert client.get(page_of(asked)).status_code == 200


def test_the_new_link_goes_to_the_stored_address_and_works(client, asked, space, contact):
    expire(asked)
    client.post(page_of(asked), {"answer": "new_link"})
    [mail] = OutgoingMail.objects.all()
    assert mail.to == contact.email
    [path] = re.findall(r"/flaechenpool/bestaetigung/\S+", mail.body)
    assert path != page_of(asked)
    client.post(path, {"number": space.number, "answer": "correct"})
    assert SpaceCheck.objects.get().name == "Anna Berg"


def test_new_links_do_not_flood_a_mailbox(client, asked):
    expire(asked)
    for _time in range(3):
        answer = client.post(page_of(asked), {"answer": "new_link"})
    assert OutgoingMail.objects.count() == 1
    assert answer.context["state"] == "too_often"
    for number in range(1, MAX_LINKS_PER_DAY + 3):
        CheckRequest.objects.filter(is_reminder=False).update(
            posted_at=timezone.now() - timedelta(hours=number)
        )
        client.post(page_of(asked), {"answer": "new_link"})
    assert OutgoingMail.objects.count() == MAX_LINKS_PER_DAY


def test_no_new_link_where_nothing_is_open(client, asked, space):
    press(client, asked, space, "correct")
    expire(asked)
    answer = client.post(page_of(asked), {"answer": "new_link"})
    assert answer.context["state"] == "nothing"
    assert not OutgoingMail.objects.exists()


def ask_for_a_link(client, email):
    page = reverse("sites:check_new_link")
    return client.post(page, filled(client.get(page), email=email))


def test_whoever_lost_his_link_types_his_address_and_is_told_the_same_whatever_it_is(
    client, space, monkeypatch
):
    monkeypatch.setattr(spam_guard, "MIN_FORM_SECONDS", 0)
    known, unknown = ask_for_a_link(client, "BERG@example.org"), ask_for_a_link(client, "x@example.org")
    assert known["Location"] == unknown["Location"]
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["berg@example.org"]


def test_an_address_with_a_line_break_is_refused(client, monkeypatch):
    monkeypatch.setattr(spam_guard, "MIN_FORM_SECONDS", 0)
    answer = ask_for_a_link(client, "berg@example.org\nBcc: x@example.org")
    assert list(errors_of(answer)) == ["email"]
    assert not list(get_messages(answer.wsgi_request))


def test_a_deleted_contacts_link_says_it_is_wrong(client, asked, space, contact):
    Space.objects.update(contact=None)
    address = page_of(asked)
    contact.delete()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_link_of_a_mail_is_in_its_language_whoever_causes_it(asked, settings, language):
    settings.SITE_URL = "https://portal.example.org"
    with override(language):
        assert request_url(asked) == f"https://portal.example.org{page_of(asked)}"
