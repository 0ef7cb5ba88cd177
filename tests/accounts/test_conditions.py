"""Who is let in, and for how long: each condition by itself, without a database."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Given

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from accounts import audit, guessing, known_browser, login_forms, middleware, second_factor, sessions
from accounts.models import Brake

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
AT = int(NOW.timestamp())
SECOND = timedelta(seconds=1)


def request_from(address="", **more):
    return Given(META={"REMOTE_ADDR": address}, COOKIES={}, **more)


# --- How long


@pytest.mark.parametrize(
    ("is_superuser", "began", "seen", "is_over"),
    [
        (False, 1, 1, False),
        (False, 100, 1, True),
        (False, 99, 1, False),
        (False, 1, 50, True),
        (False, 1, 49, False),
        (True, 1, 20, True),
        (True, 1, 19, False),
        (False, None, 1, True),
        (False, 1, None, True),
    ],
)
def test_a_login_is_over_with_the_second_itself(settings, is_superuser, began, seen, is_over):
    settings.SESSION_IDLE, settings.SESSION_IDLE_ADMINISTRATORS, settings.SESSION_COOKIE_AGE = 50, 20, 100
    ago = {sessions.BEGAN: began, sessions.SEEN: seen}
    session = {name: AT - seconds for name, seconds in ago.items() if seconds is not None}
    assert sessions.is_over(session, Given(is_superuser=is_superuser), NOW) is is_over


@pytest.mark.parametrize(
    ("session", "is_sure"),
    [
        ({}, False),
        ({sessions.SURE: AT - sessions.SURE_FOR}, False),
        ({sessions.SURE: AT - sessions.SURE_FOR + 1}, True),
    ],
)
def test_a_password_is_enough_up_to_its_last_second(session, is_sure):
    assert sessions.is_sure(session, NOW) is is_sure


@pytest.mark.parametrize(("ago", "seen"), [(299, AT - 299), (300, AT)])
def test_a_session_is_written_no_more_often_than_it_must_be(ago, seen):
    session = {sessions.SEEN: AT - ago}
    sessions.note(session, NOW)
    assert session == {sessions.SEEN: seen}


def test_all_times_of_a_login_run_from_its_beginning():
    session = {}
    sessions.begin(session, NOW)
    assert session == dict.fromkeys([sessions.BEGAN, sessions.SEEN, sessions.SURE], AT)
    session = {sessions.BEGAN: 1, sessions.SEEN: 1}
    sessions.be_sure(session, NOW)
    assert session == {sessions.BEGAN: 1, sessions.SEEN: 1, sessions.SURE: AT}


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
        refusal = login_forms.too_many(NOW + timedelta(seconds=seconds))
    assert f"Please wait {says}" in f"{refusal.messages[0]} "
    assert refusal.code == "too_many"


# --- Guessing


@pytest.mark.parametrize(
    ("counts", "keys", "locks", "is_account"),
    [
        ([9, 9], ["network", "account"], [], False),
        ([10, 9], ["network", "account"], ["network"], False),
        ([9, 10], ["network", "account"], ["account"], True),
        ([10, 10], ["network", "account"], ["network", "account"], True),
        ([10, None], ["network"], [], False),
        ([None, 10], [], [], False),
    ],
)
def test_a_try_locks_from_the_first_of_the_locks_on(monkeypatch, counts, keys, locks, is_account):
    """The waits are fourteen, the last five of which are locks."""
    waits = [*[0] * 9, *guessing.LOCKS]
    given = iter(counts)

    def take(key, asked, at):
        assert (asked, at) == (waits, NOW)
        count = next(given)
        return (None, NOW + SECOND) if count is None else (count, None)

    monkeypatch.setattr(guessing, "Brake", Given(objects=Given(take=take)))
    one = guessing.taken(guessing.Try([], shared="network"), [("network", waits), ("account", waits)], NOW)
    assert (one.keys, one.locks, one.locks_account) == (keys, locks, is_account)
    assert one.wait == (NOW + SECOND if None in counts else None)


@pytest.mark.parametrize(
    ("word", "wait", "keys", "asked", "gives_back"),
    [
        ("word", None, ["code-browser-word"], [guessing.BROWSER], []),
        ("word", NOW, ["code-browser-word"], [guessing.BROWSER], []),
        (None, None, ["network", "account"], [guessing.NETWORK, guessing.ACCOUNT], []),
        (None, NOW, ["network"], [guessing.NETWORK, guessing.ACCOUNT], ["network"]),
        (None, NOW, [], [guessing.NETWORK, guessing.ACCOUNT], []),
    ],
)
def test_a_refused_guess_is_given_back_to_the_network(monkeypatch, word, wait, keys, asked, gives_back):
    network = f"code-network-{guessing.client_mark(request_from('192.0.2.1'), 'code')}"
    account = f"code-account-{known_browser.mark_of('vera@example.org')}"
    named = [{"network": network, "account": account}.get(key, key) for key in keys]
    back = []

    def taken(one, brakes, at):
        assert [waits for _key, waits in brakes] == asked
        assert {*named} <= {key for key, _waits in brakes}
        one.keys, one.wait = named, wait
        return one

    monkeypatch.setattr(known_browser, "word_of", lambda request, email: word)
    monkeypatch.setattr(guessing, "taken", taken)
    monkeypatch.setattr(
        guessing, "Brake", Given(objects=Given(give_back=lambda key, at: back.append((key, at))))
    )
    one = guessing.begin(request_from("192.0.2.1"), "vera@example.org", "code", NOW)
    assert one.shared == ("" if word else network)
    assert back == [(network, NOW) for _key in gives_back]


def test_who_was_right_gives_the_network_back_one_try_and_the_account_all(monkeypatch):
    back, deleted = [], []
    rows = Given(give_back=back.append, filter=lambda key: Given(delete=lambda: deleted.append(key)))
    monkeypatch.setattr(guessing, "Brake", Given(objects=rows))
    guessing.Try(["network", "account"], shared="network").was_right()
    assert (back, deleted) == (["network"], ["account"])


def test_a_brake_is_told_by_its_key():
    assert str(Brake(key="password-network-1")) == "password-network-1"


# --- Known browsers


@pytest.mark.parametrize("written", ["Vera@Example.org", " vera@example.org ", "VERA@EXAMPLE.ORG"])
def test_an_account_has_one_mark_however_it_is_written(written):
    assert known_browser.mark_of(written) == known_browser.mark_of("vera@example.org")
    assert known_browser.mark_of(written) != known_browser.mark_of("vera@example.com")


def test_a_browser_knows_the_last_five_accounts_and_each_once(monkeypatch):
    others = {str(number): "word" for number in range(5)}
    mine = known_browser.mark_of("vera@example.org")
    for before, marks in [
        (others, ["1", "2", "3", "4", mine]),
        ({mine: "old", "1": "word"}, ["1", mine]),
        ({}, [mine]),
    ]:
        monkeypatch.setattr(known_browser, "marks", lambda request, before=before: before)
        request = request_from(session=Given())
        known_browser.remember(request, Given(email="vera@example.org"))
        known = request.session.known_browser
        assert list(known) == marks
        assert known[mine] != "old"
        assert all(known[mark] == "word" for mark in marks if mark != mine)


@pytest.mark.parametrize("session", [None, Given(), Given(known_browser={})])
def test_a_browser_of_no_login_gets_no_cookie(session):
    request = request_from(session=session) if session else request_from()
    known_browser.write(request, Given())  # it has no `set_cookie`


# --- The second factor


@pytest.mark.parametrize(
    ("needed", "has", "owed", "verified", "is_missing"),
    [
        (False, False, False, False, False),
        (True, False, False, False, True),
        (False, True, False, False, True),
        (False, False, True, False, True),
        (True, True, True, True, False),
    ],
)
def test_a_second_factor_is_missing_for_each_reason_by_itself(needed, has, owed, verified, is_missing):
    user = Given(second_factor_needed=needed, has_second_factor=has, is_verified=lambda: verified)
    session = {second_factor.OWED: True} if owed else {}
    assert second_factor.is_missing(session, user) is is_missing


@pytest.mark.parametrize(
    ("logged_in", "over", "missing", "who"),
    [
        (False, True, True, "found"),
        (True, False, False, "found"),
        (True, True, False, "nobody"),
        (True, True, True, "nobody"),
        (True, False, True, "half"),
    ],
)
def test_who_a_request_comes_from(monkeypatch, logged_in, over, missing, who):
    done = []
    user = Given(is_authenticated=logged_in)
    session = Given(flush=lambda: done.append("flushed"))
    monkeypatch.setattr(sessions, "is_over", lambda session, user: over)
    monkeypatch.setattr(sessions, "note", lambda session: done.append("noted"))
    monkeypatch.setattr(second_factor, "is_missing", lambda session, user: missing)
    found = middleware.checked(Given(session=session), user)
    assert (found is user) is (who == "found")
    assert isinstance(found, AnonymousUser) is (who != "found")
    assert getattr(session, "half_user", None) is (user if who == "half" else None)
    assert done == ([] if not logged_in else ["flushed"] if over else ["noted"])


@pytest.mark.parametrize(("needed", "has"), [(False, False), (True, False), (False, True), (True, True)])
def test_the_password_alone_is_enough_only_where_nothing_more_is_asked(monkeypatch, needed, has):
    let_in = []
    monkeypatch.setattr(second_factor, "auth_login", lambda request, user: None)
    monkeypatch.setattr(second_factor, "has_any", lambda user: has)
    monkeypatch.setattr(second_factor, "let_in", lambda request, user: let_in.append(user))

    class Session(dict):
        """Takes attributes, as Django's does."""

    request, user = request_from(session=Session()), Given(second_factor_needed=needed)
    assert second_factor.give_password(request, user) is (not (needed or has))
    assert let_in == ([] if needed or has else [user])
    assert request.session == ({second_factor.OWED: True} if needed or has else {})


# --- What is noted


@pytest.mark.parametrize(
    ("address", "network"),
    [
        (None, ""),
        ("", ""),
        ("unknown", ""),
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::7", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
    ],
)
def test_a_network_is_noted_and_no_household(address, network):
    assert audit.network_of(None if address is None else request_from(address)) == network
