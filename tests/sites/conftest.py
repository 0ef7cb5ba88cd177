"""People of two towns and of the region, to be logged in."""

import pytest

from accounts.models import Organisation
from tests.factories.accounts import MembershipFactory, OrganisationFactory


@pytest.fixture
def town():
    return OrganisationFactory(name="Stadt Musterhausen")


@pytest.fixture
def other():
    return OrganisationFactory(name="Stadt Anderswo")


@pytest.fixture
def log_in(client):
    def as_member(organisation, role="editor"):
        user = MembershipFactory(organisation=organisation, role=role).user
        client.force_login(user)
        return user

    return as_member


@pytest.fixture
def region_staff(client):
    region = OrganisationFactory(kind=Organisation.Kind.REGION)
    client.force_login(MembershipFactory(organisation=region, role="reviewer").user)
