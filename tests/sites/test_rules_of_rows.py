"""What is wrong with a row of a space is told at the field that has to change."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.sites import SpaceFactory
from tests.filling import filled, unrendered

pytestmark = [pytest.mark.django_db, pytest.mark.once]

UTILITY = {"medium": "power", "capacity": "5", "unit": ""}
OFFER = {"disposal": "lease", "price_type": "fixed"}


@pytest.mark.parametrize(
    ("prefix", "row", "field"),
    [
        ("utilities", UTILITY, "unit"),
        ("offers", OFFER | {"price_m2": "35"}, "price_m2"),
        ("offers", OFFER | {"disposal": "sale", "rent_m2": "4"}, "rent_m2"),
        ("offers", OFFER | {"price_type": "on_request", "rent_m2": "4"}, "price_type"),
    ],
)
def test_a_rule_of_the_database_is_told_at_its_field(client, prefix, row, field):
    client.force_login(UserFactory(region_staff=True))
    page = reverse("admin:sites_plot_change", args=[SpaceFactory(draft=True).pk])
    sent = {f"{prefix}-TOTAL_FORMS": "1"} | {f"{prefix}-0-{name}": value for name, value in row.items()}
    answer = client.post(page, filled(unrendered(client, page)) | sent)
    assert answer.status_code == 200
    formsets = {inline.formset.prefix: inline.formset for inline in answer.context["inline_admin_formsets"]}
    assert list(formsets[prefix].errors[0]) == [field]
