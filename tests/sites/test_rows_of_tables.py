"""A row of a table whole: of an entry with its neighbourhood."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from sites.models import Space
from sites.papers.tabular.rows import space_table_by_keys
from tests.factories.sites import LEIPZIG, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("english")]


def row_of(space):
    """What stands in its cells, by their headings."""
    header, [row] = space_table_by_keys([space.pk])
    return {label: value for label, value in zip(header, row, strict=True) if value not in (None, "")}


def test_where_it_lies_what_it_costs_and_who_lives_around_are_told_as_far_as_they_are_known():
    space = SpaceFactory(
        name="Nordfeld", at=LEIPZIG, address="Am Damm 3", postcode="04435", data_as_of="2026-11-02"
    )
    space.distances.create(kind="motorway_junction", code="A 14", name="Halle-Ost", km="3.2")
    space.offers.create(disposal="lease", rent_m2="2.5")
    space.offers.create(disposal="sale", price_m2=40)
    Space.objects.update(
        stored_people_10_km=9_876,
        stored_people_10_percent=100,
        stored_people_25_km=742_123,
        stored_people_25_percent=80,
        stored_people_as_of="2022-05-15",
        stored_people_source="Destatis",
    )
    assert row_of(space) == {
        "Number": space.number,
        "Kind": "Development site",
        "Name": "Nordfeld",
        "Street and number": "Am Damm 3",
        "Postcode": "04435",
        "Municipality": "Schkeuditz",
        "City or district": "district of Nordsachsen",
        "Federal state": "Saxony",
        "Status": "Available",
        "On offer for": "lease, sale",
        "Sale price (EUR/m²)": Decimal(40),
        "Net rent (EUR/m² and month)": Decimal("2.5"),
        "Motorway": "A 14",
        "Motorway junction (km)": Decimal("3.2"),
        "Motorway junction: destination": "A 14, Halle-Ost",
        "Motorway junction: kind of distance": "by road",
        "Inhabitants within 10 km": 9_880,
        "Inhabitants within 10 km: kind of figure": "about",
        "Inhabitants within 25 km": 742_000,
        "Inhabitants within 25 km: kind of figure": "at least",
        "Inhabitants as of": date(2022, 5, 15),
        "Source of the inhabitants": "Destatis",
        "Longitude (WGS84)": Decimal("12.37"),
        "Latitude (WGS84)": Decimal("51.34"),
        "Exact place": "yes",
        "Data as of": date(2026, 11, 2),
        "Address of the page": settings.SITE_URL + space.get_absolute_url(),
    }
