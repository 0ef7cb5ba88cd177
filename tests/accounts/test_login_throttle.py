"""Wrong passwords are counted before anything is computed, slowed, and locked for a while."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts import audit, known_browser, login_forms, login_throttle
from accounts.models import Brake
from mailing.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.logging_in import PASSWORD, events, is_in, log_in
from tests.portal.test_typed_before_login import carried, change_page
from tests.reading import text_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

HOME, STRANGER = "192.0.2.1", "198.51.100.7"
FREE = login_throttle.ACCOUNT_DELAYS.index(10) + 1
"""Tries that are answered before the first wait."""


class Counting(MD5PasswordHasher):
    calls = 0

    def encode(self, password, salt):
        Counting.calls += 1
        return super().encode(password, salt)


@pytest.fixture
def hashes(settings, monkeypatch):
    """How many hashes were computed: each costs a quarter of a second of processor time in earnest."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    hashers.get_hashers.cache_clear()
    Counting.calls = 0
    yield Counting
    hashers.get_hashers.cache_clear()


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    """However slow the machine is, no wait ends by itself."""
    now = timezone.now()
    monkeypatch.setattr(login_throttle.timezone, "now", lambda: now)
    return now


def guess(client, email, times=1, address=STRANGER):
    for number in range(times):
        answer = log_in(client, email, f"falsch-{number}", REMOTE_ADDR=address)
    return answer


def errors(answer):
    return [error.code for error in answer.context["form"].non_field_errors().as_data()]


def test_only_the_first_guesses_cost_a_hash(client, hashes):
    user = UserFactory()
    hashes.calls = 0
    guess(client, user.email, 60)
    assert hashes.calls == FREE


def test_after_some_guesses_the_right_password_has_to_wait_too(client):
    user = UserFactory()
    guess(client, user.email, FREE)
    assert errors(log_in(client, user, REMOTE_ADDR=STRANGER)) == ["too_many"]
    assert not is_in(client)


def test_after_the_wait_the_right_password_opens(client):
    user = UserFactory()
    guess(client, user.email, FREE)
    Brake.objects.update(open_at=timezone.now())
    log_in(client, user, REMOTE_ADDR=STRANGER)
    assert is_in(client)
    assert not Brake.objects.filter(key__contains="account").exists()


def test_the_waits_grow_and_end_in_a_lock():
    at, key, waits = timezone.now(), "k", []
    for _number in range(16):
        Brake.objects.count_attempt(key, login_throttle.ACCOUNT_DELAYS, at)
        open_at = Brake.objects.get(key=key).open_at
        waits.append((open_at - at).total_seconds())
        at = open_at
    assert waits == [0, 0, 0, 0, 10, 20, 40, 80, 160, 900, 1800, 3600, 7200, 14400, 14400, 14400]


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        (login_throttle.ACCOUNT_DELAYS, [*[0] * 4, 10, 20, 40, 80, 160]),
        (login_throttle.BROWSER_DELAYS, [*[0] * 7, 10, 20, 40]),
        (login_throttle.NETWORK_DELAYS, [*[0] * 19, *[5] * 30]),
    ],
)
def test_account_browser_and_network_wait_as_long_as_was_decided(waits, expected):
    """docs/adr/0058; each ends in the same locks of 15 minutes to 4 hours."""
    assert waits == [*expected, 900, 1800, 3600, 7200, 14400]


def test_a_refused_try_is_not_counted_and_lengthens_nothing():
    at = timezone.now()
    for _number in range(5):
        Brake.objects.count_attempt("k", login_throttle.ACCOUNT_DELAYS, at)
    before = Brake.objects.values().get()
    assert Brake.objects.count_attempt("k", login_throttle.ACCOUNT_DELAYS, at) == (None, before["open_at"])
    assert Brake.objects.values().get() == before


def test_counts_of_yesterday_are_forgotten():
    at = timezone.now()
    for _number in range(5):
        Brake.objects.count_attempt("k", login_throttle.ACCOUNT_DELAYS, at)
    later = at + timedelta(days=1)
    assert Brake.objects.count_attempt("k", login_throttle.ACCOUNT_DELAYS, later) == (1, None)
    assert login_throttle.delete_outdated_counts(later + timedelta(days=1)) == 1


def test_who_goes_on_trying_within_a_day_is_not_forgotten():
    at = timezone.now()
    counts = [
        Brake.objects.count_attempt("k", login_throttle.ACCOUNT_DELAYS, at + timedelta(hours=hours))[0]
        for hours in (0, 23, 46, 69)
    ]
    assert counts == [1, 2, 3, 4]


def test_what_is_given_back_is_one_try_of_that_brake_and_never_more_than_there_were():
    at = timezone.now()
    for key in ("k", "k", "other"):
        Brake.objects.count_attempt(key, login_throttle.ACCOUNT_DELAYS, at)
    for _time in range(3):
        Brake.objects.uncount("k", at)
    assert dict(Brake.objects.values_list("key", "count")) == {"k": 0, "other": 1}


def test_one_network_cannot_guess_at_many_accounts(client):
    for number in range(20):
        answer = guess(client, f"anna{number}@example.org")
    assert errors(answer) == ["invalid_login"]
    assert errors(guess(client, "berta@example.org")) == ["too_many"]
    assert errors(guess(client, "berta@example.org", address=HOME)) == ["invalid_login"]


def test_neighbours_of_one_household_are_one_network(client):
    for number in range(20):
        guess(client, f"anna{number}@example.org", address=f"2001:db8:1:2::{number:x}")
    assert errors(guess(client, "berta@example.org", address="2001:db8:1:2:ffff::1")) == ["too_many"]
    assert errors(guess(client, "berta@example.org", address="2001:db8:1:3::1")) == ["invalid_login"]


def test_all_that_the_database_takes_for_one_address_is_one_account(client):
    """PostgreSQL finds an address without its dot as well: each i would double the guesses."""
    UserFactory(email="niels.ibing@example.org")
    for email in ("niels.ibing@example.org", "NIELS.IBING@EXAMPLE.ORG", "nıels.ibing@example.org"):
        guess(client, email, 3, address=HOME)
    assert errors(guess(client, "nıels.ıbıng@example.org")) == ["too_many"]


def test_tries_that_one_account_refuses_do_not_use_up_the_share_of_the_network(client):
    user = UserFactory()
    refused = guess(client, user.email, login_throttle.NETWORK_DELAYS.index(5) + 1)
    assert errors(refused) == ["too_many"]
    assert errors(guess(client, "berta@example.org")) == ["invalid_login"]


def test_who_logs_in_rightly_does_not_use_up_the_share_of_the_network(client):
    user = UserFactory()
    for _number in range(30):
        client.cookies.clear()
        log_in(client, user, REMOTE_ADDR=HOME)
    assert is_in(client)


def test_who_has_an_account_does_not_win_back_the_share_of_the_network(client):
    for number in range(login_throttle.NETWORK_DELAYS.index(5)):
        guess(client, f"anna{number}@example.org")
    own = Client()
    log_in(own, UserFactory(), REMOTE_ADDR=STRANGER)
    assert is_in(own)
    assert errors(guess(client, "berta@example.org")) == ["invalid_login"]
    assert errors(guess(client, "carla@example.org")) == ["too_many"]


def test_strangers_do_not_lock_a_browser_that_has_logged_in_before(client):
    user = UserFactory()
    log_in(client, user, REMOTE_ADDR=HOME)
    known = client.cookies["known_browser"]
    assert known["httponly"]
    assert known["max-age"] == 180 * 86400
    del client.cookies["sessionid"]
    guess(type(client)(), user.email, 40)
    guess(type(client)(), user.email, 40, address=HOME)  # from the same network too
    log_in(client, user, REMOTE_ADDR=HOME)
    assert is_in(client)


def test_the_known_browser_has_a_limit_of_its_own(client):
    user = UserFactory()
    log_in(client, user)
    del client.cookies["sessionid"]
    guess(client, user.email, 8)
    assert errors(log_in(client, user)) == ["too_many"]


def test_a_browser_knows_the_five_accounts_that_logged_in_last(client):
    users = UserFactory.create_batch(6)
    for user in users:
        log_in(client, user, REMOTE_ADDR=HOME)
        del client.cookies["sessionid"]
    request = client.get("/").wsgi_request
    assert [bool(known_browser.browser_token(request, user.email)) for user in users] == [False, *[True] * 5]


def test_a_browser_known_to_one_account_is_a_strangers_for_another(client):
    known, other = UserFactory(), UserFactory()
    log_in(client, known, REMOTE_ADDR=STRANGER)
    del client.cookies["sessionid"]
    guess(client, other.email, FREE)
    assert errors(log_in(client, other, REMOTE_ADDR=STRANGER)) == ["too_many"]
    assert errors(log_in(type(client)(), other, REMOTE_ADDR=HOME)) == ["too_many"]


@pytest.mark.parametrize("value", ["", "x", "eyJhIjoxfQ:1abc:xyz"])
def test_a_forged_cookie_is_no_known_browser(client, value):
    client.cookies["known_browser"] = value
    user = UserFactory()
    guess(client, user.email, FREE)
    assert errors(log_in(client, user, REMOTE_ADDR=STRANGER)) == ["too_many"]


@pytest.mark.parametrize(("days", "is_known"), [(179, True), (181, False)])
def test_a_browser_is_known_for_half_a_year(rf, monkeypatch, days, is_known):
    """The server holds to it too, for a cookie can be kept for longer than it was made for."""
    user = UserFactory()
    request = rf.get("/")
    request.COOKIES["known_browser"] = signing.dumps(
        {known_browser.hash_account(user.email): "word"}, salt=known_browser.SALT
    )
    later = time.time() + days * 86400
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert (known_browser.browser_token(request, user.email) == "word") is is_known


@pytest.mark.parametrize("times", [1, FREE + 1])
def test_no_page_tells_whether_an_account_exists(client, hashes, times):
    """Same words, same status, same number of hashes and of questions to the database."""
    found = {}
    users = {UserFactory(email="da@example.org").email: "203.0.113.9", "weg@example.org": "203.0.114.9"}
    for email, address in users.items():
        browser = type(client)()
        guess(browser, email, times - 1) if times > 1 else None
        hashes.calls = 0
        with CaptureQueriesContext(connection) as asked:
            answer = guess(browser, email, address=address)
        page = answer.content.decode().replace(email, "")
        words = re.sub(r'(nonce|value)="[^"]*"', "", page)
        found[email] = (answer.status_code, errors(answer), words, len(asked), hashes.calls)
    there, missing = found.values()
    assert there == missing


def test_a_lock_is_noted_and_the_owner_is_told_once_a_day(client):
    user = UserFactory()
    for _number in range(12):
        guess(client, user.email)
        Brake.objects.update(open_at=timezone.now())
    assert events(user=user).count("locked") == 3
    assert OutgoingMail.objects.count() == 0  # not while somebody waits for the answer
    assert audit.notify_owners() == 1
    assert audit.notify_owners() == 0
    mail = OutgoingMail.objects.get()
    assert mail.to == user.email


def test_the_owner_is_told_of_a_lock_also_when_the_network_is_locked_by_the_same_try(client):
    user = UserFactory()
    for _number in range(10):
        guess(client, user.email)
        Brake.objects.filter(key__contains="network").update(count=60)
        Brake.objects.update(open_at=timezone.now())
    assert "locked" in events(user=user)
    assert audit.notify_owners() == 1


def test_a_lock_of_an_address_without_an_account_is_noted_for_the_administrator_only(client):
    for _number in range(12):
        guess(client, "weg@example.org")
        Brake.objects.update(open_at=timezone.now())
    assert events(user=None).count("locked") == 3
    assert audit.notify_owners() == 0


def test_the_lock_of_a_network_is_no_lock_of_the_account_that_was_tried_last(client):
    user = UserFactory()
    for number in range(60):
        guess(client, f"anna{number}@example.org")
        Brake.objects.update(open_at=timezone.now())
    guess(client, user.email)
    assert events(user=user) == ["failed"]
    assert "locked" in events(user=None)
    assert audit.notify_owners() == 0


def test_the_administrator_sees_locks_on_the_start_page(client):
    guessed = UserFactory()
    for _number in range(10):
        guess(client, guessed.email)
        Brake.objects.update(open_at=timezone.now())
    administrator = UserFactory(administrator=True)
    client.force_login(administrator)
    assert "kind__exact=locked" in client.get("/admin/").content.decode()
    client.force_login(guessed)
    assert "kind__exact=locked" not in text_of(client.get("/admin/"))


def test_a_locked_login_still_carries_what_was_typed(client):
    user = UserFactory(administrator=True)
    page = change_page(ArticleFactory())
    answer = client.post(page, {"title_de": "Nicht verloren"})
    for _number in range(FREE):
        answer = client.post(page, carried(answer) | {"username": user.email, "password": "falsch"})
    answer = client.post(page, carried(answer) | {"username": user.email, "password": PASSWORD})
    assert errors(answer) == ["too_many"]
    assert "Nicht verloren" in carried(answer)["typed_before"]
    Brake.objects.update(open_at=timezone.now())
    again = client.post(page, carried(answer) | {"username": user.email, "password": PASSWORD})
    assert again.context["adminform"].form["title_de"].value() == "Nicht verloren"


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (-3, "1 second "),
        (0, "1 second "),
        (1, "1 second "),
        (1.2, "2 seconds"),
        (59, "59 seconds"),
        (59.5, "1 minute "),
        (60, "1 minute "),
        (61, "2 minutes"),
        (3600, "60 minutes"),
    ],
)
def test_how_long_somebody_waits_is_rounded_up(monkeypatch, seconds, says):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("en"):
        refusal = login_forms.too_many_attempts_error(NOW + timedelta(seconds=seconds))
    assert f"Please wait {says}" in f"{refusal.messages[0]} "
    assert refusal.code == "too_many"
