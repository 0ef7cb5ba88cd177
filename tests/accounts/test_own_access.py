"""What somebody is told while they change their own access, and where each step leads on to."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone, translation

from accounts import access, audit, login_throttle, second_factor, sessions
from accounts.models import AuthenticatorApp, Brake, LoginEvent, SecondFactorRule
from mailing.models import OutgoingMail
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.logging_in import PASSWORD, code_of, log_in, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OVERVIEW = "/admin/access/"


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_password_asked_again_leads_back_to_the_page_that_asked(client, user):
    session = client.session
    session["sure"] = sessions.unix_seconds() - sessions.REAUTH_SECONDS
    session.save()
    wanted = reverse("admin:access_app") + "?a=1"
    asked = client.get(wanted)
    assert asked.url == f"{reverse('admin:access_password')}?{urlencode({'next': wanted})}"
    page = client.get(asked.url)
    assert page.context["next"] == wanted
    assert client.post(asked.url, {"password": PASSWORD, "next": page.context["next"]}).url == wanted


def test_with_one_of_two_apps_no_recovery_code_goes_and_nothing_is_said_of_the_last(client, user):
    first, second = with_app(user), with_app(user)
    second_factor.make_recovery_codes(None, user)
    client.post("/admin/login/", {"code": code_of(first)})
    pages = [reverse("admin:access_remove", args=[app.persistent_id]) for app in (second, first)]
    assert client.get(pages[0]).context["is_last"] is False
    with translation.override("en"):
        answer = client.post(pages[0], {"password": PASSWORD})
    assert answer.url == OVERVIEW
    assert second_factor.codes_left(user) == 10
    assert client.get(pages[1]).context["is_last"] is True


def test_an_app_that_is_set_up_and_one_that_is_removed_are_told_of(client, user):
    key = second_factor.new_app(client.session, user).key
    session = client.session
    session[second_factor.NEW_APP_KEY] = key
    session.save()
    code = code_of(AuthenticatorApp(key=key))
    answer = client.post("/en/admin/access/app/", {"code": code})
    assert told(answer) == ["The app is set up. Make recovery codes now, and keep them on paper."]
    [stored] = second_factor.devices_of(user)
    assert second_factor.find_device(user, code) is None, "each code works once, the first one too"
    answer = client.post(f"/en/admin/access/remove/{stored.persistent_id}/", {"password": PASSWORD})
    assert told(answer)[-1] == "It is removed."


def test_who_logs_in_by_a_recovery_code_is_told_how_many_are_left(client):
    user = UserFactory()
    app = with_app(user)
    code = second_factor.make_recovery_codes(None, user)[0]
    for given, words in ((code, ["You used a recovery code; 9 are left."]), (code_of(app), [])):
        client.logout()
        log_in(client, user)
        answer = client.post("/en/admin/login/", {"code": given})
        assert answer.status_code == 302
        assert [message.partition(" You make")[0] for message in told(answer)] == words


def test_the_newest_logins_are_shown(client, user, monkeypatch):
    monkeypatch.setattr(access, "MAX_LOGINS_SHOWN", 2)
    now = timezone.now()
    for hours in (3, 1, 2):
        LoginEvent.objects.create(kind="failed", user=user, at=now - timedelta(hours=hours))
    shown = client.get(OVERVIEW).context["logins"]
    assert [event.at for event in shown] == [now - timedelta(hours=1), now - timedelta(hours=2)]


def test_whose_second_factor_is_reset_waits_for_no_code_tried_before():
    user, other = UserFactory(), UserFactory()
    keys = {
        one: f"code-account-{login_throttle.known_browser.hash_account(one.email)}" for one in (user, other)
    }
    for one, key in keys.items():
        with_app(one)
        Brake.objects.count_attempt(key, login_throttle.ACCOUNT_DELAYS)
    second_factor.reset_second_factor(user)
    assert list(Brake.objects.values_list("key", flat=True)) == [keys[other]]
    assert not second_factor.reset_second_factor(user), "there is nothing left"


def test_owners_are_written_to_in_the_region_s_language_while_their_account_is_open():
    for user in (UserFactory(email="da@example.org"), UserFactory(email="weg@example.org", is_active=False)):
        LoginEvent.objects.create(kind="code_used", user=user)
        LoginEvent.objects.create(kind="logged_in", user=user)
    with translation.override("en"):
        assert audit.notify_owners() == 1
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (
        "da@example.org",
        "Ein Wiederherstellungscode Ihres Kontos wurde benutzt",
    )


def test_each_thing_that_happened_to_an_access_is_a_mail_of_its_own_and_locks_of_a_day_are_one():
    user, now = UserFactory(), timezone.now().replace(hour=12)
    for kind in ("factor_added", "factor_added", "locked", "locked"):
        LoginEvent.objects.create(kind=kind, user=user, at=now)
    assert audit.notify_owners(now) == 3
    assert audit.notify_owners(now) == 0


def test_who_has_to_have_a_second_factor_is_told_so_where_it_could_be_removed(client):
    user = MembershipFactory(role="editor").user
    client.force_login(user)
    app = with_app(user)
    client.post("/admin/login/", {"code": code_of(app)})
    pages = (OVERVIEW, reverse("admin:access_remove", args=[app.persistent_id]))
    assert [client.get(page).context["is_needed"] for page in pages] == [False, False]
    SecondFactorRule.objects.create(role="editor", is_needed=True)
    assert [client.get(page).context["is_needed"] for page in pages] == [True, True]


def test_who_sets_up_what_a_role_demands_is_led_to_the_recovery_codes(client):
    SecondFactorRule.objects.create(role="editor", is_needed=True)
    log_in(client, MembershipFactory(role="editor").user)
    page = client.get("/en/admin/login/")
    app = AuthenticatorApp(key=client.session[second_factor.NEW_APP_KEY])
    assert page.context["key"].replace(" ", "") in page.context["key_address"]
    answer = client.post("/en/admin/login/", {"code": code_of(app)})
    assert told(answer) == ["The second step is set up. Now make recovery codes, on the page “Your access”."]


def test_a_password_may_begin_and_end_with_blanks(client, user):
    user.set_password(" zwischen Rändern ")
    user.save()
    client.force_login(user)
    page = reverse("admin:access_password")
    assert client.post(page, {"password": "zwischen Rändern"}).context["form"].errors
    assert client.post(page, {"password": " zwischen Rändern "}).url == OVERVIEW
