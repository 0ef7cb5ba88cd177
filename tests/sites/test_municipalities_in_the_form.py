"""Which municipalities the form of filters offers: all where they are few, else those of the districts asked for."""

import re

import pytest
from django.urls import reverse

from sites.search.filter_page import sections
from tests.factories.sites import DistrictFactory, MunicipalityFactory, SpaceFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db

ADVICE = "Wählen Sie einen Landkreis: Seine Gemeinden"


@pytest.fixture(autouse=True)
def three_towns_in_two_districts():
    leipzig = DistrictFactory(key="14729", name="Leipzig")
    for key, name, district in (
        ("14730270", "Schkeuditz", DistrictFactory()),
        ("14730110", "Eilenburg", DistrictFactory()),
        ("14729060", "Borna", leipzig),
    ):
        SpaceFactory(municipality=MunicipalityFactory(key=key, name=name, parent=district))


@pytest.fixture
def many(monkeypatch):
    """Three are more than the form shows unasked."""
    monkeypatch.setattr(sections, "MAX_MUNICIPALITIES", 2)


def offered(client, query="", name="list", **headers):
    """{key: whether ticked} of the municipalities where the place is asked for, and whether these say how to come by
    others.
    """
    address = reverse(f"sites:{name}") + query
    page = text_of(client.get(f"{address}{'&' if query else '?'}section=place", headers=headers))
    towns = re.findall(r'name="municipality" value="(\d+)"( checked)?', page)
    return {key: bool(checked) for key, checked in towns}, ADVICE in page


def test_few_are_all_there(client):
    assert offered(client) == ({"14729060": False, "14730110": False, "14730270": False}, False)


@pytest.mark.parametrize("name", ["list", "map", "plots"])
def test_many_wait_for_their_district(client, many, name):
    assert offered(client, name=name) == ({}, True)


def test_a_district_brings_its_own(client, many):
    towns = {"14730110": False, "14730270": False}
    assert offered(client, "?district=14730") == (towns, False)
    assert offered(client, "?district=14730&nice=district") == (towns, False)


def test_what_other_filters_leave_is_there_once_it_is_little(client, many):
    SpaceFactory(municipality=MunicipalityFactory(), zoning="GI")
    assert offered(client, "?zoning=GI") == ({"14730270": False}, False)


def test_a_chosen_one_always_stands_in_the_form(client, many):
    assert offered(client, "?municipality=14729060") == ({"14729060": True}, True)
    assert offered(client, "?municipality=14729060&area_min=viel") == ({"14729060": True}, True)


def test_a_chosen_one_without_objects_stays_beside_a_filter_that_cannot_be_read(client):
    MunicipalityFactory(key="14730200", name="Mockrehna")
    towns, _is_advised = offered(client, "?municipality=14730200&area_min=viel")
    assert towns["14730200"]


def test_script_gets_them_with_the_results(client, many):
    assert offered(client, "?district=14729", **{"X-Fragment": "results"}) == ({"14729060": False}, False)
