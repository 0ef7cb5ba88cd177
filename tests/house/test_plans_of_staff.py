"""What the administration asks ends early too: it reads no table whole to fill a list beside another."""

import pytest
from django.contrib import admin

from portal.administration.last_changes import last_changes
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.plans import plans

pytestmark = [pytest.mark.django_db, pytest.mark.postgis]


@pytest.mark.parametrize("who", ["administrator", "editor"])
def test_what_changed_last_is_looked_up_thing_by_thing(who):
    """As lists of all keys the last ten changes read the whole pool and all articles."""
    user = UserFactory(administrator=True) if who == "administrator" else MembershipFactory(role=who).user
    last_changes(user, admin.site)
    (plan,) = plans(lambda: last_changes(user, admin.site))
    assert "hashed SubPlan" not in plan
    assert "Seq Scan" not in plan
