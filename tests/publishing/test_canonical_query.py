"""A form without script sends what was left empty; the address one copies does not hold it."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

SEARCHES = ["sites:list", "sites:map", "sites:plots", "sites:halls_map", "portal:search"]


@pytest.mark.parametrize("route", SEARCHES)
def test_empty_parameters_are_left_out(client, route):
    address = reverse(route)
    answer = client.get(f"{address}?q=hafen&place=&radius=%20&unknown=")
    assert (answer.status_code, answer.url) == (302, f"{address}?q=hafen")


@pytest.mark.parametrize("route", SEARCHES)
@pytest.mark.parametrize("query", ["q=", "q=&place=&", "q", "x=%20%09", "unknown=&unknown="])
def test_an_address_of_nothing_else_is_the_plain_one(client, route, query):
    assert client.get(f"{reverse(route)}?{query}").url == reverse(route)


def test_what_is_asked_stays_as_it_was_typed_and_in_its_order(client):
    asked = "sort=name&kind=plot&unknown=zoning&unknown=area&q=%C3%B6l%20%26%20gas&bbox=12,51,13,52"
    answer = client.get(f"{reverse('sites:list')}?{asked}&unknown=&kind=")
    assert answer.url == f"{reverse('sites:list')}?{asked}"


@pytest.mark.parametrize("query", ["", "?", "?q=hafen", "?q=%FF", "?kind=plot&&"])
def test_where_there_is_nothing_to_leave_out_the_page_answers(client, query):
    assert client.get(reverse("sites:list") + query).status_code == 200


@pytest.mark.parametrize("query", ["q=&x=%FF", "q=&x=%00", "q=&x=%E2%80%A8", "%FF=&a=b", "q=&ask=&nice=%20"])
def test_one_redirect_is_enough(client, query):
    answer = client.get(f"{reverse('sites:list')}?{query}", follow=True)
    assert len(answer.redirect_chain) == 1
    assert answer.status_code == 200


def test_data_take_empty_parameters_as_they_come(client):
    """Machines get no detour."""
    for route in ("sites:geojson", "sites:feed", "sites:csv"):
        assert client.get(f"{reverse(route)}?kind=&area_min=").status_code == 200
