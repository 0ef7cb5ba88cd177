"""Giving roles: by invitation, by administrators only, and without hand-made groups."""

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse

from accounts.models import Contact, Membership, Organisation, User
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.filling import filled, unrendered

pytestmark = pytest.mark.django_db

ADD = "/admin/accounts/user/add/"


@pytest.fixture(autouse=True)
def worker_at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}


def log_in(client, organisation, role):
    user = MembershipFactory(organisation=organisation, role=role).user
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(administrator=True))


@pytest.fixture
def region():
    return OrganisationFactory(kind=Organisation.Kind.REGION)


@pytest.fixture
def town():
    return OrganisationFactory()


def invite(client, **changes):
    values = {"email": "neu@example.org", "name": "Nele Neu", "language": "de"} | changes
    return client.post(ADD, filled(unrendered(client, ADD), **values), follow=True)


def role_of(organisation, role):
    return {"memberships__0__organisation": organisation.pk, "memberships__0__role": role}


def test_the_invited_gets_organisation_and_role_at_once_and_needs_no_group(client, administrator, town):
    contact = ContactFactory(organisation=town)
    invite(client, **role_of(town, "editor"))
    user = User.objects.get(email="neu@example.org")
    assert mail.outbox
    assert not user.groups.exists()
    client.force_login(user)
    assert client.get(reverse("admin:accounts_contact_change", args=[contact.pk])).status_code == 200


def test_somebody_invited_without_a_role_is_told_of(client, administrator):
    words = [str(message) for message in invite(client).context["messages"]]
    assert any("Nele Neu" in line for line in words)


def test_only_the_region_has_a_newsroom(client, administrator, town, region):
    answer = invite(client, **role_of(town, "newsroom"))
    [row] = answer.context["inline_admin_formsets"][0].formset.forms
    assert list(row.errors) == ["role"]
    invite(client, **role_of(region, "newsroom"))
    assert Membership.objects.get().role == "newsroom"


def test_whoever_may_edit_users_gives_nobody_a_role_least_of_all_himself(client, region):
    office = UserFactory()
    office.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client.force_login(office)
    page = reverse("admin:accounts_user_change", args=[office.pk])
    data = filled(unrendered(client, page)) | {
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-user": office.pk,
        "memberships-0-organisation": region.pk,
        "memberships-0-role": "reviewer",
    }
    client.post(page, data)
    assert not Membership.objects.exists()


def test_region_staff_make_no_organisation_the_region(client, region, town):
    log_in(client, region, "reviewer")
    page = reverse("admin:accounts_organisation_change", args=[town.pk])
    client.post(page, filled(unrendered(client, page), name="Stadt Neu") | {"kind": "region"})
    town.refresh_from_db()
    assert (town.name, town.kind) == ("Stadt Neu", "municipality")
    add = reverse("admin:accounts_organisation_add")
    answer = client.post(add, filled(unrendered(client, add), name="Zweite Region") | {"kind": "region"})
    assert list(answer.context["adminform"].form.errors) == ["kind"]


def test_an_earlier_state_makes_no_organisation_the_region_again(client, administrator, region, town):
    from reversion.models import Version

    second = OrganisationFactory(name="Zweckverband", kind=Organisation.Kind.REGION)
    page = reverse("admin:accounts_organisation_change", args=[second.pk])
    client.post(page, filled(unrendered(client, page), kind="association"))
    first = Version.objects.get_for_object(second).order_by("pk")[0]
    log_in(client, region, "reviewer")
    old = reverse("admin:accounts_organisation_revision", args=[second.pk, first.pk])
    client.post(old, filled(unrendered(client, old)))
    second.refresh_from_db()
    assert second.kind == "association"


def test_a_contact_belongs_to_the_organisation_of_whoever_adds_it(client, town):
    log_in(client, town, "editor")
    add = reverse("admin:accounts_contact_add")
    client.post(add, filled(unrendered(client, add), name="Ben Tal"))
    assert Contact.objects.get().organisation == town


def test_a_contact_is_given_to_no_other_organisation(client, town):
    log_in(client, town, "editor")
    own, other = ContactFactory(organisation=town), OrganisationFactory()
    page = reverse("admin:accounts_contact_change", args=[own.pk])
    answer = client.post(page, filled(unrendered(client, page), organisation=other.pk))
    assert list(answer.context["adminform"].form.errors) == ["organisation"]
    own.refresh_from_db()
    assert own.organisation == town


def test_a_deputy_is_chosen_among_one_s_own_colleagues(client, town):
    log_in(client, town, "editor")
    own, colleague, stranger = (
        ContactFactory(organisation=town),
        ContactFactory(organisation=town),
        ContactFactory(),
    )
    page = reverse("admin:accounts_contact_change", args=[own.pk])
    answer = client.post(page, filled(unrendered(client, page), deputy=stranger.pk))
    assert list(answer.context["adminform"].form.errors) == ["deputy"]
    assert client.post(page, filled(unrendered(client, page), deputy=colleague.pk)).status_code == 302


def test_a_deputy_that_was_chosen_for_him_stays(client, town):
    log_in(client, town, "editor")
    own, stranger = ContactFactory(organisation=town), ContactFactory()
    own.deputy = stranger
    own.save()
    page = reverse("admin:accounts_contact_change", args=[own.pk])
    assert client.post(page, filled(unrendered(client, page), phone="0341 1")).status_code == 302
    own.refresh_from_db()
    assert (own.phone, own.deputy) == ("0341 1", stranger)


@pytest.mark.parametrize(("field", "model"), [("organisation", "contact"), ("deputy", "contact")])
def test_suggestions_name_nobody_of_others(client, town, field, model):
    log_in(client, town, "editor")
    own, stranger = ContactFactory(organisation=town), ContactFactory(name="Fremde Person")
    query = {"app_label": "accounts", "model_name": model, "field_name": field}
    names = [row["text"] for row in client.get(reverse("admin:autocomplete"), query).json()["results"]]
    assert names == [str(town) if field == "organisation" else str(own)]
    assert str(stranger) not in names
