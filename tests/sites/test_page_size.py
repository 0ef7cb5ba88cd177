"""How large the pages of the pool are that a browser gets first: bounded, whatever the region and its pool."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from publishing.models import Picture
from regions.models import Area
from sites.models import Offer, Space, SpacePhoto
from tests.factories.publishing import PictureFactory
from tests.factories.sites import DistrictFactory, SpaceFactory, StateFactory, square

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STATES, DISTRICTS, TOWNS = 3, 16, 12
"""Of each its parts: 576 municipalities, as many as the region has with objects."""
MOST_BYTES = 120_000
MOST_NODES = {"list": 2_500, "plots": 2_500, "halls": 2_500, "map": 3_000}


class Nodes(HTMLParser):
    """Counts elements."""

    def __init__(self, page):
        super().__init__()
        self.count = 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.count += 1


@pytest.fixture
def region(db):
    """One plot or hall in each municipality, with all that a card tells, a photo in all sizes too."""
    towns = []
    for state_key in range(14, 14 + STATES):
        state = StateFactory(key=f"{state_key}", name=f"Land {state_key}")
        for number in range(DISTRICTS):
            key = f"{state.key}{730 + number}"
            district = DistrictFactory(key=key, name=f"Kreis {key}", designation="Landkreis", parent=state)
            towns += [
                Area(
                    kind=Area.Kind.MUNICIPALITY,
                    key=f"{key}{town:03}",
                    name=f"Gemeinde {key}{town:03}",
                    slug=f"gemeinde-{key}{town:03}",
                    parent=district,
                )
                for town in range(TOWNS)
            ]
    Area.objects.bulk_create(towns)
    kinds = [
        SpaceFactory(at=(12.3, 51.3), boundary=square(12.3, 51.3), area=50_000, price_m2=35, motorway_km=2.5),
        SpaceFactory(hall=True, at=(12.3, 51.3), area=5_000, rent_m2="5.6", clear_height=8, motorway_km=2.5),
    ]
    Space.objects.bulk_create(
        Space(**values_of(kinds[number % 2]) | {"number": 100_000 + number, "municipality": town})
        for number, town in enumerate(towns)
    )
    spaces = Space.objects.filter(number__gte=100_000)
    Offer._base_manager.bulk_create(Offer(space=space, disposal="sale", price_m2=20) for space in spaces)
    picture = PictureFactory(width=65, number=0)
    Picture.objects.update(width=2400, height=1600)  # which has three sizes of each format
    SpacePhoto.objects.bulk_create(SpacePhoto(space=space, picture=picture) for space in spaces)
    return towns


def values_of(space):
    fields = [field for field in Space._meta.concrete_fields if field.name not in ("id", "municipality")]
    return {field.attname: getattr(space, field.attname) for field in fields}


def page_of(client, name, **query):
    response = client.get(reverse(f"sites:{name}"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_page_stays_light_in_a_region_of_many_municipalities(client, region):
    sizes = {}
    for name in MOST_NODES:
        page = page_of(client, name)
        sizes[name] = len(page.encode()), Nodes(page).count
    assert all(size < MOST_BYTES for size, _nodes in sizes.values()), sizes
    assert all(nodes <= MOST_NODES[name] for name, (_size, nodes) in sizes.items()), sizes
