"""The list of logins: what is noted, how little of an address, and for how long."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.models import LoginEvent
from mailing.models import OutgoingMail
from portal.operations.duties import DUTIES
from tests.factories.accounts import UserFactory
from tests.logging_in import PASSWORD, events, log_in

pytestmark = pytest.mark.django_db


def test_a_day_at_work_is_noted(client):
    user = UserFactory()
    log_in(client, user, "falsch")
    log_in(client, user)
    client.post(
        reverse("admin:password_change"),
        {"old_password": PASSWORD, "new_password1": "noch-ein-langes", "new_password2": "noch-ein-langes"},
    )
    client.post(reverse("admin:logout"))
    assert events(user=user) == ["failed", "logged_in", "password_changed", "logged_out"]
    assert set(LoginEvent.objects.values_list("network", flat=True)) == {"127.0.0.0/24"}


def test_what_strangers_type_is_not_kept(client):
    log_in(client, "mein-passwort-aus-versehen@example.org", "falsch")
    event = LoginEvent.objects.get()
    assert (event.user, event.kind) == (None, "failed")
    assert "versehen" not in str(LoginEvent.objects.values())


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::77", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", ""),
    ],
)
def test_only_the_first_part_of_an_address_is_kept(rf, address, network):
    assert audit.network_of(rf.get("/", REMOTE_ADDR=address)) == network


def test_it_is_erased_after_ninety_days(client):
    now = timezone.now()
    LoginEvent.objects.create(kind="failed", at=now - timedelta(days=90))
    young = LoginEvent.objects.create(kind="failed", at=now - timedelta(days=89))
    assert audit.delete_outdated in DUTIES
    assert audit.delete_outdated(now) == 1
    assert LoginEvent.objects.get() == young


def test_it_outlives_the_account_without_its_name(client):
    user = UserFactory()
    log_in(client, user)
    client.force_login(UserFactory(administrator=True))
    client.post(reverse("admin:accounts_user_delete", args=[user.pk]), {"post": "yes"})
    assert LoginEvent.objects.filter(kind="logged_in", user=None).count() == 1


def test_administrators_read_it_and_nobody_changes_it(client):
    event = LoginEvent.objects.create(kind="failed", user=UserFactory(name="Anna Berg"))
    client.force_login(UserFactory(administrator=True))
    assert "Anna Berg" in client.get(reverse("admin:accounts_loginevent_changelist")).content.decode()
    page = reverse("admin:accounts_loginevent_change", args=[event.pk])
    assert client.post(page, {"kind": "logged_in"}).status_code == 403


SAID = {
    "locked": "dass es für eine Weile gesperrt ist",
    "password_changed": "wurde das Passwort Ihres Kontos geändert",
    "code_used": "mit einem Ihrer Wiederherstellungscodes an Ihrem Konto angemeldet",
    "factor_added": "eine App oder ein Passkey eingerichtet",
    "factor_removed": "eine App oder ein Passkey aus Ihrem Konto entfernt",
    "factor_reset": "den zweiten Schritt Ihrer Anmeldung und die Wiederherstellungscodes weggenommen",
}


@pytest.mark.parametrize("kind", sorted(audit.NOTIFIED_KINDS))
def test_each_mail_to_an_owner_says_what_happened_and_who_writes(kind):
    LoginEvent.objects.create(kind=kind, user=UserFactory(name="Anna Berg"))
    audit.notify_owners()
    mail = OutgoingMail.objects.get()
    assert "Anna Berg" in mail.body
    assert [other for other, words in SAID.items() if words in mail.body] == [kind]
    assert "\n-- \n" in mail.body
    assert "\n" not in mail.subject


def test_what_is_older_than_a_day_is_told_no_more():
    LoginEvent.objects.create(kind="locked", user=UserFactory(), at=timezone.now() - timedelta(days=1))
    assert audit.notify_owners() == 0


def test_the_last_day_ends_now_and_began_just_after_this_hour_of_yesterday():
    now, second = timezone.now(), timedelta(seconds=1)
    day = timedelta(days=1)
    for at in (now - day, now - day + second, now, now + second):
        LoginEvent.objects.create(kind="locked", at=at)
    LoginEvent.objects.create(kind="failed", at=now)
    assert list(LoginEvent.objects.in_last_day(now).locked().values_list("at", flat=True)) == [
        now,
        now - day + second,
    ]
