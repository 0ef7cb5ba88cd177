"""A contact, their object whose check is due, the mail that asks about it, and somebody in the administration."""

import pytest

from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.checking import CheckRequestFactory, DueSpaceFactory


@pytest.fixture
def contact():
    return ContactFactory(name="Anna Berg", email="berg@example.org")


@pytest.fixture
def space(contact):
    return DueSpaceFactory(name="Nordfeld", area=20_000, price_m2=35, contact=contact, overdue=20)


@pytest.fixture
def asked(contact, space):
    return CheckRequestFactory(recipient=contact, spaces=[space])


@pytest.fixture
def editor(client):
    user = UserFactory(administrator=True, name="Erika Muster")
    client.force_login(user)
    return user
