import pytest
from django.contrib.gis.geos import Point
from django.core.cache import cache
from django.urls import reverse

from regions.crs import to_storage
from regions.models import Landmark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def test_landmarks_tell_kind_name_and_code_only(client):
    at = to_storage(Point(12.24, 51.42, srid=4326))
    Landmark.objects.create(kind="airport", name="Leipzig/Halle", code="LEJ", location=at, source="geheim")
    (feature,) = client.get(reverse("regions:landmarks")).json()["features"]
    assert feature["properties"] == {"kind": "airport", "name": "Leipzig/Halle", "code": "LEJ"}
    assert feature["geometry"] == {"type": "Point", "coordinates": [12.24, 51.42]}


def test_unchanged_landmarks_are_not_sent_twice(client):
    first = client.get(reverse("regions:landmarks"))
    again = client.get(reverse("regions:landmarks"), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
