"""Tabs and the browser's history tell the pages of a list apart, and say where something is wrong."""

import re

import pytest
from django.urls import reverse

from portal.models import SiteProfile
from tests.factories.sites import SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.mark.parametrize(
    ("route", "query", "title"),
    [
        ("pool", "", "Flächenpool"),
        ("list", "", "Liste · Flächenpool"),
        ("plots", "?page=2", "Gewerbeflächen – Seite 2"),
        ("list", "?area_min=viel", "Fehler: Liste · Flächenpool"),
        ("halls_map", "", "Standortkarte · Hallenobjekte"),
        ("plots", "?area_min=5 ha&status=free", "Gewerbeflächen: Fläche ab 5,0\xa0ha, verfügbar"),
        ("map", "?q=<b>", "Standortkarte · Flächenpool: enthält &lt;b&gt;"),
    ],
)
def test_a_title_says_view_search_page_and_error(client, route, query, title):
    SpaceFactory.create_batch(25)
    page = client.get(reverse(f"sites:{route}") + query).content.decode()
    told = [*re.findall(r"<title>(.*)</title>", page), *re.findall(r"data-title=\"(.*?)\"", page)]
    titles = {one.removesuffix(f" · {SiteProfile.current().brand}") for one in told}
    assert titles == {title}  # that of the page is that of the fragment as well
