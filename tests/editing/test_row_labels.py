"""Boxes that remove a row say which one."""

import pytest
from django.urls import reverse

from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.sites import SpaceFactory, UtilityFactory
from tests.filling import whole
from tests.reading import markup_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(UserFactory(administrator=True))


def test_rows_in_a_table_of_a_plot(client):
    space = UtilityFactory(space=SpaceFactory(draft=True), medium="power").space
    page = markup_of(client.get(whole(reverse("admin:sites_plot_change", args=[space.pk]))))
    assert 'name="utilities-0-DELETE" aria-label="Löschen: Strom"' in page


def test_roles_of_a_person(client):
    role = MembershipFactory()
    page = markup_of(client.get(reverse("admin:accounts_user_change", args=[role.user_id])))
    assert f'aria-label="Löschen: {role}"' in page
