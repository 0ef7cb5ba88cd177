"""The second step of the login: asked for where there is one, set up where a role demands it."""

import re
from base64 import b32decode

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from accounts import audit, second_factor
from accounts.models import Brake, LoginEvent, SecondFactorRule
from mailing.models import OutgoingMail
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.sites import SpaceFactory
from tests.logging_in import PASSWORD, code_of, events, is_in, log_in, with_app
from tests.portal.test_typed_before_login import carried, change_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LOGIN = "/admin/login/"


def demand(role):
    SecondFactorRule.objects.create(role=role, is_needed=True)


def give_code(client, code, address=LOGIN):
    return client.post(address, {"code": code})


def test_the_password_alone_opens_nothing_when_there_is_an_app(client):
    member = MembershipFactory(role="editor")
    with_app(member.user)
    draft = SpaceFactory(draft=True, steward=member.organisation)
    answer = log_in(client, member.user)
    assert answer.status_code == 302
    assert not is_in(client)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(reverse("portal:style")).status_code == 302
    assert 'name="code"' in client.get(answer.url).content.decode()
    assert events() == []


def test_with_the_code_it_opens_and_leads_where_one_wanted_to_go(client):
    user = UserFactory()
    app = with_app(user)
    wanted = reverse("admin:handbook")
    answer = client.post(
        f"{LOGIN}?next={wanted}", {"username": user.email, "password": PASSWORD, "next": wanted}
    )
    before = client.cookies["sessionid"].value
    answer = client.post(answer.url, {"code": code_of(app), "next": wanted})
    assert answer.url == wanted
    assert is_in(client)
    assert client.cookies["sessionid"].value != before
    assert events(user=user) == ["logged_in"]


def test_a_code_with_spaces_is_taken_and_works_once(client):
    user = UserFactory()
    app = with_app(user)
    code = code_of(app)
    log_in(client, user)
    give_code(client, f"{code[:3]} {code[3:]}")
    assert is_in(client)
    client.logout()
    log_in(client, user)
    assert give_code(client, code).status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize("code", ["", "000000", "abcdefgh", "１２３４５６", "0" * 20, "\x00", "-1"])
def test_a_wrong_code_is_told_and_opens_nothing(client, code):
    user = UserFactory()
    with_app(user)
    log_in(client, user)
    answer = give_code(client, code)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not is_in(client)


def test_the_password_alone_opens_nothing_when_there_is_a_passkey(client):
    user = UserFactory()
    WebAuthnCredential.objects.create(
        user=user, credential_id=b"1", public_key=b"", sign_count=0, confirmed=True
    )
    log_in(client, user)
    assert not is_in(client)


def test_an_app_that_was_only_begun_asks_for_nothing_and_opens_nothing(client):
    user = UserFactory()
    begun = TOTPDevice.objects.create(user=user, name="Begun", confirmed=False)
    assert not second_factor.has_any(user)
    assert second_factor.find_device(user, code_of(begun)) is None
    log_in(client, user)
    assert is_in(client)


def test_with_one_s_last_device_only_one_s_own_recovery_codes_go(rf):
    user, other = UserFactory(), UserFactory()
    app = with_app(user)
    for owner in (user, other):
        second_factor.make_recovery_codes(None, owner)
    second_factor.remove_device(rf.get("/", REMOTE_ADDR="203.0.113.9"), user, app)
    assert [second_factor.codes_left(owner) for owner in (user, other)] == [0, 10]
    assert LoginEvent.objects.get(kind="factor_removed").network == "203.0.113.0/24"


def test_codes_of_somebody_else_open_nothing(client):
    user, other = UserFactory(), UserFactory()
    with_app(user)
    theirs = [code_of(with_app(other)), second_factor.make_recovery_codes(None, other)[0]]
    for code in theirs:
        log_in(client, user)
        give_code(client, code)
        assert not is_in(client)
    assert second_factor.codes_left(other) == 10
    assert second_factor.codes_left(user) == 0


def test_only_one_s_own_confirmed_devices_are_listed():
    user, other = UserFactory(), UserFactory()
    own = with_app(user)
    TOTPDevice.objects.create(user=user, name="Begun", confirmed=False)
    with_app(other)
    passkeys = [
        WebAuthnCredential.objects.create(
            user=owner, credential_id=bytes([number]), public_key=b"", sign_count=0, confirmed=confirmed
        )
        for number, (owner, confirmed) in enumerate([(user, True), (user, False), (other, True)])
    ]
    assert second_factor.devices_of(user) == [own, passkeys[0]]


def test_codes_cannot_be_guessed(client, monkeypatch):
    user = UserFactory()
    with_app(user)
    log_in(client, user)
    tried = []
    monkeypatch.setattr(second_factor, "find_device", lambda *args: tried.append(1))
    for _number in range(30):
        give_code(client, "000000")
    assert len(tried) == 5
    for _number in range(10):
        Brake.objects.update(open_at=timezone.now())
        give_code(client, "000000")
    assert "locked" in events(user=user)
    assert audit.notify_owners() == 1


def test_a_recovery_code_opens_once_and_the_owner_is_told(client, rf):
    user = UserFactory()
    with_app(user)
    code = second_factor.make_recovery_codes(None, user)[0]
    log_in(client, user)
    give_code(client, code.upper())
    assert is_in(client)
    assert second_factor.codes_left(user) == 9
    assert audit.notify_owners() == 1
    client.logout()
    log_in(client, user)
    give_code(client, code)
    assert not is_in(client)


def test_a_login_with_a_recovery_code_outlives_the_making_of_new_ones(client):
    user = UserFactory()
    with_app(user)
    code = second_factor.make_recovery_codes(None, user)[0]
    log_in(client, user)
    give_code(client, code)
    client.post(reverse("admin:access_codes"))
    assert is_in(client)


def test_a_login_from_before_there_was_one_has_to_show_it_too(client):
    """Else somebody who got in with the password alone could take it away again."""
    user = UserFactory()
    client.force_login(user)
    app = with_app(user)
    assert not is_in(client)
    page = reverse("admin:access_remove", args=[app.persistent_id])
    client.post(page, {"password": PASSWORD})
    assert second_factor.has_any(user)
    give_code(client, code_of(app))
    assert is_in(client)


def test_one_can_begin_again_with_another_account(client):
    user, other = UserFactory(), UserFactory()
    with_app(user)
    log_in(client, user)
    client.post(LOGIN, {"start_over": "1"})
    assert 'name="username"' in client.get(LOGIN).content.decode()
    log_in(client, other)
    assert is_in(client)


def test_nobody_is_known_by_the_password_alone(client):
    user = UserFactory()
    app = with_app(user)
    log_in(client, user)
    assert "known_browser" not in client.cookies
    give_code(client, code_of(app))
    assert "known_browser" in client.cookies


# --- A role demands it


@pytest.mark.parametrize("role", ["reader", "editor", "reviewer"])
def test_a_role_demands_it_of_those_who_have_it(client, role):
    demand(role)
    log_in(client, MembershipFactory(role=role).user)
    assert not is_in(client)
    answer = client.get(LOGIN)
    assert "<svg" in answer.content.decode()
    other = {"reader": "editor", "editor": "reviewer", "reviewer": "reader"}[role]
    client.post(LOGIN, {"start_over": "1"})
    log_in(client, MembershipFactory(role=other).user)
    assert is_in(client)


def test_administrators_have_a_rule_of_their_own(client):
    demand("administrator")
    log_in(client, UserFactory(administrator=True))
    assert not is_in(client)


def key_on(answer):
    shown = re.search(r'class="access-key">([A-Z2-7 ]+)<', answer.content.decode())[1]
    return shown.replace(" ", "")


def app_with(key):
    return TOTPDevice(key=b32decode(key).hex())


def test_the_first_login_leads_through_setting_it_up(client):
    demand("reviewer")
    user = MembershipFactory(role="reviewer").user
    answer = client.get(log_in(client, user).url)
    app = app_with(key_on(answer))
    for wrong in ("000000", "abcdef"):
        assert give_code(client, wrong).context["form"].errors
        assert not is_in(client)
    give_code(client, code_of(app))
    assert is_in(client)
    assert events(user=user) == ["factor_added", "logged_in"]
    client.logout()
    log_in(client, user)
    give_code(client, code_of(app, 1))
    assert is_in(client)


def test_a_demand_made_later_holds_at_once(client):
    user = MembershipFactory(role="editor").user
    client.force_login(user)
    assert is_in(client)
    demand("editor")
    assert not is_in(client)


def test_a_rule_that_is_switched_off_lets_in_again(client):
    demand("editor")
    user = MembershipFactory(role="editor").user
    log_in(client, user)
    SecondFactorRule.objects.update(is_needed=False)
    assert not is_in(client)  # owed since the password was given
    client.get(LOGIN)
    assert is_in(client)


def test_the_rule_costs_no_question_of_its_own(client):
    client.force_login(MembershipFactory(role="editor").user)
    demand("reader")
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("admin:handbook"))
    [about_rules] = [query["sql"] for query in asked if "secondfactorrule" in query["sql"]]
    assert [query["sql"] for query in asked if '"otp_' in query["sql"]] == [about_rules]


# --- Nothing typed is lost


def test_what_was_typed_survives_both_steps(client):
    user = UserFactory(administrator=True)
    app = with_app(user)
    page = change_page(ArticleFactory())
    answer = client.post(page, {"title_de": "Nicht verloren"})
    answer = client.post(page, carried(answer) | {"username": user.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert 'name="code"' in answer.content.decode()
    answer = client.post(page, carried(answer) | {"code": "000000"})
    assert answer.status_code == 403
    again = client.post(page, carried(answer) | {"code": code_of(app)})
    assert again.context["adminform"].form["title_de"].value() == "Nicht verloren"


def test_what_was_typed_survives_going_on_with_another_account(client):
    user, other = UserFactory(administrator=True), UserFactory(administrator=True)
    with_app(user)
    page = change_page(ArticleFactory())
    answer = client.post(page, {"title_de": "Nicht verloren"})
    answer = client.post(page, carried(answer) | {"username": user.email, "password": PASSWORD})
    answer = client.post(page, carried(answer) | {"code": "", "start_over": "1"})
    assert 'name="username"' in answer.content.decode()
    again = client.post(page, carried(answer) | {"username": other.email, "password": PASSWORD})
    assert again.context["adminform"].form["title_de"].value() == "Nicht verloren"


def test_what_was_typed_survives_setting_up_the_second_step(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    page = change_page(ArticleFactory())
    demand("administrator")
    answer = client.post(page, {"title_de": "Nicht verloren"})
    assert answer.status_code == 403
    app = app_with(key_on(answer))
    again = client.post(page, carried(answer) | {"code": code_of(app)})
    assert again.context["adminform"].form["title_de"].value() == "Nicht verloren"


# --- Lost


def test_an_administrator_takes_away_a_colleagues_second_factor(client):
    user, administrator = UserFactory(), UserFactory(administrator=True)
    with_app(user)
    of_another = with_app(UserFactory())
    second_factor.make_recovery_codes(None, user)
    client.force_login(administrator)
    client.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "reset_second_factor", "_selected_action": user.pk},
    )
    assert TOTPDevice.objects.get() == of_another
    assert not StaticDevice.objects.exists()
    event = LoginEvent.objects.get(kind="factor_reset")
    assert (event.user, event.by) == (user, administrator)
    assert audit.notify_owners() == 1
    assert OutgoingMail.objects.get().to == user.email


def test_the_command_helps_those_who_lost_the_phone(capsys, client):
    user = UserFactory(administrator=True)
    with_app(user)
    call_command("reset_second_factor", user.email.upper())
    assert "password alone" in capsys.readouterr().out
    log_in(client, user)
    assert is_in(client)
    for address, words in [(user.email, "no second factor"), ("weg@example.org", "no account")]:
        with pytest.raises(CommandError, match=words):
            call_command("reset_second_factor", address)


def test_the_keys_have_no_page_in_the_administration():
    assert not [model for model in admin.site._registry if model._meta.app_label.startswith("otp")]
