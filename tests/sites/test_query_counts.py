"""How many queries the pages of the pool take: bounded, whatever the number of objects."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sites.models import Space, SpacePhoto
from tests.factories.accounts import ContactFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import (
    BusinessParkFactory,
    SpaceDocumentFactory,
    SpaceFactory,
    UtilityFactory,
    square,
)

pytestmark = pytest.mark.django_db


ONE_PAGE = 15
"""One of them is about the state of the region, which the keeper of pages has asked for anyway."""


class TestQueries:
    """Their number is bounded, whatever the number of objects.

    Nothing is remembered here: else lists ask for keys only.
    """

    LIMITS = [
        ("list", "?area_min=1&price_m2_max=90&district=14730&status=free", 15),
        ("map", "?area_min=1&price_m2_max=90&district=14730&status=free", 17),
        ("geojson", "?area_min=1&price_m2_max=90&district=14730&boundaries=1", 4),
        ("pool", "", 9),
    ]

    def fill(self, number):
        space = SpaceFactory(
            at=(12.3, 51.3), boundary=square(12.3, 51.3), area=5_000, price_m2=35, motorway_km=2
        )
        template = {field.attname: getattr(space, field.attname) for field in Space._meta.concrete_fields}
        del template["id"]
        spaces = Space.objects.bulk_create(
            Space(**template | {"number": 100_000 + count, "discloses_address": count % 2 == 0})
            for count in range(number - 1)
        )
        offer = space.offers.get()
        type(offer).objects.bulk_create(
            type(offer)(space=other, disposal="sale", price_m2=20) for other in spaces
        )
        return space

    def queries(self, client, address):
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        # Django reads a coordinate system once for each process: only the first test would count it.
        return sum("spatial_ref_sys" not in query["sql"] for query in captured.captured_queries)

    @pytest.mark.parametrize("objects", [2, 40])
    def test_stay_few_on_list_map_and_geojson(self, client, objects):
        self.fill(objects)
        for name, query, limit in self.LIMITS:
            assert self.queries(client, reverse(f"sites:{name}") + query) <= limit, name

    @pytest.mark.parametrize("objects", [2, 40])
    def test_stay_few_on_the_page_of_a_space(self, client, objects):
        space = self.fill(objects)
        space.park = BusinessParkFactory()
        space.contact = ContactFactory(portrait=PictureFactory())
        space.save()
        SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt="Blick nach Süden")
        SpaceDocumentFactory(space=space)
        UtilityFactory(space=space)
        assert self.queries(client, space.get_absolute_url()) <= ONE_PAGE
        space.marketing_status = "taken"
        space.save()
        assert self.queries(client, space.get_absolute_url()) <= ONE_PAGE
