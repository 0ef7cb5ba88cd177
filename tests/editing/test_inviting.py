"""Region staff bring a municipality in on one page, and give no right that they have not themselves."""

import pytest
from django.urls import reverse
from reversion.models import Version

from accounts.invitation import MAX_LINKS_PER_HOUR, is_over_link_limit
from accounts.models import Contact, Membership, Organisation, User
from accounts.rights import rights_of
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.sites import MunicipalityFactory
from tests.reading import markup_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return OrganisationFactory(kind="region")


@pytest.fixture
def office(client, region):
    user = MembershipFactory(organisation=region, role="reviewer").user
    client.force_login(user)
    return user


@pytest.fixture
def area():
    return MunicipalityFactory(name="Delitzsch")


PAGE = reverse("admin:accounts_organisation_add")


def sent(area, *people, **changes):
    data = {
        "area": area.pk,
        "name": "Stadt Delitzsch",
        "kind": "municipality",
        "website": "",
    }
    data |= {"memberships-TOTAL_FORMS": "4", "memberships-INITIAL_FORMS": "0"}
    for number in range(4):
        person = people[number] if number < len(people) else {}
        row = {"name": "", "email": "", "role": "editor", "phone": "", "language": "de"} | person
        data |= {f"memberships-{number}-{name}": value for name, value in row.items()}
    return data | changes


KARLA = {"name": "Karla Voigt", "email": "voigt@delitzsch.example", "role": "reviewer"}
TOM = {"name": "Tom Richter", "email": "richter@delitzsch.example", "is_contact": "on", "phone": "034202 1"}


def faults(answer):
    return answer.context["adminform"].form.errors, [form.errors for form in people_of(answer)]


def people_of(answer):
    [inline] = answer.context["inline_admin_formsets"]
    return inline.formset


def test_one_page_makes_the_organisation_its_people_and_whom_visitors_ask(client, office, area):
    answer = client.post(PAGE, sent(area, KARLA, TOM), follow=True)
    for email in ("voigt@delitzsch.example", "richter@delitzsch.example"):
        assert f"Eine Einladung geht an {email}." in text_of(answer)
    organisation = Organisation.objects.get(name="Stadt Delitzsch")
    assert (organisation.area, organisation.kind) == (area, "municipality")
    roles = dict(Membership.objects.filter(organisation=organisation).values_list("user__name", "role"))
    assert roles == {"Karla Voigt": "reviewer", "Tom Richter": "editor"}
    assert all(user.invited_at and not user.has_usable_password() for user in organisation.members.all())
    contact = Contact.objects.get(organisation=organisation)
    assert (contact.name, contact.email, contact.phone) == (
        "Tom Richter",
        "richter@delitzsch.example",
        "034202 1",
    )


def test_an_editor_of_the_region_gives_no_right_to_release(client, region, area):
    client.force_login(MembershipFactory(organisation=region, role="editor").user)
    assert "reviewer" not in text_of(client.get(PAGE))
    _organisation, [karla, *_others] = faults(client.post(PAGE, sent(area, KARLA)))
    assert set(karla) == {"role"}
    assert not User.objects.filter(name="Karla Voigt").exists()


@pytest.mark.parametrize("role", ["newsroom", "reader"])
def test_others_of_the_region_invite_nobody(client, region, area, role):
    client.force_login(MembershipFactory(organisation=region, role=role).user)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, sent(area, KARLA)).status_code == 403


@pytest.mark.parametrize("role", ["reader", "editor", "reviewer"])
def test_a_municipality_invites_nobody(client, area, role):
    client.force_login(MembershipFactory(organisation=OrganisationFactory(), role=role).user)
    assert client.post(PAGE, sent(area, KARLA)).status_code == 403


def test_nobody_becomes_newsroom_region_or_administrator_that_way(client, office, area):
    answer = client.post(PAGE, sent(area, KARLA | {"role": "newsroom"}, kind="region", is_superuser="on"))
    organisation, [karla, *_others] = faults(answer)
    assert (set(organisation), set(karla)) == ({"kind"}, {"role"})
    assert not Organisation.objects.filter(name="Stadt Delitzsch").exists()


def test_who_has_an_account_already_is_told_beside_the_address_and_nothing_typed_is_lost(
    client, office, area
):
    UserFactory(email="Voigt@delitzsch.example")
    answer = client.post(PAGE, sent(area, KARLA, TOM))
    _organisation, [karla, tom, *_others] = faults(answer)
    assert (set(karla), set(tom)) == ({"email"}, set())
    assert 'value="Tom Richter"' in answer.content.decode()
    assert not Organisation.objects.filter(name="Stadt Delitzsch").exists()


def test_nobody_is_invited_twice_and_the_second_of_two_alike_is_told_so(client, office, area):
    same = TOM | {"email": KARLA["email"].upper()}
    answer = client.post(PAGE, sent(area, KARLA, TOM, same))
    _organisation, [karla, tom, second, _free] = faults(answer)
    assert (set(karla), set(tom)) == (set(), set())
    assert second == {"email": ["Diese Adresse hat schon jemand weiter oben."]}
    assert people_of(answer).non_form_errors() == []
    assert not Organisation.objects.filter(name="Stadt Delitzsch").exists()


def test_a_municipality_that_is_there_is_named(client, office, area):
    OrganisationFactory(name="Stadt Delitzsch, Bauamt", area=area)
    organisation, _people = faults(client.post(PAGE, sent(area, KARLA)))
    assert "Stadt Delitzsch, Bauamt arbeitet schon für dieses Gebiet." in organisation["area"]


def test_who_works_for_an_area_besides_its_municipality_may_have_it_too(client, office, area):
    OrganisationFactory(name="Stadt Delitzsch, Bauamt", area=area)
    client.post(PAGE, sent(area, KARLA, name="Maklerbüro am Markt", kind="broker"))
    assert Organisation.objects.filter(name="Maklerbüro am Markt", area=area).exists()


def test_of_an_invitation_that_does_not_go_out_now_it_says_so(client, office, area):
    for _time in range(MAX_LINKS_PER_HOUR):
        is_over_link_limit(KARLA["email"])
    answer = client.post(PAGE, sent(area, KARLA), follow=True)
    assert "vorerst geht keiner mehr: Karla Voigt" in text_of(answer)
    assert "Eine Einladung geht an" not in text_of(answer)


def test_a_form_without_rows_or_with_too_many_is_refused(client, office, area):
    assert client.post(PAGE, sent(area, KARLA, **{"memberships-TOTAL_FORMS": ""})).status_code == 200
    assert client.post(PAGE, sent(area, KARLA, **{"memberships-TOTAL_FORMS": "5000"})).status_code == 200
    crowd = {}
    for number in range(11):
        row = KARLA | {"email": f"{number}@delitzsch.example", "phone": "", "language": "de"}
        crowd |= {f"memberships-{number}-{name}": value for name, value in row.items()}
    answer = client.post(PAGE, sent(area, **crowd, **{"memberships-TOTAL_FORMS": "11"}))
    assert people_of(answer).non_form_errors()
    assert not Organisation.objects.filter(name="Stadt Delitzsch").exists()


@pytest.mark.parametrize(("prefix", "language"), [("", "de"), ("/en", "en")])
def test_the_language_of_the_page_is_offered_for_the_invitations(client, office, prefix, language):
    assert people_of(client.get(prefix + PAGE)).forms[0]["language"].value() == language


def test_the_list_of_organisations_leads_there_who_may_invite(client, office):
    address = reverse("admin:accounts_organisation_changelist")
    assert PAGE in client.get(address).content.decode()
    client.force_login(MembershipFactory(organisation=OrganisationFactory(), role="editor").user)
    answer = client.get(address)
    assert answer.status_code == 200
    assert PAGE not in text_of(answer)


def test_roles_to_give_are_those_of_the_office():
    assert rights_of(UserFactory(administrator=True)).assignable_roles() == ["reader", "editor", "reviewer"]
    assert rights_of(UserFactory()).assignable_roles() == []


def test_what_is_wrong_with_a_person_is_named_with_its_place(client, office, area):
    page = markup_of(client.post(PAGE, sent(area, KARLA, {"name": "Tom Richter"})))
    assert ">Person 2: E-Mail-Adresse</a>" in page
    assert "Formular abschicken" not in page


def test_an_organisation_may_come_without_people_and_nobody_joins_one_that_is_there(client, office, area):
    client.post(PAGE, sent(area))
    organisation = Organisation.objects.get(name="Stadt Delitzsch")
    page = reverse("admin:accounts_organisation_change", args=[organisation.pk])
    assert client.get(page).context["inline_admin_formsets"] == []
    client.post(page, sent(area, KARLA))
    assert not organisation.members.exists()


def test_the_history_names_no_person(client, office, area):
    client.post(PAGE, sent(area, KARLA))
    [version] = Version.objects.get_for_model(Organisation)
    assert "Karla" not in version.revision.comment + version.serialized_data
    assert version.revision.version_set.count() == 1


def test_a_second_press_invites_nobody_twice(client, office, area):
    typed = sent(area, KARLA, form_key="x" * 32)
    for _press in range(2):
        client.post(PAGE, typed)
    assert User.objects.filter(name="Karla Voigt").count() == 1
