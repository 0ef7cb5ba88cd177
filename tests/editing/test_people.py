"""Users come by invitation and set their own passwords; the last administrator stays."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Contact, Membership, User
from tests.factories.accounts import ContactFactory, OrganisationFactory, UserFactory
from tests.factories.publishing import picture_upload
from tests.filling import filled, unrendered

pytestmark = pytest.mark.django_db

ADD = "/admin/accounts/user/add/"
PASSWORD = "ein-neues-langes-wort"


@pytest.fixture(autouse=True)
def worker_at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    settings.SITE_URL = "https://portal.example.org"


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def page_of(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def invite(client, **changes):
    values = {"email": "neu@example.org", "name": "Nele Neu", "language": "de"} | changes
    return client.post(ADD, filled(unrendered(client, ADD), **values))


def link_in(message):
    [path] = re.findall(r"https://portal\.example\.org(/\S+/reset/\S+)", message.body)
    return path


def set_password(client, path, password=PASSWORD):
    form = client.get(path, follow=True)
    return client.post(
        form.redirect_chain[-1][0], {"new_password1": password, "new_password2": password}, follow=True
    )


def test_an_invited_person_sets_a_password_and_logs_in(client, administrator):
    organisation = OrganisationFactory()
    group = Group.objects.create(name="Presse")
    invite(
        client, groups=[group.pk], memberships__0__organisation=organisation.pk, memberships__0__role="editor"
    )
    user = User.objects.get(email="neu@example.org")
    assert not user.has_usable_password()
    assert user.invited_at
    assert list(user.groups.all()) == [group]
    assert Membership.objects.get(user=user).organisation == organisation
    [message] = mail.outbox
    assert message.to == ["neu@example.org"]
    client.logout()
    assert set_password(client, link_in(message)).status_code == 200
    assert client.login(username="neu@example.org", password=PASSWORD)


def test_the_invitation_speaks_the_language_of_the_invited(client, administrator):
    invite(client, language="en")
    [message] = mail.outbox
    assert "invited" in message.body
    assert link_in(message).startswith("/en/")


@pytest.mark.parametrize(("prefix", "language"), [("", "de"), ("/en", "en")])
def test_the_language_of_the_page_is_offered_for_the_invitation(client, administrator, prefix, language):
    form = client.get(prefix + ADD).context["adminform"].form
    assert form["language"].value() == language


def test_an_invitation_works_once(client, administrator):
    invite(client)
    path = link_in(mail.outbox[0])
    client.logout()
    set_password(client, path)
    assert not client.get(path, follow=True).context["validlink"]


def test_an_invitation_expires_after_three_days(client, administrator, settings):
    invite(client)
    settings.PASSWORD_RESET_TIMEOUT = -1
    client.logout()
    assert settings.PASSWORD_RESET_TIMEOUT < 0
    assert not client.get(link_in(mail.outbox[0]), follow=True).context["validlink"]


def test_an_invitation_can_be_sent_again(client, administrator):
    user = UserFactory()
    client.post(
        reverse("admin:accounts_user_changelist"), {"action": "invite_again", "_selected_action": user.pk}
    )
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_the_mail_waits_in_the_database_until_the_worker_sends_it(client, administrator, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    from django_tasks_db.models import DBTaskResult

    invite(client)
    assert mail.outbox == []
    assert DBTaskResult.objects.count() == 1


def test_the_same_mail_has_the_same_message_id(administrator):
    from accounts.tasks import compose_mail

    ids = {
        compose_mail(administrator, "invitation", "de", "7").extra_headers["Message-ID"] for _try in range(2)
    }
    assert ids == {"<invitation-7@portal.example.org>"}


def test_an_address_in_other_case_is_refused_beside_the_field(client, administrator):
    UserFactory(email="neu@example.org")
    answer = invite(client, email="NEU@example.org")
    assert list(answer.context["adminform"].form.errors) == ["email"]
    assert mail.outbox == []


def test_a_forgotten_password_is_set_anew_from_the_login_page(client):
    user = UserFactory(email="erika@example.org")
    login = client.get(reverse("admin:login")).content.decode()
    assert reverse("admin_password_reset") in login
    client.post(reverse("admin_password_reset"), {"email": "Erika@example.org"})
    set_password(client, link_in(mail.outbox[0]))
    assert client.login(username=user.email, password=PASSWORD)


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client):
    answer = client.post(reverse("admin_password_reset"), {"email": "niemand@example.org"})
    assert answer.url == reverse("password_reset_done")
    assert mail.outbox == []


@pytest.mark.parametrize("field", ["is_superuser", "is_active", "is_staff"])
def test_the_last_administrator_cannot_lock_himself_out(client, administrator, field):
    answer = client.post(
        page_of(administrator), filled(unrendered(client, page_of(administrator)), **{field: None})
    )
    assert list(answer.context["adminform"].form.errors) == [field]
    administrator.refresh_from_db()
    assert getattr(administrator, field)


def test_one_of_two_administrators_may_step_back(client, administrator):
    UserFactory(administrator=True)
    client.post(page_of(administrator), filled(unrendered(client, page_of(administrator)), is_superuser=None))
    administrator.refresh_from_db()
    assert not administrator.is_superuser


def test_nobody_deletes_himself(client, administrator):
    assert client.post(reverse("admin:accounts_user_delete", args=[administrator.pk])).status_code == 403


@pytest.fixture
def office(client):
    """Somebody who may add and change users but is no administrator."""
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client.force_login(user)
    return user


def test_who_is_no_administrator_makes_nobody_one(client, office):
    colleague = UserFactory()
    data = filled(unrendered(client, page_of(colleague))) | {"is_superuser": "on"}
    client.post(page_of(colleague), data)
    invite(client, is_superuser="on")
    assert not User.objects.filter(is_superuser=True).exists()


def test_who_is_no_administrator_does_not_touch_administrators(client, office):
    above = UserFactory(administrator=True)
    assert client.post(page_of(above), {"email": "x@example.org"}).status_code == 403


def test_who_is_no_administrator_sends_no_administrator_a_link(client, office):
    keys = [UserFactory(administrator=True).pk, UserFactory(is_active=False).pk, UserFactory().pk]
    data = {"action": "invite_again", "_selected_action": keys}
    client.post(reverse("admin:accounts_user_changelist"), data)
    assert [message.to for message in mail.outbox] == [[User.objects.get(pk=keys[2]).email]]


def test_who_is_no_administrator_deletes_no_administrator(client, office):
    for user, status in ((UserFactory(administrator=True), 403), (UserFactory(), 200)):
        assert client.get(reverse("admin:accounts_user_delete", args=[user.pk])).status_code == status


def test_several_accounts_are_not_deleted_at_once(client, administrator):
    data = {"action": "delete_selected", "_selected_action": [UserFactory().pk], "post": "yes"}
    client.post(reverse("admin:accounts_user_changelist"), data)
    assert User.objects.count() == 2


def test_a_portrait_is_uploaded_with_the_contact(client, administrator):
    contact = ContactFactory()
    page = reverse("admin:accounts_contact_change", args=[contact.pk])
    client.post(page, filled(unrendered(client, page), upload=picture_upload(), credit="Foto: Anna Berg"))
    contact.refresh_from_db()
    assert contact.portrait.credit == "Foto: Anna Berg"


def test_contacts_have_no_history_that_would_outlive_their_erasure(client, administrator):
    from reversion.models import Version

    contact = ContactFactory()
    page = reverse("admin:accounts_contact_change", args=[contact.pk])
    client.post(page, filled(unrendered(client, page), name="Anna Tal"))
    assert not Version.objects.exists()


def test_a_contact_gets_a_deputy_who_is_somebody_else(client, administrator):
    contact, deputy = ContactFactory(), ContactFactory(name="Jan Tal")
    page = reverse("admin:accounts_contact_change", args=[contact.pk])
    client.post(page, filled(unrendered(client, page), deputy=deputy.pk))
    contact.refresh_from_db()
    assert contact.deputy == deputy
    answer = client.post(page, filled(unrendered(client, page), deputy=contact.pk))
    assert list(answer.context["adminform"].form.errors) == ["deputy"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(deputy=contact)
