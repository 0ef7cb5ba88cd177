import pytest
from django.urls import reverse

from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["pool", "list", "map", "plots", "plots_map", "halls", "halls_map"])
def test_every_page_of_the_pool_answers(client, name):
    SpaceFactory(at=(12.3, 51.3), area=20000, price_m2=35, motorway_km=2.5)
    SpaceFactory(hall=True, area=1200, rent_m2="5.6", clear_height=8)
    assert client.get(reverse(f"sites:{name}")).status_code == 200
