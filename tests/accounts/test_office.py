"""What organisations decide: who is asked at last, where a newsroom is, where a map begins, which contact is public."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from accounts.models import Membership, Organisation, User
from accounts.office import region_office
from tests.factories.accounts import ContactFactory, OrganisationFactory, UserFactory
from tests.factories.regions import AreaFactory
from tests.factories.sites import SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def somewhere_else():
    return "Büro", "buero@example.org"


def test_the_office_is_the_region_s_first_organisation_that_can_be_written_to(settings):
    settings.REGION_OFFICE = f"{__name__}.somewhere_else"
    OrganisationFactory(email="stadt@example.org")
    OrganisationFactory(kind=Organisation.Kind.REGION, email="")
    assert region_office() == ("Büro", "buero@example.org")
    for number in (1, 2):
        OrganisationFactory(
            kind=Organisation.Kind.REGION, name=f"Region {3 - number}", email=f"r{number}@example.org"
        )
    assert region_office() == ("Region 2", "r1@example.org")


@pytest.mark.parametrize(
    ("kind", "role", "is_refused"),
    [("region", "newsroom", False), ("municipality", "newsroom", True), ("municipality", "editor", False)],
)
def test_only_the_region_has_a_newsroom(kind, role, is_refused):
    membership = Membership(user=UserFactory(), organisation=OrganisationFactory(kind=kind), role=role)
    if not is_refused:
        membership.full_clean()
        return
    with override("en"):
        with pytest.raises(ValidationError) as refused:
            membership.full_clean()
        assert refused.value.message_dict == {"role": ["Only the region itself has a newsroom."]}


def test_a_map_begins_with_the_areas_of_one_s_own_organisations():
    user, other = UserFactory(), UserFactory()
    for place in ((12.3, 51.3), (13.3, 51.3)):
        Membership.objects.create(user=user, organisation=OrganisationFactory(area=AreaFactory(place=place)))
    Membership.objects.create(user=other, organisation=OrganisationFactory(area=AreaFactory(place=(15, 52))))
    west, south, east, north = User.objects.get(pk=user.pk).own_extent
    assert west < 12.3 < 13.3 < east < 14
    assert south < 51.3 < north
    assert UserFactory().own_extent is None


def test_a_contact_is_public_with_the_first_thing_that_names_it():
    shown, hidden, _nobodys = (ContactFactory(name=name) for name in "abc")
    SpaceFactory(contact=shown)
    SpaceFactory(contact=hidden, draft=True)
    assert list(type(shown).publicly_visible()) == [shown]
