"""From the form to the confirmed search and its end: what a visitor sees, and what is kept as proof."""

import hashlib
import re
from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings
from django.core import signing
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from investors import subscribing
from investors.consent import ALERT
from investors.forms.saved_search import SavedSearchForm
from investors.models import SavedSearch
from investors.searching import Search
from mailing.models import OutgoingMail
from sites.search.filters import SpaceFilterSet
from tests.factories.investors import SavedSearchFactory
from tests.factories.sites import SpaceFactory
from tests.reading import cookies_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FORM = "/suchauftrag/"


def opened(seconds_ago=60):
    return signing.dumps(timezone.now().timestamp() - seconds_ago, salt=SavedSearchForm.SALT)


def send(client, query="", form=FORM, **fields):
    entries = {
        "email": "eva@example.org",
        "frequency": "weekly",
        "consent": "on",
        "opened": opened(),
    } | fields
    return client.post(f"{form}?{query}", entries)


def link_in(mail):
    return next(line for line in mail.body.splitlines() if "/bestaetigen/" in line)


class TestForm:
    def test_shows_the_search_in_words_and_what_it_finds(self, client):
        SpaceFactory(area=60_000)
        page = client.get(FORM, {"kind": "plot", "area_min": "5 ha"}).content.decode()
        assert "Gewerbeflächen" in page
        assert "5,0\xa0ha" in page
        assert "Jetzt passt 1 Objekt." in page

    def test_keeps_known_filters_only_in_their_normal_form(self, client):
        send(client, "kind=hall&utm=x&area_min=500&sort=area&page=3&area_max=&status=reserved&status=free")
        saved = SavedSearch.objects.get()
        assert saved.kind == "hall"
        assert saved.query == "area_min=500&status=free&status=reserved"

    def test_an_invalid_filter_is_told_in_the_words_of_the_list_and_nothing_is_stored(self, client):
        answer = send(client, "area_min=viel")
        assert answer.status_code == 200
        assert answer.context["search"].messages[0] in answer.content.decode()
        assert not SavedSearch.objects.exists()

    def test_a_search_that_finds_too_many_is_refused_before_anything_is_typed(self, client, monkeypatch):
        monkeypatch.setattr("investors.searching.MAX_MATCHES", 1)
        SpaceFactory()
        assert "E-Mail-Adresse" in client.get(FORM).content.decode()
        SpaceFactory()
        page = client.get(FORM).content.decode()
        assert "Diese Suche findet 2 Objekte" in page
        assert "höchstens 1" in page
        assert "Diese Suche findet 2 Objekte" in send(client).content.decode()
        assert not SavedSearch.objects.exists()

    def test_a_search_too_long_to_keep_is_told(self, client):
        numbers = "&".join(f"status=free{number}" for number in range(900))
        assert "zu lang" in send(client, numbers).content.decode()

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"email": ""}, "email"),
            ({"email": "kein Postfach"}, "email"),
            ({"email": "a@example.org\nBcc: b@example.org"}, "email"),
            ({"email": "a" * 5000 + "@example.org"}, "email"),
            ({"frequency": "hourly"}, "frequency"),
            ({"consent": ""}, "consent"),
            ({"homepage": "http://spam.example"}, "homepage"),
            ({"opened": "forged"}, "__all__"),
        ],
    )
    def test_bad_entries_are_told_beside_the_field(self, client, fields, field):
        answer = send(client, **fields)
        assert answer.status_code == 200
        assert field in answer.context["form"].errors
        assert not SavedSearch.objects.exists()

    def test_a_missing_consent_is_summed_up_under_a_short_name(self, client):
        page = " ".join(send(client, consent="").content.decode().split())
        assert '"> Ich willige ein</a>: Ohne Ihre Einwilligung' in page

    def test_what_is_sent_faster_than_anybody_types_is_told(self, client):
        answer = send(client, opened=opened(seconds_ago=0))
        assert answer.context["form"].non_field_errors()
        assert not SavedSearch.objects.exists()

    def test_an_address_has_its_share_of_the_hour(self, client):
        for number in range(10):
            send(client, email=f"{number}@example.org")
        assert "in einer Stunde" in send(client, email="more@example.org").content.decode()
        assert SavedSearch.objects.count() == 10


class TestDoubleOptIn:
    def test_a_request_is_stored_with_its_proof_and_mailed(self, client):
        assert send(client, "kind=plot&area_min=5 ha").url == "/suchauftrag/gesendet/"
        saved = SavedSearch.objects.get()
        assert not saved.is_confirmed
        assert saved.consent_version == ALERT.version
        assert saved.consent_text == ALERT.texts["de"]
        assert saved.consent_text in client.get("/suchauftrag/").content.decode()
        assert len(saved.request_mark) == 64
        assert "127.0.0.1" not in saved.request_mark
        mail = OutgoingMail.objects.get()
        assert mail.to == "eva@example.org"
        assert "5,0\xa0ha" in mail.body

    def test_the_answer_does_not_tell_whether_an_address_is_known(self, client):
        SavedSearchFactory(email="eva@example.org")
        known, unknown = send(client), send(client, email="ada@example.org")
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)

    def test_a_mailbox_is_not_flooded_and_the_answer_stays_the_same(self, client):
        answers = {send(client, f"area_min={number}").url for number in range(1, 8)}
        assert answers == {"/suchauftrag/gesendet/"}
        assert OutgoingMail.objects.count() == 5

    def test_what_was_confirmed_does_not_count_among_what_is_asked_for(self, client):
        for _number in range(5):
            SavedSearchFactory(email="eva@example.org")
        send(client)
        assert OutgoingMail.objects.get().to == "eva@example.org"

    def test_nor_is_it_by_spelling_its_address_in_other_letters(self, client):
        for number, email in enumerate(("eva@example.org", "EVA@example.org", "Eva@Example.org") * 2):
            send(client, f"area_min={number + 1}", email=email)
        assert OutgoingMail.objects.count() == subscribing.MAX_REQUESTS_PER_DAY

    def test_the_first_mail_carries_nothing_that_a_stranger_typed(self, client):
        send(client, "q=Besuchen Sie casino.example&area_min=500")
        body = OutgoingMail.objects.get().body
        assert "casino" not in body
        assert "ein Suchwort" in body

    def test_opening_the_link_changes_nothing_its_button_confirms(self, client):
        SpaceFactory()
        send(client)
        link = link_in(OutgoingMail.objects.get())
        assert client.get(link).status_code == 200
        assert not SavedSearch.objects.get().is_confirmed
        assert "Von nun an" in client.post(link).content.decode()
        saved = SavedSearch.objects.get()
        assert saved.is_confirmed
        assert len(saved.confirmation_mark) == 64
        assert len(saved.snapshot) == 1

    def test_while_driving_times_cannot_be_computed_nothing_is_confirmed_and_the_page_says_so(
        self, client, monkeypatch
    ):
        search = SavedSearchFactory(unconfirmed=True)
        link = subscribing.search_link(search, subscribing.CONFIRM)
        with monkeypatch.context() as away:
            away.setattr(SpaceFilterSet, "has_transient_error", True)
            answer = client.post(link)
        assert answer.status_code == 503
        assert "in ein paar Minuten noch einmal" in answer.content.decode()
        search.refresh_from_db()
        assert not search.is_confirmed
        assert client.post(link).status_code == 200

    def test_a_link_used_twice_says_so(self, client):
        send(client)
        link = link_in(OutgoingMail.objects.get())
        client.post(link)
        for answer in (client.get(link), client.post(link)):
            assert "Schon bestätigt" in answer.content.decode()

    def test_an_expired_link_says_so(self, client):
        send(client)
        link = link_in(OutgoingMail.objects.get())
        in_eight_days = timezone.now().timestamp() + 8 * 86400
        with mock.patch("django.core.signing.time.time", return_value=in_eight_days):
            answer = client.post(link)
        assert answer.status_code == 410
        assert "abgelaufen" in answer.content.decode()
        assert not SavedSearch.objects.get().is_confirmed

    @pytest.mark.parametrize("step", ["bestaetigen", "aendern", "beenden"])
    @pytest.mark.parametrize("token", ["x", "a:b:c", "ü", "1:1vNwpF:AAAA"])
    def test_a_forged_link_is_a_clear_page(self, client, step, token):
        for answer in (
            client.get(f"/suchauftrag/{step}/{token}/"),
            client.post(f"/suchauftrag/{step}/{token}/"),
        ):
            assert answer.status_code == 404
            assert "nicht vollständig" in answer.content.decode()

    def test_a_link_for_one_purpose_serves_no_other(self, client):
        saved = SavedSearchFactory()
        token = subscribing.sign_search(saved, "end")
        assert client.get(f"/suchauftrag/aendern/{token}/").status_code == 404

    def test_the_same_search_confirmed_twice_is_told_once(self, client, rf):
        old = SavedSearchFactory(email="eva@example.org", query="area_min=500")
        new = SavedSearchFactory(email="Eva@example.org", query="area_min=500", unconfirmed=True)
        other = SavedSearchFactory(email="eva@example.org", query="area_min=900")
        subscribing.confirm_search(new, rf.post("/"))
        assert set(SavedSearch.objects.values_list("pk", flat=True)) == {new.pk, other.pk}
        assert old.pk

    def test_what_another_mailbox_or_another_kind_is_told_stays(self, rf):
        new = SavedSearchFactory(email="eva@example.org", query="area_min=500", kind="hall", unconfirmed=True)
        for fields in ({"email": "adam@example.org"}, {"kind": "plot"}, {"kind": ""}):
            SavedSearchFactory(
                **{"email": "eva@example.org", "query": "area_min=500", "kind": "hall"} | fields
            )
        subscribing.confirm_search(new, rf.post("/"))
        assert SavedSearch.objects.count() == 4

    def test_a_link_confirms_its_own_search_and_no_other(self, rf):
        first, second = (
            SavedSearchFactory(unconfirmed=True, query=f"area_min={area}") for area in (500, 900)
        )
        assert subscribing.confirm_search(second, rf.post("/"))
        assert list(SavedSearch.objects.confirmed()) == [second]
        assert list(SavedSearch.objects.unconfirmed()) == [first]
        assert not subscribing.confirm_search(second, rf.post("/")), "it is confirmed already"

    def test_only_the_link_to_confirm_runs_out(self, monkeypatch):
        search = SavedSearchFactory()
        links = {
            purpose: subscribing.sign_search(search, purpose)
            for purpose in (subscribing.CONFIRM, subscribing.MANAGE, subscribing.END)
        }
        week = timedelta(days=7, seconds=2).total_seconds()
        now = timezone.now().timestamp()
        monkeypatch.setattr("django.core.signing.time.time", lambda: now + week)
        with pytest.raises(signing.SignatureExpired):
            subscribing.find_by_link(links.pop(subscribing.CONFIRM), subscribing.CONFIRM)
        assert [subscribing.find_by_link(token, purpose) for purpose, token in links.items()] == [
            search,
            search,
        ]

    @pytest.mark.parametrize(("hours", "is_asked"), [(23, False), (24, True)])
    def test_a_day_after_the_first_of_five_requests_a_mailbox_may_ask_again(self, rf, hours, is_asked):
        now = timezone.now()
        SavedSearchFactory(
            email="eva@example.org", unconfirmed=True, requested_at=now - timedelta(hours=hours)
        )
        for _number in range(subscribing.MAX_REQUESTS_PER_DAY - 1):
            SavedSearchFactory(email="eva@example.org", unconfirmed=True, requested_at=now)
        search = SavedSearchFactory.build(email="Eva@example.org", unconfirmed=True)
        subscribing.request_confirmation(search, rf.post("/"), at=now)
        assert (search.pk is not None) is is_asked

    def test_what_nobody_confirms_is_forgotten_after_seven_days(self):
        now = timezone.now()
        SavedSearchFactory(unconfirmed=True, requested_at=now - timedelta(days=7))
        young = SavedSearchFactory(unconfirmed=True, requested_at=now - timedelta(days=6, hours=23))
        kept = SavedSearchFactory(requested_at=now - timedelta(days=70))
        assert subscribing.delete_unconfirmed(now) == 1
        assert set(SavedSearch.objects.all()) == {young, kept}

    def test_a_changed_consent_text_needs_a_new_version(self):
        texts = "\n".join(f"{code}:{text}" for code, text in sorted(ALERT.texts.items()))
        fingerprint = hashlib.sha256(texts.encode()).hexdigest()
        assert ALERT.fingerprints[ALERT.version] == fingerprint

    def test_the_words_of_the_consent_are_kept_in_the_language_they_were_shown_in(self, client):
        send(client, form="/en/search-alert/")
        assert SavedSearch.objects.get().consent_text == ALERT.texts["en"]

    def test_the_mail_that_asks_for_confirmation_says_how_to_withdraw(self, client):
        send(client)
        [link] = re.findall(
            rf"{settings.SITE_URL}(/suchauftrag/beenden/\S+)", OutgoingMail.objects.get().body
        )
        client.post(link)
        assert not SavedSearch.objects.exists()
        assert not OutgoingMail.objects.exists()


class TestLinks:
    @pytest.fixture
    def saved(self):
        return SavedSearchFactory(email="eva@example.org", query="area_min=500")

    def test_the_subscriber_changes_how_often(self, client, saved):
        other = SavedSearchFactory(email="eva@example.org")
        link = subscribing.search_link(saved, "manage")
        answer = client.post(link, {"frequency": "weekly"}, follow=True)
        assert "Ihre Änderung ist gespeichert" in answer.content.decode()
        saved.refresh_from_db()
        other.refresh_from_db()
        assert (saved.frequency, other.frequency) == ("weekly", "daily")

    def test_the_subscriber_is_told_that_a_search_rests_and_only_then(self, client, saved):
        link = subscribing.search_link(saved, "manage")
        rests = "Diese Suche ruht"
        assert rests not in text_of(client.get(link))
        SavedSearch.objects.update(invalid_since=timezone.now())
        assert rests in client.get(link).content.decode()

    def test_opening_the_link_to_end_changes_nothing_its_button_deletes(self, client, saved):
        link = subscribing.search_link(saved, "end")
        assert client.get(link).status_code == 200
        assert SavedSearch.objects.exists()
        assert "gelöscht" in client.post(link).content.decode()
        assert not SavedSearch.objects.exists()

    def test_a_mail_program_ends_it_with_one_click_and_without_our_cookie(self, saved):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        link = subscribing.unsubscribe_headers(saved)["List-Unsubscribe"].strip("<>")
        assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not SavedSearch.objects.exists()

    def test_with_it_goes_what_was_written_sent_or_waiting_and_nothing_of_others(self, client, saved):
        other = SavedSearchFactory(email="udo@example.org", pk=saved.pk * 10)
        for search in (saved, other):
            for key in ("confirm", "20260602"):
                subscribing.post_search_mail(search, "confirm", key=key, words=["Alle Objekte"])
        OutgoingMail.objects.filter(message_id__contains="confirm").update(
            sent_at=timezone.now(), next_attempt_at=None
        )
        client.post(subscribing.search_link(saved, "end"))
        assert {mail.to for mail in OutgoingMail.objects.all()} == {"udo@example.org"}
        assert OutgoingMail.objects.count() == 2

    def test_the_page_to_end_sets_no_cookie(self, client, saved):
        assert not cookies_of(client.get(subscribing.search_link(saved, "end")))

    def test_links_of_an_ended_search_say_so(self, client, saved):
        links = [subscribing.search_link(saved, purpose) for purpose in ("confirm", "manage", "end")]
        saved.delete()
        for link in links:
            answer = client.get(link)
            assert answer.status_code == 410
            assert "gibt es nicht mehr" in answer.content.decode()

    @pytest.mark.parametrize("purpose", ["confirm", "manage", "end"])
    def test_their_pages_are_private(self, client, saved, purpose):
        answer = client.get(subscribing.search_link(saved, purpose))
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer["X-Robots-Tag"]

    def test_links_speak_the_language_of_the_search(self, client):
        saved = SavedSearchFactory(language="en")
        assert "/en/search-alert/manage/" in subscribing.search_link(saved, "manage")


@pytest.mark.parametrize("route", ["list", "map"])
def test_the_list_offers_to_save_the_search_even_without_hits(client, route):
    page = client.get(
        reverse(f"sites:{route}"), {"area_min": "5 ha", "page": "1", "sort": "area"}
    ).content.decode()
    assert 'href="/suchauftrag/?area_min=5%20ha"' in page.replace("5+ha", "5%20ha")


def test_the_list_of_a_kind_hands_its_kind_on(client):
    assert 'href="/suchauftrag/?kind=hall"' in client.get(reverse("sites:halls")).content.decode()


@pytest.mark.parametrize(
    ("asked", "kind", "query"),
    [
        ("kind=hall&area_min=500", "", "kind=hall&area_min=500"),
        ("area_min=500&area_min=600", "plot", "kind=plot&area_min=600"),
        ("utility=water&utility=gas&utility=water&page=3&sort=area", "", "utility=gas&utility=water"),
        ("made_up=1", "hall", "kind=hall"),
        ("kind=plot&kind=hall", "", "kind=hall&kind=plot"),
        ("", "", ""),
    ],
)
def test_a_search_has_one_normal_form(asked, kind, query):
    assert Search(QueryDict(asked), kind).address_query == query


def test_a_kind_that_does_not_exist_is_none_and_is_refused_like_any_other_filter():
    search = Search(QueryDict("kind=castle&area_min=500"))
    assert (search.kind, search.is_valid) == ("", False)
    assert search.messages
