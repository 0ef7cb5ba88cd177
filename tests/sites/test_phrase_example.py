"""What the hints at the search field give as an example."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories.regions import AreaFactory
from tests.factories.sites import SpaceFactory
from tests.reading import markup_of

pytestmark = pytest.mark.django_db

PAGES = ["portal:home", "sites:pool", "sites:list", "sites:map"]


@pytest.mark.parametrize(
    ("language", "example"),
    [
        ("de", "Zum Beispiel: Halle ab 5.000 m² bei Nürnberg, 10 m, Gleis"),
        ("en", "For example: warehouse from 5,000 m² near Nürnberg, 10 m, rail siding"),
    ],
)
def test_the_hints_name_the_municipality_with_most_inhabitants(client, language, example):
    SpaceFactory(municipality=AreaFactory(name="Weites Land", population=900, km=90))
    AreaFactory(name="Nürnberg", population=500_000)
    AreaFactory(name="Ohne Angabe", km=100)
    AreaFactory(name="Ohne Grenze", population=600_000, boundary=None)
    AreaFactory(name="Ehemals", population=700_000, valid_until="2020-12-31")
    with translation.override(language):
        pages = [markup_of(client.get(reverse(page))) for page in PAGES]
    assert [page.count(example) for page in pages] == [1, 1, 2, 2]


def test_where_no_inhabitants_are_known_the_hints_name_the_largest_municipality(client):
    SpaceFactory(municipality=AreaFactory(name="Enge", km=5))
    AreaFactory(name="Weites Land", km=9)
    assert "bei Weites Land, 10 m" in markup_of(client.get(reverse("sites:list")))


def test_without_a_municipality_the_hints_name_none(client):
    SpaceFactory(municipality=None)
    for page in PAGES:
        assert "Zum Beispiel: Halle ab 5.000 m², 10 m, Gleis" in markup_of(client.get(reverse(page)))
