"""“Your sessions”: everybody sees where they are logged in, and ends what they like."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts import sessions
from accounts.models import Session
from portal.operations.subject_requests import export
from tests.factories.accounts import UserFactory
from tests.logging_in import events, is_in, log_in
from tests.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = "/en/admin/access/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)


def browser(user, agent=FIREFOX, address="192.0.2.77"):
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    log_in(client, user)
    return client


def page_of(client):
    return client.get(PAGE).content.decode()


def ends_on(client):
    """What the buttons of the page send, by the browser that they end."""
    found = client.get(PAGE).context["sessions"]
    return {session.browser: session.public_id for session in found if not session.is_this}


def end(client, what):
    return client.post(f"{PAGE}sessions/", {"end": what})


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_everybody_sees_where_they_are_logged_in_and_nobody_else_does():
    user = UserFactory()
    phone = browser(user, IPHONE, "2001:db8:1:2::3")
    here = browser(user)
    browser(UserFactory(), CHROME, "198.51.100.1")
    page = page_of(here)
    assert "Firefox on Windows" in page
    assert "192.0.2.0/24" in page
    assert "Safari on iOS" in page
    assert "2001:db8:1::/48" in page
    assert "Chrome" not in page
    assert page.count("This session") == 1
    assert not [key for key in Session.objects.values_list("pk", flat=True) if key in page]
    assert "Safari unter iOS" in phone.get("/admin/access/").content.decode()


def test_one_session_is_ended_and_the_others_go_on():
    user = UserFactory()
    phone, office, here = browser(user, IPHONE), browser(user, CHROME), browser(user)
    of_office = ends_on(here)["Chrome"]
    assert told(end(here, of_office)) == ["The session is ended."]
    assert [is_in(client) for client in (phone, office, here)] == [True, False, True]
    assert end(here, of_office).status_code == 302, "it may be pressed twice"


def test_all_others_are_ended_at_once():
    user, colleague = UserFactory(), UserFactory()
    phone, office, other, here = browser(user, IPHONE), browser(user), browser(colleague), browser(user)
    answer = end(here, "others")
    assert told(answer) == ["2 sessions are ended."]
    assert [is_in(client) for client in (phone, office, other, here)] == [False, False, True, True]
    assert events(user=user)[-2:] == ["logged_out", "logged_out"]


def test_nobody_ends_a_session_of_somebody_else():
    user, colleague = UserFactory(), UserFactory()
    here, other, third = browser(user), browser(colleague), browser(colleague, CHROME)
    end(here, ends_on(other)["Chrome"])
    assert is_in(third)


@pytest.mark.parametrize("sent", [{}, {"end": ""}, {"end": "x" * 5000}, {"end": "\x00"}])
def test_what_names_no_session_ends_none(sent):
    user = UserFactory()
    phone, here = browser(user, IPHONE), browser(user)
    assert here.post(f"{PAGE}sessions/", sent).status_code == 302
    assert here.get(f"{PAGE}sessions/").status_code == 405
    assert is_in(phone)


def test_a_session_past_its_time_is_not_shown():
    user = UserFactory()
    for began, seen in ((25 * 3600, 0), (9 * 3600, 9 * 3600)):
        old = browser(user, CHROME).session
        old["began"], old["seen"] = sessions.unix_seconds() - began, sessions.unix_seconds() - seen
        old.save()
    assert "Chrome" not in page_of(browser(user))


def test_the_last_use_and_its_network_are_noted_with_the_time():
    user = UserFactory()
    client = browser(user)
    session = client.session
    session["seen"] = sessions.unix_seconds() - sessions.WRITE_INTERVAL_SECONDS
    session.save()
    assert timezone.now() - Session.objects.get().seen_at >= timedelta(
        seconds=sessions.WRITE_INTERVAL_SECONDS
    )
    client.get(PAGE, REMOTE_ADDR="203.0.113.5")
    now = Session.objects.get()
    assert timezone.now() - now.seen_at < timedelta(minutes=1)
    assert now.network == "203.0.113.0/24"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, ("Firefox", "Windows")),
        (CHROME, ("Chrome", "Linux")),
        (IPHONE, ("Safari", "iOS")),
        (f"{CHROME} Edg/140.0", ("Edge", "Linux")),
        ("Mozilla/5.0 (Linux; Android 15) … Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) … Version/18.0 Safari/605.1.15", ("Safari", "macOS")),
        ("curl/8", ("", "")),
        ("", ("", "")),
    ],
)
def test_browser_and_system_are_named_by_a_few_words_of_what_the_browser_sends(agent, words):
    assert sessions.parse_user_agent(agent) == words


def test_a_browser_without_a_name_is_shown_as_such():
    assert "Unknown browser" in page_of(browser(UserFactory(), "curl/8"))


def test_who_asks_what_is_stored_is_told_of_the_sessions_but_not_their_keys():
    user = UserFactory()
    here = browser(user)
    answer = export.export_text(export.collect_data(user.email))
    assert "Firefox" in answer
    assert "192.0.2.0/24" in answer
    assert here.session.session_key not in answer
    user.delete()
    assert not Session.objects.exists()


def test_no_page_of_the_administration_shows_what_would_let_others_in(client):
    victim = UserFactory()
    key = browser(victim).session.session_key
    client.force_login(UserFactory(administrator=True))
    page = text_of(client.get(f"/en/admin/accounts/user/{victim.pk}/delete/"))
    assert "Firefox on Windows" in page
    assert key not in page
